import { asMap, asString, at, isFalsy, isNull, itemsOf, type MapNode, type Node } from '../../template/node.ts';
import { checkKeys, expectKind } from './kinds.ts';
import { describe, listed, type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';

const endpointTypes = {
  REST: ['EDGE', 'REGIONAL', 'PRIVATE'],
  HTTP: ['REGIONAL'],
  WEBSOCKET: ['REGIONAL'],
} as const;

const trustKeys = ['TruststoreUri', 'TruststoreVersion'];

/** What SAM refuses about the custom domain of an API, with its mutual TLS. Parameters are resolved. */
export function* domainRefusals(
  node: Node | undefined,
  id: string,
  type: keyof typeof endpointTypes,
  isUndecided: Undecided,
): Generator<Refusal> {
  if (!node || isNull(node)) return;
  const subject = `Domain of ${id}`;
  const isMap = yield* expectKind(node, 'map', subject, isUndecided);
  const domain = asMap(node);
  if (!isMap || !domain) return;
  for (const name of ['DomainName', 'CertificateArn']) {
    const value = at(domain, name);
    if (!value || isNull(value)) yield refuseKey(value ?? domain, `${subject} has no ${name}, which SAM requires`);
  }
  yield* endpointRefusals(domain, subject, endpointTypes[type], isUndecided);
  yield* trustRefusals(domain, subject, type, isUndecided);
  yield* basePathRefusals(domain, subject, type, isUndecided);
  yield* route53Refusals(domain, subject, type, isUndecided);
}

function* endpointRefusals(
  domain: MapNode,
  subject: string,
  allowed: readonly string[],
  isUndecided: Undecided,
): Generator<Refusal> {
  const endpoint = at(domain, 'EndpointConfiguration');
  if (!endpoint || isNull(endpoint) || isUndecided(endpoint)) return;
  if (allowed.includes(asString(endpoint) ?? '')) return;
  yield refuse(
    endpoint,
    `EndpointConfiguration in ${subject} is ${describe(endpoint)}, and SAM takes ${listed(allowed, 'or')} only`,
  );
}

/** A private domain passes it over; a WebSocket API cannot have it at all. */
function* trustRefusals(
  domain: MapNode,
  subject: string,
  type: keyof typeof endpointTypes,
  isUndecided: Undecided,
): Generator<Refusal> {
  const trust = at(domain, 'MutualTlsAuthentication');
  if (!trust || isFalsy(trust) || type === 'WEBSOCKET' || isPrivate(domain)) return;
  const isMap = yield* expectKind(trust, 'map', `MutualTlsAuthentication in ${subject}`, isUndecided);
  const map = asMap(trust);
  if (isMap && map) yield* checkKeys(map, `MutualTlsAuthentication in ${subject}`, trustKeys);
}

function isPrivate(domain: MapNode): boolean {
  return asString(at(domain, 'EndpointConfiguration')) === 'PRIVATE';
}

function* basePathRefusals(
  domain: MapNode,
  subject: string,
  type: keyof typeof endpointTypes,
  isUndecided: Undecided,
): Generator<Refusal> {
  const path = at(domain, 'BasePath');
  const paths = path?.kind === 'list' ? itemsOf(path) : path && asString(path) ? [path] : [];
  for (const each of paths) {
    if (!(yield* expectKind(each, 'string', `BasePath in ${subject}`, isUndecided))) continue;
    if (type !== 'REST' && /[^0-9a-zA-Z/\-_]/.test(asString(each) ?? '')) {
      yield refuse(each, `BasePath in ${subject} is ${describe(each)}, and SAM takes letters, digits, /, - and _ only`);
    }
  }
}

function* route53Refusals(
  domain: MapNode,
  subject: string,
  type: keyof typeof endpointTypes,
  isUndecided: Undecided,
): Generator<Refusal> {
  const association = at(domain, 'AccessAssociation');
  if (type === 'REST' && isPrivate(domain) && association && !isNull(association)) {
    yield* expectKind(association, 'map', `AccessAssociation in ${subject}`, isUndecided);
  }
  const route53 = at(domain, 'Route53');
  if (!route53 || isNull(route53)) return;
  if (!(yield* expectKind(route53, 'map', `Route53 in ${subject}`, isUndecided)) || isUndecided(route53)) return;
  const zones = [at(route53, 'HostedZoneId'), at(route53, 'HostedZoneName')];
  if (zones.every(zone => !zone || isNull(zone))) {
    yield refuseKey(route53, `Route53 in ${subject} has neither a HostedZoneId nor a HostedZoneName`);
  }
  const separate = at(route53, 'SeparateRecordSetGroup');
  if (type === 'REST' && separate && !isFalsy(separate)) {
    yield* expectKind(separate, 'boolean', `SeparateRecordSetGroup in ${subject}`, isUndecided);
  }
}

import { asMap, asString, at, isFalsy, isNull, itemsOf, type MapNode, type Node } from '../../template/node.ts';
import { checkKeys, expectKind } from './kinds.ts';
import { type Check, describe, listed } from './refusal.ts';

const endpointTypes = {
  REST: ['EDGE', 'REGIONAL', 'PRIVATE'],
  HTTP: ['REGIONAL'],
  WEBSOCKET: ['REGIONAL'],
} as const;

const trustKeys = ['TruststoreUri', 'TruststoreVersion'];

/** What SAM refuses about the custom domain of an API, with its mutual TLS. Parameters are resolved. */
export function domainRefusals(
  node: Node | undefined,
  id: string,
  type: keyof typeof endpointTypes,
  check: Check,
): void {
  if (!node || isNull(node)) return;
  const subject = `Domain of ${id}`;
  const isMap = expectKind(node, 'map', subject, check);
  const domain = asMap(node);
  if (!isMap || !domain) return;
  for (const name of ['DomainName', 'CertificateArn']) {
    const value = at(domain, name);
    if (!value || isNull(value)) check.refuseKey(value ?? domain, `${subject} has no ${name}, which SAM requires`);
  }
  endpointRefusals(domain, subject, endpointTypes[type], check);
  trustRefusals(domain, subject, type, check);
  basePathRefusals(domain, subject, type, check);
  route53Refusals(domain, subject, type, check);
}

function endpointRefusals(domain: MapNode, subject: string, allowed: readonly string[], check: Check): void {
  const endpoint = at(domain, 'EndpointConfiguration');
  if (!endpoint || isNull(endpoint) || check.isUndecided(endpoint)) return;
  if (allowed.includes(asString(endpoint) ?? '')) return;
  check.refuse(
    endpoint,
    `EndpointConfiguration in ${subject} is ${describe(endpoint)}, and SAM takes ${listed(allowed, 'or')} only`,
  );
}

/** A private domain passes it over; a WebSocket API cannot have it at all. */
function trustRefusals(domain: MapNode, subject: string, type: keyof typeof endpointTypes, check: Check): void {
  const trust = at(domain, 'MutualTlsAuthentication');
  if (!trust || isFalsy(trust) || type === 'WEBSOCKET' || isPrivate(domain)) return;
  const isMap = expectKind(trust, 'map', `MutualTlsAuthentication in ${subject}`, check);
  const map = asMap(trust);
  if (isMap && map) checkKeys(map, `MutualTlsAuthentication in ${subject}`, trustKeys, check);
}

function isPrivate(domain: MapNode): boolean {
  return asString(at(domain, 'EndpointConfiguration')) === 'PRIVATE';
}

function basePathRefusals(domain: MapNode, subject: string, type: keyof typeof endpointTypes, check: Check): void {
  const path = at(domain, 'BasePath');
  const paths = path?.kind === 'list' ? itemsOf(path) : path && asString(path) ? [path] : [];
  for (const each of paths) {
    if (!expectKind(each, 'string', `BasePath in ${subject}`, check)) continue;
    if (type !== 'REST' && /[^0-9a-zA-Z/\-_]/.test(asString(each) ?? '')) {
      check.refuse(each, `BasePath in ${subject} is ${describe(each)}, and SAM takes letters, digits, /, - and _ only`);
    }
  }
}

function route53Refusals(domain: MapNode, subject: string, type: keyof typeof endpointTypes, check: Check): void {
  const association = at(domain, 'AccessAssociation');
  if (type === 'REST' && isPrivate(domain) && association && !isNull(association)) {
    expectKind(association, 'map', `AccessAssociation in ${subject}`, check);
  }
  const route53 = at(domain, 'Route53');
  if (!route53 || isNull(route53)) return;
  if (!expectKind(route53, 'map', `Route53 in ${subject}`, check) || check.isUndecided(route53)) return;
  const zones = [at(route53, 'HostedZoneId'), at(route53, 'HostedZoneName')];
  if (zones.every(zone => !zone || isNull(zone))) {
    check.refuseKey(route53, `Route53 in ${subject} has neither a HostedZoneId nor a HostedZoneName`);
  }
  const separate = at(route53, 'SeparateRecordSetGroup');
  if (type === 'REST' && separate && !isFalsy(separate)) {
    expectKind(separate, 'boolean', `SeparateRecordSetGroup in ${subject}`, check);
  }
}

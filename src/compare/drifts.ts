import type { AccountReading } from '../account/declared.ts';
import { acceptsAnyone, type Endpoint } from '../model/endpoint.ts';
import type { AuthModel, Drift } from '../model/model.ts';
import type { RelatedPlace } from '../model/place.ts';
import { type Difference, differencesOf, guardOf, type MoreOpen } from './guard.ts';
import { type Stack, type StackTemplate, stacksOf, stacksOfTemplates } from './stacks.ts';

/** The templates that an account is compared with. */
export interface ComparedTemplates {
  readonly templates: readonly ComparedTemplate[];
  readonly model: AuthModel;
}

export interface ComparedTemplate extends StackTemplate {
  /** The names that its APIs would have, by logical id, as far as they are known. */
  readonly apiNames: ReadonlyMap<string, string>;
}

/** What an account has in a Region. */
export interface ComparedAccount {
  readonly reading: AccountReading;
  readonly model: AuthModel;
}

/** Where an account differs from templates, and which of their APIs it has at all. */
export interface Comparison {
  readonly drifts: readonly Drift[];
  /** As `apiKey` names them. */
  readonly found: ReadonlySet<string>;
}

/** What identifies an API of a template. */
export function apiKey(file: string, id: string): string {
  return `${file} ${id}`;
}

/**
 * Compares each API of the templates with those of an account that are made of it: by the stacks that CloudFormation or
 * the tags of resources tell of, and otherwise by an API's own name, where only one has it.
 */
export function compareWithTemplates(account: ComparedAccount, { templates, model }: ComparedTemplates): Comparison {
  const stacks = stacksOfTemplates(templates, stacksOf(account.reading));
  const deployed = deployedApis(account);
  const drifts: Drift[] = [];
  const found = new Set<string>();
  for (const template of templates) {
    for (const [id, declared] of endpointsByApi(model, template.file)) {
      for (const { api, stack } of counterparts(id, template, stacks.get(template.file) ?? [], deployed)) {
        found.add(apiKey(template.file, id));
        const declaredPoolId = poolIds(template, stack, stacks);
        drifts.push(...compareApi(api, declared, account, { model, poolIdOf: declaredPoolId }));
      }
    }
  }
  return { drifts, found };
}

interface DeployedApi {
  readonly physicalId: string | undefined;
  readonly name: string;
  readonly arn: string;
  readonly endpoints: readonly Endpoint[];
}

const apiTypes = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::Lambda::Url',
  'AWS::AppSync::GraphQLApi',
]);

function deployedApis({ reading, model }: ComparedAccount): readonly DeployedApi[] {
  const endpoints = new Map<string, Endpoint[]>();
  for (const endpoint of model.endpoints) {
    const { place } = endpoint.api;
    if (!('arn' in place)) continue;
    endpoints.set(place.arn, [...(endpoints.get(place.arn) ?? []), endpoint]);
  }
  return reading.resources
    .filter(({ type }) => apiTypes.has(type))
    .map(({ physicalId, name, arn }) => ({ physicalId, name, arn, endpoints: endpoints.get(arn) ?? [] }));
}

/** The endpoints of a template's APIs, in all their forms, by the API's logical id. */
function endpointsByApi(model: AuthModel, file: string): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const endpoint of model.endpoints) {
    const { id, place } = endpoint.api;
    if (id === null || !('file' in place) || place.file !== file) continue;
    found.set(id, [...(found.get(id) ?? []), endpoint]);
  }
  return found;
}

function counterparts(
  id: string,
  template: ComparedTemplate,
  stacks: readonly Stack[],
  deployed: readonly DeployedApi[],
): { readonly api: DeployedApi; readonly stack?: Stack }[] {
  const ofStacks = stacks.flatMap(stack => {
    const physicalId = stack.physicalIds.get(id);
    const api = physicalId === undefined ? undefined : deployed.find(each => isSamePhysicalId(each, physicalId));
    return api ? [{ api, stack }] : [];
  });
  if (ofStacks.length > 0 || stacks.length > 0) return ofStacks;
  const name = template.apiNames.get(id);
  const named = name === undefined ? [] : deployed.filter(each => each.name === name);
  return named.length === 1 ? named.map(api => ({ api })) : [];
}

/** CloudFormation knows some resources by their ARN, others by the id at its end. */
function isSamePhysicalId({ physicalId, arn }: DeployedApi, other: string): boolean {
  return other === physicalId || other === arn;
}

/** The id of a user pool by its key in the templates' model: what the stack of its template has it for. */
function poolIds(
  template: ComparedTemplate,
  stack: Stack | undefined,
  stacks: ReadonlyMap<string, readonly Stack[]>,
): (key: string) => string | undefined {
  return key => {
    const at = key.lastIndexOf(' ');
    const [file, id] = [key.slice(0, at), key.slice(at + 1)];
    if (file === template.file) return stack?.physicalIds.get(id);
    const others = stacks.get(file) ?? [];
    return others.length === 1 ? others[0]?.physicalIds.get(id) : undefined;
  };
}

function compareApi(
  api: DeployedApi,
  declared: readonly Endpoint[],
  { reading, model }: ComparedAccount,
  templates: { readonly model: AuthModel; readonly poolIdOf: (key: string) => string | undefined },
): Drift[] {
  // A pool's clients and servers have its ARN too.
  const userPools = reading.resources.filter(({ type }) => type === 'AWS::Cognito::UserPool');
  const pools = new Map(userPools.map(({ arn, physicalId }) => [arn, physicalId]));
  const deployedPoolId = (key: string) => {
    const place = model.userPools.find(pool => pool.key === key)?.place;
    return place && 'arn' in place ? pools.get(place.arn) : undefined;
  };
  const isWhole = !reading.unread.some(({ arn }) => arn === api.arn || arn.startsWith(`${api.arn}/`));
  const forms = new Map<string, Endpoint[]>();
  for (const endpoint of declared.filter(each => each.isServed)) {
    const name = nameOf(endpoint);
    forms.set(name, [...(forms.get(name) ?? []), endpoint]);
  }
  const deployed = new Map(api.endpoints.map(endpoint => [nameOf(endpoint), endpoint]));
  const drifts: Drift[] = [];
  for (const [name, endpoint] of deployed) {
    const candidates = forms.get(name);
    if (!candidates) drifts.push(onlyDeployed(endpoint, declared));
    else drifts.push(...differing(endpoint, candidates, deployedPoolId, model, templates));
  }
  for (const [name, [endpoint]] of forms) {
    // What exists under a condition may well not be there.
    if (!isWhole || deployed.has(name) || !endpoint || endpoint.conditions.length > 0) continue;
    drifts.push(onlyDeclared(endpoint, api, reading));
  }
  return drifts;
}

function nameOf({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}

/** An endpoint that is as none of its forms in the template says. */
function differing(
  deployed: Endpoint,
  forms: readonly Endpoint[],
  deployedPoolId: (key: string) => string | undefined,
  model: AuthModel,
  templates: { readonly model: AuthModel; readonly poolIdOf: (key: string) => string | undefined },
): Drift[] {
  const is = guardOf(deployed, model, deployedPoolId);
  if (!is) return [];
  const compared = forms.map(form => {
    const should = guardOf(form, templates.model, templates.poolIdOf);
    return { form, differences: should && differencesOf(is, should) };
  });
  const [first] = compared;
  if (!first || compared.some(({ differences }) => !differences || differences.length === 0)) return [];
  const differences = first.differences ?? [];
  return [
    {
      deployed,
      declared: first.form,
      moreOpen: moreOpenOf(differences),
      differences: differences.map(({ message }) => message),
      place: deployed.place,
      related: [declaredHere(first.form)],
    },
  ];
}

function moreOpenOf(differences: readonly Difference[]): MoreOpen {
  const sides = differences.map(({ moreOpen }) => moreOpen);
  return sides.includes('account') ? 'account' : sides.includes('template') ? 'template' : 'neither';
}

function onlyDeployed(endpoint: Endpoint, declared: readonly Endpoint[]): Drift {
  const [other] = declared;
  return {
    deployed: endpoint,
    declared: undefined,
    moreOpen: acceptsAnyone(endpoint) ? 'account' : 'neither',
    differences: [],
    place: endpoint.declaredAt,
    related: other ? [{ place: other.api.place, message: `the template declares ${other.api.id}, without it` }] : [],
  };
}

function onlyDeclared(endpoint: Endpoint, { arn }: DeployedApi, { account, region }: AccountReading): Drift {
  return {
    deployed: undefined,
    declared: endpoint,
    moreOpen: acceptsAnyone(endpoint) ? 'template' : 'neither',
    differences: [],
    place: { arn, account, region, path: '' },
    related: [declaredHere(endpoint)],
  };
}

function declaredHere(endpoint: Endpoint): RelatedPlace {
  return { place: endpoint.place, message: endpoint.because };
}

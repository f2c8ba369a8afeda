import { noValue } from '../values.mjs';
import { inApi, inAuth, inAuthorizer, isReplaceable, set } from './targets.mjs';

/** Faults in what APIs of a type say besides their definition. */
export const apiFaults = type => [
  inApi(type, set('Auth', noValue)),
  inApi(type, set('Auth', 'Users')),
  inApi(type, set('Auth', '')),
  inApi(type, set('Auth', [])),
  inApi(type, set('Auth', ['Users'])),
  inAuth(type, set('DefaultAuthoriser', 'Users')),
  inAuth(type, set('Authorizers', 'Users')),
  inAuth(type, set('Authorizers', ['Users'])),
  inAuth(type, set('Authorizers', { 'Fn::If': ['IsProd', {}, {}] })),
  inAuth(type, set('DefaultAuthorizer', 'Ghost')),
  inAuth(type, set('DefaultAuthorizer', 'NONE')),
  inAuth(type, set('DefaultAuthorizer', { Ref: 'Chosen' })),
  inAuth(type, set('DefaultAuthorizer', { 'Fn::If': ['IsProd', 'Users', noValue] })),
  inAuth(type, set('DefaultAuthorizer', noValue)),
  inAuth(type, set('DefaultAuthorizer', 7)),
  inAuth(type, set('DefaultAuthorizer', true)),
  inAuth(type, set('DefaultAuthorizer', ['Users'])),
  inAuthorizer(type, () => 'Users'),
  inAuthorizer(type, () => null),
  inAuthorizer(type, () => []),
  inAuthorizer(type, own => ({ ...own, AuthorizationScopes: 'orders/read' })),
  inAuthorizer(type, own => ({ ...own, AuthorizationScopes: { Ref: 'List' } })),
  inAuthorizer(type, own => ({ ...own, AuthorizationScopes: {} })),
  inAuthorizer(type, own => ({ ...own, AuthorizationScopes: '' })),
  inApi(type, (properties, _, template) => {
    properties.Auth = null;
    template.Globals = {
      ...template.Globals,
      [type]: { ...template.Globals?.[type], Auth: { DefaultAuthorizer: 'Users' } },
    };
  }),
  inApi(type, set('DefinitionUri', 's3://bucket/orders.yaml')),
  inApi(type, set('DefinitionBody', 'orders')),
  inApi(type, set('DefinitionBody', { paths: {} })),
  inApi(type, (_, resource, template) => {
    if (!isReplaceable(template, resource)) resource.IgnoreGlobals = ['Auth', 'DefinitionBody'];
  }),
  inApi(type, (_, resource, template) => {
    if (!isReplaceable(template, resource)) resource.IgnoreGlobals = { Auth: true };
  }),
  inApi(type, (_, resource) => {
    resource.Condition = { Ref: 'Bare' };
  }),
];

import { copy, noValue } from '../values.mjs';
import { eventsIn, inEvent, inEventAuth, pick, set } from './targets.mjs';

/** Faults in events of a type. */
export const eventFaults = type => [
  inEvent(type, set('Path', undefined)),
  inEvent(type, set('Method', undefined)),
  inEvent(type, set('Path', { Ref: 'Bare' })),
  inEvent(type, set('Method', { Ref: 'Bare' })),
  inEvent(type, set('Method', null)),
  inEvent(type, set('Path', 7)),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', null)),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', 'GhostApi')),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { Ref: 'GhostApi' })),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { Ref: 'Chosen' })),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', noValue)),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { 'Fn::GetAtt': ['OrdersApi', 'Id'] })),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { 'Fn::If': ['IsProd', { Ref: 'OrdersApi' }, noValue] })),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { 'Fn::Sub': `\${OrdersApi}` })),
  inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', '')),
  inEvent(type, (_, found) => {
    found.Properties = undefined;
  }),
  inEvent(type, (_, found) => {
    found.Properties = [];
  }),
  inEvent(type, (_, found) => {
    found.Type = undefined;
  }),
  inEvent(type, (_, found) => {
    found.Type = type === 'Api' ? 'HttpApi' : 'Api';
  }),
  inEvent(type, set('Auth', 'Users')),
  inEvent(type, set('Auth', ['Users'])),
  inEvent(type, set('Auth', noValue)),
  inEventAuth(type, set('Authorizer', 'Ghost')),
  inEventAuth(type, set('Authorizer', 'users')),
  inEventAuth(type, set('Authorizer', { Ref: 'Chosen' })),
  inEventAuth(type, set('Authorizer', ['Users'])),
  inEventAuth(type, set('Authorizer', 7)),
  inEventAuth(type, set('Authorizer', 'NONE')),
  inEventAuth(type, set('Authorizer', 'AWS_IAM')),
  inEventAuth(type, set('AuthorizationScopes', 'orders/read')),
  inEventAuth(type, set('AuthorizationScopes', { Ref: 'List' })),
  inEventAuth(type, auth => {
    auth.Authorizer = undefined;
    auth.AuthorizationScopes = ['orders/read'];
  }),
  inEventAuth(type, set('ApiKeyRequired', false)),
  inEventAuth(type, set('ApiKeyRequired', 0)),
  inEventAuth(type, set('ResourcePolicy', 'open')),
  inEventAuth(type, auth => {
    for (const key of Object.keys(auth)) delete auth[key];
    auth.OverrideApiAuth = true;
  }),
  inEventAuth(type, (auth, properties) => {
    auth.OverrideApiAuth = true;
    properties.Path = '/nowhere';
  }),
  (template, at) => {
    const found = eventsIn(template, type);
    const first = pick(found, at);
    if (first) pick(found, at + 1).Properties = copy(first.Properties);
  },
];

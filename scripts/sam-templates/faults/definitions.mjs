import { integration } from '../definitions.mjs';
import { inBody, inOperation, set } from './targets.mjs';

/** Faults in definitions that users write for APIs of a type. */
export const definitionFaults = type => [
  inBody(type, set('paths', null)),
  inBody(type, set('paths', [])),
  inBody(type, set('paths', undefined)),
  inBody(type, document => {
    document.paths = { '/orders': null };
  }),
  inBody(type, document => {
    document.paths = { '/orders': 'get' };
  }),
  inBody(type, document => {
    document.paths = {
      ...document.paths,
      '/orders': { summary: 'Orders', get: { 'x-amazon-apigateway-integration': integration } },
    };
  }),
  inBody(type, document => {
    document.paths = {
      ...document.paths,
      '/orders': { servers: [], get: { 'x-amazon-apigateway-integration': integration } },
    };
  }),
  inBody(type, document => {
    document.paths = { '/orders': { 'Fn::If': 'IsProd' } };
  }),
  inBody(type, document => {
    document.paths = { '/orders': { get: { 'Fn::If': { a: 'IsProd' } } } };
  }),
  inBody(type, document => {
    document[document.swagger ? 'swagger' : 'openapi'] = null;
  }),
  inBody(type, document => {
    document.openapi = '3.0.10';
    delete document.swagger;
  }),
  inBody(type, document => {
    document.openapi = 3;
    delete document.swagger;
  }),
  inBody(type, document => {
    document.securityDefinitions = null;
  }),
  inBody(type, document => {
    document.securityDefinitions = [];
  }),
  inBody(type, document => {
    document.components = null;
  }),
  inBody(type, document => {
    document.components = { securitySchemes: null };
  }),
  inBody(type, document => {
    document.components = { securitySchemes: [] };
  }),
  inOperation(type, () => null),
  inOperation(type, () => 'get'),
  inOperation(type, own => ({ ...own, security: null })),
  inOperation(type, own => ({ ...own, security: 'Users' })),
  inOperation(type, own => ({ ...own, security: { Users: [] } })),
  inOperation(type, own => ({ ...own, security: { 'Fn::If': ['IsProd', [{ Users: [] }], []] } })),
  inOperation(type, own => ({ ...own, security: ['Users'] })),
  inOperation(type, own => ({ ...own, security: [null] })),
];

import { apiFaults } from './apis.mjs';
import { definitionFaults } from './definitions.mjs';
import { eventFaults } from './events.mjs';
import { httpApiFaults } from './http-apis.mjs';
import { otherFaults } from './others.mjs';
import { restApiFaults } from './rest-apis.mjs';

/**
 * What SAM refuses, one in a template; not what a parameter without a default decides, or a transform writes, which it can
 * refuse only at the deployment.
 */
export const faults = [
  ...['Api', 'HttpApi'].flatMap(type => [...apiFaults(type), ...definitionFaults(type), ...eventFaults(type)]),
  ...restApiFaults,
  ...httpApiFaults,
  ...otherFaults,
];

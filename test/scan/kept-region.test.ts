/* What a report has of many Regions: in one order and counted, however often it is read. */
import { expect, test } from '@jest/globals';
import type { Endpoint } from '../../src/model/endpoint.ts';
import type { Finding, Severity } from '../../src/model/finding.ts';
import type { AccountPlace, TextPlace } from '../../src/model/place.ts';
import { keptRegion, listsOf } from '../../src/scan/kept-region.ts';
import { restEndpoint } from '../account/rest-endpoint.ts';

function at(region: string, name: string): AccountPlace {
  return { arn: `arn:aws:apigateway:${region}::/restapis/${name}`, account: '111122223333', region, path: '' };
}

function finding(severity: Severity, message: string, place: Finding['place']): Finding {
  return { ruleId: 'x', severity, message, place };
}

function endpoint(method: string, path: string, region: string, auth: Endpoint['auth'] = []): Endpoint {
  return restEndpoint(at(region, 'orders'), { method, path, auth });
}

const policy: TextPlace = { file: 'cfn-auth-audit.yml', line: 3, column: 5, endLine: 3, endColumn: 9, path: '' };
const template: TextPlace = { ...policy, file: 'api.yaml' };

const ireland = keptRegion('111122223333/eu-west-1', {
  findings: [
    finding('warning', 'second', at('eu-west-1', 'orders')),
    finding('error', 'first', at('eu-west-1', 'checkout')),
    {
      ...finding('error', 'third', at('eu-west-1', 'shop')),
      suppression: { kind: 'ignore', reason: 'It is meant so.', place: policy },
    },
  ],
  endpoints: [
    endpoint('POST', '/orders', 'eu-west-1'),
    endpoint('GET', '/orders', 'eu-west-1', [
      { type: 'AWS_IAM', name: null, scopes: [], place: at('eu-west-1', 'orders') },
    ]),
    endpoint('GET', '/', 'eu-west-1'),
  ],
  unknowns: [
    { message: 'b', place: at('eu-west-1', 'orders') },
    { message: 'a', place: at('eu-west-1', 'orders') },
  ],
});
const virginia = keptRegion('111122223333/us-east-1', {
  findings: [finding('note', 'fourth', at('us-east-1', 'checkout'))],
  endpoints: [endpoint('GET', '/', 'us-east-1')],
  unknowns: [],
});

test('the lists of Regions are one, by place, after what stands in files', () => {
  const { findings, endpoints, unknowns, counts } = listsOf([virginia, ireland], {
    findings: [finding('warning', 'of the policy', policy)],
    unknowns: [{ message: 'of a template', place: template }],
  });
  const read = () => [
    [...findings].map(({ message }) => message),
    [...endpoints].map(({ method, path, place }) => `${method} ${path} ${'region' in place ? place.region : ''}`),
    [...unknowns].map(({ message }) => message),
  ];
  const expected = [
    ['of the policy', 'first', 'second', 'third', 'fourth'],
    ['GET / eu-west-1', 'GET /orders eu-west-1', 'POST /orders eu-west-1', 'GET / us-east-1'],
    ['of a template', 'a', 'b'],
  ];
  expect([read(), read()]).toEqual([expected, expected]);
  expect(counts).toEqual({
    endpoints: 4,
    openEndpoints: 3,
    errors: 1,
    warnings: 2,
    notes: 1,
    suppressed: 1,
    unknowns: 3,
  });
});

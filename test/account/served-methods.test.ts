/* Which methods of a REST API its stages serve: what they were when it was last deployed to each. */
import { expect, test } from '@jest/globals';
import type { AccountReading, StageSnapshot, UnreadPart } from '../../src/account/declared.ts';
import { servedMethods } from '../../src/account/stale-methods.ts';

const api = 'arn:aws:apigateway:eu-west-1::/restapis/orders1';

/** A stage that serves methods, such as `GET /orders`. */
function stage(name: string, ...methods: readonly string[]): StageSnapshot {
  const guard = { authorizationType: 'NONE', apiKeyRequired: false };
  const served = methods
    .map(method => method.split(' '))
    .map(([method = '', path = '']) => [path, { [method]: guard }]);
  return {
    api: 'orders',
    apiArn: api,
    stage: name,
    stageArn: `${api}/stages/${name}`,
    methods: Object.fromEntries(served),
  };
}

const denied = { action: 'apigateway:GET', reason: 'denied', detail: 'AccessDeniedException' } as const;
const deployment: UnreadPart = { ...denied, arn: `${api}/deployments/d2`, what: 'what orders has deployed' };
const authorizers: UnreadPart = { ...denied, arn: api, what: 'the authorizers of orders' };
const elsewhere: UnreadPart = { ...deployment, arn: `${api}23/deployments/d1` };

test.each<[string, readonly StageSnapshot[], readonly UnreadPart[], boolean]>([
  ['the only stage has it', [stage('live', 'GET /orders')], [], true],
  ['the only stage has another method of its path', [stage('live', 'POST /orders')], [], false],
  ['the only stage has the method at another path', [stage('live', 'GET /')], [], false],
  ['the only stage has ANY for its path', [stage('live', 'ANY /orders')], [], true],
  ['the only stage has ANY for another path', [stage('live', 'ANY /')], [], false],
  ['one of two stages has it', [stage('live'), stage('test', 'GET /orders')], [], true],
  ['neither of two stages has it', [stage('live'), stage('test', 'GET /')], [], false],
  ['what another stage serves is not known', [stage('live')], [deployment], true],
  ['no stage is known', [], [], true],
  ['only authorizers are not known', [stage('live')], [authorizers], false],
  ['what is not known is of another API', [stage('live')], [elsewhere], false],
])('GET /orders, where %s', (_name, snapshots, unread, expected) => {
  const reading: AccountReading = {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    resources: [],
    snapshots,
    unread,
    stackResources: [],
    calls: {},
  };
  expect(servedMethods(reading)(api, 'GET', '/orders')).toBe(expected);
});

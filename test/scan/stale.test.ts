/* What is found of a method that its stage serves otherwise than the API says. */
import { describe, expect, test } from '@jest/globals';
import type { AccountReading, DeclaredResource } from '../../src/account/declared.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';
import type { Severity } from '../../src/model/finding.ts';
import { emptyPolicy } from '../../src/policy/policy.ts';
import { auditReading } from '../../src/scan/audit-reading.ts';

const arn = 'arn:aws:apigateway:eu-west-1::/restapis/orders1';
const stageArn = `${arn}/stages/live`;

/** A guard such as `NONE key`. */
function guardOf(text: string) {
  const [authorizationType = '', key] = text.split(' ');
  return { authorizationType, apiKeyRequired: key !== undefined };
}

/** An API with GET / as it says, and as its stage serves it. */
function readingOf(said: string, served: string): AccountReading {
  const { authorizationType, apiKeyRequired } = guardOf(said);
  const api: DeclaredResource = {
    key: 'orders',
    arn,
    name: 'orders',
    type: 'AWS::ApiGateway::RestApi',
    properties: {},
  };
  const method: DeclaredResource = {
    key: 'GET /',
    arn: `${arn}/resources/r0/methods/GET`,
    name: 'GET / of orders',
    type: 'AWS::ApiGateway::Method',
    properties: {
      RestApiId: { Ref: 'orders' },
      ResourceId: { 'Fn::GetAtt': ['orders', 'RootResourceId'] },
      HttpMethod: 'GET',
      AuthorizationType: authorizationType,
      ApiKeyRequired: apiKeyRequired,
    },
  };
  const stage: DeclaredResource = {
    key: 'live',
    arn: stageArn,
    name: 'stage live of orders',
    type: 'AWS::ApiGateway::Stage',
    properties: { RestApiId: { Ref: 'orders' }, StageName: 'live' },
  };
  return {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    resources: [api, method, stage],
    snapshots: [{ api: 'orders', apiArn: arn, stage: 'live', stageArn, methods: { '/': { GET: guardOf(served) } } }],
    unread: [],
    stackResources: [],
    calls: {},
  };
}

function found(said: string, served: string, ruleSeverities: Readonly<Record<string, Severity | 'off'>> = {}) {
  const used = new Set<object>();
  const { findings } = auditReading(readingOf(said, served), { policy: emptyPolicy, ruleSeverities, used });
  return findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`);
}

describe('a stage that lets more callers through', () => {
  test.each([
    ['AWS_IAM', 'NONE', ['error deployment-stale'], ['error endpoint-without-authorizer']],
    ['NONE key', 'NONE', ['error deployment-stale'], ['error endpoint-without-authorizer']],
    ['AWS_IAM', 'NONE key', ['error deployment-stale'], ['warning api-key-is-not-authorization']],
  ])('%s, served as %s, is found, whether deployment-stale runs or not', (said, served, stale, others) => {
    expect(found(said, served)).toEqual(stale);
    expect(found(said, served, { 'deployment-stale': 'off' })).toEqual(others);
    expect(found(said, served, { 'deployment-stale': 'note' }).toSorted()).toEqual(
      ['note deployment-stale', ...others].toSorted(),
    );
  });
});

describe('a stage that lets fewer callers through', () => {
  test.each([
    ['NONE', 'AWS_IAM'],
    ['NONE key', 'AWS_IAM'],
    ['NONE', 'NONE key'],
  ])('%s, served as %s, is no more than out of date', (said, served) => {
    expect(found(said, served)).toEqual(['warning deployment-stale']);
  });
});

test.each([{}, { 'deployment-stale': 'off' } as const])(
  'a public entry is in use where the next deployment needs it: %j',
  ruleSeverities => {
    const place = { file: 'cfn-auth-audit.yml', line: 1, column: 1, endLine: 1, endColumn: 2, path: '' };
    const covers = ({ api }: Endpoint) => api.id === 'orders';
    const entry = { name: arn, reason: 'It is a price list.', place, scope: 'accounts', covers } as const;
    const used = new Set<object>();
    auditReading(readingOf('NONE', 'AWS_IAM'), { policy: { ...emptyPolicy, public: [entry] }, ruleSeverities, used });
    expect(used.has(entry)).toBe(true);
  },
);

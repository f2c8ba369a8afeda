/* What docs/scan tells people to deploy: the policies say the same everywhere, and only whom they name may assume a role. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { schema } from 'yaml-cfn';
import { z } from 'zod';

const folder = fileURLToPath(new URL('../../docs/scan/', import.meta.url));

const statement = z.object({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});
const policy = z.object({ Version: z.literal('2012-10-17'), Statement: z.array(statement) });
const role = z.object({
  AssumeRolePolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
  Policies: z.array(z.object({ PolicyDocument: policy })),
});
const template = z.object({ Resources: z.record(z.string(), z.object({ Properties: z.unknown() })) });

type Policy = z.infer<typeof policy>;

const leastPrivilege = policyFile('least-privilege.json');

function policyFile(name: string): Policy {
  return policy.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

function propertiesIn(name: string, logicalId: string): unknown {
  const { Resources } = template.parse(load(readFileSync(join(folder, name), 'utf8'), { schema }));
  return Resources[logicalId]?.Properties;
}

/** With the partition and the role's name that the files of plain JSON have. */
function asInJson(value: unknown): unknown {
  const text = JSON.stringify(value).replaceAll(/\{"Fn::Sub":("[^"]*")\}/g, '$1');
  return JSON.parse(text.replaceAll('${AWS::Partition}', 'aws').replaceAll('${RoleName}', 'cfn-auth-audit'));
}

describe('the policy of', () => {
  test.each([
    ['github-oidc-role.yaml', 'ScanRole'],
    ['member-role.yaml', 'MemberRole'],
  ])('%s is least-privilege.json', (name, logicalId) => {
    const { Policies } = role.parse(propertiesIn(name, logicalId));
    expect(asInJson(Policies.map(({ PolicyDocument }) => PolicyDocument))).toEqual([leastPrivilege]);
  });

  test('who scans an organization is organization.json', () => {
    const { PolicyDocument } = z
      .object({ PolicyDocument: policy })
      .parse(propertiesIn('github-oidc-role.yaml', 'OrganizationPolicy'));
    expect(asInJson(PolicyDocument)).toEqual(policyFile('organization.json'));
  });

  test('a scan and that of its caller have the actions that the readers call missing where they are denied', () => {
    const sources = readdirSync('src/account').map(name => readFileSync(join('src/account', name), 'utf8'));
    const named = sources.flatMap(text => [...text.matchAll(/\baction(?::| =) '([^']+)'|with ([a-z-]+:\w+)\.'/g)]);
    const documented = [leastPrivilege, policyFile('organization.json')].flatMap(({ Statement }) =>
      Statement.flatMap(({ Action }) => Action),
    );
    expect([...new Set(named.map(([, action, inHint]) => action ?? inHint))].sort()).toEqual(documented.sort());
  });

  test('a scan lets nothing be written', () => {
    const actions = leastPrivilege.Statement.flatMap(({ Action }) => Action);
    expect(
      actions.filter(action => !/^(?:apigateway:GET|[a-z-]+:(?:Get|List|Describe)[A-Za-z]+)$/.test(action)),
    ).toEqual([]);
  });
});

describe('the role of', () => {
  test('a workflow is for one branch of one repository', () => {
    expect(role.parse(propertiesIn('github-oidc-role.yaml', 'ScanRole')).AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: {
          Federated: { 'Fn::If': ['CreatesProvider', { Ref: 'GitHubProvider' }, { Ref: 'ExistingProviderArn' }] },
        },
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': {
              'Fn::Sub': 'repo:${GitHubOrganization}/${GitHubRepository}:ref:refs/heads/${GitHubBranch}',
            },
          },
        },
      },
    ]);
  });

  test("an organization's member is for that role alone", () => {
    const account = 'arn:${AWS::Partition}:iam::${ScanAccount}';
    expect(role.parse(propertiesIn('member-role.yaml', 'MemberRole')).AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: { 'Fn::Sub': `${account}:root` } },
        Condition: { ArnEquals: { 'aws:PrincipalArn': { 'Fn::Sub': `${account}:role/\${RoleName}` } } },
      },
    ]);
  });
});

test('the links of docs/scan/README.md lead somewhere', () => {
  const text = readFileSync(join(folder, 'README.md'), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  expect(targets.filter(target => !existsSync(join(dirname(join(folder, 'README.md')), target)))).toEqual([]);
});

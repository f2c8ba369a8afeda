import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { main } from '../../src/cli.ts';
import { manyEndpoints } from '../e2e/action-run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function access(...args: readonly string[]) {
  return accessOf(readFileSync(`${root}/examples/cognito-m2m/api.yaml`, 'utf8'), args);
}

/** @param input What `-` stands for. */
async function accessOf(input: string, args: readonly string[]) {
  const printed = { stdout: '', stderr: '' };
  const to = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const io = { workingFolder: root, environment: {}, stdout: to('stdout'), stderr: to('stderr') };
  const status = await main(['access', ...args], { ...io, readStandardInput: async () => input });
  return { status, ...printed };
}

const client = 'CognitoTestAutomationClient';
const prefix = 'https://example-m2m.auth';

test('a scope that no resource server declares leaves the endpoint to nobody', async () => {
  expect(await access('examples/cognito-m2m')).toEqual({
    status: 0,
    stderr: '',
    stdout: `Nobody can call:
  POST /echo of EchoApi  examples/cognito-m2m/api.yaml:43
    ClientCognitoAuthorizer accepts access tokens with layerless-esbuild/echo, which no client of CognitoUserPool can get: no resource server declares that.

Clients:
  ${client} of CognitoUserPool  examples/cognito-m2m/api.yaml:25
    client_credentials  layerless-esbuild/api
    sign-in             aws.cognito.signin.user.admin
    reaches nothing

How machines get a token:
  ${client}
    token endpoint  ${prefix}.<region>.amazoncognito.com/oauth2/token
    grant           client_credentials
    scopes          layerless-esbuild/api
    curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials --data-urlencode 'scope=layerless-esbuild/api' '${prefix}.<region>.amazoncognito.com/oauth2/token'

Inferred, since no other template fits and no samconfig or --stack-name tells:
  examples/cognito-m2m/auth.yaml is taken for the stack example-auth, from which examples/cognito-m2m/api.yaml reads.

1 endpoint, 0 open, 1 that nobody can call, 1 client
`,
  });
});

test('the mended system lets its client in', async () => {
  expect(await access('examples/cognito-m2m-fixed', '--region', 'eu-west-1')).toEqual({
    status: 0,
    stderr: '',
    stdout: `Clients can call:
  POST /echo of EchoApi  examples/cognito-m2m-fixed/api.yaml:43
    ClientCognitoAuthorizer accepts access tokens with layerless-esbuild/api.
    ${client}  client_credentials  access token  layerless-esbuild/api

Clients:
  ${client} of CognitoUserPool  examples/cognito-m2m-fixed/api.yaml:25
    client_credentials  layerless-esbuild/api
    sign-in             aws.cognito.signin.user.admin
    reaches POST /echo of EchoApi

How machines get a token:
  ${client}
    token endpoint  ${prefix}.eu-west-1.amazoncognito.com/oauth2/token
    grant           client_credentials
    scopes          layerless-esbuild/api
    curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials --data-urlencode 'scope=layerless-esbuild/api' '${prefix}.eu-west-1.amazoncognito.com/oauth2/token'

Inferred, since no other template fits and no samconfig or --stack-name tells:
  examples/cognito-m2m-fixed/auth.yaml is taken for the stack example-auth, from which examples/cognito-m2m-fixed/api.yaml reads.

1 endpoint, 0 open, 1 that clients can call, 1 client
`,
  });
});

test('one stack alone says what it could not know', async () => {
  const { status, stdout } = await access('-', '--format', 'json');
  const { endpoints, clients } = JSON.parse(stdout);
  expect({ status, endpoints, clients }).toMatchObject({
    status: 0,
    endpoints: [
      {
        verdict: 'unknown',
        reason:
          'ClientCognitoAuthorizer accepts access tokens with layerless-esbuild/echo: the user pool of ClientCognitoAuthorizer comes from the SSM parameter /example-auth/CognitoUserPoolArn, which no audited template writes.',
        ways: [],
      },
    ],
    clients: [{ id: `- ${client}`, userPool: null, reaches: [], mayReach: [] }],
  });
});

test('the drawing joins the two stacks', async () => {
  const { stdout } = await access('examples/cognito-m2m-fixed', '--format', 'mermaid');
  expect(stdout).toBe(`flowchart LR
  subgraph stack1["examples/cognito#45;m2m#45;fixed/auth#46;yaml"]
    pool1[("CognitoUserPool")]
  end
  subgraph stack2["examples/cognito#45;m2m#45;fixed/api#46;yaml"]
    server2[["LayerlessESBuildResourceServer"]]
    client3(["CognitoTestAutomationClient"])
    guard4{{"COGNITO ClientCognitoAuthorizer<br/>layerless#45;esbuild/api"}}
    endpoint5["POST /echo of EchoApi"]
  end
  pool1 --- server2
  server2 -->|"layerless#45;esbuild/api"| client3
  client3 -->|"client#95;credentials#58; layerless#45;esbuild/api"| guard4
  guard4 --> endpoint5
  classDef open fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e
  classDef nobody fill:#fbefff,stroke:#8250df,stroke-width:3px,stroke-dasharray:6 4,color:#3e1f79
  classDef unknown fill:#fff8c5,stroke:#9a6700,stroke-dasharray:2 3,color:#633c01
`);
});

test('a drawing that is too large is said to be', async () => {
  const { status, stderr } = await accessOf(manyEndpoints(500), ['-', '--format', 'mermaid']);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'Mermaid does not draw that much, as GitHub has it; give fewer templates.\n',
  });
});

test('what cannot be read is said, and the status tells', async () => {
  const missing = await access('examples/none.yaml');
  expect({ status: missing.status, stdout: missing.stdout }).toEqual({ status: 2, stdout: '' });
});

test('a domain is one, whatever name the deployment gives it', async () => {
  expect(await access('test/access/fixtures/open-domain.yaml', '--region', 'eu-west-1')).toEqual({
    status: 0,
    stderr: '',
    stdout: `Clients:
  JobClient of Users  test/access/fixtures/open-domain.yaml:17
    client_credentials  orders/read
    sign-in             aws.cognito.signin.user.admin
    reaches nothing

How machines get a token:
  JobClient
    token endpoint  https://<AWS::StackName>-sign-in.auth.eu-west-1.amazoncognito.com/oauth2/token
    grant           client_credentials
    scopes          orders/read
    curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials --data-urlencode 'scope=orders/read' 'https://<AWS::StackName>-sign-in.auth.eu-west-1.amazoncognito.com/oauth2/token'

0 endpoints, 0 open, 1 client
`,
  });
});

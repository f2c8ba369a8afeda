/*
 * What AWS answers and moto 5.2.5 does not, in front of moto. All else goes through as it is, both ways. Seen of moto:
 *
 * - GET /v2/apis/API/authorizers (GetAuthorizers): status 500, a page of HTML; only POST and one authorizer are there.
 * - GET /2021-10-31/functions/FUNCTION/urls (ListFunctionUrlConfigs): status 404, a page of HTML; …/url is there, with
 *   status 201.
 * - GET /restapis/API/deployments/DEPLOYMENT?embed=apisummary (GetDeployment): id, description and date, no apiSummary.
 * - GetPolicy of a function: a statement has FunctionUrlAuthType beside Action, where AWS has the condition
 *   {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}.
 * - POST /listRegions (ListRegions of the account's service): status 404, a page of HTML.
 * - ListStackResources: of a type that its CloudFormation does not have, such as AWS::ApiGateway::Authorizer and all of
 *   Cognito, it creates nothing, and lists a resource whose logical id, physical id and type are empty.
 * - CreateStack: of a method it loses AuthorizerId and AuthorizationScopes, of a REST API EndpointConfiguration; world.ts
 *   sets the methods again, and its template does not say where the API is.
 * - CreateDomainName of REST APIs: loses mutualTlsAuthentication; that of HTTP APIs keeps it, and the world uses that.
 *
 * Not lacking, though it is said to be: GetResources has resourceMethods with all their settings, with or without
 * embed=methods.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Requested, requestedBy } from './permissions.ts';

/** A resource of a stack that moto's CloudFormation did not create, and the test did. */
export interface StackMember {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

export interface MotoProxy {
  readonly url: string;
  /** Puts resources in the place of those that moto lists without a name. */
  completeStack(stackName: string, members: readonly StackMember[]): void;
  /** What was asked so far. */
  readonly requests: readonly Requested[];
  close(): Promise<void>;
}

interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The Regions that the account has: of one that is not enabled, nothing may be asked. */
const regions = [
  { RegionName: 'eu-south-2', RegionOptStatus: 'DISABLED' },
  { RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
  { RegionName: 'us-east-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
];

/** Starts the proxy on a free port of loopback, in front of moto's. */
export async function startProxy(motoPort: number): Promise<MotoProxy> {
  const requests: Requested[] = [];
  const gaps = gapsOf(asked => forward(motoPort, asked));
  const server = createServer(async (message, response) => {
    try {
      const asked = await askedBy(message);
      requests.push(requestedBy(asked.method, asked.path, asked.headers, asked.body));
      const { status, headers, body } = await gaps.answer(asked);
      response.writeHead(status, headers).end(body);
    } catch {
      // moto was stopped, or the client is gone: to the client it is a connection that breaks.
      response.destroy();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    completeStack: gaps.completeStack,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function askedBy(message: IncomingMessage): Promise<Asked> {
  const { method = 'GET', url = '/', headers } = message;
  return { method, path: url, headers, body: await buffer(message) };
}

function forward(port: number, { method, path, headers, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, async message => {
      try {
        const { statusCode = 500, headers } = message;
        resolve({ status: statusCode, headers, body: await buffer(message) });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.on('error', reject).end(body);
  });
}

type Ask = (asked: Asked) => Promise<Answer>;

/** What moto lacks, made of what it has, with the caller's own credentials. */
function gapsOf(ask: Ask): { readonly answer: Ask; completeStack: MotoProxy['completeStack'] } {
  const authorizers = new Map<string, string[]>();
  const summaries = new Map<string, unknown>();
  const stacks = new Map<string, readonly StackMember[]>();

  const get = (asked: Asked, path: string): Promise<Answer> =>
    ask({ ...asked, method: 'GET', path, body: Buffer.alloc(0), headers: withoutBody(asked.headers) });

  const gaps: readonly (readonly [RegExp, (asked: Asked, api: string) => Promise<Answer>])[] = [
    [
      /^POST \/v2\/apis\/([^/]+)\/authorizers$/,
      async (asked, api) => {
        const created = await ask(asked);
        const id = textAt(json(created), 'authorizerId');
        if (id !== undefined) authorizers.set(api, [...(authorizers.get(api) ?? []), id]);
        return created;
      },
    ],
    [
      /^GET \/v2\/apis\/([^/]+)\/authorizers(?:\?|$)/,
      async (asked, api) => {
        const found = (authorizers.get(api) ?? []).map(id => get(asked, `/v2/apis/${api}/authorizers/${id}`));
        return answerOf({ items: (await Promise.all(found)).filter(({ status }) => status === 200).map(json) });
      },
    ],
    [
      /^POST \/restapis\/([^/]+)\/deployments$/,
      async (asked, api) => {
        const created = await ask(asked);
        const id = textAt(json(created), 'id');
        if (id !== undefined) summaries.set(id, summaryOf(await get(asked, `/restapis/${api}/resources`)));
        return created;
      },
    ],
    [
      /^GET \/restapis\/[^/]+\/deployments\/([^/?]+)\?(?:.*&)?embed=apisummary(?:&|$)/,
      async (asked, id) => {
        const deployment = await ask(asked);
        const apiSummary = summaries.get(id);
        if (deployment.status !== 200 || apiSummary === undefined) return deployment;
        return answerOf({ ...fieldsOf(json(deployment)), apiSummary });
      },
    ],
    [
      /^GET \/2021-10-31\/functions\/([^/]+)\/urls(?:\?|$)/,
      async (asked, name) => {
        const one = await get(asked, `/2021-10-31/functions/${name}/url`);
        if (one.status < 300) return answerOf({ FunctionUrlConfigs: [json(one)] });
        const itself = await get(asked, `/2015-03-31/functions/${name}`);
        return itself.status === 200 ? answerOf({ FunctionUrlConfigs: [] }) : itself;
      },
    ],
    [/^GET \/2015-03-31\/functions\/[^/]+\/policy(?:\?|$)/, async asked => withUrlConditions(await ask(asked))],
    [/^POST \/listRegions$/, async asked => answerOf({ Regions: regionsAskedFor(json(asked)) })],
    [
      /^POST \/$/,
      async asked => {
        const form = new URLSearchParams(asked.body.toString());
        // A stack's name or its ARN.
        const [, name = ''] = /^(?:arn:.*:stack\/)?([^/]+)/.exec(form.get('StackName') ?? '') ?? [];
        const members = stacks.get(name);
        const answer = await ask(asked);
        return form.get('Action') === 'ListStackResources' ? withMembers(answer, members) : answer;
      },
    ],
  ];

  const answer: Ask = asked => {
    for (const [pattern, fill] of gaps) {
      const match = pattern.exec(`${asked.method} ${asked.path}`);
      if (match) return fill(asked, match[1] ?? '');
    }
    return ask(asked);
  };
  return { answer, completeStack: (stackName, members) => stacks.set(stackName, members) };
}

function withoutBody(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-length': _length, 'content-type': _type, ...others } = headers;
  return others;
}

function answerOf(content: unknown): Answer {
  const body = Buffer.from(JSON.stringify(content));
  return { status: 200, headers: { 'content-type': 'application/json', 'content-length': `${body.length}` }, body };
}

/** What a message says; undefined where that is no JSON, as moto's page on an error. */
function json({ body }: { readonly body: Buffer }): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textAt(value: unknown, key: string): string | undefined {
  const text = fieldsOf(value)[key];
  return typeof text === 'string' ? text : undefined;
}

/** The snapshot that a deployment takes of an API: https://docs.aws.amazon.com/apigateway/latest/api/API_Deployment.html */
function summaryOf(resources: Answer): Readonly<Record<string, unknown>> {
  const items = fieldsOf(json(resources)).item;
  const paths = (Array.isArray(items) ? items : []).flatMap((item: unknown) => {
    const methods = Object.entries(fieldsOf(fieldsOf(item).resourceMethods)).map(([method, settings]) => {
      const { authorizationType, apiKeyRequired } = fieldsOf(settings);
      return [method, { authorizationType, apiKeyRequired }] as const;
    });
    return methods.length > 0 ? [[textAt(item, 'path') ?? '/', Object.fromEntries(methods)] as const] : [];
  });
  return Object.fromEntries(paths);
}

function withUrlConditions(answer: Answer): Answer {
  const { Policy, ...others } = fieldsOf(json(answer));
  if (answer.status !== 200 || typeof Policy !== 'string') return answer;
  const policy = fieldsOf(JSON.parse(Policy));
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [];
  const Statement = statements.map((statement: unknown) => {
    const { FunctionUrlAuthType, ...rest } = fieldsOf(statement);
    if (FunctionUrlAuthType === undefined) return rest;
    return { ...rest, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType } } };
  });
  return answerOf({ ...others, Policy: JSON.stringify({ ...policy, Statement }) });
}

function regionsAskedFor(body: unknown): typeof regions {
  const wanted = fieldsOf(body).RegionOptStatusContains;
  return Array.isArray(wanted) ? regions.filter(({ RegionOptStatus }) => wanted.includes(RegionOptStatus)) : regions;
}

function withMembers(answer: Answer, members: readonly StackMember[] = []): Answer {
  const left = [...members];
  const text = answer.body
    .toString()
    .replaceAll('<LogicalResourceId/><PhysicalResourceId/><ResourceType/>', nothing => {
      const member = left.shift();
      if (member === undefined) return nothing;
      const { logicalId, physicalId, type } = member;
      const id = `<LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId>`;
      return `${id}<ResourceType>${type}</ResourceType>`;
    });
  const body = Buffer.from(text);
  return { ...answer, headers: { ...answer.headers, 'content-length': `${body.length}` }, body };
}

import fc from 'fast-check';
import { settled } from './api-auth.mjs';
import { addApi, httpApi, implicit, restApi } from './apis.mjs';
import { either, index, maybe } from './arbitraries.mjs';
import { withDeclarations } from './declarations.mjs';
import { faults } from './faults/index.mjs';
import { lambda, lambdaFunction, machine, stateMachine } from './functions.mjs';
import { globals } from './globals.mjs';
import { catalogApi, chatApi, graphql, legacyApi, rawApi, webSocket } from './other-apis.mjs';
import { copy } from './values.mjs';

// Random SAM templates about authorization. A template is drawn in two steps: fast-check draws a plan, in which whatever
// refers to something else is a number, and `build` makes a template of it, in which references mostly hit. So a plan
// shrinks in parts that do not depend on each other, and most templates are ones that SAM accepts.

const plan = fc.record({
  apis: fc.array(either([5, restApi], [4, httpApi]), { maxLength: 2 }),
  functions: fc.array(lambda, { maxLength: 3 }),
  machine: maybe(18, machine),
  globals,
  webSocket: maybe(6, webSocket),
  graphql: maybe(5, graphql),
  raw: maybe(4, rawApi),
  /** Leaves what SAM would refuse. */
  isWild: maybe(7, fc.constant(true)),
  fault: maybe(18, fc.record({ which: fc.nat(999), at: index })),
});

/** A template of a plan. */
function build({
  apis,
  functions,
  machine: checkout,
  globals: drawn,
  webSocket: chat,
  graphql: catalog,
  raw,
  isWild,
  fault,
}) {
  const all = {
    ...drawn,
    Api: drawn.Api && { ...drawn.Api, Auth: settled('Api', drawn.Api.Auth, undefined, isWild) },
    HttpApi: drawn.HttpApi && { ...drawn.HttpApi, Auth: settled('HttpApi', drawn.HttpApi.Auth, undefined, isWild) },
  };
  const Resources = {};
  const targets = { Api: [implicit('Api', all)], HttpApi: [implicit('HttpApi', all)] };
  for (const api of apis) {
    const target = addApi(api, Resources, all, isWild);
    targets[api.type].push(target);
  }
  if (chat) Resources.ChatApi = chatApi(chat, isWild);
  if (catalog) Resources.CatalogApi = catalogApi(catalog);
  if (raw) Resources.LegacyApi = legacyApi(raw);
  const taken = new Set();
  functions.forEach((each, at) => {
    const id = ['OrdersFunction', 'ReportsFunction', 'AdminFunction'][at];
    Resources[id] = lambdaFunction(each, targets, Resources, taken, isWild, all);
  });
  if (checkout) Resources.CheckoutMachine = stateMachine(checkout, targets, Resources, taken, isWild);
  const template = copy({
    Transform: 'AWS::Serverless-2016-10-31',
    Globals: Object.values(all).some(Boolean) ? all : undefined,
    Resources,
  });
  if (Object.keys(Resources).length === 0) template.Resources.OrdersTopic = { Type: 'AWS::SNS::Topic' };
  if (fault) faults[fault.which % faults.length](template, fault.at);
  return withDeclarations(template);
}

/** A SAM template about authorization, as a plain value. */
export const samTemplate = plan.map(build);

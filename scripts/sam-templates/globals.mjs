import fc from 'fast-check';
import { httpAuth, restAuth } from './api-auth.mjs';
import { maybe, one } from './arbitraries.mjs';

export const ignoreGlobals = maybe(12, one('*', ['Auth'], [], '', null));

export const globals = fc.record({
  Api: maybe(
    35,
    fc.record({
      Auth: restAuth,
      Cors: maybe(15, one("'*'", null)),
      MergeDefinitions: maybe(10, one(true, false)),
      OpenApiVersion: maybe(15, one('3.0.1', '2.0')),
    }),
  ),
  HttpApi: maybe(30, fc.record({ Auth: httpAuth, FailOnWarnings: maybe(10, fc.constant(true)) })),
  Function: maybe(
    15,
    fc.record({ Timeout: fc.constant(3), FunctionUrlConfig: maybe(40, fc.constant({ AuthType: 'AWS_IAM' })) }),
  ),
});

export function ignorable(names, section, isWild) {
  if (!Array.isArray(names) || isWild) return names;
  const present = names.filter(name => section?.[name] !== undefined);
  return present.length > 0 ? present : undefined;
}

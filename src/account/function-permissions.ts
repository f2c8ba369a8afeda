import { z } from 'zod';
import { type DeclaredResource, unreadValue } from './declared.ts';
import type { FunctionHead } from './functions.ts';
import { parseJson } from './json.ts';
import { present } from './place.ts';

const oneOrMore = z.union([z.string().transform(text => [text]), z.array(z.string())]);
const statement = z.object({
  Sid: z.string().optional(),
  Effect: z.string(),
  Principal: z.union([z.string(), z.record(z.string(), oneOrMore)]).optional(),
  Action: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
});
const policy = z.object({ Statement: z.array(statement) });
type Statement = z.infer<typeof statement>;

/**
 * What a function's policy allows, as AWS::Lambda::Permission would say it; undefined for a text that is no policy.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export function declarePermissions(head: FunctionHead, text: string): DeclaredResource[] | undefined {
  const { success, data } = policy.safeParse(parseJson(text));
  if (!success) return undefined;
  return data.Statement.flatMap((each, index) => {
    if (each.Effect !== 'Allow') return [];
    const conditions = conditionsOf(each);
    const sources = conditions.get('aws:sourcearn') ?? [sourceOf(conditions)];
    const allowed = kindsOf(each.Action ?? [], conditions).flatMap(kind =>
      principalsOf(each).map(principal => ({ kind, principal })),
    );
    return allowed.flatMap(({ kind, principal }) =>
      sources.map((source, number) => {
        const sid = each.Sid ?? `statement ${index + 1}`;
        return {
          key: `${head.arn} policy ${index} ${kind} ${principal} ${number}`,
          arn: head.arn,
          name: `${sid} of ${head.name}`,
          type: 'AWS::Lambda::Permission',
          properties: present({
            FunctionName: head.name,
            Principal: principal,
            Action: kind,
            SourceArn: source,
            SourceAccount: conditions.get('aws:sourceaccount')?.[0],
            FunctionUrlAuthType: urlAuthType(kind, conditions),
          }),
        };
      }),
    );
  });
}

type Kind = 'lambda:InvokeFunction' | 'lambda:InvokeFunctionUrl';

/**
 * Which ways of calling the function the actions allow; none where they are about something else. What is for URLs of
 * some kind lets nobody invoke the function in another way.
 */
function kindsOf(actions: readonly string[], conditions: ReadonlyMap<string, unknown>): readonly Kind[] {
  const kinds: readonly Kind[] = conditions.has('lambda:functionurlauthtype')
    ? ['lambda:InvokeFunctionUrl']
    : ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'];
  return kinds.filter(kind => actions.some(pattern => isMatch(pattern.toLowerCase(), kind.toLowerCase())));
}

function isMatch(pattern: string, action: string): boolean {
  const star = pattern.indexOf('*');
  return star < 0 ? pattern === action : action.startsWith(pattern.slice(0, star));
}

function principalsOf({ Principal }: Statement): readonly string[] {
  if (Principal === undefined) return [];
  return typeof Principal === 'string' ? [Principal] : Object.values(Principal).flat();
}

/** The operators by which a condition names what is let through. */
const naming = /^(?:ForAnyValue:)?(?:Arn|String)(?:Like|Equals)(?:IgnoreCase)?(?:IfExists)?$/i;

/** What a statement's conditions name, by their keys in lower case as AWS compares them; of others, the operator too. */
function conditionsOf({ Condition }: Statement): ReadonlyMap<string, readonly string[]> {
  const byKey = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const name = key.toLowerCase();
      return [naming.test(operator) ? name : `${operator} ${name}`, values] as const;
    }),
  );
  return new Map(byKey);
}

const understood = new Set(['aws:sourcearn', 'aws:sourceaccount', 'lambda:functionurlauthtype']);

/** Without a source ARN, another condition can keep out any API, such as one for an organization. */
function sourceOf(conditions: ReadonlyMap<string, unknown>): unknown {
  const other = [...conditions.keys()].find(key => !understood.has(key));
  return other === undefined ? undefined : unreadValue(`the condition ${other} decides`);
}

function urlAuthType(kind: Kind, conditions: ReadonlyMap<string, readonly string[]>): unknown {
  if (kind === 'lambda:InvokeFunction') return undefined;
  return conditions.get('lambda:functionurlauthtype')?.[0] ?? unreadValue('the policy names none');
}

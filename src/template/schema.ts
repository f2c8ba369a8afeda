import { type Schema, Type } from 'js-yaml';
import { schema as cfnSchema } from 'yaml-cfn';

const kinds = ['scalar', 'sequence', 'mapping'] as const;

/** Functions of the AWS::LanguageExtensions transform, whose short forms yaml-cfn lacks. */
const languageExtensions = ['Fn::ForEach', 'Fn::Length', 'Fn::ToJsonString'].flatMap(name =>
  kinds.map(kind => new Type(`!${name.slice('Fn::'.length)}`, { kind, construct: data => ({ [name]: data }) })),
);

const unknownTagged = new WeakSet<object>();

/**
 * A tag that CloudFormation does not know, such as `!Rain::Embed`: kept in the long form that its name suggests, so
 * that its value counts as an intrinsic that nothing can resolve.
 */
const unknownTags = kinds.map(
  kind =>
    new Type('!', {
      kind,
      multi: true,
      construct: (data: unknown, tag?: string) => {
        const value = { [`Fn::${String(tag).slice(1)}`]: data };
        unknownTagged.add(value);
        return value;
      },
    }),
);

/** Whether a parsed value stood under a tag that CloudFormation does not know. */
export function hasUnknownTag(value: unknown): boolean {
  return typeof value === 'object' && value !== null && unknownTagged.has(value);
}

/** `<<` merges maps. CloudFormation refuses it, but `sam build` and `aws cloudformation package` expand it first. */
const mergeKey = new Type('tag:yaml.org,2002:merge', {
  kind: 'scalar',
  resolve: (data: unknown) => data === '<<' || data === null,
});

/** yaml-cfn's schema, and what templates use beyond it. */
export const schema: Schema = cfnSchema.extend({
  implicit: [mergeKey],
  explicit: [...languageExtensions, ...unknownTags],
});

import * as z from 'zod';
import { ruleLevels } from './policy.ts';

/** Far more than a glob or a reason needs, and less than a glob's compiler refuses. */
export const longestText = 2000;

const text = z.string().trim().min(1).max(longestText);

const publicEntry = z.strictObject({
  api: text.optional(),
  method: text.optional(),
  path: text.optional(),
  arn: text.optional(),
  reason: text,
});

const ignoreEntry = z.strictObject({
  rule: text,
  path: text.optional(),
  file: text.optional(),
  endpoint: text.optional(),
  arn: text.optional(),
  reason: text,
});

const values = z.record(z.string(), text);

const externalPool = z.strictObject({
  id: text.optional(),
  arn: text.optional(),
  scopes: z.array(text),
  complete: z.boolean().optional(),
});

const external = z.strictObject({
  ssm: values.nullish(),
  exports: values.nullish(),
  pools: z.array(externalPool).nullish(),
});

/** The config file's shape. A section may be left empty. */
export const configSchema = z.strictObject({
  rules: z.record(z.string(), z.enum(ruleLevels)).nullish(),
  public: z.array(publicEntry).nullish(),
  ignore: z.array(ignoreEntry).nullish(),
  external: external.nullish(),
  complete: z.boolean().nullish(),
});

/** The keys of the file and of its entries, for messages. */
export const configKeys = {
  file: Object.keys(configSchema.shape),
  public: Object.keys(publicEntry.shape),
  ignore: Object.keys(ignoreEntry.shape),
  external: Object.keys(external.shape),
  externalPool: Object.keys(externalPool.shape),
} as const;

import type { Rule } from '../../src/model/finding.ts';

export const ssmExportUnused: Rule = {
  id: 'ssm-export-unused',
  title: 'What a stack shares of its user pool is read by another',
  severity: 'note',
  why: 'A shared id or ARN that nobody reads is a leftover, or the sign of a reader with a misspelt path.',
  fix: 'Remove the SSM parameter, or correct the path of its reader.',
  exceptions: 'A run in which no other template reads any such value: the readers then stand elsewhere.',
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html'],
  *check(model) {
    if (!model.isComplete && !model.sharedValues.some(value => value.isRead)) return;
    for (const { path, carries, place, isRead } of model.sharedValues) {
      if (!isRead)
        yield { message: `The SSM parameter ${path} shares ${carries}, which no audited template reads.`, place };
    }
  },
};

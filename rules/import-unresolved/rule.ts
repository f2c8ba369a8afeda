import type { Rule } from '../../src/model/finding.ts';

export const importUnresolved: Rule = {
  id: 'import-unresolved',
  title: 'Some stack of a complete workspace exports each name that is imported',
  severity: 'warning',
  why: 'CloudFormation refuses to deploy a stack that imports a name which no stack exports.',
  fix: 'Import the name that the other stack exports, or declare it under `external.exports` in cfn-auth-audit.yml.',
  exceptions: 'Workspaces that the config file does not call `complete: true`, and names that the deployment decides.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-importvalue.html',
  ],
  *check(model) {
    if (!model.isComplete) return;
    for (const { kind, name, place, isOffered } of model.valueReads) {
      if (kind === 'export' && !isOffered) yield { message: `No stack of the workspace exports ${name}.`, place };
    }
  },
};

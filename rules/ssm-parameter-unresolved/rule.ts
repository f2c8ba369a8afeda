import type { Rule } from '../../src/model/finding.ts';

export const ssmParameterUnresolved: Rule = {
  id: 'ssm-parameter-unresolved',
  title: 'Some stack of a complete workspace writes each SSM parameter that is read',
  severity: 'warning',
  why: 'CloudFormation refuses to deploy a stack that reads an SSM parameter which is not there.',
  fix: 'Write the path as the stack that offers it does, or declare the value under `external.ssm` in cfn-auth-audit.yml.',
  exceptions:
    'Workspaces that the config file does not call `complete: true`, since most paths are written elsewhere; public parameters of AWS (/aws/service/…), and dynamic references, {{resolve:ssm:…}}.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html',
  ],
  *check(model) {
    if (!model.isComplete) return;
    for (const { kind, name, by, place, isOffered, nearest } of model.valueReads) {
      if (kind !== 'ssm' || isOffered) continue;
      const subject = by.charAt(0).toUpperCase() + by.slice(1);
      const meant = nearest === undefined ? '' : ` (${nearest} is written)`;
      yield { message: `${subject} reads ${name} from SSM, which no stack of the workspace writes${meant}.`, place };
    }
  },
};

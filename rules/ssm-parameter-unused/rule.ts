import type { Rule } from '../../src/model/finding.ts';

export const ssmParameterUnused: Rule = {
  id: 'ssm-parameter-unused',
  title: 'Every parameter read from SSM is used',
  severity: 'warning',
  why: 'CloudFormation reads the SSM parameter on every deployment and fails where it is missing, for a value that nothing uses; often the setting that should use it was forgotten.',
  fix: 'Use the parameter where its value belongs, or remove it from Parameters.',
  exceptions:
    'Uses in Conditions, Rules, Outputs, Globals and included definitions count; Metadata does not. Where a macro or an include could not be read, it is counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html',
  ],
  *check(model) {
    for (const { name, path, place, use, fix } of model.ssmParameters) {
      if (use !== 'unused') continue;
      const from = path === undefined ? 'from SSM' : `from ${path} in SSM`;
      yield { message: `The parameter ${name} is read ${from}, but nothing uses it.`, place, ...(fix && { fix }) };
    }
  },
};

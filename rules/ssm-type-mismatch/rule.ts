import type { Rule } from '../../src/model/finding.ts';

export const ssmTypeMismatch: Rule = {
  id: 'ssm-type-mismatch',
  title: 'An SSM parameter is read as what it was written as',
  severity: 'error',
  why: 'CloudFormation refuses to deploy a stack that reads a String as a list, or a SecureString through AWS::SSM::Parameter::Value.',
  fix: 'Write a StringList, or read AWS::SSM::Parameter::Value<String>.',
  exceptions: 'SSM parameters that no audited template writes.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html',
  ],
  *check(model) {
    for (const { kind, name, by, place, expectsList, writtenAs } of model.valueReads) {
      if (kind !== 'ssm' || writtenAs === undefined) continue;
      const subject = by.charAt(0).toUpperCase() + by.slice(1);
      if (writtenAs === 'SecureString')
        yield { message: `${subject} reads ${name}, a SecureString, which CloudFormation does not.`, place };
      else if (expectsList !== (writtenAs === 'StringList')) {
        const [read, written] = expectsList ? ['a list', 'a String'] : ['a string', 'a StringList'];
        yield { message: `${subject} reads ${name} as ${read}, but it is written as ${written}.`, place };
      }
    }
  },
};

import type { Rule } from '../../src/model/finding.ts';

export const clientSecretExposed: Rule = {
  id: 'client-secret-exposed',
  title: "A client's secret is kept where secrets are kept",
  severity: 'warning',
  why: 'Everyone who may describe the stack reads its outputs, and everyone who may read plain SSM parameters reads those. With the secret of a client they get its tokens.',
  fix: 'Put the secret into AWS::SecretsManager::Secret, or have its users ask Cognito for it (DescribeUserPoolClient).',
  exceptions: 'Secrets Manager, and other resources, which are not looked at.',
  references: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html'],
  *check(model) {
    for (const { client, where, place } of model.exposedSecrets) {
      yield { message: `The secret of the client ${client} can be read in ${where}.`, place };
    }
  },
};

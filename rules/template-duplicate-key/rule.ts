import type { Rule } from '../../src/model/finding.ts';

export const templateDuplicateKey: Rule = {
  id: 'template-duplicate-key',
  title: 'No key stands twice in one map',
  severity: 'warning',
  why: 'The last of two equal keys wins without a word: a resource, a setting of a user pool or an Auth section that one reads in the template is not the one that is deployed.',
  fix: 'Keep one of the two, or give the second a name of its own.',
  references: ['https://yaml.org/spec/1.2.2/#3213-node-comparison'],
  *check(model) {
    for (const { kind, message, place, related } of model.textProblems) {
      if (kind !== 'duplicate-key') continue;
      yield { message, place, related, ...(losesProtection(place.path) && { severity: 'error' }) };
    }
  },
};

/** A resource, or a path or an operation of an API's definition. */
const whole =
  /^Resources\.[^.]+$|(?:^|\.)paths\.\/(?:[^.]*|.*\.(?:get|put|post|delete|options|head|patch|trace|x-amazon-apigateway-any-method))$/;

/** A setting about who may do something, as CloudFormation and OpenAPI name them. */
const protection =
  /Auth|Security|Policy|Policies|Mfa|OAuth|Scopes|Principal|Condition|ProviderARNs|(?:^|\.)(?:security|securityDefinitions|securitySchemes|x-amazon-apigateway-(?:auth|authtype|authorizer|policy))(?:\.|$)/;

function losesProtection(path: string): boolean {
  return whole.test(path) || protection.test(path);
}

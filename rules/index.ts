import type { Rule } from '../src/model/finding.ts';
import { apiKeyIsNotAuthorization } from './api-key-is-not-authorization/rule.ts';
import { apiWithoutDefaultAuthorizer } from './api-without-default-authorizer/rule.ts';
import { authorizerUndefined } from './authorizer-undefined/rule.ts';
import { clientMissingDependsOn } from './client-missing-depends-on/rule.ts';
import { dependsOnUndefined } from './depends-on-undefined/rule.ts';
import { endpointWithoutAuthorizer } from './endpoint-without-authorizer/rule.ts';
import { policyUnused } from './policy-unused/rule.ts';
import { scopeNotDeclared } from './scope-not-declared/rule.ts';
import { ssmParameterUnused } from './ssm-parameter-unused/rule.ts';
import { templateDuplicateKey } from './template-duplicate-key/rule.ts';
import { templateUnreadable } from './template-unreadable/rule.ts';

/** All rules, by what they are about: who may call, will OAuth work, is the template sound, is the policy. */
export const rules: readonly Rule[] = [
  endpointWithoutAuthorizer,
  apiKeyIsNotAuthorization,
  apiWithoutDefaultAuthorizer,
  authorizerUndefined,
  scopeNotDeclared,
  clientMissingDependsOn,
  dependsOnUndefined,
  ssmParameterUnused,
  templateUnreadable,
  templateDuplicateKey,
  policyUnused,
];

import type { Rule } from '../src/model/finding.ts';
import { apiKeyIsNotAuthorization } from './api-key-is-not-authorization/rule.ts';
import { apiWithoutDefaultAuthorizer } from './api-without-default-authorizer/rule.ts';
import { authorizerAcceptsIdTokens } from './authorizer-accepts-id-tokens/rule.ts';
import { authorizerPoolMismatch } from './authorizer-pool-mismatch/rule.ts';
import { authorizerUndefined } from './authorizer-undefined/rule.ts';
import { authorizerUnused } from './authorizer-unused/rule.ts';
import { authorizerWithoutTarget } from './authorizer-without-target/rule.ts';
import { clientCallbackInsecure } from './client-callback-insecure/rule.ts';
import { clientCredentialsMisconfigured } from './client-credentials-misconfigured/rule.ts';
import { clientImplicitFlow } from './client-implicit-flow/rule.ts';
import { clientLeaksExistence } from './client-leaks-existence/rule.ts';
import { clientMissingDependsOn } from './client-missing-depends-on/rule.ts';
import { clientOauthDisabled } from './client-oauth-disabled/rule.ts';
import { clientPasswordFlow } from './client-password-flow/rule.ts';
import { clientSecretExposed } from './client-secret-exposed/rule.ts';
import { defaultEndpointBypassesDomain } from './default-endpoint-bypasses-domain/rule.ts';
import { dependsOnUndefined } from './depends-on-undefined/rule.ts';
import { deploymentStale } from './deployment-stale/rule.ts';
import { drift } from './drift/rule.ts';
import { endpointOptsOut } from './endpoint-opts-out/rule.ts';
import { endpointWithoutAuthorizer } from './endpoint-without-authorizer/rule.ts';
import { eventAuthIgnored } from './event-auth-ignored/rule.ts';
import { functionUrlOpen } from './function-url-open/rule.ts';
import { graphqlApiKeyOnly } from './graphql-api-key-only/rule.ts';
import { identityPoolUnauthenticated } from './identity-pool-unauthenticated/rule.ts';
import { implicitApiDiscardsAuth } from './implicit-api-discards-auth/rule.ts';
import { importUnresolved } from './import-unresolved/rule.ts';
import { invokePermissionOpen } from './invoke-permission-open/rule.ts';
import { jwtAudienceMissing } from './jwt-audience-missing/rule.ts';
import { policyUnused } from './policy-unused/rule.ts';
import { preflightRequiresAuthorization } from './preflight-requires-authorization/rule.ts';
import { resourcePolicyOpen } from './resource-policy-open/rule.ts';
import { samAuthRejected } from './sam-auth-rejected/rule.ts';
import { scopeFromMismatchedParameters } from './scope-from-mismatched-parameters/rule.ts';
import { scopeNotDeclared } from './scope-not-declared/rule.ts';
import { scopeUnobtainable } from './scope-unobtainable/rule.ts';
import { scopeUnused } from './scope-unused/rule.ts';
import { scopesWithoutOauth } from './scopes-without-oauth/rule.ts';
import { ssmExportUnused } from './ssm-export-unused/rule.ts';
import { ssmParameterUnresolved } from './ssm-parameter-unresolved/rule.ts';
import { ssmParameterUnused } from './ssm-parameter-unused/rule.ts';
import { ssmTypeMismatch } from './ssm-type-mismatch/rule.ts';
import { templateDuplicateKey } from './template-duplicate-key/rule.ts';
import { templateUnreadable } from './template-unreadable/rule.ts';
import { userPoolWithoutDomain } from './user-pool-without-domain/rule.ts';
import { websocketConnectOpen } from './websocket-connect-open/rule.ts';

/** All rules, by what they are about: who may call, will OAuth work, is the template sound, is the policy. */
export const rules: readonly Rule[] = [
  endpointWithoutAuthorizer,
  endpointOptsOut,
  websocketConnectOpen,
  functionUrlOpen,
  graphqlApiKeyOnly,
  apiKeyIsNotAuthorization,
  resourcePolicyOpen,
  invokePermissionOpen,
  defaultEndpointBypassesDomain,
  apiWithoutDefaultAuthorizer,
  implicitApiDiscardsAuth,
  eventAuthIgnored,
  authorizerUndefined,
  samAuthRejected,
  authorizerUnused,
  authorizerWithoutTarget,
  preflightRequiresAuthorization,
  scopesWithoutOauth,
  scopeNotDeclared,
  scopeUnobtainable,
  scopeUnused,
  authorizerAcceptsIdTokens,
  authorizerPoolMismatch,
  jwtAudienceMissing,
  userPoolWithoutDomain,
  clientOauthDisabled,
  clientCredentialsMisconfigured,
  clientCallbackInsecure,
  clientImplicitFlow,
  clientPasswordFlow,
  clientLeaksExistence,
  clientMissingDependsOn,
  dependsOnUndefined,
  clientSecretExposed,
  identityPoolUnauthenticated,
  scopeFromMismatchedParameters,
  ssmParameterUnused,
  ssmParameterUnresolved,
  ssmExportUnused,
  ssmTypeMismatch,
  importUnresolved,
  deploymentStale,
  drift,
  templateUnreadable,
  templateDuplicateKey,
  policyUnused,
];

import type { Rule } from '../../src/model/finding.ts';

export const samAuthRejected: Rule = {
  id: 'sam-auth-rejected',
  title: 'The SAM transform accepts the authorization and the wiring of APIs',
  severity: 'error',
  why: 'SAM refuses a template as a whole for one setting that it does not take, often only once the change set is made: nothing of it is deployed, and the stack stays as it is, with the protection that it has by then.',
  fix: 'Write the setting as the message says. Where SAM wants a plain value, an intrinsic function does not do: only Auth, Domain and BinaryMediaTypes of an AWS::Serverless::Api, CorsConfiguration and Domain of an HttpApi, and Auth, Domain and Routes of a WebSocketApi may refer to parameters.',
  exceptions:
    'Names of authorizers that are not defined have the rule authorizer-undefined. Nothing is said of what another macro or an AWS::Include file outside of the workspace writes, of parameters without a known value where SAM resolves them, nor of intrinsic functions under AWS::LanguageExtensions. Properties are those of version 1.110 of the transform.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-controlling-access-to-apis.html',
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html',
    'https://github.com/aws/serverless-application-model',
  ],
  *check(model) {
    yield* model.samRefusals;
  },
};

import { expect, test } from '@jest/globals';
import { consoleUri } from '../../src/report/console.ts';

test.each([
  [
    'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/resources/x1/methods/GET',
    'https://eu-west-1.console.aws.amazon.com/apigateway/main/apis/a1b2c3/resources?api=a1b2c3&region=eu-west-1',
  ],
  [
    'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/live',
    'https://eu-west-1.console.aws.amazon.com/apigateway/main/apis/a1b2c3/stages?api=a1b2c3&region=eu-west-1',
  ],
  [
    'arn:aws:apigateway:eu-west-1::/apis/d4e5f6/routes/r1',
    'https://eu-west-1.console.aws.amazon.com/apigateway/main/develop/routes?api=d4e5f6&region=eu-west-1',
  ],
  [
    'arn:aws:apigateway:eu-west-1::/domainnames/api.acme.example',
    'https://eu-west-1.console.aws.amazon.com/apigateway/main/publish/domain-names?domain=api.acme.example&region=eu-west-1',
  ],
  [
    'arn:aws-us-gov:cognito-idp:us-gov-west-1:123456789012:userpool/us-gov-west-1_Users',
    'https://eu-west-1.console.amazonaws-us-gov.com/cognito/v2/idp/user-pools/us-gov-west-1_Users?region=eu-west-1',
  ],
  [
    'arn:aws:lambda:eu-west-1:123456789012:function:report:live',
    'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/report',
  ],
  [
    'arn:aws:appsync:eu-west-1:123456789012:apis/graph1',
    'https://eu-west-1.console.aws.amazon.com/appsync/home?region=eu-west-1#/graph1/v1/home',
  ],
  ['arn:aws:iam::123456789012:role/audit', undefined],
  ['arn:elsewhere:lambda:eu-west-1:123456789012:function:report', undefined],
  // A name is no part of an address as it stands.
  [
    'arn:aws:lambda:eu-west-1:123456789012:function:a b)?x=1#y',
    'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/a%20b%29%3Fx%3D1%23y',
  ],
])('%s', (arn, expected) => {
  expect(consoleUri({ arn, account: '123456789012', region: 'eu-west-1', path: '' })).toBe(expected);
});

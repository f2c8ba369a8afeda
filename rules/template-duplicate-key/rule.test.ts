import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '7:7 `MfaConfiguration` (error) The key MfaConfiguration stands twice in Resources.Users.Properties, and only the last one counts.',
      related: ['5:7 `MfaConfiguration` the first one stands here'],
    },
    {
      finding:
        '11:69 `"QueueName"` The key QueueName stands twice in Resources.OrdersQueue.Properties, and only the last one counts.',
      related: ['11:19 `QueueName` the first one stands here'],
    },
    {
      finding: '13:3 `Users` (error) The key Users stands twice in Resources, and only the last one counts.',
      related: ['2:3 `Users` the first one stands here'],
    },
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '5:3 `Fn::ForEach::Queues` What Fn::ForEach::Queues makes is not known: more than one value would have the key OrdersQueue.',
    ],
  },
  'serverless.template': [
    {
      finding:
        '7:52 `"Value"` The key Value stands twice in Resources.OrdersQueue.Properties.Tags.0, and only the last one counts.',
      related: ['7:35 `"Value"` the first one stands here'],
    },
    {
      finding: '11:3 `"Resources"` The key Resources stands twice, and only the last one counts.',
      related: ['2:3 `"Resources"` the first one stands here'],
    },
  ],
  'definition-file': [
    {
      finding:
        'openapi.yaml:8:7 `security` (error) The key security stands twice in paths./orders.get, and only the last one counts.',
      related: ['openapi.yaml:6:7 `security` the first one stands here'],
    },
    {
      finding:
        'openapi.yaml:19:9 `providerARNs` (error) The key providerARNs stands twice in components.securitySchemes.Users.x-amazon-apigateway-authorizer, and only the last one counts.',
      related: ['openapi.yaml:18:9 `providerARNs` the first one stands here'],
    },
  ],
  'included-definition': [
    {
      finding: 'openapi.yaml:7:3 `/orders` The key /orders stands twice in paths, and only the last one counts.',
      related: ['openapi.yaml:3:3 `/orders` the first one stands here'],
    },
    {
      finding:
        "openapi.yaml:9:50 `'200'` The key 200 stands twice in paths./orders.post.responses, and only the last one counts.",
      related: ['openapi.yaml:9:20 `200` the first one stands here'],
    },
  ],
});

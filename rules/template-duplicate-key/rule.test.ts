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
        'openapi.yaml:11:7 `x-amazon-apigateway-auth` (error) The key x-amazon-apigateway-auth stands twice in paths./orders.put, and only the last one counts.',
      related: ['openapi.yaml:10:7 `x-amazon-apigateway-auth` the first one stands here'],
    },
    {
      finding:
        'openapi.yaml:13:5 `put` (error) The key put stands twice in paths./orders, and only the last one counts.',
      related: ['openapi.yaml:9:5 `put` the first one stands here'],
    },
    {
      finding:
        'openapi.yaml:17:7 `summary` The key summary stands twice in paths./security-guides.get, and only the last one counts.',
      related: ['openapi.yaml:16:7 `summary` the first one stands here'],
    },
    {
      finding:
        'openapi.yaml:19:1 `x-amazon-apigateway-policy` (error) The key x-amazon-apigateway-policy stands twice, and only the last one counts.',
      related: ['openapi.yaml:18:1 `x-amazon-apigateway-policy` the first one stands here'],
    },
    {
      finding:
        'template.yaml:14:7 `ProviderARNs` (error) The key ProviderARNs stands twice in Resources.Guard.Properties, and only the last one counts.',
      related: ['template.yaml:13:7 `ProviderARNs` the first one stands here'],
    },
  ],
  'included-definition': [
    {
      finding:
        'openapi.yaml:7:3 `/orders` (error) The key /orders stands twice in paths, and only the last one counts.',
      related: ['openapi.yaml:3:3 `/orders` the first one stands here'],
    },
    {
      finding:
        "openapi.yaml:9:50 `'200'` The key 200 stands twice in paths./orders.post.responses, and only the last one counts.",
      related: ['openapi.yaml:9:20 `200` the first one stands here'],
    },
  ],
});

import { ruleCases } from '../../test/rule-tester.ts';

const fix = (client: string) => `Set AllowedOAuthFlowsUserPoolClient of ${client} to true.`;

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '9:26 `[code]` The client ShopClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
      fix: fix('ShopClient'),
      diff: ['+      AllowedOAuthFlowsUserPoolClient: true'],
    },
    {
      finding:
        "17:40 `'false'` The client StoreClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.",
      fix: fix('StoreClient'),
      diff: ["-      AllowedOAuthFlowsUserPoolClient: 'false'", "+      AllowedOAuthFlowsUserPoolClient: 'true'"],
    },
    '26:27 `[openid]` The client PartnerClient has AllowedOAuthScopes, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '16:40 `!Ref HasPages` Whether AllowedOAuthFlowsUserPoolClient lets the client ShopClient use OAuth is decided when it is deployed.',
      '23:40 `!If [IsProd, true, false]` Whether AllowedOAuthFlowsUserPoolClient lets the client StoreClient use OAuth is decided when it is deployed.',
      '30:26 `!Ref Flows` Which AllowedOAuthFlows the client PartnerClient has is decided when it is deployed.',
    ],
  },
  'given.yaml': {
    parameters: { HasPages: 'false' },
    findings: [
      '12:40 `!Ref HasPages` The client ShopClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
    ],
  },
  'conditions.yaml': {
    parameters: { Stage: 'test' },
    findings: [
      '16:59 `false` The client ShopClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
      "33:40 `!If [HasTills, 'false', false]` The client TillClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.",
    ],
  },
  'pointless.yaml': [],
  'layouts.yaml': [
    {
      finding:
        '7:62 `[code]` The client ShopClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
      fix: fix('ShopClient'),
      diff: [
        '-    Properties: { UserPoolId: !Ref Users, AllowedOAuthFlows: [code] }',
        '+    Properties: { UserPoolId: !Ref Users, AllowedOAuthFlows: [code], "AllowedOAuthFlowsUserPoolClient": true }',
      ],
    },
    {
      finding:
        '13:26 `[code]` The client StoreClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
      fix: fix('StoreClient'),
      diff: ['+      AllowedOAuthFlowsUserPoolClient: true'],
    },
  ],
  'template.json': [
    {
      finding:
        '7:31 `["openid"]` The client ShopClient has AllowedOAuthScopes, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
      fix: fix('ShopClient'),
      diff: [
        '-        "AllowedOAuthScopes": ["openid"]',
        '+        "AllowedOAuthScopes": ["openid"],',
        '+        "AllowedOAuthFlowsUserPoolClient": true',
      ],
    },
  ],
  'across-stacks': {
    findings: [
      'shop.yaml:11:40 `!ImportValue accounts-ShopHasPages` The client ShopClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
      'shop.yaml:26:40 `!Ref TillHasPages` The client TillClient has AllowedOAuthFlows, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.',
    ],
    unknowns: [
      'shop.yaml:19:40 `!ImportValue accounts-StoreHasPages` Whether AllowedOAuthFlowsUserPoolClient lets the client StoreClient use OAuth is decided when it is deployed.',
    ],
  },
});

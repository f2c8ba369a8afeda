import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '12:11 `http://shop.example.com/signed-in` The client ShopClient has codes and tokens sent to http://shop.example.com/signed-in unencrypted.',
    '14:11 `http://localhost.example.com/signed-in` The client ShopClient has codes and tokens sent to http://localhost.example.com/signed-in unencrypted.',
    '15:11 `https://*.shop.example.com/signed-in` The client ShopClient has the callback address https://*.shop.example.com/signed-in; Cognito knows no wildcards.',
    '21:26 `[implicit]` The client StoreClient has a flow that answers at an address of its own, but no CallbackURLs.',
  ],
  'good.yaml': [],
  'empty-list.yaml': [
    '10:21 `[]` The client TillClient has a flow that answers at an address of its own, but no CallbackURLs.',
  ],
  'conditions.yaml': {
    findings: [
      '37:24 `http://till.example.com/` The client TillClient has codes and tokens sent to http://till.example.com/ unencrypted (when IsTest is true).',
      '38:24 `https://*.till.example.com/` The client TillClient has the callback address https://*.till.example.com/ (when IsProd is true); Cognito knows no wildcards.',
    ],
    unknowns: [
      '46:7 `CallbackURLs` Which CallbackURLs the client PartnerClient has is decided when it is deployed.',
      '55:21 `!If [IsTest, [http://reports.example.com/], !Ref AWS::NoValue]` Which CallbackURLs the client ReportsClient has is decided when it is deployed.',
    ],
  },
  'given.yaml': {
    parameters: { ShopUrls: 'https://shop.example.com/, http://shop.example.com/', Host: 'store.example.com' },
    findings: [
      '14:21 `!Ref ShopUrls` The client ShopClient has codes and tokens sent to http://shop.example.com/ unencrypted.',
      '25:11 `!Sub http://store.${Domain}/` The client StoreClient has codes and tokens sent to http://store.${Domain}/ unencrypted.',
      '26:11 `!Sub http://${Host}/` The client StoreClient has codes and tokens sent to http://store.example.com/ unencrypted.',
    ],
    unknowns: [
      '23:11 `!Sub http://localhost${Port}/` Whether the callback address http://localhost${Port}/ of the client StoreClient is encrypted or local is decided when it is deployed.',
      '27:11 `!Sub ${Scheme}://store.example.com/` Whether the callback address ${Scheme}://store.example.com/ of the client StoreClient is encrypted or local is decided when it is deployed.',
    ],
  },
  'unknown.yaml': {
    findings: [],
    unknowns: [
      "19:22 `!Sub 'http://${ShopHost}/signed-in'` Whether the callback address http://${ShopHost}/signed-in of the client ShopClient is encrypted or local is decided when it is deployed.",
      '26:21 `!Ref ShopUrls` Which CallbackURLs the client StoreClient has is decided when it is deployed.',
      '32:26 `!If [IsTest, [code], !Ref AWS::NoValue]` Which AllowedOAuthFlows the client PartnerClient has is decided when it is deployed.',
    ],
  },
  'across-stacks': {
    findings: [
      'accounts.yaml:15:11 `!ImportValue site-OldUrl` The client ShopClient has codes and tokens sent to http://old.example.com/ unencrypted.',
      "accounts.yaml:16:11 `!Sub ['http://${Host}/signed-in', { Host: !ImportValue site-Host }]` The client ShopClient has codes and tokens sent to http://shop.example.com/signed-in unencrypted.",
      'accounts.yaml:28:21 `!Ref StoreUrls` The client StoreClient has codes and tokens sent to http://store.example.com/ unencrypted.',
    ],
    unknowns: [
      `accounts.yaml:20:11 \`!Sub ['http://\${Host}/signed-in', { Host: !ImportValue partner-Host }]\` Whether the callback address http://\${{"Fn::ImportValue":"partner-Host"}}/signed-in of the client ShopClient is encrypted or local is decided when it is deployed.`,
      "accounts.yaml:21:11 `'{{resolve:ssm:/partner/Url}}'` Whether the callback address ${{{resolve:ssm:/partner/Url}}} of the client ShopClient is encrypted or local is decided when it is deployed.",
    ],
  },
});

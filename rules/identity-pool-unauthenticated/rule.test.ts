import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '5:39 `true` The identity pool ShopIdentities gives AWS credentials to anyone without signing in.',
    "10:39 `'true'` The identity pool StoreIdentities gives AWS credentials to anyone without signing in.",
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '11:39 `!Ref Guests` Whether AllowUnauthenticatedIdentities lets guests into the identity pool ShopIdentities is decided when it is deployed.',
      '16:39 `!If [IsShop, true, false]` Whether AllowUnauthenticatedIdentities lets guests into the identity pool StoreIdentities is decided when it is deployed.',
    ],
  },
  'given.yaml': {
    findings: [
      '8:39 `!Ref Guests` The identity pool ShopIdentities gives AWS credentials to anyone without signing in.',
    ],
    parameters: { Guests: 'true' },
  },
});

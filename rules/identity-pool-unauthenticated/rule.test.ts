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
  'across-stacks': {
    findings: [
      'identities.yaml:13:71 `true` The identity pool ShopIdentities gives AWS credentials to anyone without signing in.',
      'identities.yaml:17:51 `!Ref StoreGuests` The identity pool StoreIdentities gives AWS credentials to anyone without signing in.',
    ],
    unknowns: [
      'identities.yaml:25:51 `!Ref PartnerGuests` Whether AllowUnauthenticatedIdentities lets guests into the identity pool PartnerIdentities is decided when it is deployed.',
    ],
  },
});

import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '14:25 `true` POST /orders is guarded by nothing but an API key.',
    '35:37 `true` POST /payments is guarded by nothing but an API key.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['15:26 `!Ref Guard` Who may call GET / is decided when it is deployed.'],
  },
  'chosen-keys.yaml': {
    findings: [
      '20:26 `NONE` GET / is guarded by nothing but an API key (when IsProd is true).',
      '41:48 `NONE` DELETE / is guarded by nothing but an API key (when IsProd is false).',
    ],
    unknowns: [
      '31:23 `!Ref NeedsKey` Who may call POST / is decided when it is deployed.',
      '72:76 `!Ref NeedsKey` Who may call $connect of ChatApi is decided when it is deployed.',
    ],
    others: ['endpoint-without-authorizer'],
  },
  'plain-cloudformation.yaml': [
    '6:3 `ListOrders` GET / is guarded by nothing but an API key.',
    '34:19 `Partner` POST /payments is guarded by nothing but an API key.',
    '53:26 `NONE` $connect of ChatApi is guarded by nothing but an API key.',
  ],
});

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
  'plain-cloudformation.yaml': [
    '6:3 `ListOrders` GET / is guarded by nothing but an API key.',
    '34:19 `Partner` POST /payments is guarded by nothing but an API key.',
    '53:26 `NONE` $connect of ChatApi is guarded by nothing but an API key.',
  ],
});

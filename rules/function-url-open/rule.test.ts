import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '8:36 `NONE` The function URL OrdersFunctionUrl asks its callers for no authorization: AuthType of OrdersFunction is NONE.',
    '28:17 `NONE` The function URL ReportsUrl asks its callers for no authorization: AuthType of ReportsUrl is NONE.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['14:38 `!Ref Guard` Who may call the function URL OrdersFunctionUrl is decided when it is deployed.'],
  },
});

import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '8:36 `NONE` Anyone can call the function URL OrdersFunctionUrl: its AuthType is NONE.',
    '28:17 `NONE` Anyone can call the function URL ReportsUrl: its AuthType is NONE.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['14:38 `!Ref Guard` Who may call the function URL OrdersFunctionUrl is decided when it is deployed.'],
  },
});

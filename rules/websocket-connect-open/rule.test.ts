import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '10:79 `NONE` Anyone can connect to the WebSocket API ChatApi: AuthorizationType of Connect is NONE.',
    '17:25 `aws_iam` Anyone can connect to the WebSocket API OrderUpdates: AuthType of OrderUpdates is aws_iam.',
    '26:9 `$connect` Anyone can connect to the WebSocket API PriceUpdates: PriceUpdates has no AuthType.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['11:79 `!Ref Guard` Who may call $connect of ChatApi is decided when it is deployed.'],
  },
});

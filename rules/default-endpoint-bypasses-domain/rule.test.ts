import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '4:3 `OrdersApi` OrdersApi asks for client certificates at orders.example.com, but is reached without one at its execute-api endpoint.',
      related: ['10:9 `MutualTlsAuthentication` mutual TLS is set here'],
    },
    {
      finding:
        '23:3 `PaymentsApi` PaymentsApi asks for client certificates at payments.example.com, but is reached without one at its execute-api endpoint.',
      related: ['16:7 `MutualTlsAuthentication` mutual TLS is set here'],
    },
    {
      finding:
        '33:54 `DisableExecuteApiEndpoint` RefundsApi asks for client certificates at payments.example.com, but is reached without one at its execute-api endpoint.',
      related: ['16:7 `MutualTlsAuthentication` mutual TLS is set here'],
    },
  ],
  'good.yaml': [],
  'unknown.yaml': [],
});

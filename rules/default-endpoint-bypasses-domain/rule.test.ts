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
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '18:53 `DisableExecuteApiEndpoint` Whether OrdersApi is reached at its execute-api endpoint without the client certificate that shop.example.com asks for is decided when it is deployed.',
      '22:55 `!Ref PaymentsApiId` Whether the API of PaymentsMapping is reached at its execute-api endpoint without the client certificate that shop.example.com asks for is decided when it is deployed.',
    ],
  },
  'several-mappings.yaml': {
    findings: [
      {
        finding:
          '10:3 `OrdersApi` OrdersApi asks for client certificates at shop.example.com, but is reached without one at its execute-api endpoint.',
        related: ['8:7 `MutualTlsAuthentication` mutual TLS is set here'],
      },
    ],
    unknowns: [
      "31:22 `!ImportValue { 'Fn::Sub': '${Name}-ApiId' }` Whether the API of PaymentsMapping is reached at its execute-api endpoint without the client certificate that shop.example.com asks for is decided when it is deployed.",
      "31:22 `!ImportValue { 'Fn::Sub': '${Name}-ApiId' }` Whether the API of RefundsMapping is reached at its execute-api endpoint without the client certificate that shop.example.com asks for is decided when it is deployed.",
    ],
  },
  'across-stacks': {
    findings: [
      {
        finding:
          'offers.yaml:7:53 `DisableExecuteApiEndpoint` OffersApi asks for client certificates at shop.example.com, but is reached without one at its execute-api endpoint.',
        related: ['domain.yaml:6:7 `MutualTlsAuthentication` mutual TLS is set here'],
      },
      {
        finding:
          'orders.yaml:2:3 `OrdersApi` OrdersApi asks for client certificates at shop.example.com, but is reached without one at its execute-api endpoint.',
        related: ['domain.yaml:6:7 `MutualTlsAuthentication` mutual TLS is set here'],
      },
    ],
    unknowns: [
      'domain.yaml:14:55 `!ImportValue partner-ApiId` Whether the API of PartnerMapping is reached at its execute-api endpoint without the client certificate that shop.example.com asks for is decided when it is deployed.',
      'offers.yaml:11:34 `DisableExecuteApiEndpoint` Whether ReportsApi is reached at its execute-api endpoint without the client certificate that shop.example.com asks for is decided when it is deployed.',
    ],
  },
});

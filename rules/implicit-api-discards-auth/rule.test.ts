import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        "4:3 `ServerlessRestApi` ServerlessRestApi is the id of SAM's implicit API, which takes the place of this resource and drops its Auth.",
      related: ['17:9 `PlaceOrder` this event lands on the implicit API of that id'],
    },
    {
      finding:
        '23:9 `GiveRefund` The event GiveRefund of ShopFunction names no API and lands, open, on the implicit ServerlessHttpApi instead of PaymentsApi.',
      related: ['8:3 `PaymentsApi` PaymentsApi is protected'],
    },
  ],
  'good.yaml': [],
  'nothing-lost.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['9:26 `!Ref Guard` Who may call POST /refunds is decided when it is deployed.'],
  },
});

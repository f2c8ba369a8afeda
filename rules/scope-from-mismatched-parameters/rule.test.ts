import { ruleCases } from '../../test/rule-tester.ts';

const undetermined =
  "29:28 `!Sub '${ScopePrefix}/read'` Whether the scope ${ScopePrefix}/read is declared is not known: a resource server of its user pool is decided when it is deployed.";

ruleCases(import.meta.url, {
  'bad.yaml': {
    findings: [
      "29:28 `!Sub '${ScopePrefix}/read'` The client ShopClient names the scope ${ScopePrefix}/read, which is one of OrdersServer only while parameters have their defaults.",
    ],
    unknowns: [undetermined],
  },
  'good.yaml': [],
  'unknown.yaml': { findings: [], unknowns: [undetermined] },
  'other-default.yaml': { findings: [], unknowns: [undetermined] },
  'across-stacks': {
    findings: [
      "shop.yaml:12:28 `!Sub '${ServerName}/read'` The client ShopClient names the scope ${ServerName}/read, which is one of OrdersServer only while parameters have their defaults.",
    ],
    unknowns: [
      "shop.yaml:12:28 `!Sub '${ServerName}/read'` Whether the scope ${ServerName}/read is declared is not known: a resource server of its user pool is decided when it is deployed.",
      "shop.yaml:30:28 `!Sub '${PartnerName}/read'` Whether the scope ${PartnerName}/read is declared is not known: a resource server of its user pool is decided when it is deployed.",
    ],
  },
});

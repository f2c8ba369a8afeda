import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  bad: [
    {
      finding:
        'cfn-auth-audit.yml:3:11 `/prices` GET /prices is not open, so the public entry for /prices of OrdersApi is not needed.',
      related: ['template.yaml:6:63 `AWS_IAM` DefaultAuthorizer of OrdersApi names AWS_IAM'],
    },
    'cfn-auth-audit.yml:6:11 `/health` The public entry for /health of OrdersApi matches no endpoint.',
    'cfn-auth-audit.yml:10:11 `Resources.OrdersFunction.**` The ignore entry for depends-on-undefined at Resources.OrdersFunction.** matches no finding.',
    'template.yaml:15:9 `# cfn-auth-audit: ignore[endpoint-without-authorizer] Prices are public.` The comment ignores endpoint-without-authorizer, of which there is no finding on line 16.',
  ],
  good: [],
  unknown: {
    findings: [],
    unknowns: ['template.yaml:11:84 `!Ref Guard` Who may call GET /prices is decided when it is deployed.'],
  },
});

import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding: '4:16 `OrdersKeys` OrdersTable depends on OrdersKeys, which the template does not have (OrdersKey may be meant).',
      fix: 'Depend on OrdersKey instead.',
      diff: ['-    DependsOn: OrdersKeys', '+    DependsOn: OrdersKey'],
    },
    {
      finding:
        "16:30 `'OrderTable'` OrdersQueue depends on OrderTable, which the template does not have (OrdersTable may be meant).",
      fix: 'Depend on OrdersTable instead.',
      diff: [
        "-    DependsOn: [OrdersTable, 'OrderTable', Payments]",
        "+    DependsOn: [OrdersTable, 'OrdersTable', Payments]",
      ],
    },
    '16:44 `Payments` OrdersQueue depends on Payments, which the template does not have.',
    {
      finding:
        '22:9 `OrdersFunctionRole` OrdersSchedule depends on OrdersFunctionRole, which the template does not have (OrdersFunction may be meant).',
      fix: 'Depend on OrdersFunction instead.',
      diff: ['-      - OrdersFunctionRole', '+      - OrdersFunction'],
    },
    '35:16 `LambdaRoleArn` OrdersTopic depends on LambdaRoleArn, which the template does not have.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '5:37 `OrdersLogs` Whether the stack has a resource OrdersLogs is not known: the template is only a part of it.',
    ],
  },
  'macro.yaml': {
    findings: [],
    unknowns: [
      '6:16 `OrdersDashboard` Whether the stack has a resource OrdersDashboard is not known: the template is only a part of it.',
    ],
  },
  'included-resources.yaml': {
    findings: [],
    unknowns: [
      '6:16 `OrdersTable` Whether the stack has a resource OrdersTable is not known: the template is only a part of it.',
    ],
  },
  'for-each.yaml': {
    findings: [],
    unknowns: [
      '12:16 `OrdersQueue` Whether the stack has a resource OrdersQueue is not known: the template is only a part of it.',
    ],
  },
  'generated-ids.yaml': [
    {
      finding:
        '53:16 `OrdersFunctionLogs` OrdersAlarm depends on OrdersFunctionLogs, which the template does not have (OrdersFunction may be meant).',
      fix: 'Depend on OrdersFunction instead.',
      diff: ['-    DependsOn: OrdersFunctionLogs', '+    DependsOn: OrdersFunction'],
    },
  ],
  'nearest.yaml': [
    {
      finding:
        '13:9 `PostmanResourceServer` TestClient depends on PostmanResourceServer, which the template does not have (LayerlessESBuildResourceServer may be meant).',
      fix: 'Depend on LayerlessESBuildResourceServer instead.',
      diff: ['-      - PostmanResourceServer', '+      - LayerlessESBuildResourceServer'],
    },
    '19:16 `OrdersTable` ShopClient depends on OrdersTable, which the template does not have.',
  ],
});

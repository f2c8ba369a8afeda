import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '4:16 `OrdersKeys` OrdersTable depends on OrdersKeys, which the template does not have (OrdersKey may be meant).',
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
      '5:37 `OrdersLogs` Whether the stack has a resource OrdersLogs is not known: the template is a part of one, or a loop or a macro may make it.',
    ],
  },
  'macro.yaml': {
    findings: [],
    unknowns: [
      '1:13 `AddDashboards` The macro AddDashboards can change every resource, in a way that only the deployment shows.',
      '6:16 `OrdersDashboard` Whether the stack has a resource OrdersDashboard is not known: the template is a part of one, or a loop or a macro may make it.',
    ],
  },
  'included-resources.yaml': {
    findings: [],
    unknowns: [
      '6:16 `OrdersTable` Whether the stack has a resource OrdersTable is not known: the template is a part of one, or a loop or a macro may make it.',
    ],
  },
  'loop.yaml': ['12:30 `OrdersTable` ShopTopic depends on OrdersTable, which the template does not have.'],
  'loop-over-parameter.yaml': {
    findings: [],
    unknowns: [
      '7:3 `Fn::ForEach::Queues` What Fn::ForEach::Queues makes is not known: its collection depends on the parameter Names.',
      '15:16 `OrdersQueue` Whether the stack has a resource OrdersQueue is not known: the template is a part of one, or a loop or a macro may make it.',
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

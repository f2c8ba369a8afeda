import { describe, expect, test } from '@jest/globals';
import { accessMermaid, isDrawable, readableMermaid } from '../../src/report/access-mermaid.ts';
import { client, endpoint, machine, pool, system } from './models.ts';
import { model, source } from './sample.ts';

const classes = `  classDef open fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e
  classDef nobody fill:#fbefff,stroke:#8250df,stroke-width:3px,stroke-dasharray:6 4,color:#3e1f79
  classDef unknown fill:#fff8c5,stroke:#9a6700,stroke-dasharray:2 3,color:#633c01
`;

test('draws templates, user pools, resource servers, clients, authorizers and endpoints', () => {
  expect(accessMermaid(source)).toBe(`flowchart LR
  subgraph stack1["auth#46;yaml"]
    pool1[("Users")]
    server2[["OrdersServer"]]
  end
  subgraph stack2["orders#46;yaml"]
    client3(["Job"])
    client4(["Site<br/>(if IsProd)"])
    client7(["Broken"])
    endpoint9["GET /health of OrdersApi"]:::open
    guard10{{"COGNITO Users<br/>orders/read"}}
    endpoint11["GET /orders of OrdersApi"]
    guard12{{"COGNITO Users<br/>orders/read"}}
    endpoint13["GET /orders/#123;id#125; of OrdersApi<br/>(if IsProd)"]
    guard14{{"COGNITO Users<br/>orders/list"}}
    endpoint15["DELETE /orders of OrdersApi"]:::nobody
    guard16{{"COGNITO Users<br/>ID tokens<br/>#43; API key"}}
    endpoint17["GET /me of OrdersApi"]:::unknown
  end
  subgraph stack3["stock#46;yaml"]
    client5(["Sync"])
    guard18{{"JWT Tokens<br/>any token of its audience"}}
    endpoint19["GET /stock of StockApi"]
    guard20{{"JWT Nowhere<br/>any token of its audience"}}
    endpoint21["POST /stock of StockApi"]:::nobody
    guard22{{"AWS#95;IAM"}}
    endpoint23["PUT /stock of StockApi"]
    guard24{{"unknown"}}
    endpoint25["GET /audit of StockApi"]:::unknown
  end
  elsewhere6[("a user pool elsewhere")]:::unknown
  anyone8(("anyone")):::open
  pool1 --- server2
  server2 -->|"orders/read<br/>orders/write"| client3
  server2 -->|"orders/read"| client4
  elsewhere6 --- client5
  server2 -->|"orders/read"| client7
  anyone8 --> endpoint9
  client3 -->|"client#95;credentials#58; orders/read"| guard10
  client4 -.->|"code#58; orders/read"| guard10
  client5 -.->|"client#95;credentials#58; orders/read"| guard10
  guard10 --> endpoint11
  client3 -->|"client#95;credentials#58; orders/read"| guard12
  client4 -->|"code#58; orders/read"| guard12
  client5 -.->|"client#95;credentials#58; orders/read"| guard12
  guard12 --> endpoint13
  pool1 --- guard14
  guard14 --x endpoint15
  client4 -.->|"code#58; ID token"| guard16
  guard16 -.-> endpoint17
  client3 -->|"client#95;credentials#58; access token"| guard18
  guard18 --> endpoint19
  pool1 --- guard20
  guard20 --x endpoint21
  guard22 --> endpoint23
  guard24 -.-> endpoint25
${classes}`);
});

/** What a template could break out with, and what Mermaid or Markdown would make something else of. */
const hostile = [
  '"]; click a "javascript:alert(1)"',
  '<img src=x onerror=alert(1)>',
  '`md` **b** _c_ $$x$$',
  '1. list',
  '%%{init: {}}%%',
  '#35; &lt;',
  'a\nend',
];

test('nothing of a template breaks out of its label', () => {
  const clients = hostile.map(name => client(name, { key: name }));
  const drawn = accessMermaid({ model: system({ resourceServers: [], clients }), regionOf: () => undefined });
  expect(drawn).toBe(`flowchart LR
  subgraph stack1["auth#46;yaml"]
    pool1[("Users")]
  end
  subgraph stack2["orders#46;yaml"]
    client2(["#34;#93;#59; click a #34;javascript#58;alert(1)#34;"])
    client3(["#60;img src#61;x onerror#61;alert(1)#62;"])
    client4(["#96;md#96; #42;#42;b#42;#42; #95;c#95; #36;#36;x#36;#36;"])
    client5(["1#46; list"])
    client6(["#37;#37;#123;init#58; #123;#125;#125;#37;#37;"])
    client7(["#35;35#59; #38;lt#59;"])
    client8(["a#9226;end"])
  end
  pool1 --- client2
  pool1 --- client3
  pool1 --- client4
  pool1 --- client5
  pool1 --- client6
  pool1 --- client7
  pool1 --- client8
${classes}`);
});

test('long labels are cut, and empty ones have a blank', () => {
  const clients = [client('x'.repeat(61), { key: 'a' }), client('', { key: 'b' })];
  const drawn = accessMermaid({
    model: system({ userPools: [], resourceServers: [], clients }),
    regionOf: () => undefined,
  });
  expect(drawn.split('\n').slice(2, 4)).toEqual([`    client1(["${'x'.repeat(60)}#8230;"])`, '    client3([" "])']);
});

test('a drawing of 500 edges is more than Mermaid takes', () => {
  const withClients = (count: number) => {
    const clients = Array.from({ length: count }, (_, index) => client('Job', { key: `${index}` }));
    return accessMermaid({ model: system({ resourceServers: [], clients }), regionOf: () => undefined });
  };
  expect([withClients(499), withClients(500), 'x'.repeat(50_001)].map(isDrawable)).toEqual([true, false, false]);
});

describe('for a page', () => {
  const regionOf = () => undefined;

  test('the drawing is the same', () => {
    expect(readableMermaid(source)).toBe(accessMermaid(source));
  });

  test('there is none of more than 30 nodes', () => {
    const withNodes = (count: number) =>
      Array.from({ length: count }, (_, index) => machine(`Job${index}`, { key: `${index}` }));
    const of = (count: number) =>
      readableMermaid({ model: { ...model, endpoints: [endpoint('/')], clients: withNodes(count) }, regionOf });
    // Beside the clients: the pool, its resource server, the endpoint and anyone.
    expect([of(26) === undefined, of(27) === undefined]).toEqual([false, true]);
  });

  test('there is none of endpoints alone, nor without any', () => {
    const only = { userPools: [], resourceServers: [] };
    const alone = readableMermaid({ model: system({ ...only, endpoints: [endpoint('/')] }), regionOf });
    const without = readableMermaid({ model: system({ userPools: [pool()] }), regionOf });
    expect([alone, without]).toEqual([undefined, undefined]);
  });
});

import { test } from '@jest/globals';
import { computeAccess } from '../../src/access/access.ts';
import { accessOutput } from '../../src/report/access-output.ts';
import { pool, poolRef, server, machine, authorizer, guarded, system, scopesOf, set, place, api } from './models.ts';
test('bench', () => {
  for (const stacks of [100, 200, 500, 1000]) {
    const pools = Array.from({ length: 20 }, (_, i) => pool(`P${i}`));
    const of = (i: number) => poolRef(`P${i % 20}`);
    const all = Array.from({ length: stacks }, (_, i) => i);
    const auths = all.map(i => authorizer('COGNITO', { key: `a${i}`, pools: [of(i)] }));
    const model = system({
      userPools: pools,
      resourceServers: all.map(i => server({ pool: of(i), scopes: scopesOf(`s${i}/read`, `s${i}/write`) })),
      clients: all.flatMap(i => [machine(`c${i}`, { pool: of(i), scopes: set(scopesOf(`s${i}/read`, `s${(i + 20) % stacks}/read`)) }), machine(`d${i}`, { pool: of(i), scopes: set(scopesOf(`s${i}/write`)) })]),
      tokenAuthorizers: auths,
      endpoints: all.flatMap(i => Array.from({ length: 10 }, (_, k) => guarded(`/x${k}`, auths[i]!, [`s${i}/${k % 2 ? 'read' : 'write'}`], { api: { ...api, place: place(`f${i}`) } }))),
    });
    const t = performance.now(); computeAccess(model); const t1 = performance.now(); 
    const len = (['text', 'json', 'mermaid'] as const).map(f => { const s = performance.now(); const l = accessOutput({ model, regionOf: () => undefined }, f, { color: false, quiet: false }).length; return [f, l, Math.round(performance.now() - s)]; });
    console.log(stacks, Math.round(t1 - t), JSON.stringify(len));
  }
});

import { expect, test } from '@jest/globals';
import { nearestByFolder } from '../../src/template/nearest-by-folder.ts';

test.each<[reader: string, files: readonly string[], nearest: string | undefined]>([
  ['shop/orders.yaml', ['shop/auth.yaml', 'blog/auth.yaml'], 'shop/auth.yaml'],
  ['env/prod/orders.yaml', ['env/dev/auth.yaml', 'env/prod/auth.yaml'], 'env/prod/auth.yaml'],
  ['env/prod/orders/api.yaml', ['env/dev/auth/pool.yaml', 'env/prod/auth/pool.yaml'], 'env/prod/auth/pool.yaml'],
  // A folder's name is no part of another's.
  ['examples/shop/api.yaml', ['examples/shop/auth.yaml', 'examples/shop-fixed/auth.yaml'], 'examples/shop/auth.yaml'],
  [
    'examples/shop-fixed/api.yaml',
    ['examples/shop/a.yaml', 'examples/shop-fixed/a.yaml'],
    'examples/shop-fixed/a.yaml',
  ],
  // Nothing tells which environment a reader beside or above both of them is of.
  ['orders.yaml', ['dev/auth.yaml', 'prod/auth.yaml'], undefined],
  ['orders/api.yaml', ['auth/dev/pool.yaml', 'auth/prod/pool.yaml'], undefined],
  ['orders/dev/api.yaml', ['auth/dev/pool.yaml', 'auth/prod/pool.yaml'], undefined],
  ['orders.yaml', ['auth-dev.yaml', 'auth-prod.yaml'], undefined],
  // One is nearer, but another has a folder of the reader's name.
  ['services/dev/orders.yaml', ['services/prod/auth.yaml', 'shared/dev/auth.yaml'], undefined],
  ['services/north/orders.yaml', ['services/south/auth.yaml', 'shared/north/auth.yaml'], undefined],
  // One is nearer, but of another environment.
  ['env/dev/orders.yaml', ['env/prod/auth.yaml', 'archive/auth.yaml'], undefined],
  ['shop-dev/orders/api.yaml', ['shop-dev/auth/pool.yaml', 'shop-prod/auth/pool.yaml'], 'shop-dev/auth/pool.yaml'],
  ['shop/orders-Dev/api.yaml', ['shop/auth-Prod/pool.yaml', 'blog/auth/pool.yaml'], undefined],
  ['shop/orders/api.yaml', ['shop/auth/prod/pool.yaml', 'blog/auth/pool.yaml'], 'shop/auth/prod/pool.yaml'],
  // In the same folder is nearer than below it; a folder around both shares less than one around the reader only.
  ['orders.yaml', ['auth.yaml', 'archive/auth.yaml'], 'auth.yaml'],
  ['shop/orders.yaml', ['shop/auth/pool.yaml', 'shop/auth.yaml'], 'shop/auth.yaml'],
  ['shop/orders/api.yaml', ['auth.yaml', 'shop/auth.yaml'], 'shop/auth.yaml'],
  ['orders.yaml', ['auth/pool.yaml', 'archive/auth/pool.yaml'], undefined],
  // Two in one file are equally near.
  ['orders.yaml', ['auth.yaml', 'auth.yaml'], undefined],
  // A file above the working folder is around it.
  ['../shop/orders.yaml', ['../shop/auth.yaml', 'auth.yaml'], '../shop/auth.yaml'],
  ['../shop/orders.yaml', ['../auth.yaml', 'blog/auth.yaml'], undefined],
  ['orders.yaml', ['../auth.yaml', '../../auth.yaml'], '../auth.yaml'],
  ['orders.yaml', ['../shop/auth.yaml', '../../auth.yaml'], '../shop/auth.yaml'],
  ['orders.yaml', [], undefined],
])('to %s, of %j', (reader, files, nearest) => {
  expect(nearestByFolder(files, file => file)(reader)).toBe(nearest);
});

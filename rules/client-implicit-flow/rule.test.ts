import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '9:26 `[implicit]` The client ShopClient allows the implicit flow.',
    '15:26 `[code, implicit]` The client StoreClient allows the implicit flow.',
  ],
  'good.yaml': [],
  'unknown.yaml': [],
});

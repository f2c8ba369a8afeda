import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '12:11 `http://shop.example.com/signed-in` The client ShopClient has codes and tokens sent to http://shop.example.com/signed-in unencrypted.',
    '14:11 `http://localhost.example.com/signed-in` The client ShopClient has codes and tokens sent to http://localhost.example.com/signed-in unencrypted.',
    '15:11 `https://*.shop.example.com/signed-in` The client ShopClient has the callback address https://*.shop.example.com/signed-in; Cognito knows no wildcards.',
    '21:26 `[implicit]` The client StoreClient has a flow that answers at an address of its own, but no CallbackURLs.',
  ],
  'good.yaml': [],
  'empty-list.yaml': [
    '10:21 `[]` The client TillClient has a flow that answers at an address of its own, but no CallbackURLs.',
  ],
  'unknown.yaml': [],
});

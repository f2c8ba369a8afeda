import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '14:14 `!GetAtt ShopClient.ClientSecret` The secret of the client ShopClient can be read in the SSM parameter ShopSecretParameter, which is not encrypted.',
    '18:12 `!GetAtt ShopClient.ClientSecret` The secret of the client ShopClient can be read in the output ShopSecret.',
    '20:12 `!Sub ${ShopClient}:${ShopClient.ClientSecret}` The secret of the client ShopClient can be read in the output ShopLogin.',
  ],
  'good.yaml': [],
  'unknown.yaml': [],
  'across-stacks': [
    'accounts.yaml:11:12 `!GetAtt ShopClient.ClientSecret` The secret of the client ShopClient can be read in the output ShopSecret.',
    'shop.yaml:7:14 `!ImportValue accounts-ShopSecret` The secret of the client ShopClient can be read in the SSM parameter ShopSecretParameter, which is not encrypted.',
  ],
});

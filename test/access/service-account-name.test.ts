import { serviceAccountName } from '../../lib/access/service-account-name';

test.each([
  ['shop/api', { namespace: 'shop', name: 'api' }],
  ['blue/shop/api.v1', { cluster: 'blue', namespace: 'shop', name: 'api.v1' }],
  ['oidc.eks.eu-central-1.amazonaws.com/id/ABC/shop/api', { cluster: 'oidc.eks.eu-central-1.amazonaws.com/id/ABC', namespace: 'shop', name: 'api' }],
  ['system:serviceaccount:shop:api', { namespace: 'shop', name: 'api' }],
])('%s', (text, name) => {
  expect(serviceAccountName(text)).toEqual(name);
});

test.each(['', 'api', '/api', 'shop/', '/shop/api', 'Shop/api', 'shop/a pi', 'system:serviceaccount:shop', 'system:serviceaccount:shop:api:x', 'shop/*'])('%s is none', (text) => {
  expect(() => serviceAccountName(text)).toThrow('write [CLUSTER/]NAMESPACE/ACCOUNT or system:serviceaccount:NAMESPACE:ACCOUNT');
});

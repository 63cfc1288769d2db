import { roleTable } from '../../lib/cli/role-table';

const ROWS = [
  [['checkout'], ['shop/checkout', 'shop/checkout-worker'], ['irsa-checkout'], ['s3.read', 'sqs.produce'], ['irsa-111122223333']],
  [['web'], ['web/web'], ['web'], [], ['irsa-111122223333']],
];

test('a row is as high as its highest cell, and a line ends with its last text', () => {
  expect(roleTable(ROWS, undefined).split('\n')).toEqual([
    'Workload  Service accounts      Role           Bundles      Stack',
    'checkout  shop/checkout         irsa-checkout  s3.read      irsa-111122223333',
    '          shop/checkout-worker                 sqs.produce',
    'web       web/web               web                         irsa-111122223333',
  ]);
});

test('what does not fit is broken within its cell', () => {
  expect(roleTable(ROWS, 66).split('\n')).toEqual([
    'Workload  Service accou  Role           Bundles      Stack',
    '          nts',
    'checkout  shop/checkout  irsa-checkout  s3.read      irsa-11112222',
    '          shop/checkout                 sqs.produce  3333',
    '          -worker',
    'web       web/web        web                         irsa-11112222',
    '                                                     3333',
  ]);
});

test('control characters of a file do not reach the terminal', () => {
  expect(roleTable([[['web'], ['\u001b[31mred'], ['web'], [], ['irsa']]], undefined)).not.toContain('\u001b');
});

import { Role } from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { AckBundle } from '../../../lib/bundles/controllers/ack';
import { PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);

test.each<[string, () => unknown]>([
  ['AckBundle.assumeRoles: must have at least one of roles or roleArns', () => AckBundle.assumeRoles({})],
  ['AckBundle.assumeRoles: must have at least one of roles or roleArns', () => AckBundle.assumeRoles({ roles: [], roleArns: [] })],
  [
    'AckBundle.assumeRoles: roleArns[1]: must be a role\'s ARN, such as arn:aws:iam::444455556666:role/backup-writer, ' +
    'got "arn:aws:iam::444455556666:role/ack-*": a wildcard would let the workload become roles that do not exist yet; name each role',
    () => AckBundle.assumeRoles({ roleArns: ['arn:aws:iam::444455556666:role/ack', 'arn:aws:iam::444455556666:role/ack-*'] }),
  ],
  [
    'AckBundle.assumeRoles: roles[0]: must be one resource, without wildcards and policy variables, got "arn:<deploy-time value>:iam::111122223333:role/ack-*"',
    () => AckBundle.assumeRoles({ roles: [Role.fromRoleName(stack, 'Wildcard', 'ack-*')] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('an ARN that is known at deploy time only passes', () => {
  expect(() => AckBundle.assumeRoles({ roleArns: [Lazy.string({ produce: () => 'x' })] })).not.toThrow();
});

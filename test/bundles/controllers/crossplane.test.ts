import { Lazy } from 'aws-cdk-lib/core';
import { CrossplaneBundle } from '../../../lib/bundles/controllers/crossplane';
import { PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const roleArns = ['arn:aws:iam::444455556666:role/crossplane'];

test.each<[string, () => unknown]>([
  ['CrossplaneBundle.assumeRoles: must have at least one of roles or roleArns', () => CrossplaneBundle.assumeRoles({})],
  [
    'CrossplaneBundle.assumeRoles: roleArns[0]: must be a role\'s ARN, such as arn:aws:iam::444455556666:role/backup-writer, got "444455556666": ' +
    'this is an account; name the role in it',
    () => CrossplaneBundle.assumeRoles({ roleArns: ['444455556666'] }),
  ],
  ['CrossplaneBundle.assumeRoles: externalIds: must name at least one, got []', () => CrossplaneBundle.assumeRoles({ roleArns, externalIds: [] })],
  [
    'CrossplaneBundle.assumeRoles: externalIds[0]: must be an external id (2 to 1,224 letters, digits and _+=,.@:/-), got "*"',
    () => CrossplaneBundle.assumeRoles({ roleArns, externalIds: ['*'] }),
  ],
  ['CrossplaneBundle.assumeRoles: sessionTagKeys: must name at least one, got []', () => CrossplaneBundle.assumeRoles({ roleArns, sessionTagKeys: [] })],
  [
    'CrossplaneBundle.assumeRoles: sessionTagKeys[0]: must be a tag key (1 to 128 letters, digits, spaces and _.:/=+-@), got "*"',
    () => CrossplaneBundle.assumeRoles({ roleArns, sessionTagKeys: ['*'] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('one external id stands alone, and may be known at deploy time only', () => {
  const externalId = Lazy.string({ produce: () => 'crossplane' });
  const [statement] = statementsOf(CrossplaneBundle.assumeRoles({ roleArns, externalIds: [externalId] }), stack);
  expect(statement.Condition).toEqual({ StringEquals: { 'sts:ExternalId': 'crossplane' } });
});

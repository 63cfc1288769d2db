import { Role } from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { StsBundle } from '../../../lib/bundles/services/sts';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyRole = Role.fromRoleArn(stack, 'AnyRole', 'arn:aws:iam::444455556666:role/*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['StsBundle.assumeRole: must have at least one of roles or roleArns', () => StsBundle.assumeRole({})],
    [
      'StsBundle.assumeRole: roleArns[0]: must be a role\'s ARN, such as arn:aws:iam::444455556666:role/backup-writer, ' +
      'got "arn:aws:iam::444455556666:role/*": a wildcard would let the workload become roles that do not exist yet; name each role',
      () => StsBundle.assumeRole({ roleArns: ['arn:aws:iam::444455556666:role/*'] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['StsBundle.assumeRole: roles\\[0\\]', ':iam:', () => StsBundle.assumeRole({ roles: [anyRole] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      StsBundle.assumeRole({ roleArns: [token] });
    }).not.toThrow();
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['sts.assumeRole', 'roles', 'arn:aws:sts::444455556666:assumed-role/backup/web', 'this is the ARN of a session; the role\'s is "arn:aws:iam::444455556666:role/backup", with its path if it has one'],
    ['sts.assumeRole', 'roles', '444455556666', 'this is an account; name the role in it'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['sts.assumeRole', 'roles', 'arn:aws:iam::444455556666:role/teams/web/backup'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});

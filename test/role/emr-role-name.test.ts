import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { literalCluster, messageOf, newStack, onlyRole } from '../support';

const jobs = ServiceAccountSubject.emrJobs('spark', { roleName: 'abcdefghijkl', account: '111122223333' });
const NAME = 'emr-containers-sa-*-*-111122223333-2x6xx5ubcrus4bplmr0';

function roleNamed(roleName: string | undefined) {
  const stack = newStack();
  new ServiceAccountRole(stack, 'Role', { clusters: [literalCluster()], serviceAccounts: [jobs], roleName });
  return stack;
}

test('a role for job runs of EMR trusts their service accounts, and no others', () => {
  const { issuer } = literalCluster();
  expect(onlyRole(roleNamed('abcdefghijkl')).Properties.AssumeRolePolicyDocument.Statement).toMatchObject([{
    Effect: 'Allow',
    Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${issuer}:sub`]: `system:serviceaccount:spark:${NAME}` } },
  }]);
});

test.each([['another', '"another"'], [undefined, 'none']])('a role named %s is refused, since EMR makes no service accounts for it', (roleName, got) => {
  expect(messageOf(() => roleNamed(roleName))).toContain(
    `roleName must be "abcdefghijkl", for which EMR on EKS makes the service accounts spark/${NAME}, got ${got}: give the role and ServiceAccountSubject.emrJobs the same name`);
});

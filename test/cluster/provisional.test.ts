import * as iam from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, literalCluster, messageOf, newStack, onlyRole, subject } from '../support';

test('values that the CLI has yet to look up stop no synthesis, so that it can', () => {
  const stack = newStack();
  const lookup = (name: string) => StringParameter.valueFromLookup(stack, name);
  new ServiceAccountRole(stack, 'Role', {
    clusters: [
      ClusterIssuer.fromIssuerUrl({ account: lookup('/account'), issuerUrl: lookup('/issuer'), clusterName: 'a' }),
      ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: lookup('/issuer-2'), clusterName: 'b' }),
      ClusterIssuer.fromProviderArn(lookup('/provider'), { clusterName: 'c' }),
    ],
    serviceAccounts: [ServiceAccountSubject.of(lookup('/team/namespace'), 'web')],
    roleName: lookup('role-name'),
  });
  expect(JSON.stringify(onlyRole(stack))).toContain('dummy-value-for-/team/namespace');
});

test.each(['dummy-value-for-*', 'dummy-value-for-"x', 'my-dummy-value-for-x/y'])('%s is no such value', (text) =>
  expect(messageOf(() => ServiceAccountSubject.of(text, 'web'))).toContain('namespace must be an RFC 1123 label'));

test('an existing role with a malformed account says so', () => {
  const stack = newStack();
  const role = iam.Role.fromRoleArn(stack, 'Existing', 'arn:aws:iam::1234:role/web');
  expect(messageOf(() => ServiceAccountRole.fromRole(stack, 'Role', { role, clusters: [literalCluster()], serviceAccounts: [subject()] })))
    .toBe('[Stack/Role] the account in the ARN of role must be 12 digits, got "1234" in "arn:aws:iam::1234:role/web"');
});

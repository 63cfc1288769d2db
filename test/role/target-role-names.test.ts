import { App, Stack } from 'aws-cdk-lib/core';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { TargetRole } from '../../lib/role/target-role';
import { ACCOUNT, literalCluster, REGION, subject, validationErrors } from '../support';

const OTHER = '444455556666';
const GIVE = 'give one of them another roleName';

function world() {
  const app = new App();
  const [own, other] = [['Own', ACCOUNT], ['Other', OTHER]].map(([id, account]) => new Stack(app, id, { env: { account, region: REGION } }));
  const role = (stack: Stack, roleName: string, name = 'web') => new ServiceAccountRole(stack, `Role-${roleName}`, { roleName, clusters: [literalCluster()], serviceAccounts: [subject(name)] });
  return { app, own, other, role, target: (stack: Stack, id: string, roleName: string, ...sources: ServiceAccountRole[]) => new TargetRole(stack, id, { roleName, sources }) };
}

test('two target roles of one name in one account are said once', () => {
  const { app, own, other, role, target } = world();
  const elsewhere = new Stack(app, 'Elsewhere', { env: { account: OTHER, region: 'us-east-1' } });
  target(other, 'A', 'reports', role(own, 'web'));
  target(elsewhere, 'B', 'Reports', role(own, 'web2', 'web2'));
  expect(validationErrors(other)).toEqual([ // of the whole app
    `[Elsewhere/B] a role's name must be unique in an account, whatever its case and path, but "Reports" is the name of "Other/A" as well: ${GIVE}, or, if it is one role for several sources, create it once and give it to each`,
  ]);
});

test('a target role and a role of a service account', () => {
  const { own, role, target } = world();
  const web = role(own, 'web');
  role(own, 'reports', 'api');
  target(own, 'A', 'reports', web);
  expect(validationErrors(own)).toEqual([expect.stringMatching(new RegExp(`"reports" is the name of "Own/Role-reports" as well: ${GIVE}$`))]);
});

test('the same name in two accounts is two roles', () => {
  const { own, other, role, target } = world();
  target(other, 'A', 'web', role(own, 'web'));
  expect(validationErrors(own)).toEqual([]);
});

import { AccountPrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import type { PodIdentityOptions } from '../../lib/role/pod-identity-options';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { TargetRoleTrust } from '../../lib/role/target-role-trust';
import { ACCOUNT, literalCluster, podIdentityCluster, REGION, subject, validationErrors } from '../support';

const OTHER = '444455556666';
const FIX = 'add TargetRoleTrust.of(role).toStatements() to its assumeRolePolicy, or create it as a TargetRole';

/** A role of the app, by CDK's own class, as the target of another. */
function made(assumedBy: (stack: Stack) => IPrincipal, podIdentity: Partial<PodIdentityOptions> = {}, names = ['web']) {
  const app = new App();
  const own = new Stack(app, 'Own', { env: { account: ACCOUNT, region: REGION } });
  const other = new Stack(app, 'Other', { env: { account: OTHER, region: REGION } });
  const target = new Role(other, 'Target', { roleName: 'reports', assumedBy: assumedBy(other) });
  const role = new ServiceAccountRole(own, 'Web', {
    roleName: 'web', podIdentity: { clusters: [podIdentityCluster()], targetRole: target, ...podIdentity }, serviceAccounts: names.map((name) => subject(name)),
  });
  return { own, target, role };
}

test('a target of the app whose trust is for somebody else is refused with the way out', () => {
  expect(validationErrors(made(() => new AccountPrincipal('777788889999')).own)).toEqual([
    `[Own/Web] podIdentity.targetRole must trust this role, and the trust of "Other/Target" does not for default/web of cluster-1: ${FIX}`,
  ]);
  expect(validationErrors(made(() => new AccountPrincipal('777788889999'), {}, ['a', 'b', 'c', 'd', 'e']).own)).toEqual([
    `[Own/Web] podIdentity.targetRole must trust this role, and the trust of "Other/Target" does not for default/a of cluster-1, default/b of cluster-1, default/c of cluster-1 and 2 more: ${FIX}`,
  ]);
});

test('with the statements that its trust needs it is right', () => {
  for (const options of [{}, { disableSessionTags: true }]) {
    const { own, target, role } = made(() => new AccountPrincipal('777788889999'), options);
    target.assumeRolePolicy?.addStatements(...TargetRoleTrust.of(role).toStatements());
    expect(validationErrors(own)).toEqual([]);
  }
});

test('session tags need sts:TagSession', () => {
  expect(validationErrors(made(() => new AccountPrincipal(ACCOUNT)).own)).toHaveLength(1);
  expect(validationErrors(made(() => new AccountPrincipal(ACCOUNT).withSessionTags()).own)).toEqual([]);
  expect(validationErrors(made(() => new AccountPrincipal(ACCOUNT), { disableSessionTags: true }).own)).toEqual([]);
});

test('a condition that one of the pods does not meet is named with it', () => {
  const { own, target } = made(() => new AccountPrincipal('777788889999'), {}, ['web', 'api']);
  target.assumeRolePolicy?.addStatements(new PolicyStatement({
    effect: Effect.ALLOW, actions: ['sts:AssumeRole', 'sts:TagSession'], principals: [new AccountPrincipal(ACCOUNT)], conditions: { StringEquals: { 'aws:RequestTag/kubernetes-service-account': 'web' } },
  }));
  expect(validationErrors(own)).toEqual([`[Own/Web] podIdentity.targetRole must trust this role, and the trust of "Other/Target" does not for default/api of cluster-1: ${FIX}`]);
});

test('what only the deploy knows is not judged', () => {
  expect(validationErrors(made((stack) => new AccountPrincipal(new CfnParameter(stack, 'Account').valueAsString).withSessionTags()).own)).toEqual([]);
});

test('the role of other pods is no target by itself', () => {
  const own = new Stack(new App(), 'Own', { env: { account: ACCOUNT, region: REGION } });
  const target = new ServiceAccountRole(own, 'Api', { roleName: 'api', clusters: [literalCluster()], serviceAccounts: [subject('api')] });
  new ServiceAccountRole(own, 'Web', { roleName: 'web', podIdentity: { clusters: [podIdentityCluster()], targetRole: target }, serviceAccounts: [subject()] });
  expect(validationErrors(own)).toEqual([`[Own/Web] podIdentity.targetRole must trust this role, and the trust of "Own/Api" does not for default/web of cluster-1: ${FIX}`]);
});

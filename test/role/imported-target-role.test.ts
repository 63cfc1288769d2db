import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { CheckPod } from '../../lib/kubernetes/check-pod';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { PodIdentityAssociations } from '../../lib/role/pod-identity-associations';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, messageOf, podIdentityCluster, REGION, subject } from '../support';

const OTHER = '444455556666';
const ENV = { account: ACCOUNT, region: REGION };

function app(env: object = ENV) {
  const root = new App();
  return { root, own: new Stack(root, 'Own', { env }), other: (of: object = { account: OTHER, region: REGION }) => new Stack(root, 'Other', { env: of }) };
}

/** A role whose pods get a target role that exists. */
function made(stack: Stack, targetRole: IRole, props: object = {}) {
  const role = new ServiceAccountRole(stack, 'Web', { roleName: 'web', podIdentity: { clusters: [podIdentityCluster()], targetRole }, serviceAccounts: [subject()], ...props });
  new PodIdentityAssociations(stack, 'Associations', { role });
  return role;
}

const associationOf = (stack: Stack): any => Object.values(Template.fromStack(stack).findResources('AWS::EKS::PodIdentityAssociation'))[0].Properties;
const inPartition = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

describe('a target role that is imported by its name', () => {
  test('is of the account of the stack that imports it', () => {
    const { own, other } = app();
    const role = made(own, Role.fromRoleName(other(), 'Target', 'teams/reports'));
    expect(associationOf(own).TargetRoleArn).toEqual(inPartition(`:iam::${OTHER}:role/teams/reports`));
    expect(CheckPod.of(role).toObjects()[0].spec.containers[0].env[0].value).toBe(`arn:aws:sts::${OTHER}:assumed-role/reports/`);
    Annotations.fromStack(own).hasNoWarning('*', Match.anyValue());
  });

  test('is named by its ARN in the file for its owner', () => {
    const { own } = app();
    const files = new KubernetesFiles(own, 'Files');
    files.addRole(made(own, Role.fromRoleName(own, 'Target', 'reports')), { workload: 'web' });
    expect(files.files).toContain('target-roles/web.json');
    expect(() => Template.fromStack(own)).not.toThrow();
  });

  test.each<[string, (root: ReturnType<typeof app>) => IRole, string]>([
    ['itself', ({ own }) => Role.fromRoleName(own, 'Target', 'web'), 'must be another role than this one, got "Own/Target": leave it out, and the pods get this role'],
    ['a name that IAM refuses', ({ own }) => Role.fromRoleName(own, 'Target', 'a b'),
      `the ARN of podIdentity.targetRole must be a role's ARN, such as arn:aws:iam::${OTHER}:role/reports, got "arn:aws:iam::${ACCOUNT}:role/a b"`],
    ['a wildcard', ({ own }) => Role.fromRoleName(own, 'Target', '*'), `got "arn:aws:iam::${ACCOUNT}:role/*": a wildcard would let the workload become roles that do not exist yet; name each role`],
    ['a role of another partition', ({ other }) => Role.fromRoleName(other({ account: OTHER, region: 'cn-north-1' }), 'Target', 'reports'),
      'podIdentity.targetRole must be in the partition of the role\'s stack, "aws" (eu-central-1), got "Other/Target" in "aws-cn": no role of one can assume a role of another'],
    ['one of a stack without an account', ({ other }) => Role.fromRoleName(other({}), 'Target', 'reports'),
      'podIdentity.targetRole must be of an account that is known at synth, since a role in another stack names it, got "Other/Target" of a stack without an account: '
      + 'import it with Role.fromRoleArn, or give that stack env: { account, region }'],
  ])('%s is refused', (_, target, message) => {
    const all = app();
    expect(messageOf(() => made(all.own, target(all)))).toContain(message);
  });

  test('itself is refused by its path as well, and another path is another role', () => {
    const { own } = app();
    expect(messageOf(() => made(own, Role.fromRoleName(own, 'Target', 'teams/web'), { path: '/teams/' }))).toContain('podIdentity.targetRole must be another role than this one');
    expect(() => made(new Stack(own, 'Nested', { env: ENV }), Role.fromRoleName(own, 'Other', 'teams/web'))).not.toThrow();
  });

  test('in a stack without an account itself is refused, and another is of that account', () => {
    const { own } = app({});
    const clusters = [PodIdentityCluster.fromClusterAttributes({ account: own.account, region: own.region, clusterName: 'production' })];
    const withTarget = (name: string) => made(own, Role.fromRoleName(own, `Target${name}`, name), { podIdentity: { clusters, targetRole: Role.fromRoleName(own, `Own${name}`, name) } });
    expect(messageOf(() => withTarget('web'))).toContain('podIdentity.targetRole must be another role than this one, got "Own/Ownweb"');
    const again = app({}).own;
    made(again, Role.fromRoleName(again, 'Target', 'reports'), { podIdentity: { clusters: [PodIdentityCluster.fromClusterAttributes({ account: again.account, region: again.region, clusterName: 'production' })], targetRole: Role.fromRoleName(again, 'Reports', 'reports') } });
    expect(associationOf(again).TargetRoleArn).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/reports']] });
  });
});

describe('a target role that is imported by its ARN', () => {
  test.each([
    ['arn:aws:iam::4444:role/reports', 'the ARN of podIdentity.targetRole must be a role\'s ARN'],
    [`arn:aws:iam::${OTHER}:user/reports`, 'the ARN of podIdentity.targetRole must be a role\'s ARN'],
    [`arn:aws:iam::${OTHER}:role/*`, 'a wildcard would let the workload become roles that do not exist yet'],
    [`arn:aws:sts::${OTHER}:assumed-role/reports/x`, `this is the ARN of a session; the role's is "arn:aws:iam::${OTHER}:role/reports", with its path if it has one`],
    [`arn:aws-cn:iam::${OTHER}:role/reports`, `must be in the partition of the role's stack, "aws" (eu-central-1), got "arn:aws-cn:iam::${OTHER}:role/reports": no role of one`],
  ])('%s is refused', (arn, message) => {
    const { own } = app();
    expect(messageOf(() => made(own, Role.fromRoleArn(own, 'Target', arn, { mutable: false })))).toContain(message);
  });

  test('one that only the deploy knows is taken as it is', () => {
    const { own } = app();
    made(own, Role.fromRoleArn(own, 'Target', new CfnParameter(own, 'Arn').valueAsString, { mutable: false }));
    expect(associationOf(own).TargetRoleArn).toEqual({ Ref: 'Arn' });
  });

  test('an existing role is not its own target, and its target is as right', () => {
    const { own } = app();
    const existing = (target: IRole) => ServiceAccountRole.fromRole(own, `Existing${target.node.id}`, {
      role: Role.fromRoleArn(own, `Role${target.node.id}`, `arn:aws:iam::${ACCOUNT}:role/web`, { mutable: false }),
      podIdentity: { clusters: [podIdentityCluster()], targetRole: target },
      serviceAccounts: [subject()],
    });
    expect(messageOf(() => existing(Role.fromRoleArn(own, 'A', `arn:aws:iam::${ACCOUNT}:role/web`)))).toContain('podIdentity.targetRole must be another role than this one, got ');
    expect(messageOf(() => existing(Role.fromRoleName(own, 'B', 'web')))).toContain('podIdentity.targetRole must be another role than this one, got "Own/B"');
    expect(messageOf(() => existing(Role.fromRoleName(own, 'C', 'a b')))).toContain('the ARN of podIdentity.targetRole must be');
    expect(() => existing(Role.fromRoleName(own, 'D', 'reports'))).not.toThrow();
  });
});

import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { CheckPod } from '../../lib/kubernetes/check-pod';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { RoleIndex } from '../../lib/kubernetes/role-index';
import { PodIdentityAssociations } from '../../lib/role/pod-identity-associations';
import type { PodIdentityOptions } from '../../lib/role/pod-identity-options';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { TargetRole } from '../../lib/role/target-role';
import { ACCOUNT, literalCluster, messageOf, nagFindings, podIdentityCluster, REGION, subject, validationErrors } from '../support';

const OTHER = '444455556666';
const CLUSTER = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/cluster-1`;
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const WEB = { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/web` } };

function stacks(env: object = { account: ACCOUNT, region: REGION }) {
  const app = new App();
  return { app, own: new Stack(app, 'Own', { env }), other: new Stack(app, 'Other', { env: { account: OTHER, region: REGION } }) };
}

/** A role whose pods get a target role of another account by EKS Pod Identity. */
function made(podIdentity: Partial<PodIdentityOptions> = {}, targetProps: object = {}) {
  const { app, own, other } = stacks();
  const target = new TargetRole(other, 'Target', { roleName: 'reports', ...targetProps });
  const role = new ServiceAccountRole(own, 'Web', {
    roleName: 'web', podIdentity: { clusters: [podIdentityCluster()], targetRole: target, ...podIdentity }, serviceAccounts: [subject()],
  });
  new PodIdentityAssociations(own, 'Associations', { role });
  return { app, own, other, target, role, trust: () => roleOf(other).AssumeRolePolicyDocument.Statement };
}

function roleOf(stack: Stack): any {
  return Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties;
}

describe('a target role of EKS Pod Identity', () => {
  test('trusts the account of its source, for that role and its session tags', () => {
    expect(made().trust()).toEqual([{
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Principal: ROOT,
      Condition: {
        ...WEB,
        StringEquals: { 'aws:RequestTag/eks-cluster-arn': CLUSTER, 'aws:RequestTag/kubernetes-namespace': 'default', 'aws:RequestTag/kubernetes-service-account': 'web' },
      },
    }]);
  });

  test('asks for the external id without session tags', () => {
    expect(made({ disableSessionTags: true }).trust()).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: ROOT, Condition: { ...WEB, StringEquals: { 'sts:ExternalId': `${REGION}/${ACCOUNT}/cluster-1/default/web` } } },
      { Effect: 'Allow', Action: 'sts:TagSession', Principal: ROOT, Condition: WEB },
    ]);
  });

  test('is assumed by its source alone, and named by the association, which comes after it', () => {
    const { app, own } = made();
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${OTHER}:role/reports`]] };
    const assembly = app.synth();
    const [association] = Object.values(Template.fromStack(own).findResources('AWS::EKS::PodIdentityAssociation'));
    expect(association.Properties.TargetRoleArn).toEqual(arn);
    expect(roleOf(own).Policies.map(({ PolicyDocument }: any) => PolicyDocument.Statement)).toEqual([[{ Action: ['sts:AssumeRole', 'sts:TagSession'], Effect: 'Allow', Resource: arn }]]);
    expect(assembly.getStackByName('Own').dependencies.map(({ id }) => id)).toContain('Other');
  });

  test('has what it was given, and nothing that the checks or cdk-nag find', () => {
    const { app, other, target } = made({}, { path: '/teams/', description: 'Reports', tags: { team: 'media' } });
    target.addBundle(S3Bundle.read({ buckets: [Bucket.fromBucketName(other, 'Bucket', 'media')] }));
    target.addManagedPolicy(ManagedPolicy.fromManagedPolicyArn(other, 'P', `arn:aws:iam::${OTHER}:policy/p`));
    expect(roleOf(other)).toMatchObject({ RoleName: 'reports', Path: '/teams/', Description: 'Reports', Tags: [{ Key: 'team', Value: 'media' }], ManagedPolicyArns: [`arn:aws:iam::${OTHER}:policy/p`] });
    expect(target.bundleIds).toEqual(['s3.read']);
    expect(target.literalRoleArn()).toBe(`arn:aws:iam::${OTHER}:role/teams/reports`);
    expect(nagFindings(other)).toEqual([]);
    expect(new IrsaChecks(app).validateScope(app).violations).toEqual([]);
  });
});

test('the files of its source name it by its ARN, and nothing is left to hand over', () => {
  const { own, role } = made();
  const files = new KubernetesFiles(own, 'Files');
  files.addRole(role, { workload: 'web' });
  expect(files.files).toEqual(['check-pods/cluster-1/web.yaml', 'index.json', 'manifests/cluster-1/default.yaml']);
  expect(CheckPod.of(role).toObjects()[0].spec.containers[0].env[0].value).toBe(`arn:aws:sts::${OTHER}:assumed-role/reports/`);
  const index = new RoleIndex();
  index.addRole(role);
  expect(JSON.parse(index.toJson()).roles[0].targetRoleArn).toBe(`arn:aws:iam::${OTHER}:role/reports`);
});

describe('a role that pods of IRSA assume by themselves', () => {
  function chained(path?: string) {
    const { app, own, other } = stacks();
    const role = new ServiceAccountRole(own, 'Web', { roleName: 'web', path, clusters: [literalCluster()], serviceAccounts: [subject()] });
    const target = new TargetRole(other, 'Target', { roleName: 'reports', sources: [role] });
    return { app, own, other, role, target };
  }

  test('trusts the role, which may assume it', () => {
    const { own, other, target, role } = chained();
    target.addSource(role); // once is enough
    expect(roleOf(other).AssumeRolePolicyDocument.Statement).toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: ROOT, Condition: WEB }]);
    expect(roleOf(own).Policies[0].PolicyDocument.Statement[0].Action).toEqual(['sts:AssumeRole', 'sts:TagSession']);
    expect(target.sources).toEqual([role]);
  });

  test('takes a "*" of a path for itself', () => {
    expect(roleOf(chained('/a*/').other).AssumeRolePolicyDocument.Statement[0].Condition).toEqual({ StringEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/a*/web` } });
  });
});

describe('refused', () => {
  test('without anybody who could assume it', () => {
    const { other } = stacks();
    new TargetRole(other, 'Target', { roleName: 'reports' });
    expect(validationErrors(other)).toEqual(['[Other/Target] a TargetRole must be the podIdentity.targetRole of a ServiceAccountRole or have sources, got none: no pod could get it']);
  });

  test('with a source of an account that is not known', () => {
    const { own, other } = stacks({});
    const role = new ServiceAccountRole(own, 'Web', { roleName: 'web', clusters: [literalCluster()], serviceAccounts: [subject()] });
    expect(messageOf(() => new TargetRole(other, 'Target', { roleName: 'reports', sources: [role] }))).toContain(
      '[Other/Target] source must be in an account that is known at synth, since the trust of a role in another stack names it, got "Own/Web": give its stack env: { account, region }');
  });

  test('with a source of another partition', () => {
    const { app, own } = stacks();
    const china = new Stack(app, 'China', { env: { account: OTHER, region: 'cn-north-1' } });
    const role = new ServiceAccountRole(own, 'Web', { roleName: 'web', clusters: [literalCluster()], serviceAccounts: [subject()] });
    expect(messageOf(() => new TargetRole(china, 'Target', { roleName: 'reports', sources: [role] }))).toBe(
      '[China/Target] source must be in the partition of this role, "aws-cn", got "Own/Web" in "aws": no role of one can assume a role of another');
  });

  test.each<[string, any, string]>([
    ['an unknown property', { bundel: [] }, 'unknown property "bundel" of a TargetRole: did you mean "bundles"?'],
    ['no name', { roleName: undefined }, 'roleName must be text, got none'],
    ['a name that IAM refuses', { roleName: 'a/b' }, 'roleName must be'],
    ['no role as source', { sources: ['web'] }, 'sources[0] must be a ServiceAccountRole'],
  ])('%s', (_, props, message) => {
    const { other } = stacks();
    expect(messageOf(() => new TargetRole(other, 'Target', { roleName: 'reports', ...props }))).toContain(message);
  });
});

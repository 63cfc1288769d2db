import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { CheckPod } from '../../lib/kubernetes/check-pod';
import { PodIdentityAssociations } from '../../lib/role/pod-identity-associations';
import type { PodIdentityOptions } from '../../lib/role/pod-identity-options';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { TargetRoleTrust } from '../../lib/role/target-role-trust';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, literalCluster, messageOf, newStack, podIdentityCluster, REGION, subject } from '../support';
import { canGive } from '../trust/pod-identity-oracle';

const TARGET = 'arn:aws:iam::444455556666:role/teams/reports';
const CLUSTER = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/cluster-1`;
const policy = (resource = 'arn:aws:s3:::media/a/*') => new PolicyDocument({ statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [resource] })] });
const targetIn = (stack: Stack) => Role.fromRoleArn(stack, 'Target', TARGET, { mutable: false });

function made(podIdentity: Partial<PodIdentityOptions>, { stack = newStack(), ...props }: any = {}) {
  const role = new ServiceAccountRole(stack, 'Web', {
    roleName: 'web', podIdentity: { clusters: [podIdentityCluster()], ...podIdentity }, serviceAccounts: [subject()], ...props,
  });
  new PodIdentityAssociations(stack, 'Associations', { role });
  const template = Template.fromStack(stack);
  const [{ Properties: association }]: any[] = Object.values(template.findResources('AWS::EKS::PodIdentityAssociation'));
  const [{ Properties: resource }]: any[] = Object.values(template.findResources('AWS::IAM::Role'));
  return { role, association, resource, trust: resource.AssumeRolePolicyDocument };
}

describe('every combination of tags, session policy, target role and identity', () => {
  const cells = [false, true].flatMap((noTags) => [false, true].flatMap((hasPolicy) => [false, true].flatMap((hasTarget) => [false, true].map((both) => ({ noTags, hasPolicy, hasTarget, both })))));
  test.each(cells)('%j', async ({ noTags, hasPolicy, hasTarget, both }) => {
    const stack = newStack();
    const make = () => made({
      ...noTags ? { disableSessionTags: true } : {}, ...hasPolicy ? { sessionPolicy: policy() } : {}, ...hasTarget ? { targetRole: targetIn(stack) } : {},
    }, { stack, ...both ? { clusters: [literalCluster()] } : {} });
    if ((hasPolicy && !noTags) || (hasTarget && both)) {
      expect(messageOf(make)).toMatch(hasPolicy && !noTags ? /podIdentity\.disableSessionTags must be true with sessionPolicy/ : /podIdentity\.targetRole must be left out for a role with clusters \(IRSA\)/);
      return;
    }
    const { association, trust } = make();
    expect(association).toEqual({
      ClusterName: 'cluster-1',
      Namespace: 'default',
      ServiceAccount: 'web',
      RoleArn: expect.anything() as object,
      ...noTags ? { DisableSessionTags: true } : {},
      ...hasPolicy ? { Policy: '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"arn:aws:s3:::media/a/*"}],"Version":"2012-10-17"}' } : {},
      ...hasTarget ? { TargetRoleArn: TARGET } : {},
    });
    const tags = (namespace: string, serviceAccount: string) => noTags ? {} : { namespace, serviceAccount };
    const pod = { clusterArn: CLUSTER, account: ACCOUNT };
    expect(await canGive(trust, { ...pod, ...tags('default', 'web') })).toBe(true);
    expect(await canGive(trust, { ...pod, clusterArn: `${CLUSTER}2`, ...tags('default', 'web') })).toBe(false);
    expect(await canGive(trust, { ...pod, clusterArn: CLUSTER.replace(REGION, 'us-east-1'), ...tags('default', 'web') })).toBe(false);
    expect(await canGive(trust, { ...pod, account: '999999999999', ...tags('default', 'web') })).toBe(false);
    // Without tags EKS says nothing of them.
    expect(await canGive(trust, { ...pod, ...tags('other', 'web') })).toBe(noTags);
    expect(await canGive(trust, { ...pod, ...tags('default', 'other') })).toBe(noTags);
  });
});

test('the role may assume its target, and nothing else', () => {
  const { resource, role } = made({ targetRole: targetIn(newStack()) });
  expect(resource.Policies.map(({ PolicyDocument: { Statement } }: any) => Statement)).toEqual([[{ Action: ['sts:AssumeRole', 'sts:TagSession'], Effect: 'Allow', Resource: TARGET }]]);
  expect(CheckPod.of(role).toObjects()[0].spec.containers[0].env[0]).toEqual({ name: 'EXPECTED_SESSION', value: 'arn:aws:sts::444455556666:assumed-role/reports/' });
});

test.each([
  ['arn:aws-cn:iam::444455556666:role/x', '[Stack/Web] podIdentity.targetRole must be in the partition of '],
  ['arn:aws:iam::111122223333:role/web', '[Stack/Web] podIdentity.targetRole must be another role than this one, got "arn:aws:iam::111122223333:role/web": leave it out, and the pods get this role'],
])('the target %s is refused', (arn, message) => {
  const stack = newStack();
  expect(messageOf(() => made({ targetRole: Role.fromRoleArn(stack, 'Target', arn, { mutable: false }) }, { stack }))).toContain(message);
});

describe('the trust of the target role', () => {
  const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  const ROLE = { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/web` } };

  test('with session tags asks for the role, the cluster and the service account', () => {
    const { role } = made({ targetRole: targetIn(newStack()) });
    expect(TargetRoleTrust.of(role).toDocument()).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Principal: ROOT,
        Condition: {
          ...ROLE,
          StringEquals: {
            'aws:RequestTag/eks-cluster-arn': CLUSTER, 'aws:RequestTag/kubernetes-namespace': 'default', 'aws:RequestTag/kubernetes-service-account': 'web',
          },
        },
      }],
    });
  });

  test('without session tags asks for the external id of each service account', () => {
    const { role } = made({ targetRole: targetIn(newStack()), disableSessionTags: true, clusters: [podIdentityCluster(), podIdentityCluster(2)] }, { serviceAccounts: [subject(), subject('api', 'shop')] });
    const ids = [1, 2].flatMap((n) => ['default/web', 'shop/api'].map((account) => `${REGION}/${ACCOUNT}/cluster-${n}/${account}`));
    expect(TargetRoleTrust.of(role).toDocument().Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: ROOT, Condition: { ...ROLE, StringEquals: { 'sts:ExternalId': ids } } },
      { Effect: 'Allow', Action: 'sts:TagSession', Principal: ROOT, Condition: ROLE },
    ]);
  });

  test('is refused where there is nothing to say', () => {
    expect(messageOf(() => TargetRoleTrust.of(made({}).role))).toBe('role must have podIdentity.targetRole, got "Stack/Web", which has none');
    const stack = newStack();
    const patterns = new ServiceAccountRole(stack, 'Web', {
      podIdentity: { clusters: [podIdentityCluster()], disableSessionTags: true, targetRole: targetIn(stack) },
      serviceAccounts: [ServiceAccountSubject.pattern('ci', 'run-*', { reason: 'the controller generates a name for each' })],
    });
    expect(messageOf(() => TargetRoleTrust.of(patterns))).toContain('must have an exact service account, got only patterns (ci/run-*): without session tags the external id names each');
  });
});

test.each<[string, object, string]>([
  ['a session policy that is too long', { disableSessionTags: true, sessionPolicy: policy(`arn:aws:s3:::media/${'a'.repeat(2_000)}/*`) },
    'podIdentity.sessionPolicy must have at least one statement and at most 2,048 characters, got 2,116 characters: '],
  ['an empty one', { disableSessionTags: true, sessionPolicy: new PolicyDocument() }, 'must have at least one statement and at most 2,048 characters, got 0 characters'],
  ['no document', { disableSessionTags: true, sessionPolicy: { Statement: [] } }, 'podIdentity.sessionPolicy must be a PolicyDocument, got '],
  ['no role', { targetRole: TARGET }, `podIdentity.targetRole must be an IAM role, got "${TARGET}": make one of an ARN with Role.fromRoleArn(…)`],
  ['a session policy with tags', { sessionPolicy: policy() },
    '[Stack/Web] podIdentity.disableSessionTags must be true with sessionPolicy, since EKS takes a session policy only without session tags, got none: the trust then asks for the cluster and its account, and no longer for the namespace and the service account'],
])('%s is refused', (_, options, message) => {
  expect(messageOf(() => made(options))).toContain(message);
});

test.each<[string, object, string]>([
  ['a misspelt setting', { disableSessionTag: true }, '[Stack/Web] unknown property "disableSessionTag" of podIdentity of a ServiceAccountRole: did you mean "disableSessionTags"?'],
  ['one name for two clusters', { clusters: [podIdentityCluster(1, 'blue'), PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: REGION, clusterName: 'green', displayName: 'blue' })] },
    `podIdentity.clusters must have different names, but arn:aws:eks:${REGION}:${ACCOUNT}:cluster/blue and arn:aws:eks:${REGION}:${ACCOUNT}:cluster/green are both "blue": give one of them another displayName`],
  ['a session policy with a principal', { disableSessionTags: true, sessionPolicy: new PolicyDocument({ statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [new AccountRootPrincipal()] })] }) },
    '[Stack/Web] podIdentity.sessionPolicy must be a policy of permissions: A PolicyStatement used in an identity-based policy cannot specify any IAM principals.'],
  ['a session policy with an id twice', { disableSessionTags: true, sessionPolicy: new PolicyDocument({ statements: ['a', 'b'].map((name) => new PolicyStatement({ sid: 'Read', actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${name}/*`] })) }) },
    '[Stack/Web] each sid of podIdentity.sessionPolicy must stand once, which is one policy for STS, got "Read" twice'],
])('%s is refused', (_, options, message) => {
  expect(messageOf(() => made(options))).toContain(message);
});

test('the session policy of a role that exists is judged as well', () => {
  const stack = newStack();
  const sessionPolicy = policy(`${new Bucket(stack, 'Media').bucketArn}/${'a'.repeat(2_100)}`);
  ServiceAccountRole.fromRole(stack, 'Web', {
    role: Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/web`), podIdentity: { clusters: [podIdentityCluster()], disableSessionTags: true, sessionPolicy }, serviceAccounts: [subject()],
  });
  expect(messageOf(() => Template.fromStack(stack))).toContain('[Stack/Web] podIdentity.sessionPolicy must be at most 2,048 characters, got up to ');
});

describe('a session policy with deploy-time values is measured when the tree is complete', () => {
  const withBucket = (characters: number, stack = newStack()) => {
    const [{ bucketArn }] = [new Bucket(stack, 'Media')];
    return { stack, sessionPolicy: policy(`${bucketArn}/${'a'.repeat(characters)}`) };
  };

  test('one that fits whatever they are is left alone', () => {
    const { stack, sessionPolicy } = withBucket(1_000);
    made({ disableSessionTags: true, sessionPolicy }, { stack });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('one that may be too long is a warning', () => {
    const { stack, sessionPolicy } = withBucket(1_900);
    made({ disableSessionTags: true, sessionPolicy }, { stack });
    Annotations.fromStack(stack).hasWarning('/Stack/Web', Match.stringLikeRegexp(
      'podIdentity.sessionPolicy must be at most 2,048 characters, got up to 2,\\d+ characters \\(an upper bound: parts are known only at deploy time, it is at least 2,\\d+ characters\\)|cdk-irsa:sessionPolicySize'));
  });

  test('one that is too long whatever they are is an error', () => {
    const { stack, sessionPolicy } = withBucket(2_100);
    expect(messageOf(() => made({ disableSessionTags: true, sessionPolicy }, { stack }))).toContain('podIdentity.sessionPolicy must be at most 2,048 characters, got up to ');
  });
});

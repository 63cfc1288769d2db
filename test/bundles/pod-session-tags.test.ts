import { Template } from 'aws-cdk-lib/assertions';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { PodSessionTag, sessionTagProblem, sessionTagsIn } from '../../lib/bundles/pod-session-tags';
import { DynamoDbBundle } from '../../lib/bundles/services/dynamodb';
import { ParameterStoreBundle } from '../../lib/bundles/services/parameter-store';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { SecretsManagerBundle } from '../../lib/bundles/services/secrets-manager';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { TargetRole } from '../../lib/role/target-role';
import { ACCOUNT, literalCluster, messageOf, newStack, onlyRole, podIdentityCluster, REGION, subject, validationErrors } from '../support';

const NS = PodSessionTag.NAMESPACE;

function roleIn(stack: Stack, props: object) {
  return new ServiceAccountRole(stack, 'Web', { roleName: 'web', podIdentity: { clusters: [podIdentityCluster()] }, serviceAccounts: [subject()], ...props });
}

test('bundles are limited to the pod\'s own part', () => {
  const stack = newStack();
  roleIn(stack, {
    bundles: [
      S3Bundle.readWrite({ buckets: [Bucket.fromBucketName(stack, 'B', 'media')], prefix: `tenants/${NS}/` }),
      SecretsManagerBundle.read({ secretNames: [`${PodSessionTag.CLUSTER_NAME}/${NS}/*`, `app/${PodSessionTag.SERVICE_ACCOUNT}`] }),
      ParameterStoreBundle.read({ paths: [`/${PodSessionTag.CLUSTER_NAME}/${NS}`], parameterNames: [`/app/${NS}/password`] }),
      DynamoDbBundle.read({ tables: [Table.fromTableName(stack, 'T', 'jobs')], leadingKeys: [NS, `${NS}#*`] }),
    ],
  });
  const text = JSON.stringify(onlyRole(stack).Properties.Policies);
  expect(text).toContain(':s3:::media/tenants/${aws:PrincipalTag/kubernetes-namespace}/*"');
  expect(text).toContain('"s3:prefix":"tenants/${aws:PrincipalTag/kubernetes-namespace}/*"');
  expect(text).toContain(':secret:${aws:PrincipalTag/eks-cluster-name}/${aws:PrincipalTag/kubernetes-namespace}/*"');
  expect(text).toContain(':secret:app/${aws:PrincipalTag/kubernetes-service-account}-??????"');
  expect(text).toContain(':parameter/${aws:PrincipalTag/eks-cluster-name}/${aws:PrincipalTag/kubernetes-namespace}/*"');
  expect(text).toContain(':parameter/app/${aws:PrincipalTag/kubernetes-namespace}/password"');
  expect(text).toContain('"dynamodb:LeadingKeys":["${aws:PrincipalTag/kubernetes-namespace}","${aws:PrincipalTag/kubernetes-namespace}#*"]');
  expect(validationErrors(stack)).toEqual([]);
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['a prefix that ends with a tag', (stack) => S3Bundle.read({ buckets: [Bucket.fromBucketName(stack, 'B', 'media')], prefix: NS }), 'must have a "/" or another character behind ${aws:PrincipalTag/kubernetes-namespace}'],
  ['two tags without a separator', (stack) => S3Bundle.read({ buckets: [Bucket.fromBucketName(stack, 'B', 'media')], prefix: `${NS}${PodSessionTag.SERVICE_ACCOUNT}/` }), 'must have a "/"'],
  ['a hyphen between two', () => SecretsManagerBundle.read({ secretNames: [`${NS}-${PodSessionTag.SERVICE_ACCOUNT}`] }), 'must have a "/"'],
  ['a wildcard behind one', () => SecretsManagerBundle.read({ secretNames: [`${NS}*`] }), 'must have a "/"'],
  ['a dot behind one', () => ParameterStoreBundle.read({ parameterNames: [`/a/${NS}.key`] }), 'must have a "/"'],
  ['a wildcard behind one in a key', (stack) => DynamoDbBundle.read({ tables: [Table.fromTableName(stack, 'T', 'jobs')], leadingKeys: [`${NS}*`] }), 'must have a "/"'],
  ['another variable', () => SecretsManagerBundle.read({ secretNames: ['${aws:username}/*'] }), 'of policy variables only ${aws:PrincipalTag/kubernetes-namespace}, ${aws:PrincipalTag/kubernetes-service-account}, ${aws:PrincipalTag/eks-cluster-name} may stand in it'],
  ['a variable with a default', () => SecretsManagerBundle.read({ secretNames: ["${aws:PrincipalTag/kubernetes-namespace, 'x'}/*"] }), 'of policy variables only'],
])('refused: %s', (_, make, message) => {
  expect(messageOf(() => make(newStack()))).toContain(message);
});

test('two pods never reach the same, whatever their namespaces', () => {
  const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/);
  const piece = fc.oneof(fc.constant(NS), fc.constantFrom('/', 'a', '-', '#', '.', 'b/'));
  fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), name, name, (pieces, one, other) => {
    const prefix = pieces.join('');
    fc.pre(one !== other && prefix.includes(NS) && sessionTagProblem(prefix, true) === undefined);
    const [first, second] = [one, other].map((value) => prefix.split(NS).join(value));
    expect(first.startsWith(second)).toBe(false);
  }), { numRuns: 500, seed: 7 });
});

describe('where a session has no tag', () => {
  const bundles = (stack: Stack) => [S3Bundle.read({ buckets: [Bucket.fromBucketName(stack, 'B', 'media')], prefix: `${NS}/` })];

  test.each<[string, object, string]>([
    ['IRSA', { podIdentity: undefined, clusters: [literalCluster()] }, 'sessions of IRSA (cluster-1) have none'],
    ['both', { clusters: [literalCluster()] }, 'sessions of IRSA (cluster-1) have none'],
    ['disableSessionTags', { podIdentity: { clusters: [podIdentityCluster()], disableSessionTags: true } }, 'podIdentity.disableSessionTags leaves it out'],
  ])('%s is an error', (_, props, why) => {
    const stack = newStack();
    roleIn(stack, { ...props, bundles: bundles(stack) });
    expect(validationErrors(stack)).toEqual([
      `[Stack/Web] the bundle "s3.read" must not name the session tag kubernetes-namespace, since ${why}, and a statement that names an absent tag allows nothing: use it in a role of EKS Pod Identity alone, with session tags`,
    ]);
  });

  test('a tag of the role itself is one, which would stand for it', () => {
    const stack = newStack();
    roleIn(stack, { bundles: bundles(stack), tags: { 'Kubernetes-Namespace': 'shop' } });
    expect(validationErrors(stack)).toEqual([
      '[Stack/Web] the role must not have the tag "Kubernetes-Namespace", which the bundle "s3.read" asks for as a session tag: a session without session tags would have the role\'s value',
    ]);
  });

  test('a target role has the tags of its sources', () => {
    const app = new App();
    const [own, other] = [ACCOUNT, '444455556666'].map((account) => new Stack(app, `Of${account}`, { env: { account, region: REGION } }));
    const target = new TargetRole(other, 'Target', { roleName: 'target', bundles: bundles(other) });
    roleIn(own, { podIdentity: { clusters: [podIdentityCluster()], targetRole: target } });
    expect(validationErrors(other)).toEqual([]);
    expect(JSON.stringify(Template.fromStack(other).toJSON())).toContain(NS);
  });

  test('a session policy names none', () => {
    const sessionPolicy = new PolicyDocument({ statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::media/${NS}/*`] })] });
    expect(messageOf(() => roleIn(newStack(), { podIdentity: { clusters: [podIdentityCluster()], disableSessionTags: true, sessionPolicy } })))
      .toContain('podIdentity.sessionPolicy must not name the session tag kubernetes-namespace, which disableSessionTags leaves out');
  });
});

test('tags are found whatever their case, and no others', () => {
  expect(sessionTagsIn('"${AWS:principaltag/Kubernetes-Namespace}/*" "${aws:PrincipalTag/kubernetes-namespaces}" {"aws:PrincipalTag/eks-cluster-arn":""}')).toEqual(['kubernetes-namespace', 'eks-cluster-arn']);
});

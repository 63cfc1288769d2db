import { found, foundIn, sound, underOf } from '../fixture';

const pods = (Condition?: object, more: object = {}) =>
  ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, ...(Condition && { Condition }), ...more });
const messageUnder = (condition?: object) => MESSAGE.replace(']', () => `${underOf(condition)}]`);
const MESSAGE = 'PodIdentityConditions[pods.eks.amazonaws.com]: statement 1 of the trust lets EKS Pod Identity give the role to any service account of any cluster'
  + '%s: ask for the cluster, the namespace or the service account';
const WITNESS = ', such as evil/x of the cluster other';
const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/production';

test.each([
  { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  { StringEquals: { 'AWS:sourceorgid': 'o-1' } },
  { ArnEquals: { 'aws:SourceArn': CLUSTER } },
  { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:cluster/*' } },
  { StringLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:cluster/production' } },
  { StringEquals: { 'aws:RequestTag/eks-cluster-arn': CLUSTER } },
  { StringEquals: { 'aws:RequestTag/eks-cluster-name': 'production' } },
  { StringEquals: { 'aws:RequestTag/kubernetes-namespace': ['shop'], 'aws:RequestTag/kubernetes-service-account': ['web'] } },
])('%j is clean', (condition) => {
  expect(found(pods(condition))).toEqual([]);
  expect(found([sound(), pods(condition)])).toEqual([]);
});

test.each([
  undefined,
  { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
  { StringLike: { 'aws:SourceAccount': '*' } },
  { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:cluster/*' } },
  { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:eu-central-1:*:*' } },
  { StringLike: { 'aws:SourceArn': '*' } },
  { StringLike: { 'aws:RequestTag/kubernetes-namespace': ['shop', '*'] } },
  { StringEqualsIfExists: { 'aws:RequestTag/kubernetes-namespace': 'shop' } },
  { StringNotEquals: { 'aws:RequestTag/kubernetes-namespace': 'kube-system' } },
  { 'ForAllValues:StringEquals': { 'aws:SourceAccount': '111122223333' } },
  { Null: { 'aws:RequestTag/kubernetes-namespace': 'false' } },
  { StringLike: { 'aws:SourceOrgID': 'o-*' } },
  { StringEquals: { 'aws:RequestTag/kubernetes-pod-name': 'web-0' } },
  { StringEquals: { 'aws:RequestTag/kubernetes-namespace': '${aws:RequestTag/kubernetes-namespace}' } },
])('%j is found', (condition) => {
  expect(found(pods(condition))).toEqual([messageUnder(condition).replace('%s', condition === undefined || 'ForAllValues:StringEquals' in condition ? '' : WITNESS)]);
});

test('other services, other actions and a Deny are left alone', () => {
  expect(found(pods(undefined, { Principal: { Service: ['ec2.amazonaws.com', 'eks.amazonaws.com'] } }))).toEqual([]);
  expect(found(pods(undefined, { Action: 'sts:TagSession' })).filter((line) => line.startsWith('PodIdentityConditions'))).toEqual([]);
  expect(found([sound(), pods(undefined, { Effect: 'Deny' })])).toEqual([]);
  expect(found(pods(undefined, { Principal: { Service: ['ec2.amazonaws.com', 'pods.eks.amazonaws.com'] }, Action: 'sts:*' }))).toEqual([MESSAGE.replace('%s', '')]);
});

test('values that are known only at deploy time are some, conditions that are not known may be', () => {
  const role = (condition: object) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: pods(condition) } } } });
  expect(role({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } })).toEqual([]);
  expect(role({ ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:cluster/*' } } })).toEqual([]);
  expect(role({ ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': ['Cluster', 'Arn'] } } })).toEqual([]);
  expect(role({ ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:eks:*:*:cluster/*' } } }))
    .toEqual([messageUnder({ ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:eks:*:*:cluster/*' } }).replace('%s', '')]);
  expect(role({ StringEquals: { Ref: 'Tests' } })).toEqual([
    'Undecidable[the-condition-StringEquals-of-statement-1-of-the-trust]: the condition StringEquals of statement 1 of the trust is known only at deploy time, '
      + 'or cannot be read: judge it by hand',
  ]);
});

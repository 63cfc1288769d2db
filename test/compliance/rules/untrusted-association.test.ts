import { foundIn } from '../fixture';

const found = (Condition: object | undefined, more: object = {}, Action: string | string[] = ['sts:AssumeRole', 'sts:TagSession']) => foundIn({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'web',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action, Principal: { Service: 'pods.eks.amazonaws.com' }, Condition },
      },
    },
  },
  Association: {
    Type: 'AWS::EKS::PodIdentityAssociation',
    Properties: { ClusterName: 'production', Namespace: 'shop', ServiceAccount: 'web', RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, ...more },
  },
});
const MESSAGE = 'UntrustedAssociation[shop/web]: the association of the ServiceAccount shop/web gives the role web, whose trust does not let pods.eks.amazonaws.com call ';

test('conditions are asked of the pods that the association is for', () => {
  expect(found({ StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop', 'aws:RequestTag/kubernetes-service-account': 'web' } })).toEqual([]);
  expect(found({ StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'other' } })).toEqual([`${MESSAGE}sts:AssumeRole and sts:TagSession for it: allow that, with conditions that its pods meet`]);
  expect(found({ StringLike: { 'aws:RequestTag/kubernetes-service-account': 'api-*' } })).toContainEqual(`${MESSAGE}sts:AssumeRole and sts:TagSession for it: allow that, with conditions that its pods meet`);
});

test('an association without session tags meets no condition on them', () => {
  const asked = { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } };
  expect(found(asked, { DisableSessionTags: true })).toEqual([`${MESSAGE}sts:AssumeRole for it: allow that, with conditions that its pods meet`]);
  expect(found({ ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:cluster/production' } }, { DisableSessionTags: true })).toEqual([]);
});

describe('one cause is one finding', () => {
  const asked = { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:cluster/production' } };

  test.each<[string, object, string | string[], string]>([
    ['without session tags', asked, 'sts:AssumeRole', 'sts:TagSession'],
    ['without the role itself', asked, 'sts:TagSession', 'sts:AssumeRole'],
    ['under what EKS never sends', { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'Shop' } }, ['sts:AssumeRole', 'sts:TagSession'], 'sts:AssumeRole and sts:TagSession'],
  ])('a trust %s', (_, condition, action, missing) => {
    expect(found(condition, {}, action)).toEqual([`${MESSAGE}${missing} for it: allow that, with conditions that its pods meet`]);
  });

  test('an association without session tags needs none in the trust', () => {
    expect(found(asked, { DisableSessionTags: true }, 'sts:AssumeRole')).toEqual([]);
  });

  test('what else is wrong with the trust is said', () => {
    expect(found(undefined, {}, 'sts:AssumeRole')).toEqual(expect.arrayContaining([expect.stringContaining('PodIdentityConditions[')]));
  });
});

import { WAYS } from '../../../lib/compliance/ways';
import { mayShare, sharingWaysOf } from '../../../lib/compliance/ways/sharing-ways';
import { foundInPolicy } from '../fixture';

const of = (service: string) => sharingWaysOf(service).map(({ needs: [{ action, on }] }) => `${action} on ${on}`);

test('the reference names the policies of resources, grants and shares', () => {
  expect(of('s3tables')).toEqual(['s3tables:PutTableBucketPolicy on s3tables:*:*:bucket/*', 's3tables:PutTablePolicy on s3tables:*:*:bucket/*/table/*']);
  expect(of('kafka')).toEqual(['kafka:PutClusterPolicy on kafka:*:*:cluster/*/*']);
  expect(of('s3')).toContain('s3:PutAccessGrantsInstanceResourcePolicy on s3:*:*:access-grants/default/*');
  expect(of('appsync')).toEqual(['appsync:PutResourcePolicy on *']);
  expect(of('lex')[0]).toBe('lex:CreateResourcePolicy on lex:*:*:bot-alias/*/*');
});

test('not what takes away, what tells, or what has a line in a table', () => {
  for (const service of ['s3', 'kms', 'ecr', 'lambda', 'glacier', 'logs', 'iam', 'sso', 'nothing']) {
    const found = sharingWaysOf(service).flatMap(({ needs }) => needs.map(({ action }) => action));
    expect(found.filter((action) => /:(Delete|Remove|Get|List|Describe)/.test(action))).toEqual([]);
    expect(found.filter((action) => WAYS.some(({ needs: [need] }) => need.action === action))).toEqual([]);
  }
  expect([...of('logs').filter((way) => way.startsWith('logs:PutResourcePolicy')), ...of('iam'), ...of('nothing')]).toEqual([]);
});

test.each([['s3:Get*', false], ['s3:Put*', true], ['s3:*', true], ['kafka:putclusterpolicy', true], ['ec2:Describe*', false], ['acm-pca:?utPolicy', true]])(
  'whether %s may have one: %s', (pattern, expected) => expect(mayShare(pattern)).toBe(expected));

test('one on resources that nobody named is a warning; on a named one, or with everything of the service, it is none', () => {
  const found = (Action: string, Resource: string) => foundInPolicy({ Effect: 'Allow', Action, Resource }).filter((line) => line.includes('PrivilegeEscalation'));
  expect(found('s3vectors:PutVectorBucketPolicy', '*')).toEqual([
    'PrivilegeEscalation[s3vectors:PutVectorBucketPolicy-on-*]: the inline policy "own" allows s3vectors:PutVectorBucketPolicy on *, by which a pod may come to permissions of others: '
    + 's3vectors:PutVectorBucketPolicy on arn:aws:s3vectors:eu-central-1:111122223333:bucket/any lets others use resources of s3vectors; take it away, or name the resources that are its own',
  ]);
  expect(found('s3vectors:PutVectorBucketPolicy', 'arn:aws:s3vectors:eu-west-1:111122223333:bucket/shop')).toEqual([]);
  expect(found('kafka:*', '*')).toEqual([]);
});

import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { Permissions } from '../../../lib/access/guardrails/permissions';
import { ServiceAccountRole } from '../../../lib/role/service-account-role';
import { ACCOUNT, literalCluster, messageOf, REGION, subject } from '../../support';

function shop() {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const role = new ServiceAccountRole(stack, 'Role', { clusters: [literalCluster()], serviceAccounts: [subject('api', 'shop')], roleName: 'api' });
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') });
  return { stack, role, bucket };
}

test('what a grant means', () => {
  const { stack, role, bucket } = shop();
  const other = new s3.Bucket(stack, 'Other');
  bucket.grantRead(role);
  const permissions = Permissions.ofRole(role);
  permissions.assertCan('s3:GetObject', bucket.arnForObjects('logo.png'));
  permissions.assertCan('kms:Decrypt', bucket.encryptionKey!.keyArn);
  permissions.assertCannot('s3:PutObject', bucket.arnForObjects('logo.png'));
  permissions.assertCannot('s3:*', other.arnForObjects('*'));
  permissions.assertCannot('s3:Put*', '*');
  Permissions.ofServiceAccount(stack, 'shop', 'api').assertCan('s3:GetObject', bucket.arnForObjects('logo.png'));
  Permissions.ofServiceAccount(stack, 'shop', 'other').assertCannot('s3:*', '*');
});

test('failures say why', () => {
  const { role, bucket } = shop();
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::acme-media/*'], conditions: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }));
  const permissions = Permissions.ofRole(role);
  expect(messageOf(() => permissions.assertCan('s3:GetObject', 'arn:aws:s3:::acme-media/a'))).toBe('role api cannot s3:GetObject on arn:aws:s3:::acme-media/a: no statement of the identity policies allows it');
  expect(messageOf(() => permissions.assertCan('s3:PutObject', 'arn:aws:s3:::acme-media/a')))
    .toBe('role api can s3:PutObject on arn:aws:s3:::acme-media/a only if aws:SourceVpc is "vpc-1": give what the request has as context');
  permissions.assertCan('s3:PutObject', 'arn:aws:s3:::acme-media/a', { context: { 'aws:SourceVpc': 'vpc-1' } });
  permissions.assertCannot('s3:PutObject', 'arn:aws:s3:::acme-media/a', { context: { 'aws:SourceVpc': 'vpc-2' } });
  expect(messageOf(() => permissions.assertCannot('s3:PutObject', 'arn:aws:s3:::acme-media/a'))).toMatch(/^role api can s3:PutObject on arn:aws:s3:::acme-media\/a: statement 1 of .* allows it; if aws:SourceVpc is "vpc-1"/);
  expect(messageOf(() => permissions.assertCannot('s3:Put*', 'arn:aws:s3:::acme-*/*'))).toMatch(/^shop\/api \(role api\) may s3:PutObject on arn:aws:s3:::acme-media\/\S* with aws:SourceVpc "vpc-1"; statement 1 of .* allows it$/);
  expect(messageOf(() => permissions.assertCannot('s3:PutObjet', bucket.arnForObjects('a')))).toMatch(/the action must be an action that AWS has, got "s3:PutObjet": did you mean "s3:PutObject"\?$/);
});

test('what cannot be asked', () => {
  const { stack, role } = shop();
  const imported = iam.Role.fromRoleName(stack, 'Imported', 'web');
  const permissions = Permissions.ofRole(role);
  expect(messageOf(() => permissions.assertCan('s3:Get*', 'arn:aws:s3:::a/b'))).toBe('assertCan must ask for one action on one resource, without wildcards, got "s3:Get*" on "arn:aws:s3:::a/b": name an example of each');
  expect(messageOf(() => permissions.assertCannot('s3:GetObject', 'acme-media'))).toBe('resource must be an ARN or "*", got "acme-media"');
  expect(messageOf(() => permissions.assertCan('GetObject', '*'))).toBe('action must be an action (service:Name), got "GetObject"');
  expect(messageOf(() => Permissions.ofRole(imported))).toBe('the role "Stack/Imported" must be one of the app: what one that is imported may do is written elsewhere');
});

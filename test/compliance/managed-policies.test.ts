import { ManagedPolicies, promisesAll } from '../../lib/compliance/managed-policies';
import { broadGrant } from '../../lib/compliance/managed-policy-facts';
import { KnownActions } from '../../lib/iam/known-actions';

const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource, ...more } });
const CHANGES = ['Create', 'Delete', 'Put', 'Update', 'Tag', 'Untag'].map((name) => `fsx:${name}FileSystem`);
const grant = (document: unknown, name = 'Some') => broadGrant(name, document, CHANGES);

test('the table is whole: each policy once, in order, of a day', () => {
  const { grants } = ManagedPolicies.read();
  const names = [...grants.keys()];
  expect(names.length).toBeGreaterThan(1_500);
  expect([...names].sort()).toEqual(names);
  expect(ManagedPolicies.date).toMatch(/^20\d\d-\d\d-\d\d$/);
});

test('what it says is allowed is an action of AWS', () => {
  const actions = [...ManagedPolicies.read().grants.values()].flatMap((text) => /^([a-z0-9-]+:[A-Za-z]+)/.exec(text)?.[1] ?? []);
  expect(actions.length).toBeGreaterThan(50);
  expect(actions.filter((action) => KnownActions.read().matching(action)?.length === 0)).toEqual([]);
});

test.each([['AdministratorAccess', '*'], ['AmazonS3FullAccess', 's3:*'], ['AmazonElasticMapReduceRole', 'iam:PassRole'], ['ReadOnlyAccess', undefined], ['AmazonEBSCSIDriverPolicy', undefined]])(
  '%s allows %s', (name, expected) => expect(ManagedPolicies.read().broadGrant(name)).toBe(expected));

test('of a policy that is newer, the name tells', () => {
  expect(ManagedPolicies.read().broadGrant('AmazonNewServiceFullAccess')).toBe('everything that its name promises');
  expect(ManagedPolicies.read().broadGrant('AmazonNewServiceReadOnlyAccess')).toBeUndefined();
  expect(promisesAll('AWSLambda_FullAccess')).toBe(true);
});

test('what a document allows is derived as for a policy of the role\'s own', () => {
  expect(grant(allow('kms:*'))).toBe('kms:*');
  expect(grant(allow(['ec2:RunInstances', 'iam:PassRole']))).toBe('iam:PassRole');
  expect(grant(allow('lambda:UpdateFunctionCode'))).toBe('lambda:UpdateFunctionCode');
  expect(grant(allow('kms:*', 'arn:aws:kms:*:*:key/1'))).toBeUndefined();
  expect(grant(allow('s3:Get*'))).toBeUndefined();
});

test('a name that promises everything counts only with many changes on everything', () => {
  expect(grant(allow('fsx:*FileSystem'), 'AmazonFSxFullAccess')).toBe('fsx:CreateFileSystem and 5 more');
  expect(grant(allow('fsx:*FileSystem'), 'AmazonFSxSome')).toBeUndefined();
  expect(grant(allow('fsx:TagFileSystem'), 'AmazonFSxFullAccess')).toBeUndefined();
});

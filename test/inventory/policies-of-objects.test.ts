import { allow, policyOf, SOUND } from '../compliance/attack/attempt';
import { foundInFiles } from '../compliance/files';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const plane = (kind: string, forProvider: object, metadata: object = {}, group = 'iam.aws.upbound.io') =>
  ({ apiVersion: `${group}/v1beta1`, kind, metadata: { name: 'web', ...metadata }, spec: { forProvider } });
const ROLE = plane('Role', { assumeRolePolicy: JSON.stringify(policyOf(SOUND)) }, { labels: { app: 'web' }, annotations: { 'crossplane.io/external-name': 'prod-web' } });
const found = (...objects: object[]) => foundInFiles({ 'x.yaml': objects.map((object) => JSON.stringify(object)).join('\n---\n') }).map((line) => line.replace(/\]: .*/s, ']'));
const BROAD = ['x.yaml:1 prod-web: error BroadManagedPolicy[AdministratorAccess]'];

test.each<[string, object]>([
  ['its name in AWS', { role: 'prod-web' }],
  ['a reference', { roleRef: { name: 'web' } }],
  ['labels', { roleSelector: { matchLabels: { app: 'web' } } }],
])('Crossplane attaches a policy to a role by %s', (_, by) => {
  expect(found(ROLE, plane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, ...by }))).toEqual(BROAD);
  expect(found(ROLE, plane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, ...by }, {}, 'iam.aws.m.upbound.io'))).toEqual(BROAD);
});

test('to none by a reference to another, or labels that it has not', () => {
  const other = plane('Role', { assumeRolePolicy: JSON.stringify(policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } })) }, { name: 'node' });
  expect(found(ROLE, other, plane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, roleRef: { name: 'node' } }))).toEqual([]);
  expect(found(ROLE, plane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, roleSelector: { matchLabels: { app: 'api' } } }, { name: 'admin' })))
    .toEqual(['x.yaml:3 admin: warning BroadManagedPolicy[AdministratorAccess]']);
});

test('a policy of the account, and an inline one', () => {
  const team = plane('Policy', { policy: JSON.stringify(policyOf(allow('iam:PassRole'))) }, { name: 'team' });
  expect(found(ROLE, team, plane('RolePolicyAttachment', { policyArnRef: { name: 'team' }, roleRef: { name: 'web' } }))).toEqual(['x.yaml:1 prod-web: error PassAnyRole[*]']);
  expect(found(ROLE, plane('RolePolicy', { policy: JSON.stringify(policyOf(allow('s3:*'))), roleRef: { name: 'web' } }))).toEqual(['x.yaml:1 prod-web: error BroadPolicy[s3:*-on-*]']);
});

test('ACK refers to a policy of the same namespace, unless it says another', () => {
  const ack = (kind: string, spec: object, metadata: object) => ({ apiVersion: 'iam.services.k8s.aws/v1alpha1', kind, metadata, spec });
  const of = (from: object) => ack('Role', { name: 'web', assumeRolePolicyDocument: JSON.stringify(policyOf(SOUND)), policyRefs: [{ from }] }, { name: 'web', namespace: 'shop' });
  const team = (namespace: string) => ack('Policy', { name: 'team', policyDocument: JSON.stringify(policyOf(allow('iam:PassRole'))) }, { name: 'team', namespace });
  expect(found(of({ name: 'team' }), team('shop'))).toEqual(['x.yaml:1 web: error PassAnyRole[*]']);
  expect(found(of({ name: 'team' }), team('mail'))).toEqual([]);
  expect(found(of({ name: 'team', namespace: 'mail' }), team('mail'))).toEqual(['x.yaml:1 web: error PassAnyRole[*]']);
});

import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { findFiles } from '../../lib/inventory/find-files';
import { readInventory } from '../../lib/inventory/read-inventory';
import { temporaryFolder } from '../fleet/support';

const PROVIDER = 'oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'pods.eks.amazonaws.com' } }] };
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }] };
const POLICY_ARN = 'arn:aws:iam::111122223333:policy/read';

function inventoryOf(files: Record<string, unknown>) {
  const folder = temporaryFolder();
  Object.entries(files).forEach(([name, content]) =>
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, undefined, 2)));
  return readInventory(findFiles([folder]).files);
}

/** The text of the line at which something is written. */
function lineOf(file: string, { line }: { readonly line: number }): string {
  return readFileSync(file, 'utf-8').split('\n')[line - 1];
}

test('a template has roles, policies, providers and ServiceAccounts, each at its line', () => {
  const template = {
    Resources: {
      Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${PROVIDER}` } },
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: [{ Ref: 'Policy' }], PermissionsBoundary: 'arn' } },
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'read', PolicyDocument: POLICY } },
      Manifest: {
        Type: 'Custom::AWSCDK-EKS-KubernetesResource',
        Properties: { Manifest: JSON.stringify([{ kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'shop' } }]) },
      },
    },
  };
  const { parts: [part, ...others], problems } = inventoryOf({ 'template.json': template });
  expect([others, problems]).toEqual([[], []]);
  expect(part).toMatchObject({
    refersByLogicalId: true,
    roles: [{ at: 'Role', permissionsBoundary: 'present', policies: [{ name: 'the managed policy Policy', kind: 'managed', at: 'Policy' }], undecided: [] }],
    foreignRoles: [],
    policies: [{ at: 'Policy', names: ['read'], roles: [] }],
    providers: [{ at: 'Provider', issuer: PROVIDER }],
    serviceAccounts: [{ at: 'Manifest', namespace: 'shop', name: 'web' }],
  });
  expect(['Provider', 'Role', 'Policy', 'Manifest'].map((at) => part.originOf(at)).map(({ resource, file, place }) => [resource, lineOf(file, place)]))
    .toEqual(['Provider', 'Role', 'Policy', 'Manifest'].map((at) => [at, `    "${at}": {`]));
});

test('the output of the IAM API has roles and customer-managed policies, each at its line', () => {
  const account = {
    RoleDetailList: [{
      RoleName: 'web',
      Arn: 'arn:aws:iam::111122223333:role/web',
      AssumeRolePolicyDocument: TRUST,
      RolePolicyList: [],
      AttachedManagedPolicies: [{ PolicyName: 'read', PolicyArn: POLICY_ARN }],
    }],
    Policies: [{ PolicyName: 'read', Arn: POLICY_ARN, PolicyVersionList: [{ IsDefaultVersion: false, Document: {} }, { IsDefaultVersion: true, Document: POLICY }] }],
  };
  const { parts: [part] } = inventoryOf({ 'account.json': account });
  expect(part).toMatchObject({
    roles: [{ at: 'web', account: '111122223333', policies: [{ name: `the managed policy ${POLICY_ARN}` }], managedPolicies: 1 }],
    policies: [{ at: POLICY_ARN, names: ['read'] }],
    providers: [],
    serviceAccounts: [],
  });
  expect(part.originOf('web')).toMatchObject({ resource: 'web', place: { line: 3, column: 5 } });
  const { resource, file, place } = part.originOf(POLICY_ARN);
  expect([resource, lineOf(file, place), lineOf(file, { ...place, line: place.line - 1 })]).toEqual([POLICY_ARN, '    {', '  "Policies": [']);
});

test('a manifest has ServiceAccounts, each at its line', () => {
  const account = (name: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  annotations:\n    eks.amazonaws.com/role-arn: arn\n`;
  const { parts } = inventoryOf({ 'accounts.yaml': `${account('one')}---\n${account('two')}` });
  expect(parts.flatMap((part) => part.serviceAccounts.map(({ at, name, roleArn }) => [name, roleArn, part.originOf(at).place.line])))
    .toEqual([['one', 'arn', 1], ['two', 'arn', 8]]);
});

test('what cannot be read is a problem if it is meant as a source, and is skipped otherwise', () => {
  const { parts, problems, skipped } = inventoryOf({ 'a.json': '{ "AssumeRolePolicyDocument": ', 'b.json': '{ other: 1 }', 'c.json': '{ "other": 1 }' });
  expect(parts).toEqual([]);
  expect(problems).toEqual([expect.objectContaining({ file: expect.stringMatching(/a\.json$/), place: { line: 1, column: expect.any(Number) } })]);
  expect(skipped).toBe(2);
});

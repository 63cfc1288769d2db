import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CustomBundle } from '../../lib/bundles/custom';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { StsBundle } from '../../lib/bundles/services/sts';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { literalCluster, messageOf, newStack, onlyRole, subject, validationErrors } from '../support';

const make = (stack: Stack, props: Partial<ServiceAccountRoleProps> = {}, id = 'Web') =>
  new ServiceAccountRole(stack, id, { clusters: [literalCluster()], serviceAccounts: [subject()], separatePolicy: true, ...props });

const statements = (n: number, id: string) => CustomBundle.fromStatements(id, {
  statements: Array.from({ length: n }, (_, i) => new iam.PolicyStatement({
    sid: `Read${i}`, actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${id}/${String(i).padStart(40, '0')}`],
  })),
});

const documents = (stack: Stack): any[] => [
  ...Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy')),
  ...Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')),
].map(({ Properties }) => Properties.PolicyDocument);

describe('bundles in a policy of their own', () => {
  test('leave nothing of themselves in the role', () => {
    const stack = newStack();
    make(stack, { bundles: [statements(2, 'one'), statements(1, 'two')] });
    expect(onlyRole(stack).Properties).not.toHaveProperty('Policies');
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    const [roleId] = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(Object.keys(policies)).toEqual(['WebPolicy83ABEB90']);
    const { PolicyDocument, Roles } = Object.values<any>(policies)[0].Properties;
    expect(Roles).toEqual([{ Ref: roleId }]);
    expect(PolicyDocument.Statement.flatMap(({ Sid, Resource }: any) => [Sid, Resource])).toEqual(
      ['one/0', 'one/1', 'two/0'].flatMap((name) => [undefined, `arn:aws:s3:::${name.split('/')[0]}/${name.split('/')[1].padStart(40, '0')}`]));
  });

  test('overflow into managed policies that name the role, and are counted', () => {
    const stack = newStack();
    make(stack, { bundles: [statements(70, 'one'), statements(70, 'two'), statements(3, 'three')] });
    expect(validationErrors(stack)).toEqual([]);
    expect(onlyRole(stack).Properties).not.toHaveProperty('ManagedPolicyArns');
    const [inline, ...managed] = documents(stack);
    expect(JSON.stringify(inline).length).toBeLessThanOrEqual(10_240);
    expect(managed.length).toBeGreaterThanOrEqual(2);
    managed.forEach((document) => expect(JSON.stringify(document).length).toBeLessThanOrEqual(6_144));
    expect(documents(stack).flatMap(({ Statement }) => Statement)).toHaveLength(143);
    const full = newStack();
    make(full, { bundles: Array.from({ length: 13 }, (_, i) => statements(55, `bundle-${i}`)) });
    expect(validationErrors(full)).toEqual([expect.stringMatching(/^\[Stack\/Web\] the role must have at most 10 managed policies attached, got 1\d/)]);
  });

  test('share the inline limit with grants, and count once', () => {
    const stack = newStack();
    const role = make(stack, { bundles: [statements(70, 'one')] });
    iam.Grant.addToPrincipal({ grantee: role, actions: ['s3:GetObject'], resourceArns: ['arn:aws:s3:::other/x'] });
    expect(validationErrors(stack)).toEqual([]);
    const full = newStack();
    const other = make(full, { bundles: [statements(70, 'one')] });
    Array.from({ length: 4 }, (_, i) => new iam.Policy(full, `P${i}`, {
      roles: [other], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::b/${String(i).repeat(900)}`] })],
    }));
    expect(validationErrors(full)).toEqual([expect.stringMatching(/^\[Stack\/Web\] the inline policies together must be at most 10,240 characters, got 1\d,\d{3} characters, of which [34],\d{3} characters are grants/)]);
  });

  test('have their evidence with them', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true, serverAccessLogsPrefix: 'logs' });
    make(stack, { bundles: [S3Bundle.read({ buckets: [bucket] })] });
    Validations.of(stack.node.root).addPlugins(new AwsSolutionsChecks(), new IrsaChecks(stack.node.root));
    expect(validationErrors(stack)).toEqual([]);
  });

  test('with a wildcard that nobody gave a reason for are found', () => {
    const stack = newStack();
    const role = make(stack, { bundles: [statements(1, 'one')] });
    (role as iam.Role).addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] }));
    const { violations } = new IrsaChecks(stack.node.root).validateScope(stack.node.root);
    expect(violations.map(({ ruleName }) => ruleName)).toContain('IrsaChecks-PassAnyRole[*]');
  });
});

describe('closes no circle', () => {
  const circles: [string, (stack: Stack, separatePolicy: boolean) => void][] = [
    ['with a role that trusts it and that it may assume', (stack, separatePolicy) => {
      const role = make(stack, { separatePolicy });
      role.addBundle(StsBundle.assumeRole({ roles: [new iam.Role(stack, 'Target', { assumedBy: role.grantPrincipal })] }));
    }],
    ['with a key whose policy names it', (stack, separatePolicy) => {
      const role = make(stack, { separatePolicy });
      const key = new kms.Key(stack, 'Key');
      key.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [role.grantPrincipal] }));
      role.addBundle(KmsBundle.decrypt({ keys: [key] }));
    }],
    ['with a key that a bucket and a granted secret share', (stack, separatePolicy) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      const role = make(stack, { separatePolicy, bundles: [S3Bundle.read({ buckets: [new s3.Bucket(stack, 'Bucket', { encryptionKey })] })] });
      new secretsmanager.Secret(stack, 'Secret', { encryptionKey }).grantRead(role);
    }],
  ];

  test.each(circles)('%s', (_, build) => {
    const [within, apart] = [newStack(), newStack()];
    build(within, false);
    expect(validationErrors(within)).toEqual([expect.stringContaining('separatePolicy: true')]);
    build(apart, true);
    Template.fromStack(apart); // throws on a circle
  });
});

test('is true or false', () => {
  expect(messageOf(() => make(newStack(), { separatePolicy: 'yes' as any }))).toBe('[Stack/Web] separatePolicy must be true or false, got "yes"');
});

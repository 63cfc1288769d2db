import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Stack } from 'aws-cdk-lib/core';
import { GatewayApiBundle } from '../../lib/bundles/controllers/gateway-api';
import { VpcCniBundle } from '../../lib/bundles/controllers/vpc-cni';
import type { IPolicyBundle } from '../../lib/bundles/policy-bundle';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { Route53Bundle } from '../../lib/bundles/services/route53';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { ServiceAccountManifest } from '../../lib/kubernetes/service-account-manifest';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, literalCluster, messageOf, newStack, onlyRole, subject } from '../support';

test('values that the CLI has yet to look up stop no synthesis, so that it can', () => {
  const stack = newStack();
  const lookup = (name: string) => StringParameter.valueFromLookup(stack, name);
  new ServiceAccountRole(stack, 'Role', {
    clusters: [
      ClusterIssuer.fromIssuerUrl({ account: lookup('/account'), issuerUrl: lookup('/issuer'), clusterName: 'a' }),
      ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: lookup('/issuer-2'), clusterName: 'b' }),
      ClusterIssuer.fromProviderArn(lookup('/provider'), { clusterName: 'c' }),
    ],
    serviceAccounts: [ServiceAccountSubject.of(lookup('/team/namespace'), 'web')],
    roleName: lookup('role-name'),
  });
  expect(JSON.stringify(onlyRole(stack))).toContain('dummy-value-for-/team/namespace');
});

test('so do those that are a part of a text', () => {
  const stack = newStack();
  const lookup = (name: string) => StringParameter.valueFromLookup(stack, name);
  const role = new ServiceAccountRole(stack, 'Role', {
    clusters: [
      ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: `https://${lookup('/a/issuer')}`, clusterName: 'a' }),
      ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: `https://oidc.eks.eu-central-1.amazonaws.com/id/${lookup('/b/id')}`, clusterName: 'b' }),
      ClusterIssuer.fromProviderArn(`arn:aws:iam::${ACCOUNT}:oidc-provider/${lookup('/c/issuer')}`, { clusterName: 'c' }),
    ],
    serviceAccounts: [ServiceAccountSubject.of(`team-${lookup('/team/namespace')}`, 'web')],
    roleName: `web-${lookup('/team/name')}`,
  });
  new KubernetesFiles(stack, 'Files').addRole(role, { workload: 'web' });
  expect(onlyRole(stack).Properties.RoleName).toBe('web-dummy-value-for--team-name');
});

test.each<[string, (stack: Stack) => IPolicyBundle]>([
  ['Vpc.fromLookup and SecurityGroup.fromLookupById', (stack) => {
    const vpc = Vpc.fromLookup(stack, 'Vpc', { tags: { name: 'main' } });
    return VpcCniBundle.ipv4({
      clusterNames: ['main'],
      vpcIds: [vpc.vpcId],
      subnetIds: [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets].map(({ subnetId }) => subnetId),
      securityGroupIds: [SecurityGroup.fromLookupByName(stack, 'Group', 'nodes', vpc).securityGroupId],
    });
  }],
  ['Vpc.fromLookup, of another bundle', (stack) =>
    GatewayApiBundle.controller({ clusterNames: ['main'], vpcIds: [Vpc.fromLookup(stack, 'Vpc', { isDefault: true }).vpcId] })],
  ['HostedZone.fromLookup', (stack) => Route53Bundle.dns01({ hostedZones: [HostedZone.fromLookup(stack, 'Zone', { domainName: 'example.com' })] })],
  ['Key.fromLookup', (stack) => KmsBundle.decrypt({ keys: [Key.fromLookup(stack, 'Key', { aliasName: 'alias/main' })] })],
])('so do those of %s', (_, bundle) => {
  const stack = newStack();
  new ServiceAccountRole(stack, 'Role', { clusters: [literalCluster()], serviceAccounts: [subject()], bundles: [bundle(stack)] });
  expect(onlyRole(stack).Properties.Policies).toHaveLength(1);
});

test('so do those of Role.fromLookup, whose account is not known either', () => {
  const stack = newStack();
  const role = ServiceAccountRole.fromRole(stack, 'Role', {
    role: iam.Role.fromLookup(stack, 'Existing', { roleName: 'web' }), clusters: [literalCluster()], serviceAccounts: [subject()],
  });
  new KubernetesFiles(stack, 'Files').addRole(role);
  Template.fromStack(stack);
  expect(ServiceAccountManifest.of(role).toYaml()).toMatch(/role-arn: arn:aws:iam:[^:]*:123456789012:role\/DUMMY_ARN\n/); // CDK gives it a region
});

test('so does the URL of an issuer whose provider this app makes', () => {
  const stack = newStack();
  const url = (name: string) => StringParameter.valueFromLookup(stack, name);
  new ServiceAccountRole(stack, 'Role', {
    clusters: ['a', 'b'].map((name) => ClusterIssuer.create(stack, name, { issuerUrl: url(`/${name}/issuer`) })), serviceAccounts: [subject()],
  });
  const providers = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::OIDCProvider')).map(({ Properties: { Url } }) => Url);
  expect(new Set(providers).size).toBe(2);
  providers.forEach((provider) => expect(provider).toMatch(/^https:\/\/oidc\.eks\.[\w-]+\.amazonaws\.com\/id\/[0-9A-F]{32}$/));
});

test.each(['dummy-value-for-*', 'dummy-value-for-"x', '*dummy-value-for-x', 'my dummy-value-for-x', 'https:dummy-value-for-x', 'dummy-value-for-/../../up'])('%s is no such value', (text) =>
  expect(messageOf(() => ServiceAccountSubject.of(text, 'web'))).toContain('namespace must be an RFC 1123 label'));

test.each([
  ['arn:aws:iam::1234:role/web', 'the account in the ARN of role must be 12 digits, got "1234" in "arn:aws:iam::1234:role/web"'],
  ['arn:aws:iam::111122223333:user/web', 'the ARN of role must be a role\'s ARN, such as arn:aws:iam::111122223333:role/web, got "arn:aws:iam::111122223333:user/web"'],
  ['arn:aws:iam:eu-west-1:111122223333:role/web', 'the ARN of role must be a role\'s ARN, such as arn:aws:iam::111122223333:role/web, got "arn:aws:iam:eu-west-1:111122223333:role/web": it has no region'],
  ['arn:aws:sts::111122223333:assumed-role/web/me', 'this is the ARN of a session; the role\'s is "arn:aws:iam::111122223333:role/web", with its path if it has one'],
])('an existing role with the ARN %s says what is wrong with it', (arn, message) => {
  const stack = newStack();
  const role = iam.Role.fromRoleArn(stack, 'Existing', arn);
  const error = messageOf(() => ServiceAccountRole.fromRole(stack, 'Role', { role, clusters: [literalCluster()], serviceAccounts: [subject()] }));
  expect(error).toMatch(/^\[Stack\/Role\] the /);
  expect(error).toContain(message);
});

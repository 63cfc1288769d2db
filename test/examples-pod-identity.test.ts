import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { parse as parseYaml } from 'yaml';
import type { Request, Statement } from './bundles/support';
import { decide, decideUnchecked } from './bundles/support';
import { temporaryFolder } from './fleet/support';
import { canGive } from './trust/pod-identity-oracle';
import { IrsaChecks } from '../lib/compliance/irsa-checks';
import { ServiceAccountFleet } from '../lib/fleet/service-account-fleet';

// The examples that rebuild those of other tools for EKS Pod Identity: all that theirs have, and narrower.

const ACCOUNT = '111122223333';
const folderOf = (example: string) => resolve(__dirname, '..', 'examples', example);

interface Example {
  readonly file: { workloads: Record<string, { namespaces: string[] }>; clusters: Record<string, { region: string; clusterName: string }> };
  readonly readme: string;
  /** By name. */
  readonly roles: ReadonlyMap<string, any>;
  readonly associations: readonly any[];
  readonly violations: readonly unknown[];
}

function synthesised(example: string): Example {
  const folder = folderOf(example);
  const app = new App({ outdir: temporaryFolder() });
  ServiceAccountFleet.fromFile(app, 'Fleet', join(folder, 'workloads.yaml'));
  const resources = app.synth().stacks.flatMap(({ template }) => Object.values<any>(template.Resources));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  return {
    file: parseYaml(readFileSync(join(folder, 'workloads.yaml'), 'utf8')),
    readme: readFileSync(join(folder, 'README.md'), 'utf8'),
    roles: new Map(ofType('AWS::IAM::Role').map((role) => [role.RoleName, role])),
    associations: ofType('AWS::EKS::PodIdentityAssociation'),
    violations: new IrsaChecks(app).validateScope(app).violations,
  };
}

const EXAMPLES = { terraform: synthesised('terraform-pod-identity'), eksctl: synthesised('eksctl-pod-identity') };

/** The last part of the ARN. */
const roleNameOf = ({ RoleArn }: any) => (RoleArn as string).split('/').pop()!;
const OPEN_TRUST = {
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
};

describe.each(Object.entries(EXAMPLES))('%s', (_, { file, readme, roles, associations, violations }) => {
  test('passes our own rules', () => expect(violations).toEqual([]));

  test('has a line of its README for each workload', () => {
    expect(Object.keys(file.workloads).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  test('associates each service account of each workload in each cluster', () => {
    const clusters = Object.values(file.clusters).map(({ clusterName }) => clusterName);
    const expected = Object.entries(file.workloads).flatMap(([name, { namespaces }]) => clusters.map((cluster) => `${cluster} ${namespaces[0]}/${name}`));
    expect(associations.map(({ ClusterName, Namespace, ServiceAccount }) => `${ClusterName} ${Namespace}/${ServiceAccount}`).sort()).toEqual(expected.sort());
  });

  test('gives each role to its pods alone, where an open trust gives it to any pod of the account', async () => {
    const { region } = Object.values(file.clusters)[0];
    for (const association of associations.filter((one) => roles.has(roleNameOf(one)))) {
      const trust = roles.get(roleNameOf(association)).AssumeRolePolicyDocument;
      const clusterArn = (name: string, where = region) => `arn:aws:eks:${where}:${ACCOUNT}:cluster/${name}`;
      const pod = { clusterArn: clusterArn(association.ClusterName), account: ACCOUNT, namespace: association.Namespace, serviceAccount: association.ServiceAccount };
      const neighbours = [
        { ...pod, clusterArn: clusterArn('another') }, { ...pod, clusterArn: clusterArn(association.ClusterName, 'ap-southeast-2') },
        { ...pod, namespace: 'another' }, { ...pod, serviceAccount: 'another' }, { ...pod, account: '999988887777' },
      ];
      expect(await canGive(trust, pod)).toBe(true);
      for (const neighbour of neighbours) {
        expect([neighbour, await canGive(trust, neighbour), await canGive(OPEN_TRUST, neighbour)]).toEqual([neighbour, false, true]);
      }
    }
  });
});

test('the module\'s example has 19 roles in both clusters, and eksctl\'s three and an existing one', () => {
  expect([EXAMPLES.terraform.roles.size, EXAMPLES.terraform.associations.length]).toEqual([19, 38]);
  expect([EXAMPLES.eksctl.roles.size, EXAMPLES.eksctl.associations.map(roleNameOf)]).toEqual([3, ['pod-identity-role-app-cache', 'nginx', 'account-a-role', 'role-1']]);
});

const groupArn = (name: string) => `arn:aws:autoscaling:us-west-2:${ACCOUNT}:autoScalingGroup:1234abcd-12ab-34cd-56ef-1234567890ab:autoScalingGroupName/${name}`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A role, a request that it needs, and one that the other tool's policy allows besides. */
const NARROWER: readonly (readonly [keyof typeof EXAMPLES, string, Request, Request])[] = [
  ['terraform', 'custom', { action: 'ec2:DescribeInstances', resource: '*' }, { action: 'ec2:DescribeVolumes', resource: '*' }],
  ['terraform', 'custom', { action: 'ec2:DescribeNetworkInterfaces', resource: '*' }, { action: 'ec2:DeleteNetworkInterface', resource: `arn:aws:ec2:eu-west-1:${ACCOUNT}:network-interface/eni-1` }],
  ['terraform', 'aws-gateway-controller', { action: 'vpc-lattice:ListServices', resource: '*' }, { action: 'vpc-lattice:PutResourcePolicy', resource: `arn:aws:vpc-lattice:eu-west-1:${ACCOUNT}:service/svc-1` }],
  [
    'terraform', 'cert-manager',
    { action: 'route53:ChangeResourceRecordSets', resource: 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ', context: { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'], 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['_acme-challenge.example.com'] } },
    { action: 'route53:ChangeResourceRecordSets', resource: 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ', context: { 'route53:ChangeResourceRecordSetsRecordTypes': ['A'], 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['www.example.com'] } },
  ],
  [
    'terraform', 'aws-cloudwatch-observability',
    { action: 'logs:PutLogEvents', resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/containerinsights/pod-id-ex-complete-one/application:log-stream:a` },
    { action: 'logs:PutLogEvents', resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/acme/payments:log-stream:a` },
  ],
  [
    'terraform', 'aws-ebs-csi',
    { action: 'kms:Decrypt', resource: KEY, context: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } },
    { action: 'kms:Decrypt', resource: KEY, context: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
  ],
  [
    'terraform', 'external-secrets',
    { action: 'secretsmanager:GetSecretValue', resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:bar-AbCdEf` },
    { action: 'secretsmanager:CreateSecret', resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:other-AbCdEf`, context: { 'aws:RequestTag/managed-by': 'external-secrets' } },
  ],
  [
    'terraform', 'mountpoint-s3-csi',
    { action: 's3:ListBucket', resource: 'arn:aws:s3:::mountpoint-s3', context: { 's3:prefix': 'example/' } },
    { action: 's3:ListBucket', resource: 'arn:aws:s3:::mountpoint-s3', context: { 's3:prefix': 'private/' } },
  ],
  [
    'terraform', 'velero',
    { action: 's3:GetObject', resource: 'arn:aws:s3:::velero-backups/example/a' },
    { action: 's3:ListBucket', resource: 'arn:aws:s3:::velero-backups', context: { 's3:prefix': 'private/' } },
  ],
  [
    'eksctl', 'nginx',
    { action: 'autoscaling:SetDesiredCapacity', resource: groupArn('a'), context: { 'autoscaling:ResourceTag/eks:cluster-name': 'cluster-39' } },
    { action: 'autoscaling:SetDesiredCapacity', resource: groupArn('b'), context: { 'autoscaling:ResourceTag/eks:cluster-name': 'another' } },
  ],
  ['eksctl', 'pod-identity-role-app-cache', { action: 'route53:ListHostedZones', resource: '*' }, { action: 'route53:ChangeResourceRecordSets', resource: 'arn:aws:route53:::hostedzone/Z9876543210ZYXWVUTSRQ' }],
];

test.each(NARROWER)('%s: %s is narrower', async (example, name, needed, besides) => {
  const statements = EXAMPLES[example].roles.get(name).Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement) as Statement[];
  // What the policy of a key must allow as well is left out only by the simulator's checks.
  const decided = (request: Request) => request.action.startsWith('kms:') ? decide(statements, request) : decideUnchecked(statements, request);
  expect([await decided(needed), await decided(besides)]).toEqual(['allowed', 'denied']);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Aws } from 'aws-cdk-lib/core';
import { asUnderCli, clusterOf, fileOf, temporaryFolder } from './support';
import { summaryOf } from '../../lib/cli/summary';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { GENERATED } from '../../lib/kubernetes/generated-header';

asUnderCli();

const YAML = (bundles: string) => `
outputDirectory: deploy
clusters: { main: ${clusterOf('111122223333', 1)} }
workloads:
  api: { serviceAccounts: [shop/api, shop/web, jobs/import], bundles: [${bundles}] }
  idle: { serviceAccounts: [shop/idle] }
`;
const READ = '{ id: s3.read, buckets: [acme-media], prefix: in/ }';
const WRITE = '{ id: s3.readWrite, buckets: [acme-media], prefix: in/ }';

function synth(folder: string, bundles: string, change: (fleet: ServiceAccountFleet) => void = () => undefined): ServiceAccountFleet {
  const app = new App({ outdir: join(temporaryFolder(), 'cdk.out') });
  const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(YAML(bundles), folder, 'workloads.yaml'));
  change(fleet);
  app.synth();
  return fleet;
}

const pageIn = (folder: string, namespace: string) => readFileSync(join(folder, 'deploy/permissions/main', `${namespace}.md`), 'utf8');

test('the GitOps folder says in words what each service account may do', () => {
  const folder = temporaryFolder();
  synth(folder, READ);
  expect(pageIn(folder, 'shop')).toBe([
    `<!-- ${GENERATED} -->`,
    '',
    '# Permissions of namespace shop in cluster main',
    '',
    'What each service account may do in AWS by the role that it is given, one line for each permission.',
    '',
    '## api',
    '',
    'Role `arn:aws:iam::111122223333:role/api`',
    '',
    '- S3: lists bucket acme-media, below in/ (s3.read)',
    '- S3: reads bucket acme-media (s3.read)',
    '- S3: reads objects below acme-media/in/ (s3.read)',
    '',
    '## idle',
    '',
    'Role `arn:aws:iam::111122223333:role/idle`',
    '',
    '- nothing',
    '',
    '## web',
    '',
    'Role `arn:aws:iam::111122223333:role/api`',
    '',
    '- S3: lists bucket acme-media, below in/ (s3.read)',
    '- S3: reads bucket acme-media (s3.read)',
    '- S3: reads objects below acme-media/in/ (s3.read)',
    '',
  ].join('\n'));
  expect(pageIn(folder, 'jobs')).toContain('## import\n');
  expect(JSON.parse(readFileSync(join(folder, 'deploy/index.json'), 'utf8')).files).toContain('permissions/main/shop.md');
});

test('a change of permissions is a changed line, and what is granted in code counts', () => {
  const folder = temporaryFolder();
  synth(folder, READ);
  const before = pageIn(folder, 'shop').split('\n');
  synth(folder, WRITE, (fleet) => {
    const role = fleet.role('idle');
    Bucket.fromBucketArn(fleet.stacks[0], 'Other', `arn:${Aws.PARTITION}:s3:::other`).grantRead(role);
  });
  const after = pageIn(folder, 'shop').split('\n');
  expect(after.filter((line) => !before.includes(line)).length).toBeGreaterThan(1);
  expect(after.join('\n')).toMatch(/## idle[^#]*- S3: .*reads .*other/);
});

test('the summary says it on demand', () => {
  const fleet = synth(temporaryFolder(), READ);
  expect(summaryOf(fleet, {})).not.toContain('may:');
  expect(summaryOf(fleet, { permissions: true })).toContain('\napi may:\n  S3: lists bucket acme-media, below in/ (s3.read)\n');
});


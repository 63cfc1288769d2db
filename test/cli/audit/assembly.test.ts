import { cpSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Fn, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { audit, folderWith, ISSUER, openRole, PROVIDER, temporaryFolder } from './support';
import { IrsaChecks } from '../../../lib/compliance/irsa-checks';
import { ServiceAccountFleet } from '../../../lib/fleet/service-account-fleet';
import { fileOf, MAIN } from '../../fleet/support';

const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };
const SOUND = { [`${ISSUER}:sub`]: 'system:serviceaccount:web:api', [`${ISSUER}:aud`]: 'sts.amazonaws.com' };

function roleOf(scope: Construct, id: string, provider: iam.IOidcProvider, conditions: Record<string, unknown>): iam.Role {
  return new iam.Role(scope, id, { assumedBy: new iam.WebIdentityPrincipal(provider.oidcProviderArn, conditions) });
}

/** Two stacks and a nested one that refer to each other, with sound roles, others, and acknowledged findings. */
function stacksIn(scope: Construct): void {
  const a = new Stack(scope, 'A', ENV);
  const provider = new iam.OidcProviderNative(a, 'Provider', { url: `https://${ISSUER}` });
  const open = roleOf(a, 'Open', provider, { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } });
  roleOf(a, 'Sound', provider, { StringEquals: SOUND });
  const acknowledge = (construct: Construct, id: string) => Validations.of(construct).acknowledge({ id: `IrsaChecks-${id}`, reason: `of ${construct.node.id}` });
  const pods = roleOf(a, 'Pods', provider, { StringEquals: { ...SOUND, [`${ISSUER}:sub`]: 'system:serviceaccount:web:default' } });
  acknowledge(pods, 'DefaultServiceAccount[system:serviceaccount:web:default]');
  const nested = new NestedStack(a, 'Nested');
  roleOf(nested, 'Inside', provider, { StringEquals: { [`${ISSUER}:sub`]: 'system:serviceaccount:web:api' } });
  acknowledge(roleOf(nested, 'Pods', provider, { StringLike: SOUND }), 'NeedlessStringLike[sts.amazonaws.com]');
  const b = new Stack(scope, 'B', ENV);
  roleOf(b, 'Wide', provider, { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*:api' } });
  const statements = [new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] })];
  new iam.Policy(b, 'Policy', { roles: [open], statements });
  // Policies that the roles of other stacks name, by reference and by name, and one that names a role.
  const inside = new iam.ManagedPolicy(nested, 'Managed', { statements });
  new iam.ManagedPolicy(b, 'Named', { managedPolicyName: 'named', statements });
  new iam.CfnManagedPolicy(b, 'Attached', { roles: ['Called'], policyDocument: { Statement: statements.map((item) => item.toStatementJson()) } });
  for (const stack of ['C', 'D'].map((id) => new Stack(scope, id, ENV))) {
    const role = roleOf(stack, 'Role', provider, { StringEquals: SOUND });
    role.addManagedPolicy(inside);
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Named', 'named'));
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Gone', Fn.importValue('gone')));
  }
  new iam.CfnRole(a, 'Called', { roleName: 'called', assumeRolePolicyDocument: open.assumeRolePolicy });
}

describe.each([['the CDK\'s defaults', {}], ['metadata of constructs in templates, as with the CLI', {
  'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true,
}]])('a cdk.out folder with %s', (_, context) => {
  const outdir = join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context });
  stacksIn(app);
  stacksIn(new Stage(app, 'Prod', ENV));
  app.synth();
  const run = audit(['.', '--format', 'json'], { cwd: outdir });
  const report = JSON.parse(run.stdout);

  test('has the findings that the pack has in the app, with the same ids, at the same constructs', () => {
    // GIVEN
    const { violations } = new IrsaChecks(app).validateScope(app);
    const expected = violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`));

    // THEN
    expect(report.findings.map(({ constructPath, id }: any) => `${constructPath} ${id}`).sort()).toEqual(expected.sort());
    expect(expected).toEqual(expect.arrayContaining([
      'B/Policy/Resource IrsaChecks-PassAnyRole[*]', 'A/Nested/Managed/Resource IrsaChecks-PassAnyRole[*]', 'B/Named/Resource IrsaChecks-PassAnyRole[*]',
      'B/Attached IrsaChecks-PassAnyRole[*]', 'C/Role/Resource IrsaChecks-Undecidable[the-whole-policy-of-the-managed-policy-<import-gone>]', 'Prod/B/Wide/Resource IrsaChecks-AnyNamespace[system:serviceaccount:*:api]',
    ]));
    expect(expected.filter((text) => text.includes('/Open/Resource IrsaChecks-MissingSub'))).toHaveLength(2);
    expect(expected.filter((text) => text.includes('/Inside/Resource IrsaChecks-MissingAud'))).toHaveLength(2);
    expect(run.status).toBe(1);
  });

  test('names files, lines and roles', () => {
    for (const { file, line, resource } of report.findings) {
      expect(readFileSync(join(outdir, file), 'utf-8').split('\n')[line - 1]).toContain(`"${resource}": {`);
    }
    expect(new Set(report.findings.map(({ file }: any) => file.replace(/\w+(?=\.(nested\.)?template)/, '*')))).toEqual(new Set([
      '*.template.json', '*.nested.template.json', 'assembly-Prod/*.template.json', 'assembly-Prod/*.nested.template.json',
    ]));
    expect(report.summary).toMatchObject({ roles: 18, workloadRoles: 18, files: 10, problems: 0, acknowledged: 4 });
  });

  test('honours what was acknowledged, also in nested stacks', () => {
    expect(report.acknowledged.map(({ constructPath, id, reason }: any) => `${constructPath} ${id} ${reason}`).sort()).toEqual(['', 'Prod/'].flatMap((prefix) => [
      `${prefix}A/Nested/Pods/Resource IrsaChecks-NeedlessStringLike[sts.amazonaws.com] of Pods`,
      `${prefix}A/Pods/Resource IrsaChecks-DefaultServiceAccount[system:serviceaccount:web:default] of Pods`,
    ]).sort());
  });

  test('is judged by what its manifest names: templates of an earlier synth are not', () => {
    const folder = temporaryFolder();
    cpSync(outdir, folder, { recursive: true });
    writeFileSync(join(folder, 'Earlier.template.json'), JSON.stringify({ Resources: { A: openRole() } }));
    expect(JSON.parse(audit([join(folder, 'manifest.json'), '--format', 'json']).stdout).summary).toEqual(report.summary);
  });
});

describe('a cdk.out folder of our own', () => {
  const outdir = join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir });
  ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(`${MAIN}workloads:\n  web: { serviceAccounts: [web/api] }\n  jobs: {}\n`));
  app.synth();

  test('is clean, its manifests included', () => {
    expect(audit([outdir])).toMatchObject({
      status: 0, stderr: '', stdout: 'No findings: 2 roles judged, 2 of them for service accounts or pods; 2 ServiceAccounts; 3 files.\n',
    });
  });

  test('is not, where a manifest was changed by hand', () => {
    const folder = join(temporaryFolder(), 'cdk.out');
    cpSync(outdir, folder, { recursive: true });
    const manifest = join(folder, 'irsa/manifests/main/web.yaml');
    writeFileSync(manifest, readFileSync(manifest, 'utf-8').replace('name: api', 'name: apt'));
    const { status, stdout } = audit(['cdk.out', '--quiet'], { cwd: join(folder, '..') });
    expect(stdout).toBe('cdk.out/irsa/manifests/main/web.yaml:3 web/apt\n'
      + '  error    UntrustedServiceAccount  the ServiceAccount web/apt names the role web, whose trust does not take it: name the role that does\n');
    expect(status).toBe(1);
  });
});

test('a cdk.out folder of earlier versions has metadata in its manifest, and templates of nested stacks there', () => {
  // GIVEN
  const entry = (type: string, data: unknown) => ({ type, data });
  const folder = folderWith({
    'cdk.out': '{"version":"30.0.0"}',
    'manifest.json': {
      version: '30.0.0',
      artifacts: {
        S: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://111122223333/eu-west-1',
          properties: { templateFile: 'S.template.json' },
          metadata: {
            '/S': [entry('aws:cdk:asset', { path: 'SN.nested.template.json', packaging: 'file' }), null, 1],
            '/S/N.NestedStack/N.NestedStackResource': [entry('aws:cdk:logicalId', 'Nested')],
            '/S/N/R': [entry('aws:cdk:acknowledged-rules', { [`annotation::IrsaChecks-MissingSub[${PROVIDER}]`]: 'of old' })],
            '/S/N/R/Resource': [entry('aws:cdk:logicalId', 'R')],
            '/S/R/Resource': [
              entry('aws:cdk:logicalId', 'R'), entry('aws:cdk:acknowledged-rules', { [`IrsaChecks::IrsaChecks-MissingSub[${PROVIDER}]`]: 'as the CLI suggests' }),
            ],
            '/S/Other/Resource': [entry('aws:cdk:logicalId', 'Other')],
          },
        },
      },
    },
    'S.template.json': {
      Resources: { R: openRole(), Other: openRole(), Nested: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'SN.nested.template.json' } } },
    },
    'SN.nested.template.json': { Resources: { R: openRole() } },
  });

  // THEN
  const { findings, acknowledged } = JSON.parse(audit(['.', '--format', 'json'], { cwd: folder }).stdout);
  expect(findings).toMatchObject([{ file: 'S.template.json', constructPath: 'S/Other/Resource' }]);
  expect(acknowledged).toMatchObject([
    { file: 'S.template.json', constructPath: 'S/R/Resource', reason: 'as the CLI suggests' },
    { file: 'SN.nested.template.json', constructPath: 'S/N/R/Resource', reason: 'of old' },
  ]);
});

describe('a cdk.out folder that is not as it should be', () => {
  const stack = (templateFile: unknown) => ({ type: 'aws:cloudformation:stack', environment: 'aws://111122223333/eu-west-1', properties: { templateFile } });
  const assembly = (artifacts: unknown, more: Record<string, unknown> = {}) => folderWith({ 'cdk.out': '{"version":"55.0.0"}', 'manifest.json': { version: '55.0.0', artifacts }, ...more });

  test('is judged as far as it can be', () => {
    // GIVEN
    const folder = assembly({
      Missing: stack('Missing.template.json'),
      Outside: stack('../../etc/passwd'),
      None: stack(undefined),
      Self: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } },
      Broken: { ...stack('S.template.json'), additionalMetadataFile: 'broken.json', dependencies: ['Assets', 'toString'] },
      Assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
      Other: null,
    }, { 'S.template.json': { Resources: { A: openRole() } }, 'broken.json': '{"a":', 'assets.json': { files: { a: null, b: { source: { path: '/etc/x.template.json' } } } } });

    // THEN
    const { status, stdout, stderr } = audit(['.', '--quiet'], { cwd: folder });
    expect(stderr.split('\n').sort()).toEqual([
      '',
      'Missing.template.json: does not exist',
      'broken.json:1:6: must be JSON: expected a value, got the end',
      'manifest.json: must name files of its folder, got "../../etc/passwd"',
      'manifest.json: must name files of its folder, got "/etc/x.template.json"',
      'manifest.json: must name files of its folder, got undefined',
    ]);
    expect(stdout).toMatch(/^S\.template\.json:3 A\n {2}error {4}MissingSub /);
    expect(status).toBe(2);
  });

  test('is not taken for clean where its manifest is broken', () => {
    const folder = folderWith({ 'cdk.out': '{}', 'manifest.json': '{"version":"55.0.0","artifacts":{' });
    expect(audit(['.'], { cwd: folder })).toMatchObject({ status: 2, stderr: 'manifest.json:1:34: must be JSON: expected a key in double quotes or "}", got the end\n' });
    rmSync(join(folder, 'manifest.json'));
    expect(audit(['.'], { cwd: folder }).status).toBe(2);
  });
});

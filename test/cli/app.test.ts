import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { requireCurrentBuild } from '../current-build';
import { fileOf, MAIN, temporaryFolder } from '../fleet/support';

const ROOT = join(__dirname, '..', '..');
const COMMAND = `"${process.execPath}" "${join(ROOT, 'build/cli/main.js')}" app`;

requireCurrentBuild();

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outdir: string;
}

/** The real CLI on the repository's own app; compiled, since that starts sooner. */
function cdk(...args: string[]): Run {
  const outdir = join(temporaryFolder(), 'cdk.out');
  const ownApp = args.includes('--app') ? [] : ['--app', COMMAND];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args, ...ownApp, '--output', outdir], {
    cwd: ROOT, encoding: 'utf-8', env: { ...process.env, CDK_VALIDATION: 'false', NO_COLOR: '1', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  return { status, stdout, stderr, outdir };
}

/** The app alone, with what the CLI tells it: of what the app says itself. It starts in a third of the CLI's time. */
function app(context: Record<string, unknown>): Run {
  const outdir = join(temporaryFolder(), 'cdk.out');
  const { context: settings } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf-8'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'build/cli/main.js'), 'app'], {
    cwd: ROOT, encoding: 'utf-8', env: { ...process.env, NO_COLOR: '1', CDK_VALIDATION: 'false', CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...settings, ...context }) },
  });
  return { status, stdout, stderr, outdir };
}

/** The default file, synthesised once. With CloudFormation's validation on, it is among the examples. */
const first = cdk('synth', '--quiet');

describe('cdk synth of the default workloads.yaml', () => {
  const run = first;
  const { outdir } = run;
  const read = (file: string) => readFileSync(join(outdir, file), 'utf-8');

  test('succeeds, without a warning', () => {
    expect(`${run.status} ${run.stderr}`).toMatch(/^0 /);
    expect(run.stdout + run.stderr).not.toMatch(/warning|error|deprecat|IrsaChecks|AwsSolutions/i);
  });

  test('prints a table, and where everything was written', () => {
    expect(run.stderr).toMatch(/^Workload +Service accounts +Role +Bundles +Stack$/m);
    expect(run.stderr).toMatch(/^cert-manager +cert-manager\/cert-manager on products +cert-manager +route53\.dns01 +irsa-111122223333$/m);
    expect(run.stderr).toMatch(/^secret-sync +default\/secret-sync +secret-sync +secretsManager\.sync +irsa-111122223333\n +monitoring\/secret-sync +parameterStore\.read\n +on products$/m);
    expect(run.stderr).toMatch(/^platform +default\/platform on products +platform +\(no permissions\) +irsa-111122223333$/m);
    expect(run.stderr).toMatch(/^external-secrets .* k8s-main\/ExternalSecrets /m);
    expect(run.stderr).toContain('16 roles in 4 stacks.');
    for (const [label, path] of [['Templates', '*.template.json (4 files)'], ['Manifests', 'irsa/manifests/ (4 files)'], ['Helm values', 'irsa/helm/ (1 file)'],
      ['Check pods', 'irsa/check-pods/ (16 files)'], ['Index', 'irsa/index.json']]) {
      expect(run.stderr).toMatch(new RegExp(`^${label}: +.*cdk\\.out/${path.replace(/[.*()]/g, '\\$&')}$`, 'm'));
    }
  });

  test('leaves standard output to the CLI', () => expect(run.stdout).not.toContain('Workload'));

  test('writes manifests whose ARNs are those of the templates', () => {
    const arns = new Map<string, string>();
    for (const file of readdirSync(outdir).filter((name) => name.endsWith('.template.json') && name.startsWith('irsa-'))) {
      const account = /irsa-(\d+)/.exec(file)![1];
      for (const { Type, Properties } of Object.values<any>(JSON.parse(read(file)).Resources)) {
        if (Type === 'AWS::IAM::Role') {
          const subjects = Object.entries<any>(Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals)
            .filter(([key]) => key.endsWith(':sub')).flatMap(([, value]) => value);
          subjects.forEach((subject) => arns.set(`${account} ${subject}`, `arn:aws:iam::${account}:role${Properties.Path ?? '/'}${Properties.RoleName}`));
        }
      }
    }
    const written = new Map<string, string>();
    for (const { workload, account, subjects, roleArn } of JSON.parse(read('irsa/index.json')).roles) {
      expect(workload).toBeTruthy();
      subjects.forEach((subject: string) => written.set(`${account} ${subject}`, roleArn));
    }
    expect([...written].sort()).toEqual([...arns].sort());

    for (const file of (readdirSync(join(outdir, 'irsa/manifests'), { recursive: true, encoding: 'utf-8' })).filter((name) => name.endsWith('.yaml'))) {
      for (const object of parseAllDocuments(read(join('irsa/manifests', file))).map((document) => document.toJS()).filter(({ kind }) => kind === 'ServiceAccount')) {
        const { name, namespace, annotations } = object.metadata;
        expect([...arns].filter(([key]) => key.endsWith(` system:serviceaccount:${namespace}:${name}`)).map(([, arn]) => arn))
          .toContain(annotations['eks.amazonaws.com/role-arn']);
      }
    }
  });
});

describe('other commands', () => {
  test('cdk ls prints the stacks, in the order of the clusters, and nothing else', () => {
    const run = cdk('ls', '--app', first.outdir); // the app prints nothing to standard output, as is tested above
    expect(run.stdout.trim().split('\n')).toEqual(['irsa-111122223333', 'irsa-444455556666', 'irsa-123456789012', 'irsa-777788889999']);
  });

  test('cdk diff shows a change of the trust', () => {
    const { outdir } = first;
    const template = join(outdir, 'irsa-123456789012.template.json');
    const before = join(temporaryFolder(), 'before.json');
    writeFileSync(before, readFileSync(template, 'utf-8').replace('default:s3-access-sa', 'default:former'));
    const run = cdk('diff', 'irsa-123456789012', '--app', outdir, '--template', before);
    const text = run.stdout + run.stderr;
    expect(text).toMatch(/\[-\].*system:serviceaccount:default:former/);
    expect(text).toMatch(/\[\+\].*system:serviceaccount:default:s3-access-sa/);
    expect(text).toContain('Number of stacks with differences: 1');
  });
});

describe('another file', () => {
  test('is chosen with -c workloads=path; -c summary=false prints no table', () => {
    const run = cdk('synth', '--quiet', '-c', `workloads=${fileOf(`name: other\n${MAIN}workloads: { web: {} }\n`)}`, '-c', 'summary=false');
    expect(`${run.status} ${run.stderr}`).toMatch(/^0 /);
    expect(run.stderr).not.toContain('Workload');
    expect(existsSync(join(run.outdir, 'other-111122223333.template.json'))).toBe(true);
  });

  test('with errors: each at its place, exit code 1, no stack trace, nothing written', () => {
    const file = fileOf(`${MAIN}workloads:\n  web: { path: k8s, bundles: [{ id: s3.raed }] }\n  Web: { roleName: a/b, serviceAccounts: [other] }\n`);
    const run = app({ workloads: file });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`${file}:7:16: workloads.web.path: must be an IAM path`);
    expect(run.stderr).toContain(`${file}:7:37: workloads.web.bundles[0].id: must be the id of a bundle, got "s3.raed": did you mean "s3.read"?`);
    expect(run.stderr).toContain(`${file}:8:20: workloads.Web.roleName: must be a role name`);
    expect(run.stderr).toContain('3 errors; nothing was written');
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(run.outdir) ? readdirSync(run.outdir) : []).toEqual([]);
  });

  test('that only the whole tree shows to be wrong: the size, the quota and what to do; no template is written', () => {
    const accounts = Array.from({ length: 60 }, (_, i) => `service-account-${i}`).join(', ');
    const run = app({ workloads: fileOf(`${MAIN}workloads:\n  web: { serviceAccounts: [${accounts}] }\n`) });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/\[irsa-111122223333\/web\] the trust policy must be at most 2,048 characters, got [\d,]+ characters: ask AWS to raise the quota/);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(run.outdir) ? readdirSync(run.outdir).filter((name) => name.endsWith('.json')) : []).toEqual([]);
  });

  test('that only the finished templates show to be wrong: the GitOps folder stays as it was', () => {
    const folder = temporaryFolder();
    const yaml = (action: string) => {
      writeFileSync(join(folder, 'p.json'), JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] }));
      const policy = `{ file: p.json, evidence: [{ wildcard: "*", actions: ["${action}"], reason: it is for all }] }`;
      return fileOf(`outputDirectory: deploy\n${MAIN}workloads:\n  web: { policies: [${policy}] }\n`, folder);
    };
    const bad = app({ workloads: yaml('iam:PassRole') });
    expect(bad.stderr).toContain('IrsaChecks-PassAnyRole');
    expect(bad.stderr).not.toContain('nothing was written'); // which is said of an error of the file
    expect(bad.status).toBe(1);
    expect(existsSync(join(folder, 'deploy'))).toBe(false);

    const good = app({ workloads: yaml('s3:ListAllMyBuckets') });
    expect(`${good.status} ${good.stderr}`).toMatch(/^0 /);
    expect(readdirSync(join(folder, 'deploy')).sort()).toEqual(['check-pods', 'index.json', 'manifests', 'permissions']);
    expect(good.stderr).toMatch(/^The same in: +.*deploy\/$/m);
  });

  test('with environments: the checks fail the synth, though the CLI looks at no stack of a stage unless it is asked to', () => {
    const outputDirectory = join(temporaryFolder(), 'gitops');
    const file = fileOf(`${MAIN}outputDirectory: ${outputDirectory}\nrequirePermissionsBoundary: true\nenvironments: { dev: {}, prod: {} }\nworkloads:\n  web:\n    environments: [prod]\n  api:\n    environments: [dev]\n    permissionsBoundary: boundary\n`);
    const { status, stderr } = cdk('synth', '--quiet', '--context', `workloads=${file}`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^ERROR IrsaChecks-MissingBoundary: .*\n {2}Set permissionsBoundary.*\n {2}prod\/irsa-111122223333\/web\/Resource, web \(.*workloads\.yaml:\d+:3\)\n\n1 error; nothing can be deployed, and outputDirectory stays as it was$/m);
    expect(existsSync(outputDirectory)).toBe(false);
  });

  test('is not chosen by a word beside the right one', () => {
    const run = app({ workload: 'x.yaml' });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('unknown context "workload": did you mean -c workloads=path?');
  });

  test('with a policy whose wildcards have no evidence', () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'p.json'), JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }));
    const run = app({ workloads: fileOf(`${MAIN}workloads:\n  web: { policies: [{ file: p.json }] }\n`, folder) });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/workloads\.web\.policies\[0\]\.file: .*evidence.*"s3:\*"/);
  });
});

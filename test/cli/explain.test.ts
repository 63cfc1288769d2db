import { spawnSync } from 'child_process';
import { readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runExplain } from '../../lib/cli/explain/explain';
import { RULE_IDS } from '../../lib/compliance/rules';
import { requireCurrentBuild } from '../current-build';
import { clusterOf, fileOf, MAIN, temporaryFolder } from '../fleet/support';
import { issuer } from '../support';

const WEB = `${MAIN}workloads:
  web:
    namespaces: [shop]
    serviceAccounts: [web, api]
    path: /k8s/
    permissionsBoundary: guard
    maxSessionDuration: 2h
    tags: { owner: shop }
    publishRoleArn: { parameter: '/irsa/{workload}' }
    bundles:
      - { id: s3.read, buckets: [a-bucket], prefix: a/ }
    managedPolicies:
      - { arn: 'arn:aws:iam::111122223333:policy/shared', reason: all shops have it }
  other: {}
`;

function explain(subject: string, content = WEB, file = fileOf(content), width?: number) {
  const console = new FakeConsole(undefined, width);
  const code = runExplain(subject, { file }, console);
  return { code, out: console.stdout.split(file).join('workloads.yaml'), err: console.stderr.split(file).join('workloads.yaml') };
}

describe('a workload', () => {
  test('line by line: role, trust, statements with bundle and reason, stack and files', () => {
    expect(explain('web')).toEqual({
      code: 0,
      err: '',
      out: `workloads.web (workloads.yaml:7:3)

Role web
  ARN:       arn:aws:iam::111122223333:role/k8s/web
  Stack:     irsa-111122223333, in account 111122223333, eu-central-1
  Boundary:  arn:aws:iam::111122223333:policy/guard
  Sessions:  at most 2 hours
  Tags:      owner = shop

Trust: sts:AssumeRoleWithWebIdentity
  cluster main, by arn:aws:iam::111122223333:oidc-provider/${issuer().replace('https://', '')}
     if aud is sts.amazonaws.com
     and sub is system:serviceaccount:shop:web
             or system:serviceaccount:shop:api

Permissions
  s3.read (workloads.yaml:16:9)
    1. s3:GetBucketLocation
       on arn:aws:s3:::a-bucket
    2. s3:ListBucket
       on arn:aws:s3:::a-bucket
       if StringLike s3:prefix = a/*
    3. s3:GetObject
       on arn:aws:s3:::a-bucket/a/*
       arn:aws:s3:::a-bucket/a/* because the objects below a prefix get their keys when they are written
         https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
  the managed policy arn:aws:iam::111122223333:policy/shared because all shops have it

Its ARN is published as the SSM parameter /irsa/web.

Files, in cdk.out/irsa
  check-pods/main/web.yaml
  index.json
  manifests/main/shop.yaml
`,
    });
  });

  test.each(['shop/api', 'system:serviceaccount:shop:api'])('by the service account %s', (subject) => {
    expect(explain(subject)).toEqual(explain('web'));
    expect(explain(subject.replace('shop', 'store')).code).toBe(1);
  });

  test('without permissions, and with its findings acknowledged', () => {
    const { out } = explain('web', `${MAIN}workloads:\n  web:\n    serviceAccounts: [default]\n    acknowledge: [{ id: 'IrsaChecks-DefaultServiceAccount[system:serviceaccount:default:default]', reason: one pod only there }]\n`);
    expect(out).toContain('\nPermissions: none\n  The role is an identity alone.\n');
    expect(out).toContain('\nAcknowledged findings\n  IrsaChecks-DefaultServiceAccount[system:serviceaccount:default:default] because one pod only there\n');
  });

  test('in each environment', () => {
    const environment = (n: number) => `{ clusters: { main: ${clusterOf('111122223333', n)} } }`;
    const { out } = explain('web', `environments: { dev: ${environment(1)}, prod: ${environment(2)} }\ndefaults: { roleName: '{environment}-{workload}' }\nworkloads: { web: {} }\n`);
    expect(out.match(/^ {2}Stack: .*$/gm)).toEqual(['dev', 'prod'].map((name) => `  Stack:     ${name}/irsa-111122223333, in account 111122223333, eu-west-1`));
    expect(out).toContain('Files, in cdk.out/assembly-prod/irsa\n');
  });

  test('of a role that exists: the trust that it must have', () => {
    const { out } = explain('web', `${MAIN}workloads:\n  web: { roleArn: 'arn:aws:iam::111122223333:role/old' }\n`);
    expect(out).toContain('Existing role arn:aws:iam::111122223333:role/old\n  Nothing of it is created or changed. Its own trust must have:\n\nTrust: ');
    expect(out).toContain('  manifests/main/default.yaml\n');
  });

  test('patterns with their reason, and permissions past the inline limit', () => {
    const buckets = Array.from({ length: 200 }, (_, i) => `some-bucket-with-a-name-${i}`).join(', ');
    const { out } = explain('web', `${MAIN}workloads:\n  web:\n    serviceAccountPatterns: [{ namespace: a, pattern: 'p-*', reason: names are made up by it }]\n    bundles: [{ id: s3.read, buckets: [${buckets}] }]\n`);
    expect(out).toContain('     and sub is like system:serviceaccount:a:p-* because names are made up by it\n');
    expect(out).toMatch(/^\d managed policies hold what is past the limit of inline policies\.$/m);
  });

  test('writes nothing', () => {
    const folder = temporaryFolder();
    explain('web', '', fileOf(`outputDirectory: out\n${WEB}`, folder));
    expect(readdirSync(folder)).toEqual(['workloads.yaml']);
  });
});

describe('a rule or a finding', () => {
  test.each(RULE_IDS)('%s: what it asks, why, and what to do', (id) => {
    const { code, out } = explain(id);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^IrsaChecks-${id} \\((?:error|warning)\\): .+\n\nWhat it asks\n  .+\n\nWhy\n  .+\n\nWhat to do\n  .+\n  https://`));
  });

  test('the id of a finding: its rule, the entry that acknowledges it, and where the file has it', () => {
    const id = 'IrsaChecks-DefaultServiceAccount[system:serviceaccount:default:default]';
    const { code, out } = explain(id, `${MAIN}workloads:\n  web: { serviceAccounts: [default] }\n`);
    expect(code).toBe(0);
    expect(out).toMatch(/^IrsaChecks-DefaultServiceAccount \(warning\): /);
    expect(out).toContain(`      - id: "${id}"\n`);
    expect(out).toMatch(/\n\nworkloads\.yaml:7:3: warning: workloads\.web: statement 1 of the trust/);
  });

  test('the id of a warning: where the file has it', () => {
    const { code, out } = explain('cdk-irsa:prefixWithoutSlash', `${MAIN}workloads:\n  web: { bundles: [{ id: s3.read, buckets: [a-bucket], prefix: a }] }\n`);
    expect(code).toBe(0);
    expect(out).toContain('workloads.yaml:7:3: warning: workloads.web: the prefix "a" of s3.read');
  });

  test.each(['cdk-irsa:prefixWithoutSlash', 'Annotation::cdk-irsa:prefixWithoutSlash'])('%s, as the check or the CDK CLI prints it', (id) => {
    const { code, out } = explain(id, `${MAIN}workloads:\n  web: { bundles: [{ id: s3.read, buckets: [a-bucket], prefix: a }] }\n`);
    expect([code, out]).toEqual([0, expect.stringContaining('cdk-irsa:prefixWithoutSlash')]);
  });

  test('without a file', () => {
    expect(explain('missingSub', '', '/nowhere/workloads.yaml').code).toBe(0);
  });
});

describe('what cannot be explained', () => {
  test('a name that is none: a suggestion', () => {
    expect(explain('othre')).toEqual({ code: 1, out: '', err: 'error: "othre" is no workload or service account of "workloads.yaml", and no rule: did you mean "other"?\n' });
    expect(explain('MisingSub').err).toContain('did you mean "MissingSub"?');
    expect(explain('cdk-irsa:nothing').err).toMatch(/^error: "cdk-irsa:nothing" is no rule, and "workloads\.yaml" has no finding with this id: /);
  });

  test('a name that is near to none: the workloads of the file', () => {
    expect(explain('checkout').err).toBe('error: "checkout" is no workload or service account of "workloads.yaml", and no rule: workloads: web, other\n');
  });

  test('what is shown elsewhere', () => {
    expect(explain('s3.read').err).toBe('error: "s3.read" is a bundle: npx cdk-irsa bundles s3.read shows it\n');
    expect(explain('AwsSolutions-IAM5').err).toBe('error: "AwsSolutions-IAM5" is a rule of cdk-nag: https://github.com/cdklabs/cdk-nag/blob/main/RULES.md explains it\n');
  });

  test('the id of a warning that the file does not have is not suggested for itself', () => {
    expect(explain('cdk-irsa:prefixWithoutSlash').err).toBe('error: "cdk-irsa:prefixWithoutSlash": "workloads.yaml" has no finding with this id\n');
    expect(explain('cdk-irsa:prefixWithoutSlash', '', '/nowhere/workloads.yaml').err).toBe('error: "cdk-irsa:prefixWithoutSlash": there is no file with a finding of this id\n');
  });

  test('a file with errors, which are shown', () => {
    const { code, err } = explain('web', `${MAIN}workloads: { web: { path: k8s } }\n`);
    expect(code).toBe(1);
    expect(err).toMatch(/^workloads\.yaml:6:27: workloads\.web\.path: .*\nerror: "web" is no rule, and "workloads\.yaml" has errors, so its workloads cannot be explained: correct the errors first \(npx cdk-irsa check\)\n$/);
    expect(explain('MisingSub', `${MAIN}workloads: { web: { path: k8s } }\n`).err).toContain('cannot be explained: did you mean "MissingSub"?');
  });

  test('a file that is not there', () => {
    expect(explain('web', '', '/nowhere/workloads.yaml').err).toBe('error: "web" is no rule, and there is no file "workloads.yaml" that could have a workload of this name: --file FILE names another\n');
  });
});

test('a workload of EKS Pod Identity: the cluster, and the service accounts', () => {
  const content = (identity: string) => `${MAIN}    clusterName: production\nworkloads:\n  web: { namespaces: [shop], identity: ${identity} }\n`;
  const trust = (identity: string) => explain('web', content(identity)).out.split('\n\n').find((part) => part.startsWith('Trust'));
  const podIdentity = `Trust: EKS Pod Identity (sts:AssumeRole, sts:TagSession)
  cluster main, by arn:aws:eks:eu-central-1:111122223333:cluster/production
     for shop/web`;
  expect(trust('podIdentity')).toBe(podIdentity);
  expect(trust('both')).toMatch(new RegExp(`^Trust: sts:AssumeRoleWithWebIdentity\n.*\n.*\n.*shop:web\n${podIdentity.replace(/[()]/g, '.')}$`));
});

test('the real command', () => {
  requireCurrentBuild();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'workloads.yaml'), WEB);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, '../../build/cli/main.js'), 'explain', 'web'], { cwd: folder, encoding: 'utf-8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^workloads\.web \(workloads\.yaml:7:3\)\n/);
});

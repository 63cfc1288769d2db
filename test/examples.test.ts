import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import type { ExampleFindings, ExampleRun } from './example-runner';

const ROOT = resolve(__dirname, '..');
const EXAMPLES = join(ROOT, 'examples');
const TEMPORARY = mkdtempSync(join(tmpdir(), 'cdk-irsa-examples-'));

/** What an example made. */
interface Synthesis extends ExampleFindings {
  readonly outdir: string;
  readonly resources: Record<string, any>;
}

let oneRole: Synthesis;
let clusterInApp: Synthesis;
let helmChart: Synthesis;
let twoClusters: Synthesis;
let gitops: Synthesis & { readonly folder: string };
let platform: Synthesis;
let defaultFile: ExampleFindings;

beforeAll(() => {
  const folder = join(TEMPORARY, 'gitops');
  cpSync(join(EXAMPLES, 'gitops'), folder, {
    recursive: true, filter: (source) => !['deploy', 'cdk.out', 'node_modules'].includes(source.split(/[\\/]/).pop()!),
  });
  const command = [join(ROOT, 'lib', 'cli', 'main.ts'), 'app'];
  const runs = [
    run('one-role', [join(EXAMPLES, 'one-role.ts')]),
    run('cluster-in-app', [join(EXAMPLES, 'cluster-in-app.ts')], { validate: true }),
    run('helm-chart-in-app', [join(EXAMPLES, 'helm-chart-in-app.ts')]),
    run('two-clusters-one-role', [join(EXAMPLES, 'two-clusters-one-role.ts')]),
    // `npx cdk-irsa app`, as its cdk.json has it; test/pack.test.ts runs that file itself.
    run('gitops.out', command, { cwd: folder }),
    run('platform', command, { cwd: join(EXAMPLES, 'platform') }),
  ];
  // The repository's own file as well: CloudFormation's validation takes seconds to start in a process, and no time after that.
  const ownFile = run('default', command, { validate: true });
  synth([...runs, ownFile]);
  defaultFile = JSON.parse(readFileSync(join(ownFile.outdir, 'findings.json'), 'utf8')) as ExampleFindings;
  const [first, second, third, fourth, fifth, sixth] = runs.map(made);
  [oneRole, clusterInApp, helmChart, twoClusters, gitops, platform] = [first, second, third, fourth, { ...fifth, folder }, sixth];
});

afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

function run(name: string, program: string[], options: { cwd?: string; validate?: boolean } = {}): ExampleRun {
  return { program, cwd: options.cwd ?? ROOT, outdir: join(TEMPORARY, name), validate: options.validate ?? false };
}

/** Runs programs as the CDK CLI does: the folder of the assembly and the context of cdk.json come in the environment. */
function synth(runs: readonly ExampleRun[]): void {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  execFileSync(process.execPath, [
    join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', join(EXAMPLES, 'tsconfig.json'),
    join(__dirname, 'example-runner.ts'), JSON.stringify(runs),
  ], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true }) },
  });
}

function made({ outdir }: ExampleRun): Synthesis {
  const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  expect(templates).toHaveLength(1);
  return {
    outdir,
    resources: JSON.parse(readFileSync(join(outdir, templates[0]), 'utf8')).Resources,
    ...JSON.parse(readFileSync(join(outdir, 'findings.json'), 'utf8')) as ExampleFindings,
  };
}

function ofType(synthesis: Synthesis, type: string): any[] {
  return Object.values(synthesis.resources).filter((resource) => resource.Type === type);
}

/** Lambda functions, and resources that need one. */
function computed(synthesis: Synthesis): string[] {
  return Object.values(synthesis.resources).map((resource) => resource.Type as string)
    .filter((type) => type === 'AWS::Lambda::Function' || type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource');
}

/** What a role for IRSA must say of one cluster, and nothing else. */
function statement(account: string, issuer: string, sub: string): object {
  return {
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: sub } },
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
  };
}

describe('every example', () => {
  const programs = readdirSync(EXAMPLES).filter((file) => file.endsWith('.ts'));

  test('is tested here', () => {
    expect(programs).toEqual(['cluster-in-app.ts', 'helm-chart-in-app.ts', 'one-role.ts', 'two-clusters-one-role.ts']);
  });

  test.each(programs)('%s says in its first lines how it is run, and names documentation accounts only', (file) => {
    // GIVEN
    const text = readFileSync(join(EXAMPLES, file), 'utf8');
    // THEN
    expect(text).toMatch(/^\/\/ \S/);
    expect(text).toContain(`//   npx cdk synth --app "npx tsx --tsconfig examples/tsconfig.json examples/${file}"\n`);
    (text.match(/\b\d{12}\b/g) ?? []).forEach((account) => expect(['111122223333', '444455556666']).toContain(account));
    (text.match(/\/id\/\w*/g) ?? []).forEach((id) => expect(id).toMatch(/^\/id\/[0-9A-F]{32}$/));
  });

  test('passes our own rules, and is found only where a boundary is asked for', () => {
    const all = [oneRole, clusterInApp, helmChart, twoClusters, gitops, platform];
    expect(all.flatMap(({ ruleFindings }) => ruleFindings).filter((finding) => !finding.endsWith(' IrsaChecks-MissingBoundary'))).toEqual([]);
    expect(oneRole.ruleFindings).toHaveLength(1);
  });

  test('is in the README of the folder', () => {
    // GIVEN
    const text = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
    // WHEN
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);
    // THEN
    expect(links.sort()).toEqual([...programs, 'company', 'eksctl-pod-identity', 'gitops', 'java', 'platform', 'python', 'terraform-pod-identity'].sort());
    links.forEach((target) => expect(existsSync(join(EXAMPLES, target))).toBe(true));
  });
});

test('the default workloads.yaml passes CloudFormation\'s validation and all rules, without a warning', () => {
  expect(defaultFile.findings).toEqual([]);
  expect(defaultFile.stderr).toContain('16 roles in 4 stacks.');
  expect(defaultFile.stderr).not.toMatch(/warning|error|deprecat|IrsaChecks|AwsSolutions/i);
});

describe('one-role.ts', () => {
  const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';

  test('makes the role, for exactly its service account, and nothing else', () => {
    expect(Object.values(oneRole.resources).map((resource) => resource.Type)).toEqual(['AWS::IAM::Role']);
    const [{ Properties: role }] = ofType(oneRole, 'AWS::IAM::Role');
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([statement('111122223333', ISSUER, 'system:serviceaccount:media:thumbnailer')]);
    expect(role.RoleName).toBe('thumbnailer');
  });

  test('gives the role one bucket only', () => {
    const [{ Properties: role }] = ofType(oneRole, 'AWS::IAM::Role');
    const statements = role.Policies.flatMap((policy: any) => policy.PolicyDocument.Statement);
    expect(statements.flatMap((item: any) => item.Action).sort()).toEqual(['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket']);
    expect(statements.flatMap((item: any) => item.Resource)).toEqual(['arn:aws:s3:::acme-media', 'arn:aws:s3:::acme-media/*']);
  });

  test('is what cdk-nag asks for, and gives no warning', () => {
    expect(oneRole.findings).toEqual([]);
    expect(oneRole.stderr).toBe('');
  });
});

describe('cluster-in-app.ts', () => {
  const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A81D3C5E7F924B06D3E5F7192B4C6D80';

  /** The value of an intrinsic function as the deploy finds it. */
  function atDeploy(value: any): any {
    if (typeof value !== 'object') {
      return value;
    }
    const [[name, argument]] = Object.entries<any>(value);
    switch (name) {
      case 'Fn::Join':
        return argument[1].map(atDeploy).join(argument[0]);
      case 'Fn::Select':
        return atDeploy(argument[1])[argument[0]];
      case 'Fn::Split':
        return atDeploy(argument[1]).split(argument[0]);
      case 'Ref':
        expect(clusterInApp.resources[argument].Type).toBe('AWS::IAM::OIDCProvider');
        return PROVIDER;
      default:
        throw new Error(`unexpected ${name}`);
    }
  }

  const [ROLE, POLICY] = ['ClusterInApp/Reports/Resource', 'ClusterInApp/Reports/DefaultPolicy/Resource'];

  function idOf(path: string): string {
    const found = Object.entries(clusterInApp.resources).filter(([, resource]) => resource.Metadata?.['aws:cdk:path'] === path);
    expect(found).toHaveLength(1);
    return found[0][0];
  }

  test('writes the trust as a JSON string, which the deploy completes', () => {
    // GIVEN
    const { AssumeRolePolicyDocument: document } = clusterInApp.resources[idOf(ROLE)].Properties;
    // THEN
    expect(Object.keys(document)).toEqual(['Fn::Join']);
    // WHEN
    const trust = JSON.parse(atDeploy(document));
    // THEN
    expect(trust.Statement).toEqual([statement('111122223333', PROVIDER.split(':oidc-provider/')[1], 'system:serviceaccount:reports:reports')]);
  });

  test('has no Lambda function but those of the cluster and its VPC', () => {
    const types = computed(clusterInApp);
    expect(types).toContain('AWS::Lambda::Function');
    expect([...new Set(types)].sort()).toEqual(['AWS::Lambda::Function', 'Custom::AWSCDK-EKS-KubernetesResource', 'Custom::VpcRestrictDefaultSG']);
    ofType(clusterInApp, 'AWS::Lambda::Function').forEach((item) => {
      // CDK's providers without a construct of their own have no path.
      const path = item.Metadata?.['aws:cdk:path'];
      expect(path).toMatch(/^ClusterInApp\/(Cluster\/KubectlProvider\/|Custom::VpcRestrictDefaultSGCustomResourceProvider\/)/);
    });
  });

  test('applies the service account after the role and its policies', () => {
    // GIVEN
    const accounts = ofType(clusterInApp, 'Custom::AWSCDK-EKS-KubernetesResource')
      .filter((item) => JSON.stringify(item.Properties.Manifest).includes('ServiceAccount'));
    // THEN
    expect(accounts).toHaveLength(1);
    expect(accounts[0].DependsOn).toEqual(expect.arrayContaining([idOf(ROLE), idOf(POLICY)]));
    expect(accounts[0].Properties.Manifest['Fn::Join'][1]).toContainEqual({ 'Fn::GetAtt': [idOf(ROLE), 'Arn'] });
  });

  test('makes the namespace before the service account', () => {
    const [namespace] = Object.entries(clusterInApp.resources)
      .find(([, item]) => typeof item.Properties?.Manifest === 'string' && item.Properties.Manifest.includes('"kind":"Namespace"'))!;
    const account = ofType(clusterInApp, 'Custom::AWSCDK-EKS-KubernetesResource')
      .find((item) => JSON.stringify(item.Properties.Manifest).includes('ServiceAccount'));
    expect(account.DependsOn).toContain(namespace);
  });

  test('has a role that is what cdk-nag asks for, and a grant whose wildcards it reports', () => {
    const findings = clusterInApp.findings.filter((finding) => finding.startsWith('ClusterInApp/Reports'));
    expect(findings.filter((finding) => !finding.startsWith(`${POLICY} `))).toEqual([]);
    expect(findings).toContain(`${POLICY} AwsSolutions-IAM5[Action::s3:GetObject*]`);
  });

  test('gives no warning about the OIDC provider', () => {
    expect(clusterInApp.stderr).not.toContain('cdk-irsa');
  });
});

describe('helm-chart-in-app.ts', () => {
  test('gives the chart the ARN, and makes it wait for the role and its policy', () => {
    const idOf = (type: string) => Object.keys(helmChart.resources).filter((id) => helmChart.resources[id].Type === type);
    const [chart] = ofType(helmChart, 'Custom::AWSCDK-EKS-HelmChart');
    const [values, role] = [chart.Properties.Values['Fn::Join'][1], idOf('AWS::IAM::Role')];
    expect(role).toHaveLength(1);
    expect(values).toEqual([expect.stringContaining('"eks.amazonaws.com/role-arn":"'), { 'Fn::GetAtt': [role[0], 'Arn'] }, '"}}}']);
    expect(JSON.parse(`${values[0]}arn${values[2]}`)).toMatchObject({ replicas: 2, serviceAccount: { create: true, name: 'notifier' } });
    expect(chart.DependsOn.sort()).toEqual([...idOf('AWS::IAM::Policy'), ...role].sort());
  });

  test('has no Lambda function of its own, no warning, and passes cdk-nag', () => {
    expect(computed(helmChart)).toEqual(['Custom::AWSCDK-EKS-HelmChart']);
    expect(helmChart.stderr).toBe('');
    expect(helmChart.findings).toEqual([]);
  });
});

describe('two-clusters-one-role.ts', () => {
  const ACCOUNT = '444455556666';
  const BLUE = 'oidc.eks.us-east-1.amazonaws.com/id/A81D3C5E7F924B06D3E5F7192B4C6D80';
  const GREEN = 'oidc.eks.us-east-1.amazonaws.com/id/0B2D4F6183A5C7E9FB1D3F5072946B8C';
  const ARN = `arn:aws:iam::${ACCOUNT}:role/shop/shipping`;
  const SUBJECT = 'system:serviceaccount:shop:shipping';

  test('makes one role that trusts one service account in each of the clusters', () => {
    const roles = ofType(twoClusters, 'AWS::IAM::Role');
    expect(roles).toHaveLength(1);
    expect(roles[0].Properties.AssumeRolePolicyDocument.Statement).toEqual([
      statement(ACCOUNT, BLUE, SUBJECT), statement(ACCOUNT, GREEN, SUBJECT),
    ]);
  });

  test('has no Lambda function', () => {
    expect(computed(twoClusters)).toEqual([]);
  });

  test("gives the role the queue's key as well", () => {
    const [{ Properties: role }] = ofType(twoClusters, 'AWS::IAM::Role');
    const [{ PolicyDocument: policy }] = role.Policies;
    const use = policy.Statement.find((item: any) => [item.Action].flat().includes('kms:Decrypt'));
    expect(twoClusters.resources[use.Resource['Fn::GetAtt'][0]].Type).toBe('AWS::KMS::Key');
  });

  test.each(['blue', 'green'])('writes the manifest and the check pod of %s, with the literal ARN', (cluster) => {
    // GIVEN
    const read = (file: string) => readFileSync(join(twoClusters.outdir, 'irsa', file), 'utf8');
    // WHEN
    const account = parseAllDocuments(read(`manifests/${cluster}/shop.yaml`)).map((item) => item.toJS());
    const pod = parseYaml(read(`check-pods/${cluster}/shipping.yaml`));
    // THEN
    expect(account).toEqual([expect.objectContaining({
      kind: 'ServiceAccount',
      metadata: expect.objectContaining({ name: 'shipping', namespace: 'shop', annotations: { 'eks.amazonaws.com/role-arn': ARN } }),
    })]);
    expect(pod).toMatchObject({ kind: 'Pod', metadata: { namespace: 'shop' }, spec: { serviceAccountName: 'shipping' } });
  });

  test('writes an index of the roles', () => {
    // WHEN
    const { roles } = JSON.parse(readFileSync(join(twoClusters.outdir, 'irsa', 'index.json'), 'utf8'));
    // THEN
    expect(roles).toEqual([expect.objectContaining({
      workload: 'shipping',
      roleArn: ARN,
      clusters: [
        { name: 'blue', issuer: `https://${BLUE}`, audience: 'sts.amazonaws.com' },
        { name: 'green', issuer: `https://${GREEN}`, audience: 'sts.amazonaws.com' },
      ],
      serviceAccounts: ['shop/shipping'],
      bundles: ['sqs.consume'],
      owner: 'team-logistics',
    })]);
  });

  test('publishes the ARN in the account', () => {
    const [parameter] = ofType(twoClusters, 'AWS::SSM::Parameter');
    expect(parameter.Properties.Name).toBe('/irsa/shop/shipping');
    expect(twoClusters.resources[parameter.Properties.Value['Fn::GetAtt'][0]].Type).toBe('AWS::IAM::Role');
  });

  test('is what cdk-nag asks for, all of it', () => {
    expect(twoClusters.findings).toEqual([]);
  });
});

describe('gitops', () => {
  const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
  const ARN = 'arn:aws:iam::111122223333:role/production/';

  test('makes the three roles, each for exactly its service account, and nothing else', () => {
    const trusts = Object.fromEntries(ofType(gitops, 'AWS::IAM::Role')
      .map(({ Properties: role }) => [role.RoleName, role.AssumeRolePolicyDocument.Statement]));
    expect(trusts).toEqual({
      'eks-shop-checkout': [statement('111122223333', ISSUER, 'system:serviceaccount:shop:checkout')],
      'eks-shop-invoices': [statement('111122223333', ISSUER, 'system:serviceaccount:shop:invoices')],
      'eks-external-dns-external-dns': [statement('111122223333', ISSUER, 'system:serviceaccount:external-dns:external-dns')],
    });
    expect(Object.keys(gitops.resources)).toHaveLength(3);
  });

  test('writes the files to the folder of the GitOps repository, as the README of the examples draws it', () => {
    const files = readdirSync(join(gitops.folder, 'deploy'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(gitops.folder.length + 1)).sort();
    expect(files).toEqual([
      'deploy/check-pods/production/checkout.yaml',
      'deploy/check-pods/production/external-dns.yaml',
      'deploy/check-pods/production/invoices.yaml',
      'deploy/helm/production/external-dns.yaml',
      'deploy/index.json',
      'deploy/manifests/production/shop.yaml',
      'deploy/permissions/production/external-dns.md',
      'deploy/permissions/production/shop.md',
    ]);
    const drawing = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
    ['manifests/production/shop.yaml', 'helm/production/external-dns.yaml', 'check-pods/production/<workload>.yaml', 'index.json']
      .forEach((file) => expect(drawing).toContain(`\n  ${file} `));
  });

  test('writes literal ARNs', () => {
    // WHEN
    const objects = parseAllDocuments(readFileSync(join(gitops.folder, 'deploy/manifests/production/shop.yaml'), 'utf8')).map((item) => item.toJS());
    const values = parseYaml(readFileSync(join(gitops.folder, 'deploy/helm/production/external-dns.yaml'), 'utf8'));
    // THEN
    expect(objects.map((item) => `${item.kind} ${item.metadata.name} ${item.metadata.annotations?.['eks.amazonaws.com/role-arn'] ?? '-'}`)).toEqual([
      'Namespace shop -',
      `ServiceAccount checkout ${ARN}eks-shop-checkout`,
      `ServiceAccount invoices ${ARN}eks-shop-invoices`,
    ]);
    expect(values).toEqual({
      serviceAccount: {
        create: true, name: 'external-dns', annotations: { 'eks.amazonaws.com/role-arn': `${ARN}eks-external-dns-external-dns` },
      },
    });
  });

  test('has an Argo CD application that applies the manifests, and not the check pods', () => {
    // GIVEN
    const { spec } = parseYaml(readFileSync(join(gitops.folder, 'argocd.yaml'), 'utf8'));
    // THEN
    expect(readdirSync(join(gitops.folder, spec.source.path))).toEqual(['shop.yaml']);
  });

  test('is what cdk-nag asks for, all of it', () => {
    expect(gitops.findings).toEqual([]);
  });

  test('runs the command of the package', () => {
    expect(JSON.parse(readFileSync(join(gitops.folder, 'cdk.json'), 'utf8'))).toEqual({ app: 'npx cdk-irsa app' });
  });
});

describe('platform', () => {
  test('makes a role for each controller, and nothing else; cdk-nag finds nothing', () => {
    const { workloads } = parseYaml(readFileSync(join(EXAMPLES, 'platform', 'workloads.yaml'), 'utf8'));
    expect(Object.values(platform.resources).map((resource) => resource.Type)).toEqual(Object.keys(workloads).map(() => 'AWS::IAM::Role'));
    expect(platform.findings).toEqual([]);
  });

  test('limits controllers to what is tagged with the name of the cluster in EKS', () => {
    const policies = (name: string) => JSON.stringify(ofType(platform, 'AWS::IAM::Role').find(({ Properties: role }) => role.RoleName === name).Properties.Policies);
    for (const name of ['karpenter', 'aws-load-balancer-controller', 'aws-node', 'ebs-csi-controller-sa']) {
      expect(policies(`production-${name}`)).toContain('"production-eu"');
    }
  });

  test('writes the values where each chart takes them', () => {
    const values = (workload: string) => parseYaml(readFileSync(join(platform.outdir, 'irsa', 'helm', 'production', `${workload}.yaml`), 'utf8'));
    expect(values('velero').serviceAccount.server).toEqual({
      annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/platform/production-velero' }, name: 'velero', create: true,
    });
    expect(values('keda-operator').serviceAccount.operator.name).toBe('keda-operator');
  });
});

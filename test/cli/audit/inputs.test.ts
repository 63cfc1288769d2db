import { mkdirSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import { audit, FIXTURES, folderWith, ISSUER, MISSING_SUB, openRole, PROVIDER, role, statement } from './support';

const OPEN_TRUST = openRole().Properties.AssumeRolePolicyDocument;
const clean = (roles: number, workloads: number, rest: string) => `No findings: ${roles} role${roles === 1 ? '' : 's'} judged, ${workloads} of them for service accounts or pods; ${rest}.\n`;

describe('IAM JSON', () => {
  const findings = (content: unknown) => {
    const { stdout, stderr } = audit(['-', '--format', 'json'], { input: typeof content === 'string' ? content : JSON.stringify(content) });
    expect(stderr).toBe('');
    return JSON.parse(stdout).findings.map(({ resource, line, rule }: any) => `${resource}:${line} ${rule}`);
  };

  test('get-account-authorization-details: roles with their managed policies, the version in force', () => {
    expect(audit(['authorization-details.json', 'service-accounts.yaml', '--quiet']).stdout).toBe(`authorization-details.json:5 eksctl-addon-vpc-cni
  error    MissingSub  ${MISSING_SUB}

authorization-details.json:39 deployer
  error    PassAnyRole  the managed policy arn:aws:iam::111122223333:policy/deploy allows iam:PassRole on *, such as on arn:aws:iam::111122223333:role/any: name each role, and the service with iam:PassedToService

service-accounts.yaml:15 cd/deployer
  error    UntrustedServiceAccount  the ServiceAccount cd/deployer names the role deployer, whose trust does not take it: name the role that does
`);
  });

  test.each([
    ['get-role', { Role: { RoleName: 'a', AssumeRolePolicyDocument: OPEN_TRUST } }, 'a:1'],
    ['get-role --query Role', { RoleName: 'a', AssumeRolePolicyDocument: OPEN_TRUST }, 'a:1'],
    ['several of them, by jq --slurp', [{ Role: { RoleName: 'a', AssumeRolePolicyDocument: OPEN_TRUST } }], 'a:1'],
    ['list-roles', { Roles: [{ RoleName: 'a', AssumeRolePolicyDocument: OPEN_TRUST }] }, 'a:1'],
    ['list-roles of the API, whose policies are percent-encoded', { Roles: [{ RoleName: 'a', AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(OPEN_TRUST)) }] }, 'a:1'],
    ['a trust policy', OPEN_TRUST, '(a trust policy):1'],
  ])('%s', (_, content, place) => expect(findings(content)).toEqual([`${place} IrsaChecks-MissingSub`]));

  test('as YAML, as --output yaml prints it', () => {
    expect(findings(`Roles:\n- RoleName: sound\n  AssumeRolePolicyDocument: {Statement: []}\n- RoleName: a\n  AssumeRolePolicyDocument: ${JSON.stringify(OPEN_TRUST)}\n`))
      .toEqual(['a:4 IrsaChecks-MissingSub']);
  });

  test('roles of two accounts may have one name', () => {
    const named = (account: string) => ({ RoleName: 'a', Arn: `arn:aws:iam::${account}:role/a`, AssumeRolePolicyDocument: OPEN_TRUST });
    expect(findings(`{"Roles":[${JSON.stringify(named('111122223333'))},\n${JSON.stringify(named('444455556666'))}]}`))
      // The provider of the one account gives nobody a role of the other.
      .toEqual(['a:1 IrsaChecks-MissingSub', 'a:2 IrsaChecks-MissingSub', 'a:2 IrsaChecks-NobodyTrusted']);
  });

  test('a boundary is missed only where the output would tell of one', () => {
    const boundary = (more: object, wrap = (item: object): object => ({ Role: item })) => {
      const sound = role().Properties.AssumeRolePolicyDocument;
      const { stdout } = audit(['-', '--require-boundary', '--quiet'], { input: JSON.stringify(wrap({ RoleName: 'a', AssumeRolePolicyDocument: sound, ...more })) });
      return stdout.includes('MissingBoundary');
    };
    expect(boundary({ RoleLastUsed: {} })).toBe(true);
    expect(boundary({ RoleLastUsed: {}, PermissionsBoundary: { PermissionsBoundaryArn: 'x' } })).toBe(false);
    expect(boundary({}, (item) => ({ Roles: [item] }))).toBe(false);
  });

  test('one page of several is not taken for all', () => {
    const page = { Roles: [{ RoleName: 'a', AssumeRolePolicyDocument: role().Properties.AssumeRolePolicyDocument }], NextToken: 'x' };
    expect(audit(['-'], { input: JSON.stringify(page) })).toMatchObject({
      status: 2, stderr: '(standard input): is one page of several: have all roles listed, without --max-items and --no-paginate\n',
    });
  });

  test('a policy without principals is no trust policy', () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
    const { status, stderr } = audit(['-'], { input: JSON.stringify(policy) });
    expect(stderr).toBe('(standard input): is a policy of permissions, which names no role: audit the role that has it\n');
    expect(status).toBe(2);
  });
});

describe('what aws cloudformation get-template prints', () => {
  const template = { Resources: { A: role(), B: openRole() } };

  test.each([
    ['a template', template, '(standard input):27 B'],
    ['a template as text', JSON.stringify(template), '(standard input):2 B'],
    ['a template in YAML', `Resources:\n  A: ${JSON.stringify(role())}\n  B: ${JSON.stringify(openRole())}\n`, '(standard input):2 B'],
  ])('holds %s', (_, body, heading) => {
    const input = JSON.stringify({ TemplateBody: body, StagesAvailable: ['Original', 'Processed'] }, undefined, 2);
    expect(audit(['-', '--quiet'], { input })).toMatchObject({ status: 1, stderr: '', stdout: `${heading}\n  error    MissingSub  ${MISSING_SUB}\n` });
  });
});

describe('Kubernetes manifests', () => {
  const named = (cluster: number) => role({
    Statement: [statement({ StringEquals: { [`${ISSUER}${cluster}:sub`]: 'system:serviceaccount:web:api', [`${ISSUER}${cluster}:aud`]: 'sts.amazonaws.com' } })]
      .map((item) => ({ ...item, Principal: { Federated: `${PROVIDER}${cluster}` } })),
  }, { RoleName: `api-${cluster}` });
  const account = (roleName?: string, name = 'api') => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: 'web', annotations: roleName === undefined ? {} : { 'eks.amazonaws.com/role-arn': `arn:aws:iam::111122223333:role/${roleName}` } },
  });
  const run = (files: Record<string, unknown>) => {
    const { stdout } = audit(['.', '--format', 'json'], { cwd: folderWith(files) });
    return JSON.parse(stdout).findings.filter(({ rule }: any) => !/MalformedIssuer/.test(rule)).map(({ file, resource, message }: any) => `${file} ${resource}: ${message}`);
  };

  test('that name no role which a template makes for them', () => {
    expect(run({ 'roles.json': { Resources: { Api: named(1) } }, 'k8s/api.json': account() })).toEqual([
      'roles.json Api: the role trusts the ServiceAccount web/api, which names no role: annotate it with this role',
    ]);
  });

  test('in lists, as kubectl prints them', () => {
    const files = { 'roles.json': { Resources: { Api: named(1) } } };
    expect(run({ ...files, 'list.json': { apiVersion: 'v1', kind: 'List', items: [null, account('api-1'), account('api-1', 'other')] } })).toEqual([
      'list.json web/other: the ServiceAccount web/other names the role api-1, whose trust does not take it: name the role that does',
    ]);
    const { kind: _, ...item } = account('api-1', 'other');
    expect(run({ ...files, 'list.yaml': { apiVersion: 'v1', kind: 'ServiceAccountList', items: [account('api-1'), item] } })).toHaveLength(1);
  });

  test('of one cluster are not missed in another one, whose service account has the same name', () => {
    // GIVEN: the manifest of the second cluster is elsewhere
    const files = { 'roles.json': { Resources: { One: named(1), Two: named(2) } }, 'one.yaml': account('api-1') };

    // THEN
    expect(run(files)).toEqual([]);
    expect(run({ ...files, 'roles.json': { Resources: { One: named(1), Two: { ...named(1), Properties: { ...named(1).Properties, RoleName: 'api-2' } } } } })).toEqual([
      'roles.json Two: the role trusts the ServiceAccount web/api, which names arn:aws:iam::111122223333:role/api-1: annotate it with this role',
    ]);
  });
});

describe('folders', () => {
  test('are searched for all that can be judged; the rest is counted', () => {
    // GIVEN
    const folder = folderWith({
      'README.md': '# Roles',
      'package.json': { name: 'x', Resources: { a: 'b' } },
      'tsconfig.json': '// comments are no JSON\n{}',
      'values.yaml': 'Resources: { limits: { cpu: 1 } }',
      'chart/templates/sa.yaml': 'kind: ServiceAccount\nmetadata: {{ include "x" . }}\n',
      'deep/er/roles.template': 'Resources:\n  A:\n    Type: AWS::IAM::Role\n    Properties: { AssumeRolePolicyDocument: { Statement: [] } }\n',
      'deep/policy.json': { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      'iam/role.json': { Role: { RoleName: 'a', AssumeRolePolicyDocument: { Statement: [] } } },
      'node_modules/x/a.json': { Resources: { A: openRole() } },
      '.git/a.json': { Resources: { A: openRole() } },
      'big.yml': 'apiVersion: v1\nkind: ConfigMap\n',
    });

    // THEN
    const note = 'chart/templates/sa.yaml: note: is a Helm (Go) template: audit what it renders (helm template)\n';
    expect(audit(['.'], { cwd: folder })).toMatchObject({ status: 0, stderr: note, stdout: `${clean(2, 0, '3 files')}Skipped as nothing to judge: 6 files.\n` });
  });

  test('with a broken template do not pass for clean', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: role() } }, 'b.json': '{"Resources": {"A": {"Type": "AWS::IAM::Role",}}}', 'c.yaml': 'A:\n  Type: AWS::SNS::Topic\n B: x\n' });
    expect(audit([folder], { cwd: folder })).toMatchObject({
      status: 2,
      stderr: `${folder}/b.json:1:47: must be JSON: expected a key in double quotes, got "}": take away the comma before it\n${folder}/c.yaml:3:1: is no YAML: all mapping items must start at the same column\n`,
      stdout: `${clean(1, 1, '1 file')}Not judged: 2 inputs, named on standard error.\n`,
    });
  });

  test('without anything to judge do not either', () => {
    const folder = folderWith({ 'src/index.ts': '' });
    expect(audit(['src'], { cwd: folder })).toMatchObject({
      status: 2, stderr: 'src: must hold a CloudFormation template, IAM JSON or a Kubernetes manifest, and holds none\n',
    });
  });

  test('may hold links, also to themselves', () => {
    const folder = folderWith({ 'a/a.json': { Resources: { A: role() } }, 'elsewhere.json': { Resources: { B: role() } } });
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync('loop', join(folder, 'a', 'loop'));
    symlinkSync('loop.json', join(folder, 'a', 'loop.json'));
    symlinkSync('nowhere.json', join(folder, 'a', 'dangling.json'));
    symlinkSync('../elsewhere.json', join(folder, 'a', 'link.json'));
    expect(audit(['a'], { cwd: folder })).toMatchObject({ status: 0, stderr: '', stdout: `${clean(2, 2, '2 files')}Skipped as nothing to judge: 4 files.\n` });
  });

  test('hold cdk.out folders', () => {
    const folder = folderWith({
      'app/cdk.out/cdk.out': '{}',
      'app/cdk.out/manifest.json': { version: '1', artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.json' } } } },
      'app/cdk.out/S.json': { Resources: { A: openRole() } },
      'app/cdk.out/Earlier.json': { Resources: { A: openRole() } },
    });
    expect(audit(['.', '--quiet'], { cwd: folder }).stdout).toBe(`app/cdk.out/S.json:3 A\n  error    MissingSub  ${MISSING_SUB}\n`);
  });
});

describe('paths', () => {
  test('that are given twice are judged once', () => {
    expect(audit(['acknowledged.json', './acknowledged.json', join(FIXTURES, 'acknowledged.json')]).stdout).toContain('1 role judged');
  });

  test('that lead nowhere, and names of any kind', () => {
    const folder = folderWith({ 'ä b#c.json': { Resources: { A: role() } } });
    mkdirSync(join(folder, 'x.json'));
    const { status, stderr, stdout } = audit(['none.json', 'ä b#c.json', 'ä b#c.json/x', '\n', 'x.json'], { cwd: folder });
    expect(stderr).toBe('none.json: does not exist\nä b#c.json/x: does not exist\n\\u000a: does not exist\n');
    expect(stdout).toContain(clean(1, 1, '1 file'));
    expect(status).toBe(2);
  });

  test('- is standard input, of JSON or YAML', () => {
    const input = readFileSync(join(FIXTURES, 'short-forms.yaml'));
    expect(audit(['-', '--quiet'], { input }).stdout).toBe(audit(['short-forms.yaml', '--quiet']).stdout.replace(/^short-forms\.yaml/gm, '(standard input)'));
  });
});

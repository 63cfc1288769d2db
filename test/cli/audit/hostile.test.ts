import { audit, command, folderWith, ISSUER, MISSING_SUB, openRole, role, statement } from './support';

const template = (resources: object, more: object = {}) => ({ ...more, Resources: resources });
const openTemplate = template({ Open: openRole() });

/** Whatever is beside it, the sound file is judged; nothing is a stack trace. */
function judged(files: Record<string, unknown>, ...args: string[]) {
  const cwd = folderWith({ ...files, 'zz-sound.json': template({ Sound: role() }) });
  const run = audit([...Object.keys(files), 'zz-sound.json', ...args], { cwd });
  expect(run.stderr).not.toMatch(/^\s+at /m);
  expect(run.stdout).not.toMatch(/^\s+at /m);
  return run;
}

describe('input that cannot be read gets one line each, and the rest is judged', () => {
  test('bytes that are no text, and text that is no template', () => {
    // GIVEN
    const shapes = 'must be a CloudFormation template, IAM JSON (of aws iam get-role, list-roles or get-account-authorization-details, or a trust policy), what a cluster or an account prints (see cdk-irsa collect) or a Kubernetes manifest';
    const files: Record<string, [unknown, string]> = {
      'binary.json': [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0, 1]), ': must be text in UTF-8, and has bytes that are not'],
      'latin1.yaml': [Buffer.from('Description: caf\u00e9\nResources: {}\n', 'latin1'), ': must be text in UTF-8, and has bytes that are not'],
      'nul.json': ['{"Resources":\0{}}', ': must be text, and has NUL bytes'],
      'half.json': [Buffer.from([0xff, 0xfe, 0x7b]), ': must be text in UTF-16LE, and has bytes that are not'],
      'empty.json': ['', ': is empty'],
      'space.yaml': [' \n\n', ': is empty'],
      'cut.json': ['{"Resources": {"R": {"Type": "AWS::IAM::Role"', ':1:46: must be JSON: expected "," or "}", got the end'],
      'twice.json': ['{"Resources": {"R": {},\n "R": {}}}', ':2:2: must have each key once, and "R" stands here a second time'],
      'deep.json': [`{"Resources":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`, ':1:2509: must be nested at most 500 levels deep'],
      'deep.yaml': [Array.from({ length: 10_000 }, () => '- ').join(''), ':1:1000: must be nested at most 500 levels deep'],
      'bomb.yaml': [`a: &a [${'x,'.repeat(9)}]\n${'bcdefghijkl'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefghijk'[i]},`.repeat(9)}]`).join('\n')}`,
        ':7:17: must stand for at most 3,000,000 values, with its aliases written out'],
      'null.json': ['null', `: ${shapes}`],
      'list.json': [[1, 'AWS::IAM::Role'], `: ${shapes}`],
      'resources.json': [{ AWSTemplateFormatVersion: '2010-09-09', Resources: null }, `: ${shapes}`],
      'directives.yaml': ['%YAML 1.2\n---\n', `: ${shapes}`],
    };

    // WHEN
    const { status, stdout, stderr } = judged(Object.fromEntries(Object.entries(files).map(([name, [content]]) => [name, content])));

    // THEN
    expect(stderr.split('\n')).toEqual([...Object.entries(files).map(([name, [, message]]) => `${name}${message}`), '']);
    expect(stdout).toBe('No findings: 1 role judged, 1 of them for service accounts or pods; 1 file.\nNot judged: 15 inputs, named on standard error.\n');
    expect(status).toBe(2);
  });

  test('what is too large, also where its size is known only at its end', () => {
    expect(audit(['/dev/zero'])).toMatchObject({ status: 2, stderr: '/dev/zero: must be at most 100 MB\n' });
    const file = folderWith({ 'large.json': Buffer.alloc(100_000_001, ' ') });
    expect(command(['audit', 'large.json'], { cwd: file })).toMatchObject({ status: 2, stderr: 'large.json: must be at most 100 MB\n' });
    expect(command(['audit', '.'], { cwd: folderWith({ 'large.json': Buffer.alloc(100_000_001, ' '), 'a.json': template({ A: role() }) }) }))
      .toMatchObject({ status: 0, stderr: 'large.json: note: must be at most 100 MB\n' });
  });
});

test('encodings with a byte order mark are read', () => {
  const text = JSON.stringify(openTemplate);
  const { stdout, stderr } = judged({
    'utf8.json': `\ufeff${text}`,
    'le.json': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    'be.json': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]),
  }, '--quiet');
  expect(stderr).toBe('');
  expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual(['utf8.json:1 Open', 'le.json:1 Open', 'be.json:1 Open']);
});

test('keys that objects have of themselves are keys like any other', () => {
  const files = {
    'proto.json': `{"Resources":{"__proto__":${JSON.stringify(openRole())},"constructor":${JSON.stringify(openRole())},"toString":null}}`,
    'proto.yaml': `Resources:\n  __proto__: ${JSON.stringify(openRole())}\n  hasOwnProperty: !FindInMap [constructor, prototype, __proto__]\n`,
    'functions.json': template({ A: role({ 'Fn::FindInMap': ['constructor', 'prototype', '__proto__'] }), B: role({ 'Fn::GetAtt': ['__proto__', 'Value'] }) }),
  };
  const { stdout, stderr, status } = judged(files, '--quiet');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^proto\.json:1 __proto__\n {2}error {4}MissingSub .*\n\nproto\.json:1 constructor\n {2}error {4}MissingSub .*\n\nproto\.yaml:2 __proto__\n {2}error {4}MissingSub /);
  expect(stdout).toMatch(/functions\.json:\d+ A\n {2}warning {2}Undecidable .*\n\nfunctions\.json:\d+ B\n {2}warning {2}Undecidable /);
  expect(status).toBe(1);
});

test('values of other types than they should be are said, and break nothing', () => {
  const odd = [null, 1, 'x', [], {}, true, [null], { Statement: null }, { Statement: [null, 1, 'x', []] },
    { Statement: { Effect: {}, Principal: [], Action: {}, Condition: [] } }, { Statement: [{ ...statement(), Condition: { StringEquals: null, StringLike: [1], x: { y: { z: 1 } } } }] }];
  const properties = odd.flatMap((value) => ['AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns', 'RoleName', 'Path', 'PermissionsBoundary']
    .map((key) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [statement()] }, [key]: value } })));
  const resources = Object.fromEntries([...odd, ...properties, { Type: 'AWS::IAM::Role' }, { Type: 'AWS::IAM::Role', Properties: [] }, { Type: [] }].map((value, i) => [`R${i}`, value]));
  const policies = Object.fromEntries(odd.map((value, i) => [`P${i}`, { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: value, Roles: value }, Metadata: value }]));
  const iam = odd.map((value) => ({ RoleName: value, Arn: value, AssumeRolePolicyDocument: value, RolePolicyList: value, AttachedManagedPolicies: [value] }));
  const { stderr, stdout } = judged({
    'template.json': template({ ...resources, ...policies }, { Mappings: 1, Conditions: [], Outputs: null }),
    'iam.json': { RoleDetailList: [...odd, ...iam], Policies: [...odd, { Arn: 1, PolicyVersionList: odd }] },
    'k8s.json': { apiVersion: 'v1', kind: 'List', items: [...odd, { kind: 'ServiceAccount', metadata: odd }, { kind: 'ServiceAccount', metadata: { name: [], namespace: {}, annotations: 'x' } }] },
  });
  expect(stderr).toBe('');
  expect(stdout).toContain('Undecidable');
});

describe('what grows without end has one', () => {
  const twice = (id: string) => ({ a: { 'Fn::GetAtt': [id, 'Value'] }, b: { 'Fn::GetAtt': [id, 'Value'] } });
  const json = (value: unknown) => ({ Type: 'Custom::AWSCDKCfnJson', Properties: { Value: value } });

  test('functions whose values hold each other', () => {
    const undecidable = /^ {2}warning {2}Undecidable {2}/m;
    for (const [resources, more] of [
      [{ R: role({ 'Fn::GetAtt': ['J0', 'Value'] }), ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`J${i}`, json(twice(`J${i + 1}`))])) }],
      [{ R: role({ 'Fn::GetAtt': ['J', 'Value'] }), J: json(twice('J')) }],
      [{ R: role(Array.from({ length: 15 }).reduce((value) => ({ 'Fn::Sub': ['${a}'.repeat(1_000), { a: value }] }), 'x' as unknown)) }],
      [{ R: role({ 'Fn::FindInMap': ['M', 'a', 'b'] }) }, { Mappings: { M: { a: { b: Array(2).fill({ 'Fn::FindInMap': ['M', 'a', 'b'] }) } } } }],
      [{ R: role({ Statement: Array.from({ length: 1_000 }, () => ({ 'Fn::FindInMap': ['M', 'a', 'b'] })) }) }, { Mappings: { M: { a: { b: Array(40_000).fill('x') } } } }],
    ] as [object, object?][]) {
      const { stdout, status } = judged({ 'a.json': template(resources, more) }, '--quiet');
      expect(stdout).toMatch(undecidable);
      expect(status).toBe(0);
    }
  });

  test('resources larger than IAM takes are named, and the others judged', () => {
    // GIVEN
    const wide = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
    const attached = Object.fromEntries(Array.from({ length: 6_000 }, (_, i) =>
      [`P${i}`, { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Attached' }], PolicyDocument: { Statement: [wide] } } }]));
    const many = (n: number) => Array.from({ length: n }, () => statement());

    // WHEN
    const { stderr, stdout, status } = judged({
      'a.json': JSON.stringify(template({ Large: role({ Statement: many(3_000) }), Many: role({ Statement: many(150) }), Open: openRole(), Attached: openRole(), ...attached })),
      'trust.json': JSON.stringify({ Statement: many(3_000) }),
      'iam.json': JSON.stringify({ RoleDetailList: [{ RoleName: 'large', AssumeRolePolicyDocument: { Statement: many(3_000) } }, { RoleName: 'sound', AssumeRolePolicyDocument: { Statement: [] } }] }),
    }, '--quiet');

    // THEN
    expect(stderr.replace(/:1:\d+:/g, ':')).toBe([
      'trust.json: the trust policy is too large to be judged',
      'iam.json: the role "large" is too large to be judged',
      'a.json: the resource "Large" is too large to be judged',
      'a.json: the role "Many" is too large to be judged',
      'a.json: the role "Attached" is too large to be judged',
      '',
    ].join('\n'));
    expect(stdout).toBe(`a.json:1 Open\n  error    MissingSub  ${MISSING_SUB}\n`);
    expect(status).toBe(2);
  });

  test('texts that make slow patterns slow are judged', () => {
    const patterns = ['*a'.repeat(3_000), `iam:${'*?'.repeat(3_000)}b`, '?'.repeat(6_000), `arn:aws:iam::aws:policy/${'a/'.repeat(3_000)}`, 'FullAccess'.repeat(600)];
    const policies = [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: patterns, Resource: patterns }] } }];
    const subjects = [`system:serviceaccount:${'a-'.repeat(3_000)}:${'a.'.repeat(3_000)}`, `system:serviceaccount:${'*a'.repeat(3_000)}:x`];
    const run = judged({
      'a.json': template({
        A: role({ Statement: [statement({ StringLike: { [`${ISSUER}:sub`]: subjects } })] }, { Policies: policies, ManagedPolicyArns: patterns.slice(0, 2) }),
        B: role({ Statement: [{ ...statement(), Principal: { Federated: patterns } }] }),
      }),
    });
    expect(run).toMatchObject({ status: 1, stderr: '' });
  });
});

// The benchmark measures the time, and how it grows with the roles.
test('thousands of roles are judged', () => {
  // GIVEN
  const trust = (i: number) => ({
    Version: '2012-10-17',
    Statement: [{ ...statement({ StringEquals: { [`${ISSUER}:sub`]: `system:serviceaccount:ns-${i % 100}:sa-${i}`, ...i % 10 === 0 ? {} : { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } } }) }],
  });
  const policy = (i: number) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::bucket-${i}/*` }] });
  const all = Array.from({ length: 2_000 }, (_, i) => i);
  const folder = folderWith({
    'template.json': template(Object.fromEntries(all.map((i) => [`R${i}`, role(trust(i), { RoleName: `r-${i}`, Policies: [{ PolicyName: 'p', PolicyDocument: policy(i) }] })]))),
    'details.json': { RoleDetailList: all.map((i) => ({ RoleName: `r-${i}`, AssumeRolePolicyDocument: trust(i), RolePolicyList: [{ PolicyName: 'p', PolicyDocument: policy(i) }] })) },
  });

  // THEN
  for (const file of ['template.json', 'details.json']) {
    const run = audit([file], { cwd: folder });
    expect(run.stdout).toContain('\n200 errors: 2,000 roles judged, 2,000 of them for service accounts or pods; 1 file.\n');
  }
});


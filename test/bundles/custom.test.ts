import fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { AnyPrincipal, Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import { PLACE, stackIn, statementsOf } from './support';
import { CustomBundle } from '../../lib/bundles/custom';
import type { WildcardEvidence } from '../../lib/bundles/policy-bundle';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media/a.png' };
const policy = (...statements: unknown[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const fromJson = (text: string, evidence?: WildcardEvidence[]) => CustomBundle.fromJson('web.tables', { policy: text, evidence });

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}

describe('statements keep their meaning', () => {
  test.each([
    ['a deny of all but some', { Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], NotResource: 'arn:aws:s3:::media', Sid: 'Region' }],
    ['a deny of everything', { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': false } } }],
    ['condition values of each type', {
      ...READ,
      Condition: {
        'NumericLessThan': { 's3:max-keys': 10 },
        'Bool': { 'aws:SecureTransport': 'true' },
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-1/*', 'o-2/*'] },
        'StringEquals': { 'aws:PrincipalTag/team': '${aws:ResourceTag/team}', 'aws:RequestedRegion': ['eu-central-1'] },
      },
    }],
    ['the order of actions', { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: ['arn:aws:s3:::b/z', 'arn:aws:s3:::b/a'] }],
  ])('%s', (_what, statement) => {
    const stack = stackIn(PLACE);
    expect(statementsOf(fromJson(policy(statement)), stack)).toEqual([statement]);
  });

  test('a statement alone, not in a list', () => {
    const stack = stackIn(PLACE);
    expect(statementsOf(fromJson(JSON.stringify({ Version: '2012-10-17', Id: 'any', Statement: READ })), stack)).toEqual([READ]);
  });

  test('deploy-time values inside the text', () => {
    const stack = stackIn(PLACE);
    const bucket = new Bucket(stack, 'Bucket');
    const wildcard = `${bucket.bucketArn}/*`;
    const bundle = fromJson(policy({ ...READ, Resource: wildcard }), [{ wildcard, actions: ['s3:GetObject'], reason: 'keys are not known before' }]);
    const [{ statement, evidence }] = bundle.bind(stack).statements ?? [];
    expect(stack.resolve(statement.resources)).toEqual([{ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, '/*']] }]);
    expect(evidence).toEqual([{ wildcard, actions: ['s3:GetObject'], reason: 'keys are not known before' }]);
  });
});

describe('a JSON policy', () => {
  test.each<[string, string]>([
    ['policy of web.tables:1:1: must be JSON: expected a value, got the end', ''],
    ['policy of web.tables:2:13: must be JSON: expected "," or "}", got "\\""', '{\n  "a": "b"  "c": 1}'],
    ['policy of web.tables: must be an IAM policy, an object with "Version" and "Statement", got []', '[]'],
    [
      'policy of web.tables: Version must be "2012-10-17", got "2008-10-17": in the older version policy variables are plain text',
      JSON.stringify({ Version: '2008-10-17', Statement: [READ] }),
    ],
    [
      'policy of web.tables: Version must be "2012-10-17", got none: in the older version policy variables are plain text',
      JSON.stringify({ Statement: [READ] }),
    ],
    ['policy of web.tables: Statement must have at least one statement, got none', JSON.stringify({ Version: '2012-10-17' })],
    ['policy of web.tables: Statement must have at least one statement, got []', policy()],
    [
      'policy of web.tables: must have no "Statements", which IAM does not know: did you mean "Statement"?',
      JSON.stringify({ Version: '2012-10-17', Statements: [READ] }),
    ],
    ['policy of web.tables: Statement[0] must be an object, got "all"', policy('all')],
    ['policy of web.tables: Statement[1].Effect must be "Allow" or "Deny", got "allow"', policy(READ, { ...READ, Effect: 'allow' })],
    ['policy of web.tables: Statement[0].Effect must be "Allow" or "Deny", got none', policy({ ...READ, Effect: undefined })],
    ['policy of web.tables: Statement[0] must have no "Conditions", which IAM does not know: did you mean "Condition"?', policy({ ...READ, Conditions: {} })],
    [
      'policy of web.tables: Statement[0].Principal must be left out: the policy of a role is for the role itself',
      policy({ ...READ, Principal: '*' }),
    ],
    ['policy of web.tables: Statement[0].Sid must be letters and digits, got "read-only"', policy({ ...READ, Sid: 'read-only' })],
    ['policy of web.tables: Statement[1].Sid must be unique in the policy, got "A" again', policy({ ...READ, Sid: 'A' }, { ...READ, Sid: 'A' })],
    ['policy of web.tables: Statement[0].Action must name at least one, got none', policy({ ...READ, Action: undefined })],
    ['policy of web.tables: Statement[0].Action must be a text or a list of texts, got []', policy({ ...READ, Action: [] })],
    ['policy of web.tables: Statement[0].Action must be a text or a list of texts, got ""', policy({ ...READ, Action: '' })],
    ['policy of web.tables: Statement[0].Resource must name at least one, got none', policy({ ...READ, Resource: undefined })],
    ['policy of web.tables: Statement[0].Resource must be a text or a list of texts, got [{"Ref":"Bucket"}]', policy({ ...READ, Resource: [{ Ref: 'Bucket' }] })],
    [
      'policy of web.tables: Statement[0].NotAction must not stand with "Allow": it grants everything that AWS adds later; name each action ' +
      '(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html)',
      policy({ ...READ, Action: undefined, NotAction: 'iam:CreateUser' }),
    ],
    [
      'policy of web.tables: Statement[0].NotResource must not stand with "Allow": it grants everything that AWS adds later; name each resource ' +
      '(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html)',
      policy({ ...READ, Resource: undefined, NotResource: 'arn:aws:s3:::secret' }),
    ],
    [
      'policy of web.tables: Statement[0] must have Action or NotAction, not both',
      policy({ Effect: 'Deny', Action: 's3:GetObject', NotAction: 's3:PutObject', Resource: 'arn:aws:s3:::media' }),
    ],
    ['policy of web.tables: Statement[0].Action must be an action such as "s3:GetObject" (service:Name), got "GetObject"', policy({ ...READ, Action: 'GetObject' })],
    ['policy of web.tables: Statement[0].Action must be an action such as "s3:GetObject" (service:Name), got "*"', policy({ ...READ, Action: ['*'] })],
    ['policy of web.tables: Statement[0].Action must be without "?", which CDK refuses in an action, got "s3:GetObjec?"', policy({ ...READ, Action: 's3:GetObjec?' })],
    [
      'policy of web.tables: Statement[0].Condition must be an object of operators, such as {"StringEquals": {…}}, got []',
      policy({ ...READ, Condition: [] }),
    ],
    [
      'policy of web.tables: Statement[0].Condition.StringEquals must be an object of condition keys, such as {"aws:RequestedRegion": "eu-central-1"}, ' +
      'got "eu-central-1"',
      policy({ ...READ, Condition: { StringEquals: 'eu-central-1' } }),
    ],
    [
      'policy of web.tables: Statement[0].Condition.StringEquals must give "aws:RequestedRegion" a text, number, boolean or a list of them, got [null]',
      policy({ ...READ, Condition: { StringEquals: { 'aws:RequestedRegion': [null] } } }),
    ],
    [
      'each wildcard of web.tables must have evidence (why it cannot be narrower), missing for "s3:*", "*" (s3:*): narrow it, or add to "evidence", with your reason\n' +
      '  - { wildcard: "s3:*", reason: "…" }\n  - { wildcard: "*", actions: ["s3:*"], reason: "…" }',
      policy({ ...READ, Action: ['s3:*'], Resource: '*' }),
    ],
  ])('%s', (message, text) => {
    expect(messageOf(() => fromJson(text)).replace(/(tables):\d+:\d+: (?!must be JSON)/g, '$1: ')).toBe(message);
  });

  test('is refused with the position of each mistake, in the order of the text', () => {
    expect(messageOf(() => fromJson(`{
  "Version": "2008-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "get"],
    "Resource": "*",
    "Conditions": {},
    "Condition": { "StringEqual": { "aws:PrincipalTag/a": "b" } }
  }, {
    "Sid": "a-b",
    "Effect": "Allow",
    "Resource": "*"
  }]
}`))).toBe([
      'policy of web.tables:2:3: Version must be "2012-10-17", got "2008-10-17": in the older version policy variables are plain text',
      'policy of web.tables:5:5: Statement[0].Action must be an action such as "s3:GetObject" (service:Name), got "get"',
      'policy of web.tables:7:5: Statement[0] must have no "Conditions", which IAM does not know: did you mean "Condition"?',
      'policy of web.tables:8:20: Statement[0].Condition must have no operator "StringEqual", which IAM does not know: did you mean "StringEquals"?',
      'policy of web.tables:9:6: Statement[1].Action must name at least one, got none',
      'policy of web.tables:10:5: Statement[1].Sid must be letters and digits, got "a-b"',
    ].join('\n'));
  });

  test('with a key that stands twice is refused, with the line', () => {
    expect(messageOf(() => fromJson('{\n "Version": "2012-10-17",\n "Version": "2012-10-17" }')))
      .toBe('policy of web.tables:3:2: must have each key once, and "Version" stands here a second time');
  });

  test('nested without end is refused', () => {
    expect(messageOf(() => fromJson('['.repeat(20_000)))).toBe('policy of web.tables:1:501: must be nested at most 500 levels deep');
  });

  test('that is known at deploy time only is refused', () => {
    expect(() => fromJson(Lazy.string({ produce: () => policy(READ) })))
      .toThrow(new Error('policy of web.tables: must be known at synth, got a deploy-time value'));
  });

  test('says all that is wrong at once', () => {
    expect(() => fromJson(policy({ Effect: 'No', Action: 'x', Resource: [] }))).toThrow(new Error([
      'policy of web.tables:1:39: Statement[0].Effect must be "Allow" or "Deny", got "No"',
      'policy of web.tables:1:53: Statement[0].Action must be an action such as "s3:GetObject" (service:Name), got "x"',
      'policy of web.tables:1:66: Statement[0].Resource must be a text or a list of texts, got []',
    ].join('\n')));
  });
});

describe('evidence', () => {
  const text = policy({ ...READ, Action: ['s3:Get*', 's3:PutObject'] });

  test('goes with its statement', () => {
    const stack = stackIn(PLACE);
    const evidence = [{ wildcard: 's3:Get*', reason: 'every reading call', source: 'https://docs.aws.amazon.com/s3/' }];
    const [first, second] = fromJson(policy(JSON.parse(text).Statement[0], READ), evidence).bind(stack).statements ?? [];
    expect(first.evidence).toEqual(evidence);
    expect(second.evidence).toEqual([]);
  });

  test.each([
    ['s3:get*', 'did you mean "s3:Get*"?'],
    ['s3:PutObject', 'known: s3:Get*'],
  ])('for %s, which is no wildcard of the policy, is refused', (wildcard, hint) => {
    expect(() => fromJson(text, [{ wildcard: 's3:Get*', reason: 'every reading call' }, { wildcard, reason: 'I do not know' }])).toThrow(new Error(
      `evidence[1].wildcard of web.tables must be an action or resource with a wildcard that a statement allows, got "${wildcard}": ${hint}`));
  });

  test('without a reason is refused', () => {
    expect(() => fromJson(text, [{ wildcard: 's3:Get*', reason: ' ' }]))
      .toThrow(new Error('evidence[0].reason of web.tables must say why the wildcard cannot be narrower, in a sentence (at least three different words; "TODO" and "n/a" are none), got " "'));
  });

  test('is not needed for what is denied', () => {
    expect(() => fromJson(policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }))).not.toThrow();
  });
});

describe('a file', () => {
  let folder: string;
  const file = (content: string | Buffer) => {
    const name = path.join(folder, 'policy.json');
    fs.writeFileSync(name, content);
    return name;
  };
  const refusal = (name: string, why: string) =>
    new Error(`path of web.tables must be a file in UTF-8 that can be read, got ${JSON.stringify(name)}: ${why}`);

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'custom-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test('is read, with or without a byte order mark', () => {
    const stack = stackIn(PLACE);
    expect(statementsOf(CustomBundle.fromFile('web.tables', { path: file(policy(READ)) }), stack)).toEqual([READ]);
    expect(statementsOf(CustomBundle.fromFile('web.tables', { path: file(`\uFEFF${policy(READ)}`) }), stack)).toEqual([READ]);
  });

  test('is named in errors, with line and column', () => {
    const name = file('{\n  "Version": "2012-10-17",\n}');
    expect(() => CustomBundle.fromFile('web.tables', { path: name })).toThrow(new Error(`${name}:3:1: must be JSON: expected a key in double quotes, got "}": take away the comma before it`));
    expect(() => CustomBundle.fromFile('web.tables', { path: file(policy()) })).toThrow(new Error(`${name}:1:25: Statement must have at least one statement, got []`));
  });

  test('that is missing, a folder or not UTF-8 is refused', () => {
    const missing = path.join(folder, 'nothing.json');
    expect(() => CustomBundle.fromFile('web.tables', { path: missing })).toThrow(refusal(missing, 'there is no such file'));
    expect(() => CustomBundle.fromFile('web.tables', { path: folder })).toThrow(refusal(folder, 'it is a folder'));
    const latin = file(Buffer.from([0x7b, 0xe9, 0x7d]));
    expect(() => CustomBundle.fromFile('web.tables', { path: latin })).toThrow(refusal(latin, 'it is not UTF-8'));
  });

  test('that may not be read is refused', () => {
    const name = file(policy(READ));
    jest.spyOn(fs, 'openSync').mockImplementation(() => {
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    });
    expect(() => CustomBundle.fromFile('web.tables', { path: name })).toThrow(refusal(name, 'reading it is not permitted'));
    jest.restoreAllMocks();
  });
});

describe('statements of a program', () => {
  const statement = () => new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::media/a.png'] });
  const fromStatements = (...statements: PolicyStatement[]) => CustomBundle.fromStatements('web.tables', { statements });

  test('are copied: neither a later change nor a role changes them', () => {
    // GIVEN
    const stack = stackIn(PLACE);
    const mine = statement();
    const bundle = fromStatements(mine);
    // WHEN
    mine.addResources('*');
    bundle.bind(stack).statements?.[0].statement.addResources('arn:aws:s3:::added');
    // THEN
    expect(statementsOf(bundle, stack)).toEqual([READ]);
  });

  test.each<[string, () => PolicyStatement[]]>([
    ['statements of web.tables must name at least one, got []', () => []],
    ['statements of web.tables: statements[0].Action must name at least one, got none', () => [new PolicyStatement({ resources: ['arn:aws:s3:::media'] })]],
    ['statements of web.tables: statements[1].Resource must name at least one, got none', () => [statement(), new PolicyStatement({ actions: ['s3:GetObject'] })]],
    [
      'statements of web.tables: statements[0].Principal must be left out: the policy of a role is for the role itself',
      () => [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::media/a.png'], principals: [new AnyPrincipal()] })],
    ],
    [
      'statements of web.tables: statements[0].NotResource must not stand with "Allow": it grants everything that AWS adds later; name each resource ' +
      '(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html)',
      () => [new PolicyStatement({ actions: ['s3:GetObject'], notResources: ['arn:aws:s3:::secret'] })],
    ],
    ['each wildcard of web.tables must have evidence (why it cannot be narrower), missing for "*" (s3:ListAllMyBuckets): narrow it, or add to "evidence", with your reason\n' +
      '  - { wildcard: "*", actions: ["s3:ListAllMyBuckets"], reason: "…" }', () => [new PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })]],
  ])('%s', (message, make) => {
    expect(() => fromStatements(...make())).toThrow(new Error(message));
  });

  test('may hold deploy-time values', () => {
    const token = Lazy.string({ produce: () => 'x' });
    const produce = () => ({});
    expect(() => fromStatements(
      new PolicyStatement({ sid: token, actions: [token], resources: [token], conditions: { StringEquals: Lazy.any({ produce }) } }),
      new PolicyStatement({ effect: Effect.DENY, notActions: [token], notResources: [token] }),
    )).not.toThrow();
  });
});

describe('a managed policy', () => {
  const managedPolicy = ManagedPolicy.fromAwsManagedPolicyName('AmazonEKS_CNI_Policy');

  test('goes to the role with its reason', () => {
    const bundle = CustomBundle.fromManagedPolicy('team.cni', { managedPolicy, reason: 'AWS keeps it', source: 'https://docs.aws.amazon.com/eks/' });
    expect(bundle.bundleId).toBe('team.cni');
    expect(bundle.bind(stackIn(PLACE))).toEqual({ managedPolicies: [{ managedPolicy, reason: 'AWS keeps it', source: 'https://docs.aws.amazon.com/eks/' }] });
  });

  test('without a reason is refused', () => {
    expect(() => CustomBundle.fromManagedPolicy('team.cni', { managedPolicy, reason: '' }))
      .toThrow(new Error('reason of team.cni must say why the policy is no broader than needed, in a sentence (at least three different words; "TODO" and "n/a" are none), got ""'));
  });
});

test.each<[string, (id: string) => unknown]>([
  ['fromStatements', (id) => CustomBundle.fromStatements(id, { statements: [PolicyStatement.fromJson(READ)] })],
  ['fromJson', (id) => CustomBundle.fromJson(id, { policy: policy(READ) })],
  ['fromFile', (id) => CustomBundle.fromFile(id, { path: 'none.json' })],
  ['fromManagedPolicy', (id) => CustomBundle.fromManagedPolicy(id, { managedPolicy: ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'), reason: 'it is what we need' })],
])('%s refuses an id that cannot name a policy', (_name, make) => {
  expect(() => make('web tables')).toThrow(
    new Error('bundleId must be the id of a bundle (letters, digits and _+=,.@-, at most 100 characters), got "web tables"'));
});

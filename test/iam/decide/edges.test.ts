import { decide } from '../../../lib/iam/decide/decide';
import type { PrincipalSet, Question } from '../../../lib/iam/decide/question';
import { readDocument, readLiteralDocument } from '../../../lib/iam/document';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const [ACCOUNT, OTHER] = ['111122223333', '444455556666'];
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const BUCKET = 'arn:aws:s3:::bucket';

const policy = (...statements: unknown[]) => readLiteralDocument({ Version: '2012-10-17', Statement: statements });
const partly = (...statements: unknown[]) => readDocument({ Version: '2012-10-17', Statement: statements });
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: object = {}) => ({ ...allow(more), Effect: 'Deny' });
const when = (operator: string, key: string, ...values: string[]) => ({ Condition: { [operator]: { [key]: values } } });
const session = (arn = ROLE): PrincipalSet => ({ kind: 'roleSession', identifiers: TextSet.equals(arn) });
const asked = (more: Partial<Question>): Question => ({ policies: {}, principals: [session()], ...more });
const ofIdentity = (statements: unknown[], more: Partial<Question> = {}) => decide(asked({ policies: { identity: [policy(...statements)] }, ...more }));

describe('presence', () => {
  test.each<[string, object, string]>([
    ['absent', when('Null', 'k:a', 'true'), 'witness'],
    ['present', when('Null', 'k:a', 'false'), 'witness'],
    ['one of both', when('Null', 'k:a', 'true', 'false'), 'witness'],
    ['neither', when('Null', 'k:a', 'maybe'), 'undecided'],
    ['no value', when('Null', 'k:a'), 'undecided'],
    ['with a set operator', when('ForAnyValue:Null', 'k:a', 'true'), 'undecided'],
    ['absent, and a value of it', { Condition: { Null: { 'k:a': 'true' }, StringLike: { 'k:a': '*' } } }, 'none'],
    ['present, and none of all values', { Condition: { Null: { 'k:a': 'false' }, StringNotLike: { 'k:a': '*' } } }, 'none'],
  ])('of a key: %s', (_, condition, expected) => expect(ofIdentity([allow(condition)]).kind).toBe(expected));

  test('a deny whose presence test cannot be read may be about every request', () => {
    expect(ofIdentity([allow(), deny(when('Null', 'k:a', 'maybe'))]).kind).toBe('undecided');
  });
});

test('booleans: AWS does not say what it makes of one in another case', () => {
  const answers = ['true', 'True', 'yes'].map((value) => ofIdentity([allow(when('Bool', 'aws:SecureTransport', value))]));
  expect(answers.map(({ kind }) => kind)).toEqual(['witness', 'undecided', 'none']);
  expect(answers[0]).toMatchObject({ request: { context: { 'aws:SecureTransport': 'true' } } });
});

test('a boolean that the question takes for absent has no value, not even one that is no boolean', () => {
  const never = [allow(), deny(when('BoolIfExists', 'k:a', 'true'))];
  expect([ofIdentity(never, { context: { 'k:a': {} } }).kind, ofIdentity(never).kind]).toEqual(['none', 'witness']);
});

describe('patterns of ARNs with fewer than six parts, of which AWS does not say what they take', () => {
  const topic = (values: TextSet): Partial<Question> => ({ context: { 'aws:SourceArn': { values } }, resourceAccount: ACCOUNT });
  const [done, other] = ['done', 'other'].map((name) => TextSet.equals(`arn:aws:sns:eu-west-1:${ACCOUNT}:${name}`));

  test.each<[string, TextSet, [string, string]]>([
    ['*', done, ['undecided', 'undecided']],
    ['arn:aws:sns:*', done, ['undecided', 'undecided']],
    ['arn:aws:sns:*:done', done, ['undecided', 'undecided']],
    ['arn:aws:sns:*:done', other, ['none', 'undecided']],
    ['arn:aws:sqs:*', done, ['none', 'undecided']],
    ['arn:aws:sns', done, ['none', 'undecided']],
    ['*', TextSet.equals('done'), ['none', 'undecided']],
    ['arn:aws:sns:*:*:*', done, ['witness', 'none']],
  ])('%s', (pattern, values, expected) => {
    const allowed = (operator: string) => ofIdentity([allow(when(operator, 'aws:SourceArn', pattern))], topic(values)).kind;
    expect([allowed('ArnLike'), allowed('ArnNotLike')]).toEqual(expected);
    const denied = (operator: string) => ofIdentity([allow(), deny(when(operator, 'aws:SourceArn', pattern))], topic(values)).kind;
    const opposite: Readonly<Record<string, string>> = { none: 'witness', witness: 'none', undecided: 'undecided' };
    expect([denied('ArnLike'), denied('ArnNotLike')]).toEqual(expected.map((kind) => opposite[kind]));
  });

  test('a stranger whose ARN such a pattern names may be let in', () => {
    const trust = policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: when('ArnLike', 'aws:PrincipalArn', '*') });
    expect(decide({ policies: { trust: [trust], identity: [policy(allow())] }, principals: [session(`arn:aws:iam::${OTHER}:role/x`)], actions: TextSet.equals('sts:assumerole'), resources: TextSet.equals(`arn:aws:iam::${ACCOUNT}:role/target`) }).kind).toBe('undecided');
  });
});

describe('the account of a resource', () => {
  const of = (account: string, resources: TextSet) => ofIdentity([allow(when('StringEquals', 'aws:ResourceAccount', account))], { resources });
  const table = (account: string) => `arn:aws:dynamodb:eu-west-1:${account}:table/t`;

  test('is free where the resource names none', () => {
    expect(of(ACCOUNT, TextSet.like(`${BUCKET}/*`))).toMatchObject({ kind: 'witness', request: { context: { 'aws:ResourceAccount': ACCOUNT } } });
    expect(of(ACCOUNT, TextSet.equals('*')).kind).toBe('witness');
  });

  test('is that of its ARN', () => {
    expect(of(ACCOUNT, TextSet.like(table('*')))).toMatchObject({ kind: 'witness', request: { resource: table(ACCOUNT) } });
    expect(of(ACCOUNT, TextSet.equals(table(OTHER))).kind).not.toBe('witness');
  });

  test('of another account has to allow it, too', () => {
    expect([of(OTHER, TextSet.equals(table(OTHER))), of(OTHER, TextSet.like(`${BUCKET}/*`))].map(({ kind }) => kind)).not.toContain('witness');
  });
});

describe('who asks', () => {
  test('service-linked roles are limited by no service control policy', () => {
    const linked = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`;
    const within = (arn: string) => decide(asked({
      policies: { identity: [policy(allow())], serviceControlPolicies: [[policy(allow({ Action: 's3:*' }))]] }, principals: [session(arn)], actions: TextSet.equals('ec2:runinstances'),
    })).kind;
    expect([within(linked), within(ROLE)]).toEqual(['witness', 'none']);
  });

  test('a user has the name that its ARN ends in', () => {
    const named = (...arns: string[]) => ofIdentity([allow(when('StringEquals', 'aws:username', 'bob'))], { principals: [{ kind: 'user', identifiers: arns.length === 0 ? undefined : TextSet.equals(...arns) }] });
    expect(named()).toMatchObject({ kind: 'witness', request: { principal: { arn: expect.stringMatching(/:user\/bob$/) } } });
    expect([named(`arn:aws:iam::${ACCOUNT}:user/staff/bob`).kind, named(`arn:aws:iam::${ACCOUNT}:user/alice`).kind]).toEqual(['witness', 'none']);
  });

  test('a session by its own ARN', () => {
    const resource = policy(allow({ Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/pod` } }));
    const answer = (arn: string) => decide(asked({ policies: { resource: [resource] }, principals: [session(arn)], resourceAccount: ACCOUNT }));
    expect(answer(ROLE)).toMatchObject({ kind: 'witness', request: { principal: { sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/web/pod` } } });
    expect(answer(`arn:aws:iam::${ACCOUNT}:role/api`).kind).toBe('none');
  });

  test('all but one: whether its sessions are meant is not certain', () => {
    const trust = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: ROLE } });
    const answer = (principals: readonly PrincipalSet[]) => decide({ policies: { trust: [trust], identity: [policy(allow())] }, principals, actions: TextSet.equals('sts:assumerole'), resources: TextSet.equals(`arn:aws:iam::${ACCOUNT}:role/target`), resourceAccount: ACCOUNT }).kind;
    expect([answer([session()]), answer([{ kind: 'service', identifiers: TextSet.equals('ec2.amazonaws.com') }])]).toEqual(['undecided', 'witness']);
  });
});

describe('what cannot be read', () => {
  test('an undecided answer says on what it depends, and at which statement', () => {
    const answer = ofIdentity([allow(when('StringIs', 'k:a', 'x'))], { resourceAccount: ACCOUNT });
    expect(answer).toMatchObject({ kind: 'undecided', reason: 'the operator StringIs', at: [{ policy: 'identity', document: 0, statement: 1 }] });
  });

  const whole = (document: object) => decide(asked({ policies: { identity: [readDocument({ Version: '2012-10-17', ...document })] } })).kind;

  test('statements that are not known may allow, an id that is not known does not', () => {
    expect(whole({ Statement: unknownPart('Statements') })).toBe('undecided');
    expect(whole({ Statement: [unknownPart('Statement')] })).toBe('undecided');
    expect(whole({ Id: unknownPart('Id'), Statement: [deny()] })).toBe('none');
  });

  test('a statement of which a part cannot be read is no certain deny, nor a certain allow', () => {
    expect(decide(asked({ policies: { identity: [partly(allow(), deny({ Condition: unknownPart('Condition') }))] } })).kind).toBe('undecided');
    expect(decide(asked({ policies: { identity: [partly(allow({ Condition: unknownPart('Condition') }))] } })).kind).toBe('undecided');
    expect(decide(asked({ policies: { identity: [partly(deny({ Condition: unknownPart('Condition') }))] } })).kind).toBe('none');
  });

  test('both Action and NotAction, or neither', () => {
    expect(ofIdentity([{ Effect: 'Allow', Action: 's3:*', NotAction: 's3:*', Resource: '*' }]).kind).not.toBe('none');
    expect(ofIdentity([allow(), { Effect: 'Deny', Action: 's3:*', NotAction: 's3:*', Resource: '*' }]).kind).not.toBe('none');
    expect(ofIdentity([{ Effect: 'Allow', Resource: '*' }]).kind).toBe('undecided');
  });
});

describe('parts that are not known', () => {
  const name = unknownPart('Name');
  const reads = (own: string[], denied: string[], more: object = {}) => decide(asked({
    policies: { identity: [partly(...own.map((resource) => allow({ Resource: `arn:aws:s3:::${resource}/*` })), ...denied.map((resource) => deny({ Resource: `arn:aws:s3:::${resource}/*`, ...more })))] },
  })).kind;

  test.each<[string, string[], string[], object, string]>([
    ['the same is denied', [name], [name], {}, 'none'],
    ['another part is denied', [name], [unknownPart('Other')], {}, 'undecided'],
    ['a literal that it may be is denied', [name], ['bucket'], {}, 'undecided'],
    ['a literal that it never is is denied', [`a-${name}`], ['bucket-b'], {}, 'witness'],
    ['a literal that it may begin with is denied', [`${name}-a`], ['bucket-b'], {}, 'undecided'],
    ['everything that it may be is denied', [name], ['*'], {}, 'none'],
    ['one of two is denied', [name, 'bucket'], [name], {}, 'undecided'],
    ['the known one of two is denied', [name, 'bucket'], ['bucket'], {}, 'undecided'],
    ['the same is denied under a value that is not known', [name], [name], { Condition: { StringEquals: { 'k:a': 'x', 'k:b': unknownPart('Value') } } }, 'witness'],
    ['the same is denied unless a key has a value that is not known', [name], [name], { Condition: { StringNotEquals: { 'k:b': unknownPart('Value') } } }, 'undecided'],
  ])('%s', (_, own, denied, more, expected) => expect(reads(own, denied, more)).toBe(expected));

  test('a value of a condition is asked for as it is', () => {
    const value = unknownPart('Value');
    const answer = (values: TextSet) => decide(asked({ policies: { identity: [partly(allow(when('StringEquals', 'k:a', value)))] }, context: { 'k:a': { values } } })).kind;
    expect([answer(TextSet.equals(value)), answer(TextSet.equals('x')), answer(TextSet.every.but(TextSet.equals(value)))]).toEqual(['witness', 'undecided', 'none']);
  });
});

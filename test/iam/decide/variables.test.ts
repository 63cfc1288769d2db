import { decide, findWitnesses } from '../../../lib/iam/decide/decide';
import type { Question } from '../../../lib/iam/decide/question';
import { readLiteralDocument } from '../../../lib/iam/document';
import { TextSet } from '../../../lib/iam/language/text-set';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/staff/bob`;

const policy = (...statements: object[]) => readLiteralDocument({ Version: '2012-10-17', Statement: statements });
const allow = (resource: string | string[], condition: object = {}) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: resource, Condition: condition });
const deny = (rest: object) => ({ Effect: 'Deny', Action: '*', ...'NotResource' in rest ? {} : { Resource: '*' }, ...rest });
const object = (path: string) => `arn:aws:s3:::bucket/${path}`;

/** `none`, the resource of a witness, or why it is undecided. */
function answer(statements: object[], more: Partial<Question> = {}): string {
  const found = decide({
    policies: { identity: [policy(...statements)] },
    principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }],
    resources: TextSet.like(object('*')),
    resourceAccount: ACCOUNT,
    ...more,
  });
  return found.kind === 'none' ? 'none' : found.kind === 'witness' ? found.request.resource : found.reason;
}

const tag = (values: TextSet, mayBeAbsent = false): Partial<Question> => ({ context: { 'aws:PrincipalTag/team': { values, mayBeAbsent } } });
const user = (...arns: string[]): Partial<Question> => ({ principals: [{ kind: 'user', identifiers: arns.length === 0 ? undefined : TextSet.equals(...arns) }] });
const on = (...paths: string[]): Partial<Question> => ({ resources: TextSet.like(...paths.map(object)) });

const HOME = object('${aws:username}/*');
const TEAM = object('${aws:PrincipalTag/team}/*');

describe('a variable in a resource', () => {
  test.each<[string, object[], Partial<Question>, string]>([
    ['of one user', [allow(HOME)], user(BOB), object('bob/')],
    ['of one user, elsewhere', [allow(HOME)], { ...user(BOB), ...on('alice/*') }, 'none'],
    ['of two users', [allow(HOME)], { ...user(BOB, `arn:aws:iam::${ACCOUNT}:user/alice`), ...on('alice/*') }, object('alice/')],
    ['of any user', [allow(HOME)], { ...user(), ...on('alice/*') }, object('alice/')],
    ['of a role, which has no user name', [allow(HOME)], {}, 'none'],
    ['a default where the key is absent', [allow(object("${aws:username, 'shared'}/*"))], {}, object('shared/')],
    ['a default where the key is absent, elsewhere', [allow(object("${aws:username, 'shared'}/*"))], on('bob/*'), 'none'],
    ['a key of one value', [allow(TEAM)], tag(TextSet.equals('red')), object('red/')],
    ['a key of one value, elsewhere', [allow(TEAM)], { ...tag(TextSet.equals('red')), ...on('blue/*') }, 'none'],
    ['a value with a wildcard is a text', [allow(TEAM)], { ...tag(TextSet.equals('*')), ...on('red/*') }, 'none'],
    ['a key of some values', [allow(TEAM)], { ...tag(TextSet.equals('red', 'blue')), ...on('b*') }, object('blue/')],
    ['a key of a pattern', [allow(TEAM)], { ...tag(TextSet.like('team-*')), ...on('team-a*') }, object('team-a/')],
    ['a key of a pattern, elsewhere', [allow(TEAM)], { ...tag(TextSet.like('team-*')), ...on('red/*') }, 'none'],
    ['a key that is free', [allow(TEAM)], on('red/*'), object('red/')],
    ['a key that the statement restricts', [allow(TEAM, { StringLike: { 'aws:PrincipalTag/team': 'team-*' } })], on('red/*'), 'none'],
    ['a key that the statement lists', [allow(TEAM, { StringEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } })], on('blue/x'), object('blue/x')],
    ['the account', [allow(object('${aws:PrincipalAccount}/*'))], on('1*', '4*'), object(`${ACCOUNT}/`)],
    ['another account', [allow(object('${aws:PrincipalAccount}/*'))], on('4*'), 'none'],
    ['two variables, alike', [allow(object('${aws:PrincipalTag/team}/${aws:PrincipalTag/team}/x'))], on('a/?/x'), object('a/a/x')],
  ])('%s', (_, statements, more, expected) => expect(answer(statements, more)).toBe(expected));

  test('a deny of all but the own part leaves the own part', () => {
    const but = [allow(object('*')), deny({ NotResource: TEAM })];
    expect(answer(but, { ...tag(TextSet.equals('red')), ...on('blue/*') })).toBe('none');
    expect(answer(but, { ...tag(TextSet.equals('red')) })).toBe(object('red/'));
    expect(answer(but, on('blue/*'))).toBe(object('blue/'));
    expect(answer([allow(TEAM), deny({ Resource: TEAM })])).toBe('none');
  });

  test('policies before 2012-10-17 have no variables', () => {
    const old = readLiteralDocument({ Version: '2008-10-17', Statement: [allow(TEAM)] });
    expect(answer([], { policies: { identity: [old] } })).toBe(object('${aws:PrincipalTag/team}/'));
  });
});

describe('a variable in a condition', () => {
  const same = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
  const other = { StringNotEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
  const tags = (principal: TextSet | undefined, resource: TextSet): Partial<Question> => ({
    context: { 'aws:ResourceTag/team': { values: resource }, ...principal && { 'aws:PrincipalTag/team': { values: principal } } },
  });
  const [red, blue] = [TextSet.equals('red'), TextSet.equals('blue')];
  const X = object('x');

  test.each<[string, object[], Partial<Question>, string]>([
    ['two keys of one value', [allow(X, same)], tags(red, red), X],
    ['two keys of different values', [allow(X, same)], tags(red, blue), 'none'],
    ['one of them is free', [allow(X, same)], tags(undefined, blue), X],
    ['a pattern and another', [allow(X, same)], tags(TextSet.like('team-*'), TextSet.like('*-a')), X],
    ['a pattern and what it never is', [allow(X, same)], tags(TextSet.like('team-*'), blue), 'none'],
    ['a deny of what differs', [allow(X), deny({ Condition: other })], tags(red, blue), 'none'],
    ['a deny of what differs, and they are alike', [allow(X), deny({ Condition: other })], tags(undefined, blue), X],
    ['a deny of what is alike', [allow(X), deny({ Condition: same })], tags(red, red), 'none'],
    ['a deny of what is alike, and they differ', [allow(X), deny({ Condition: same })], tags(undefined, red), X],
    ['both', [allow(X, same), deny({ Condition: same })], {}, 'none'],
    ['in any case', [allow(X, { StringEqualsIgnoreCase: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }), deny({ Condition: same })], tags(undefined, red), X],
    ['equal to itself', [allow(X, { StringEquals: { 'aws:PrincipalTag/team': '${aws:PrincipalTag/team}' } })], {}, X],
    ['the account of the caller', [allow(X, { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:${aws:PrincipalAccount}:*' } })],
      { context: { 'aws:SourceArn': { values: TextSet.like('arn:aws:sns:eu-west-1:4*') } } }, 'none'],
  ])('%s', (_, statements, more, expected) => expect(answer(statements, more)).toBe(expected));

  test('a name that the principal has not', () => {
    const named = (name: string) => answer([allow(X, { StringEquals: { 'aws:username': name } })], user(BOB));
    expect([named('bob'), named('alice')]).toEqual([X, 'none']);
    expect(answer([allow(X, { StringEquals: { 'aws:username': 'alice' } })], user())).toBe(X);
    expect(answer([allow(X, { Null: { 'aws:username': 'true' } })], user())).toBe('none');
    expect(answer([allow(X, { StringEquals: { 'aws:ResourceAccount': '444455556666' } })])).toBe('none');
  });
});

test('each request is found once, also where the values of variables are looked at one by one', () => {
  const { witnesses, rest } = findWitnesses({
    policies: { identity: [policy(allow(TEAM), allow(object('${aws:PrincipalTag/a}-${aws:PrincipalTag/b}-${aws:PrincipalTag/a}')))] },
    principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }],
    resourceAccount: ACCOUNT,
    ...on('red/x', 'x-y-z'),
  }, 20);
  expect([witnesses.length, new Set(witnesses.map(({ request }) => JSON.stringify(request))).size, rest?.kind]).toEqual([13, 13, 'undecided']);
});

test('what one policy allows beyond another, with the same variables', () => {
  const beyond = (one: string, two: string) => decide({
    policies: { identity: [policy(allow(one))] },
    notAllowedBy: { identity: [policy(allow(two))] },
    principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }],
    resourceAccount: ACCOUNT,
  }).kind;
  expect(beyond(object('${aws:PrincipalTag/team}/a'), TEAM)).toBe('none');
  expect(beyond(TEAM, object('${aws:PrincipalTag/team}/a*'))).toBe('witness');
  expect(beyond(TEAM, object('${aws:PrincipalTag/cost}/*'))).toBe('witness');
});

test('what stays open says on which variable it depends', () => {
  const statements = [allow(object('${aws:PrincipalTag/a}-${aws:PrincipalTag/b}-${aws:PrincipalTag/a}'))];
  expect(answer(statements, on('x-y-z'))).toMatch(/^whether .* depends on \$\{aws:PrincipalTag\/a\} and \$\{aws:PrincipalTag\/b\}$/);
});

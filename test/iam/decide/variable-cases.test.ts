import type { Question } from '../../../lib/iam/decide/question';
import { VariableCases } from '../../../lib/iam/decide/variable-cases';
import { readDocument } from '../../../lib/iam/document';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const ACCOUNT = '111122223333';
const [ROLE, BOB, EVE] = ['role/web', 'user/staff/bob', 'user/eve'].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`);
const steps = () => new Steps(100_000);
const about = (resource: string | string[], condition: object = {}, version = '2012-10-17') =>
  readDocument({ Version: version, Statement: [{ Effect: 'Allow', Action: '*', Resource: resource, Condition: condition }] });
const asked = (more: Partial<Question> = {}): Question => ({ policies: {}, principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }], ...more });
const user = (...arns: string[]) => asked({ principals: [{ kind: 'user', identifiers: arns.length === 0 ? undefined : TextSet.equals(...arns) }] });

const LETTERS = ['', 'red', 'blue', 'green', 'x', ACCOUNT, 'bob', 'eve'];

/** What a variable of a case stands for, and what else is so of its key. */
function told({ question, variables }: ReturnType<VariableCases['all']> extends Iterable<infer T> ? T : never, key: string): string {
  const [read] = variables.read([`\${${key}}`], { version: '2012-10-17', hasWildcards: false });
  const constraint = Object.entries(question.context ?? {}).find(([name]) => name.toLowerCase() === key)?.[1];
  const values = constraint?.values && LETTERS.filter((text) => constraint.values!.language('larger', true, steps()).contains(text, steps()));
  const value = read === undefined ? 'absent' : read.startsWith('\uE000\u0001') ? 'open' : read.startsWith('\uE000\u0003') ? 'same' : `"${read}"`;
  return `${value}${constraint === undefined ? '' : `, ${constraint.mayBeAbsent === true ? 'absent or ' : ''}${values === undefined ? 'any' : JSON.stringify(values)}`}`;
}

function casesOf(question: Question, documents: ReturnType<typeof about>[], added: [string, string][] = []): string[][] {
  const cases = new VariableCases(question, documents, steps());
  added.forEach(([key, text]) => cases.add(key, text));
  return [...cases.all()].map((own) => [...cases.spellings.keys()].map((key) => told(own, key)));
}

describe('the keys that variables name', () => {
  const spellings = (documents: ReturnType<typeof about>[], more: Partial<Question> = {}) => [...new VariableCases(asked(more), documents, steps()).spellings];

  test('are those of resources and values, by their first spelling', () => {
    expect(spellings([about(['a/${aws:UserName}/${K}', 'b/${k}']), about('*', { StringLike: { m: ['x', '${ L , \'none\'}'] } })])).toEqual([['aws:username', 'aws:UserName'], ['k', 'K'], ['l', 'L']]);
    expect(spellings([readDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', NotResource: 'a/${k}' }] })])).toEqual([['k', 'k']]);
  });

  test('are spelled as conditions are, and before these as the question is', () => {
    const document = about('${team}', { StringEquals: { TEAM: 'x', Team: 'y' } });
    expect([spellings([document]), spellings([document], { context: { tEAM: {} } })]).toEqual([[['team', 'TEAM']], [['team', 'tEAM']]]);
  });

  test('are none in other versions, and where it is no variable', () => {
    expect([spellings([about('${k}', {}, '2008-10-17')]), spellings([about('${*}${?}${$}$k')])]).toEqual([[], []]);
  });
});

describe('what a variable may stand for', () => {
  const K = [about('${k}')];
  const context = (values?: TextSet, mayBeAbsent?: boolean) => asked({ context: { K: { values, mayBeAbsent } } });

  test.each<[string, Question, string[]]>([
    ['free: absent, empty, or a text', asked(), ['absent, absent or [""]', 'same, ["","red","blue","green","x","111122223333","bob","eve"]']],
    ['absent', context(), ['absent, absent or any']],
    ['one text', context(TextSet.equals('red')), ['"red", ["red"]']],
    ['one text, or absent', context(TextSet.equals('red'), true), ['absent, absent or []', '"red", ["red"]']],
    ['two texts', context(TextSet.equals('red', 'blue')), ['"red", ["red"]', '"blue", ["blue"]']],
    ['a text that may be empty', context(TextSet.equals('', 'red')), ['absent, [""]', '"red", ["red"]', 'same, [""]']],
    ['a pattern', context(TextSet.like('r*')), ['same, ["red"]']],
    ['more texts than are tried one by one', context(TextSet.equals('red', ...'abcdefgh')), ['same, ["red"]']],
    ['eight texts', context(TextSet.equals('red', ...'abcdefg')), ['"red", ["red"]', ...[...'abcdefg'].map((letter) => `"${letter}", []`)]],
    ['a text that is not known', context(TextSet.equals(unknownPart('Team'))), ['absent, [""]', 'same, ["","red","blue","green","x","111122223333","bob","eve"]']],
  ])('%s', (_, question, expected) => expect(casesOf(question, K)).toEqual(expected.map((own) => [own])));

  test('texts that conditions compare its key with are tried, where the question has them', () => {
    const K_AND = (condition: object) => [about('${k}', condition)];
    const some = context(TextSet.like('r*', 'b*'));
    expect(casesOf(some, K_AND({ StringEquals: { K: ['red', 'green', 'bl${x}'] } })).map(([own]) => own)).toEqual(expect.arrayContaining(['"red", ["red"]', 'same, ["blue","bob"]']));
    expect(casesOf(some, K_AND({ StringEquals: { K: ['r*'] } }))).toEqual([['"r*", []'], ['same, ["red","blue","bob"]']]);
    expect(casesOf(some, K_AND({ StringLike: { K: ['r*', 'blue'] } }))).toEqual([['"blue", ["blue"]'], ['same, ["red","bob"]']]);
    expect(casesOf(some, K_AND({ ArnLike: { K: 'red' }, StringEquals: { other: 'blue' } }))).toEqual([['same, ["red","blue","bob"]']]);
  });

  test('texts are added up to eight, known and not empty', () => {
    const some = context(TextSet.like('r*', 'b*'));
    expect(casesOf(some, K, [['k', 'blue'], ['k', 'green'], ['k', ''], ['k', unknownPart('r')]])).toEqual([['"blue", ["blue"]'], ['same, ["red","bob"]']]);
    expect(casesOf(asked(), K, [['k', 'x'], ['k', '']]).map(([own]) => own.split(',')[0])).toEqual(['absent', '"x"', 'same']);
    expect(casesOf(some, K, Array.from({ length: 12 }, (_, i): [string, string] => ['k', `r${i}`]))).toHaveLength(9);
  });

  test('a key of several values, and the account of a resource that is not said, stay open', () => {
    expect(casesOf(asked(), [about('${k}', { 'ForAnyValue:StringEquals': { K: 'red' } })])).toEqual([['open']]);
    expect(casesOf(asked(), [about('${aws:ResourceAccount}')])).toEqual([['open']]);
    expect(casesOf(asked({ resourceAccount: ACCOUNT }), [about('${aws:ResourceAccount}')])).toEqual([[`"${ACCOUNT}", ["${ACCOUNT}"]`]]);
    expect(casesOf(asked({ context: { 'aws:ResourceAccount': { values: TextSet.equals('x') } } }), [about('${aws:ResourceAccount}')])).toEqual([['"x", ["x"]']]);
  });
});

describe('what follows from who asks', () => {
  const NAMED = [about('${aws:username}')];

  test('a user has one name, a role none', () => {
    expect(casesOf(user(BOB, EVE), NAMED)).toEqual([['"bob", ["bob"]'], ['"eve", ["eve"]']]);
    expect(casesOf(asked(), NAMED)).toEqual([['absent, absent or any']]);
    expect(casesOf(user(), NAMED)).toEqual([['absent, [""]'], ['same, ["","red","blue","green","x","111122223333","bob","eve"]']]);
  });

  test('principals are asked about one by one, but not too many, and not for other keys', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `arn:aws:iam::${ACCOUNT}:user/u${i}`);
    const principals = (question: Question, document: ReturnType<typeof about>) => [...new VariableCases(question, [document], steps()).all()].map((own) => own.question.principals.map(({ identifiers }) => identifiers?.listed?.length));
    expect(principals(user(BOB, EVE), about('${aws:username}'))).toEqual([[1], [1]]);
    expect(principals(user(BOB, EVE), about('${aws:PrincipalArn}'))).toEqual([[1], [1]]);
    expect(principals(user(BOB, EVE), about('${k}'))).toEqual([[2], [2]]);
    expect(principals(user(BOB, EVE), about('${k}${aws:username}'))).toEqual([[1], [1], [1], [1]]);
    expect(principals(user(...many(16)), about('${aws:PrincipalAccount}'))).toEqual(Array.from({ length: 16 }, () => [1]));
    expect(principals(user(...many(17)), about('${aws:PrincipalAccount}'))).toEqual([[17]]);
    expect(principals(asked({ principals: [{ kind: 'service', identifiers: TextSet.equals('a', 'b') }] }), about('${aws:username}'))).toEqual([[2]]);
  });

  test('the ARN and the account of one principal', () => {
    expect(casesOf(user(BOB), [about('${aws:PrincipalArn}/${aws:PrincipalAccount}')])).toEqual([[`"${BOB}"`, `"${ACCOUNT}"`]]);
    expect(casesOf(asked({ principals: [{ kind: 'roleSession' }] }), [about('${aws:PrincipalAccount}')])).toEqual([['open']]);
    expect(casesOf(user('bob'), [about('${aws:PrincipalAccount}')])).toEqual([['open']]);
    expect(casesOf(user(unknownPart('Arn')), [about('${aws:PrincipalArn}')])).toEqual([['open']]);
    expect(casesOf(asked({ context: { 'aws:PrincipalAccount': { values: TextSet.equals('x') } } }), [about('${aws:PrincipalAccount}')])).toEqual([['"x", ["x"]']]);
  });
});

test('cases of several variables are all that there are, up to as many as are tried', () => {
  const two = asked({ context: { k: { values: TextSet.equals('red', 'blue') }, l: { values: TextSet.equals('x') } } });
  expect(casesOf(two, [about('${k}${l}')])).toEqual([['"red", ["red"]', '"x", ["x"]'], ['"blue", ["blue"]', '"x", ["x"]']]);
  const eight = { values: TextSet.equals(...'abcdefgh') };
  const many = casesOf(asked({ context: { k: eight, l: eight, m: { values: TextSet.equals('x', 'y') } } }), [about('${k}${l}${m}')]);
  expect(many).toHaveLength(16);
  expect(many.every(([, l]) => l.startsWith('open'))).toBe(true);
});

test('other keys of the question stay as they are', () => {
  const [own] = [...new VariableCases(asked({ context: { k: { values: TextSet.equals('red') }, other: { mayBeAbsent: true } } }), [about('${k}')], steps()).all()];
  expect(Object.keys(own.question.context ?? {})).toEqual(['other', 'k']);
});

test('an open variable is one of the texts that the question lists', () => {
  const open = (question: Question, document: ReturnType<typeof about>) => new VariableCases(question, [document], steps()).open
    .read(['${k}'], { version: '2012-10-17', hasWildcards: false }).length;
  const two = asked({ context: { k: { values: TextSet.equals('red', 'blue') } } });
  expect([open(two, about('${k}')), open(asked(), about('${k}')), open(two, about('${k}', { 'ForAllValues:StringEquals': { k: 'x' } }))]).toEqual([2, 1, 1]);
});

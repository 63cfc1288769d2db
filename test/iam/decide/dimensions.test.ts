import type { PolicyKind } from '../../../lib/iam/applicable-policies';
import { ACTION, Dimensions, PRINCIPAL, RESOURCE, SESSION } from '../../../lib/iam/decide/dimensions';
import type { Coordinates, Readings } from '../../../lib/iam/decide/dimensions';
import { KeySet } from '../../../lib/iam/decide/key-set';
import type { PrincipalSet, Question } from '../../../lib/iam/decide/question';
import { statementSets } from '../../../lib/iam/decide/statement-sets';
import { PolicyVariables } from '../../../lib/iam/decide/variables';
import { readDocument } from '../../../lib/iam/document';
import type { Language } from '../../../lib/iam/language/language';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const steps = () => new Steps(1_000_000);
const ACCOUNT = '111122223333';
const [WEB, BOB] = ['role/web', 'user/bob'].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`);
const NAME = unknownPart('Name');
const GET = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::b/*' };
const ROLE: PrincipalSet = { kind: 'roleSession', identifiers: TextSet.equals(WEB) };
const USER: PrincipalSet = { kind: 'user', identifiers: TextSet.equals(BOB) };
const SERVICE: PrincipalSet = { kind: 'service' };

const setsOf = (statements: object[], policy: PolicyKind = 'identity') => statementSets(readDocument({ Version: '2012-10-17', Statement: statements }), { policy, document: 0 }, PolicyVariables.open);
function dimensionsOf(statements: object[], more: Partial<Question> = {}, asked = ROLE, policy: PolicyKind = 'identity') {
  const sets = setsOf(statements, policy);
  const dimensions = new Dimensions({ policies: {}, principals: [asked], ...more }, asked, sets, steps());
  return { dimensions, ways: sets.flatMap((own) => dimensions.waysOf(own)) };
}

const LARGER: Readings = { of: () => 'larger', isLoose: () => false };
const GIVEN = [undefined, 'a', 'true', '5', '10.0.0.1', ACCOUNT, ['a'], ['b'], 's3:getobject', 'S3:GetObject', 's3:', '*', 'arn:aws:s3:::b/x', 'arn:aws:s3', WEB, BOB, 'pod', 'a b', ''];
const has = (coordinates: Coordinates) => GIVEN.filter((value) => coordinates instanceof KeySet ? coordinates.contains(value, steps()) : typeof value === 'string' && coordinates.contains(value, steps()))
  .map((value) => value === undefined ? 'absent' : Array.isArray(value) ? `[${value.join()}]` : value);
const when = (operator: string, key: string, ...values: string[]) => ({ ...GET, Condition: { [operator]: { [key]: values } } });

/** What the question says of one key, of which the policies have one test. */
const ofKey = (statement: object, more: Partial<Question> = {}, asked = ROLE) => has(dimensionsOf([statement], more, asked).dimensions.asQuestion(LARGER)[4]).filter((value) => ['absent', 'a', 'true', '5', '10.0.0.1', ACCOUNT, '[a]', '[b]'].includes(value)).join(' ');
const TEXTS = `a true 5 10.0.0.1 ${ACCOUNT}`;

describe('what a question says of a key', () => {
  test.each<[string, object, Partial<Question>, string]>([
    ['text', when('StringEquals', 'k', 'a'), {}, `absent ${TEXTS}`],
    ['a boolean', when('Bool', 'k', 'true'), {}, 'absent true'],
    ['a boolean of which the question has texts', when('Bool', 'k', 'true'), { context: { K: { values: TextSet.equals('a', 'true') } } }, 'a true'],
    ['a boolean that the question takes for absent', when('Bool', 'k', 'true'), { context: { K: {} } }, 'absent'],
    ['a number', when('NumericEquals', 'k', '1'), {}, `absent 5 ${ACCOUNT}`],
    ['a number of which the question has some', when('NumericEquals', 'k', '1'), { context: { k: { values: TextSet.equals('5', '6'), mayBeAbsent: true } } }, 'absent 5'],
    ['a number of which the question has a pattern', when('NumericEquals', 'k', '1'), { context: { k: { values: TextSet.like('x*') } } }, `5 ${ACCOUNT}`],
    ['an address', when('IpAddress', 'k', '10.0.0.0/8'), {}, 'absent 10.0.0.1'],
    ['presence alone', when('Null', 'k', 'true'), {}, `absent ${TEXTS}`],
    ['several values', when('ForAllValues:StringEquals', 'k', 'a'), {}, `absent ${TEXTS} [a] [b]`],
    ['several values of which the question has some', when('ForAnyValue:StringEquals', 'k', 'a'), { context: { k: { values: TextSet.equals('a') } } }, 'a [a]'],
    ['several values, absent in the question', when('ForAnyValue:StringEquals', 'k', 'a'), { context: { k: {} } }, 'absent'],
    ['a key that must be there', when('StringEquals', 'k', 'a'), { context: { k: { values: TextSet.every } } }, TEXTS],
    ['a key of which no policy has a test', GET, { context: { k: { mayBeAbsent: true, values: TextSet.every } } }, `absent ${TEXTS}`],
    ['a key that is absent', when('StringEquals', 'k', 'a'), { context: { k: {} } }, 'absent'],
    ['a key that is impossible', when('StringEquals', 'k', 'a'), { context: { k: { mayBeAbsent: false } } }, ''],
    ['a key that the question names in general', when('StringEquals', 'K', 'a'), { otherKeys: (key) => key === 'k' ? { values: TextSet.equals('a') } : undefined }, 'a'],
    ['the account of the resource', when('StringEquals', 'aws:ResourceAccount', 'x'), { resourceAccount: ACCOUNT }, ACCOUNT],
  ])('%s', (_, statement, more, expected) => expect(ofKey(statement, more)).toBe(expected));

  test('as what most tests compare it: a text takes a boolean, and what comes first stays', () => {
    const both = (one: string, two: string) => ofKey({ ...GET, Condition: { [one]: { k: 'true' }, [two]: { K: 'true' } } });
    expect([both('Bool', 'StringEquals'), both('StringEquals', 'Bool'), both('Bool', 'NumericEquals'), both('NumericEquals', 'Bool'), both('NumericEquals', 'StringEquals'), both('Null', 'Bool')])
      .toEqual([`absent ${TEXTS}`, `absent ${TEXTS}`, 'absent true', `absent 5 ${ACCOUNT}`, `absent 5 ${ACCOUNT}`, 'absent true']);
    const lists = `absent ${TEXTS} [a] [b]`;
    expect([both('StringEquals', 'ForAnyValue:StringEquals'), both('ForAnyValue:StringEquals', 'StringEquals')]).toEqual([lists, lists]);
  });
});

test('the keys: those of the question and of conditions, but not what follows from an ARN', () => {
  const keys = (asked: PrincipalSet, more: Partial<Question> = {}) => dimensionsOf([when('StringEquals', 'B', 'x'), when('StringLike', 'aws:PrincipalArn', '*'), when('StringLike', 'aws:PrincipalAccount', '*')], more, asked).dimensions.keys;
  expect(keys(ROLE, { context: { A: {}, b: {} } })).toEqual(['a', 'b']);
  expect(keys(ROLE, { context: { 'aws:PrincipalArn': { values: TextSet.every } } })).toEqual(['aws:principalarn', 'b']);
  expect(keys(SERVICE)).toEqual(['b', 'aws:principalarn', 'aws:principalaccount']);
});

test('a key is spelled as the question spells it, or as it is written first', () => {
  const { dimensions } = dimensionsOf([when('StringEquals', 'aB', 'x'), when('StringEquals', 'Ab', 'x'), when('StringEquals', 'cD', 'x')], { context: { CD: {} } });
  expect(['ab', 'cd', 'e'].map((key) => dimensions.spelling(key))).toEqual(['aB', 'CD', 'e']);
  expect(['cd', 'ab', 'e'].map((key) => dimensions.ofKeyNamed(key))).toEqual([4, 5, undefined]);
});

test('what the question says of who, what and on what', () => {
  const question = dimensionsOf([GET], { actions: TextSet.like('s3:*'), resources: TextSet.like('arn:*') }).dimensions.asQuestion(LARGER);
  expect(question.map(has)).toEqual([[WEB], ['true', '10.0.0.1', ACCOUNT, 'pod'], ['s3:getobject'], ['arn:aws:s3:::b/x', WEB, BOB]]);
  const open = dimensionsOf([GET], {}, { kind: 'user' }).dimensions.asQuestion(LARGER);
  expect([has(open[PRINCIPAL]), has(open[ACTION]), has(open[RESOURCE])]).toEqual([[BOB], ['s3:getobject'], ['*', 'arn:aws:s3:::b/x', WEB, BOB]]);
  const { dimensions } = dimensionsOf([GET]);
  const all: Readings[] = [LARGER, { ...LARGER, isLoose: () => true }, { of: () => 'smaller', isLoose: () => true }];
  const [plain, loose, other] = all.map((readings) => dimensions.asQuestion(readings));
  expect([dimensions.asQuestion(LARGER) === plain, plain === loose, loose === other]).toEqual([true, false, false]);
  const unknown = `arn:aws:iam::${ACCOUNT}:role/${NAME}`;
  const takesUnknown = (isLoose: boolean) => (dimensionsOf([GET], {}, { kind: 'roleSession' }).dimensions.asQuestion({ ...LARGER, isLoose: () => isLoose })[PRINCIPAL] as Language).contains(unknown, steps());
  expect([takesUnknown(false), takesUnknown(true)]).toEqual([false, true]);
});

describe('what is not known', () => {
  const isLoose = (statements: object[], more: Partial<Question> = {}, asked = ROLE, policy: PolicyKind = 'identity') => dimensionsOf(statements, more, asked, policy).dimensions.smaller.isLoose(RESOURCE);
  const known = { ...GET, Principal: { AWS: WEB } };

  test('makes words loose wherever it is', () => {
    expect([isLoose([GET, GET]), isLoose([known, { ...GET, NotPrincipal: { AWS: WEB } }], {}, ROLE, 'resource')]).toEqual([false, false]);
    const all: boolean[] = [
      isLoose([GET, { ...GET, Action: NAME }]), isLoose([GET, { ...GET, Resource: NAME }]), isLoose([GET, when('StringEquals', 'k', NAME)]),
      isLoose([known, { ...GET, Principal: { AWS: NAME } }], {}, ROLE, 'resource'), isLoose([known, { ...GET, NotPrincipal: { AWS: NAME } }], {}, ROLE, 'resource'),
      isLoose([GET], { actions: TextSet.equals(NAME) }), isLoose([GET], { resources: TextSet.equals(NAME) }), isLoose([GET], { context: { k: {}, l: { values: TextSet.equals(NAME) } } }),
      isLoose([GET], {}, { kind: 'user', identifiers: TextSet.equals(NAME) }), isLoose([when('StringEquals', 'k', 'x')], { otherKeys: () => ({ values: TextSet.equals(NAME) }) }),
    ];
    expect(all).toEqual(all.map(() => true));
  });

  test('of the question, by dimensions', () => {
    const unknown = (more: Partial<Question>, asked: PrincipalSet = ROLE) => [PRINCIPAL, SESSION, ACTION, RESOURCE, 4, 5].filter((dimension) => dimensionsOf([when('StringEquals', 'k', 'x'), when('StringEquals', 'l', 'x')], more, asked).dimensions.isUnknownInQuestion(dimension));
    const set = TextSet.equals(NAME);
    expect([unknown({}), unknown({}, { kind: 'user', identifiers: set }), unknown({ actions: set }), unknown({ resources: set }), unknown({ context: { l: { values: set } } }), unknown({ otherKeys: (key) => key === 'l' ? { values: set } : undefined })])
      .toEqual([[], [PRINCIPAL], [ACTION], [RESOURCE], [4], [5]]);
  });

  test('of a statement, by dimensions', () => {
    const of = (statement: object, policy: PolicyKind = 'identity', asked = ROLE) => {
      const { dimensions, ways: [way] } = dimensionsOf([when('StringEquals', 'k', 'x'), statement], {}, asked, policy);
      const own = dimensionsOf([when('StringEquals', 'k', 'x'), statement], {}, asked, policy).ways.at(-1) ?? way;
      return [dimensions.isKnown(own), ...[PRINCIPAL, SESSION, ACTION, RESOURCE, 4].filter((dimension) => dimensions.isUnknownIn(own, dimension))];
    };
    expect(of(GET)).toEqual([true]);
    expect(of({ ...GET, Action: NAME })).toEqual([false, ACTION]);
    expect(of({ ...GET, Resource: NAME })).toEqual([false, RESOURCE]);
    expect(of(when('StringEquals', 'k', NAME))).toEqual([false, 4]);
    expect(of(when('StringEquals', 'aws:PrincipalArn', NAME))).toEqual([false, PRINCIPAL]);
    expect(of({ ...GET, Principal: { AWS: NAME } }, 'resource')).toEqual([false, PRINCIPAL]);
    expect(of({ ...GET, Principal: { AWS: WEB } }, 'resource')).toEqual([true]);
    expect(of({ ...GET, Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/${NAME}` } }, 'resource')).toEqual([false, SESSION]);
  });
});

test('the account of all who ask', () => {
  const account = (...arns: string[]) => dimensionsOf([], {}, { kind: 'roleSession', identifiers: arns.length === 0 ? undefined : TextSet.like(...arns) }).dimensions.askingAccount(steps());
  expect([account(WEB), account(WEB, BOB), account(WEB, 'arn:aws:iam::444455556666:role/x'), account('arn:aws:iam::111122223333:role/*'), account()]).toEqual([ACCOUNT, ACCOUNT, undefined, undefined, undefined]);
});

test('the ways in which a statement means who asks', () => {
  const ways = (policy: PolicyKind) => dimensionsOf([{ ...GET, Principal: { AWS: [WEB, ACCOUNT] } }], {}, ROLE, policy).ways.map(({ match }) => match?.degree);
  expect((['identity', 'session', 'permissionsBoundary', 'serviceControlPolicies'] as const).map(ways)).toEqual([[undefined], [undefined], [undefined], [undefined]]);
  expect((['resource', 'trust', 'resourceControlPolicies'] as const).map(ways)).toEqual([['role', 'account'], ['role', 'account'], ['role', 'account']]);
});

describe('what a statement restricts', () => {
  const restricted = (statement: object, policy: PolicyKind = 'identity', asked = ROLE, readings: Readings = LARGER) => {
    const { dimensions, ways } = dimensionsOf([statement], {}, asked, policy);
    return ways.flatMap((way) => dimensions.restrictions(way, readings).map(([dimension, coordinates]) => [dimension, ...has(coordinates)]));
  };

  test('only what it does not take whole', () => {
    expect(restricted({ Effect: 'Allow', Action: '*', Resource: '*' })).toEqual([]);
    expect(restricted(GET)).toEqual([[ACTION, 's3:getobject'], [RESOURCE, 'arn:aws:s3:::b/x']]);
    expect(restricted({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { k: 'a' } } })).toEqual([[4, 'a']]);
  });

  test('who asks, by name and by keys', () => {
    const of = (condition: object, asked = ROLE, readings = LARGER) => restricted({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }, 'identity', asked, readings);
    expect(of({ StringLike: { 'aws:PrincipalArn': '*:role/*' } })).toEqual([[PRINCIPAL, WEB]]);
    expect(of({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } })).toEqual([[PRINCIPAL, WEB, BOB]]);
    expect(of({ NumericEquals: { 'aws:PrincipalAccount': ACCOUNT } })[0]).toHaveLength(GIVEN.filter((value) => typeof value === 'string').length + 1);
    expect(of({ NumericEquals: { 'aws:PrincipalAccount': ACCOUNT } }, ROLE, { of: () => 'smaller', isLoose: () => false })).toEqual([[PRINCIPAL]]);
    expect(of({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, SERVICE)).toEqual([[4, ACCOUNT]]);
    expect(of({ NumericEquals: { 'aws:PrincipalArn': '5' } })[0]).toHaveLength(GIVEN.filter((value) => typeof value === 'string').length + 1);
  });

  test('whom a policy of a resource names', () => {
    const of = (aws: string, asked = ROLE) => restricted({ Effect: 'Allow', Action: '*', Resource: '*', Principal: { AWS: aws } }, 'resource', asked);
    expect([of('*'), of(WEB), of(BOB, USER)]).toEqual([[], [[PRINCIPAL, WEB]], [[PRINCIPAL, BOB]]]);
    expect(of(`arn:aws:sts::${ACCOUNT}:assumed-role/web/pod`)).toEqual([[PRINCIPAL, WEB], [SESSION, 'pod']]);
  });
});

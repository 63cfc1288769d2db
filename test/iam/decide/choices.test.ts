import { Choices } from '../../../lib/iam/decide/choices';
import type { Choice } from '../../../lib/iam/decide/choices';
import { Numbers, Wider } from '../../../lib/iam/decide/condense';
import { ACTION, Dimensions, RESOURCE } from '../../../lib/iam/decide/dimensions';
import type { Way } from '../../../lib/iam/decide/dimensions';
import { readPolicies } from '../../../lib/iam/decide/paths';
import type { Question } from '../../../lib/iam/decide/question';
import { PolicyVariables } from '../../../lib/iam/decide/variables';
import { readDocument } from '../../../lib/iam/document';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const NAME = unknownPart('Name');
const bucket = (name: string) => `arn:aws:s3:::${name}/*`;
const allow = (sid: string, resource: string, action = 's3:GetObject') => ({ Sid: sid, Effect: 'Allow', Action: action, Resource: resource });
const each = (count: number) => Array.from({ length: count }, (_, i) => allow(`s${i}`, bucket(`b${i}`)));

/** The choices of statements, which are one group, and the group. */
function choicesOf(statements: object[], { mayJoin = true, denied = -1, more = {} }: { mayJoin?: boolean; denied?: number; more?: Partial<Question> } = {}) {
  const policies = { identity: [readDocument({ Version: '2012-10-17', Statement: statements })] };
  const asked = { kind: 'roleSession' } as const;
  const { all } = readPolicies(policies, PolicyVariables.open);
  const dimensions = new Dimensions({ policies, principals: [asked], ...more }, asked, all, new Steps(1_000_000));
  const group = all.flatMap((sets) => dimensions.waysOf(sets));
  const numbers = new Numbers();
  const wider = new Wider(denied < 0 ? [] : [dimensions.restrictions(group[denied], dimensions.smaller)], numbers);
  return { choices: new Choices(dimensions, numbers, wider, mayJoin), group, dimensions };
}

const named = ({ from }: { readonly from: readonly Way[] }) => from.map(({ sets }) => sets.statement.sid).join('+');
const first = (...given: Parameters<typeof choicesOf>) => {
  const { choices, group } = choicesOf(...given);
  return [...choices.first(group)].map(named);
};
const names = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

test('few statements are looked at by themselves, many as few', () => {
  expect(first(each(49))).toEqual(names(49));
  expect(first(each(50))).toEqual([names(50).join('+')]);
  expect(first([...each(30), ...each(30).map((own) => ({ ...own, Action: 's3:PutObject', Resource: `${own.Resource}x` }))])).toEqual([names(30).join('+'), names(30).join('+')]);
});

test('many stay by themselves where it matters which of them allows', () => {
  expect(first(each(50), { mayJoin: false })).toEqual(names(50));
});

test('of many, those with parts that are not known stay by themselves', () => {
  expect(first([allow('x', bucket(NAME)), ...each(50), allow('y', bucket(`a-${NAME}`))])).toEqual([names(50).join('+'), 'x', 'y']);
  expect(first(Array.from({ length: 50 }, (_, i) => allow(`s${i}`, bucket(`${i}-${NAME}`))))).toEqual(names(50));
});

test('of many, those are left out that are denied as a whole', () => {
  expect(first(each(51), { denied: 0 })).toEqual([names(51).slice(1).join('+')]);
  expect(first(each(51), { denied: 50, mayJoin: false })).toEqual(names(50));
});

/** How a statement, the question and other statements are read in the dimensions of actions and of resources, `~` where words may have unknown parts. */
const read = ({ readings: { base, question, others } }: Choice) => [base, question, others].map(({ of, isLoose }) =>
  [ACTION, RESOURCE].map((dimension) => `${of(dimension)}${isLoose(dimension) ? '~' : ''}`).join(' '));

test('words are made of the unknown parts of the statement, or else of the question', () => {
  const readings = (resource: string, more: Partial<Question> = {}) => {
    const { choices, group } = choicesOf([allow('s', bucket('b')), allow('x', resource)], { more });
    return read([...choices.first(group)][1]);
  };
  expect(readings(bucket('c'))).toEqual(['larger larger', 'base base', 'larger larger']);
  expect(readings(bucket(NAME))).toEqual(['larger base~', 'base larger~', 'larger larger~']);
  expect(readings(bucket('c'), { resources: TextSet.equals(bucket(NAME)) })).toEqual(['larger larger~', 'base base~', 'larger larger~']);
  expect(readings(bucket(NAME), { resources: TextSet.equals(bucket(NAME)) })).toEqual(['larger base~', 'base larger~', 'larger larger~']);
  expect(readings(bucket(NAME), { actions: TextSet.equals(NAME) })).toEqual(['larger~ base~', 'base~ larger~', 'larger~ larger~']);
});

test('statements without unknown parts are read in one way, and each group is read once in it', () => {
  const { choices, group } = choicesOf([allow('s', bucket('b')), allow('t', bucket('c')), allow('x', bucket(NAME)), allow('y', bucket(NAME))]);
  const [s, t, x, y] = [...choices.first(group)].map(({ readings }) => readings);
  expect([s === t, s === x, x === y]).toEqual([true, false, false]);
  expect([choices.other(group, s) === choices.other(group, s), choices.other(group, s) === choices.other(group, x), choices.other(group, s) === choices.other([...group], s)]).toEqual([true, false, false]);
});

test('other groups are asked about words, by themselves or many as few', () => {
  const other = (...given: Parameters<typeof choicesOf>) => {
    const { choices, group, dimensions } = choicesOf(...given);
    const [{ readings }] = choices.first(group);
    return choices.other(group, readings).near(dimensions.asQuestion(readings.question)).map(named);
  };
  expect(other(each(49))).toEqual(names(49));
  expect(other(each(50))).toEqual([names(50).join('+')]);
  expect(other(each(50), { mayJoin: false })).toEqual(names(50));
});

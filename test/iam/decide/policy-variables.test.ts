import { PolicyVariables } from '../../../lib/iam/decide/variables';
import type { VariablePlace, VariableValue } from '../../../lib/iam/decide/variables';
import { escapedPart, samePart, variablePart } from '../../../lib/iam/language/pattern';
import { unknownPart } from '../../../lib/iam/partial-text';

const each = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
// What a text of a policy stands for, by what is said of its variables.
const values = new Map<string, VariableValue>([
  ['gone', { kind: 'absent' }], ['team', { kind: 'text', text: 'r*d' }], ['pair', { kind: 'text', text: 'a:b' }], ['same', { kind: 'same' }],
]);
const variables = new PolicyVariables(values, (key) => ({ listed: ['a*', 'b'], nine: each(9), eight: each(8) })[key]);
const read = (text: string, place: Partial<VariablePlace> = {}) => variables.read([text], { version: '2012-10-17', hasWildcards: false, ...place });
const [star, unread] = [escapedPart('*'), variablePart('a text that cannot be read')];
const NAME = unknownPart('Name');

test.each<[string, Partial<VariablePlace>, string[]]>([
  ['a', {}, ['a']],
  ['a-${team}', {}, ['a-r*d']],
  ['a-${team}', { hasWildcards: true }, [`a-r${star}d`]],
  ['a-${team}', { version: '2008-10-17' }, ['a-${team}']],
  ['a-${team}', { version: undefined }, ['a-${team}']],
  ['a-${team}', { version: '2030-01-01' }, [unread]],
  ['a-$team', { version: '2030-01-01' }, ['a-$team']],
  ['a-${ Team }-${TEAM}', {}, ['a-r*d-r*d']],
  ['${*}${?}${$}{', {}, [`${star}${escapedPart('?')}${escapedPart('$')}{`]],
  ['$${*}{', {}, [`$${star}{`]],
  ['a-${team', {}, [unread]],
  ['${team}-${', {}, [unread]],
  [`a-$${NAME}`, {}, [unread]],
  [`${NAME}-\${team}`, {}, [`${NAME}-r*d`]],
  ['a-${}', {}, [`a-${variablePart('${}')}`]],
  ['a-${gone}', {}, []],
  ['a-${gone}-${team}', {}, []],
  ["a-${gone, 'x*'}", {}, ['a-x*']],
  ["a-${gone, 'x'}", { hasWildcards: true }, ['a-x']],
  ["a-${gone, 'x*'}", { hasWildcards: true }, [`a-${variablePart("${gone, 'x*'}")}`]],
  ["a-${team, 'x'}", {}, ['a-r*d']],
  ['a-${same}', {}, [`a-${samePart('same')}`]],
  ['a-${same}', { key: 'other' }, [`a-${samePart('same')}`]],
  ['a-${same}', { key: 'same' }, [`a-${variablePart('${same}')}`]],
  ['a-${same}', { ignoreCase: true }, [`a-${variablePart('${same}')}`]],
  ['a-${free}', {}, [`a-${variablePart('${free}')}`]],
  ['a-${listed}', {}, [`a-${variablePart('${listed}', 'a*')}`, `a-${variablePart('${listed}', 'b')}`]],
  ["a-${listed, 'x'}", {}, [`a-${variablePart("${listed, 'x'}")}`]],
  ['a-${listed}', { asked: new Map([['listed', ['c']]]) }, [`a-${variablePart('${listed}', 'c')}`]],
  ['${listed}-${listed}', {}, ['a*', 'b'].flatMap((one) => ['a*', 'b'].map((two) => `${variablePart('${listed}', one)}-${variablePart('${listed}', two)}`))],
  ['${eight}${eight}', {}, each(8).flatMap((one) => each(8).map((two) => `${variablePart('${eight}', one)}${variablePart('${eight}', two)}`))],
  ['${nine}${eight}', {}, each(9).map((one) => `${variablePart('${nine}', one)}${variablePart('${eight}')}`)],
])('%s %j', (text, place, expected) => expect(read(text, place)).toEqual(expected));

test.each<[string, NonNullable<VariablePlace['arns']>, string[]]>([
  ['arn:aws:s3:::b/${team}', 'resource', ['arn:aws:s3:::b/r*d']],
  ['arn:aws:s3:::${pair}/${same}', 'resource', [`arn:aws:s3:::a:b/${samePart('same')}`]],
  ['arn:aws:${team}:::b', 'resource', [`arn:aws:${variablePart('${team}')}:::b`]],
  ['arn:aws:${gone}:::b', 'resource', [`arn:aws:${variablePart('${gone}')}:::b`]],
  ['arn:aws:s3::${team}:b', 'resource', [`arn:aws:s3::${variablePart('${team}')}:b`]],
  ['arn:aws:${k:free}::${team}:b', 'resource', [`arn:aws:${variablePart('${k:free}')}::r*d:b`]],
  [`${NAME}:aws:s3:::b/\${team}`, 'resource', [unread]],
  ['b/${team}', 'resource', [`b/${variablePart('${team}')}`]],
  [`arn:${NAME}:s3:::b/\${team}`, 'resource', [unread]],
  [`arn:aws:s3:::${NAME}/\${team}`, 'resource', [`arn:aws:s3:::${NAME}/r*d`]],
  [`arn:${NAME}:s3:::b`, 'resource', [`arn:${NAME}:s3:::b`]],
  ['arn:aws:${team}:::b', 'condition', ['arn:aws:r*d:::b']],
  ['arn:aws:${pair}:::b', 'condition', [`arn:aws:${variablePart('${pair}')}:::b`]],
  ['arn:aws:${same}:::b', 'condition', [`arn:aws:${variablePart('${same}')}:::b`]],
  ['arn:aws:s3:::${pair}/${same}', 'condition', [`arn:aws:s3:::a:b/${samePart('same')}`]],
  ['arn:aws:${k:free}:${pair}:1:b', 'condition', [`arn:aws:${variablePart('${k:free}')}:${variablePart('${pair}')}:1:b`]],
  [`arn:${NAME}:s3:::b/\${team}`, 'condition', [unread]],
])('an ARN: %s, of a %s', (text, arns, expected) => expect(read(text, { arns })).toEqual(expected));

test('each text by itself', () => {
  expect(variables.read(['x', '${team}', '$', '${gone}'], { version: '2012-10-17', hasWildcards: false })).toEqual(['x', 'r*d', '$']);
  expect(PolicyVariables.open.read(['${team}'], { version: '2012-10-17', hasWildcards: false })).toEqual([variablePart('${team}')]);
});

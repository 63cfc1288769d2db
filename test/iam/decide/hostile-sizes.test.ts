import { decide } from '../../../lib/iam/decide/decide';
import type { Question } from '../../../lib/iam/decide/question';
import { readLiteralDocument } from '../../../lib/iam/document';
import { TextSet } from '../../../lib/iam/language/text-set';

// Work is counted in steps, so that these answers are the same on any machine; the sizes are those that once took minutes.

const ROLE = 'arn:aws:iam::111122223333:role/web';

function asks(statements: object[], more: Partial<Question> = {}): string {
  return decide({
    policies: { identity: [readLiteralDocument({ Version: '2012-10-17', Statement: statements })] },
    principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }],
    ...more,
  }).kind;
}

const each = <T>(count: number, made: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => made(i));
const PASS_ROLE = { actions: TextSet.equals('iam:passrole') };

test('a condition with thousands of patterns', () => {
  const values = each(3_000, (i) => `system:serviceaccount:ns${i}:*x${i}*y`);
  const outside = (excluded: string) => asks([{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringLike: { 'k:sub': values } } }],
    { context: { 'k:sub': { values: TextSet.like('system:*').but(TextSet.like(excluded)) } } });
  expect([outside('system:serviceaccount:ns*'), outside('system:serviceaccount:ns1*')]).toEqual(['none', 'witness']);
});

test('thousands of statements, and of actions beside resources', () => {
  expect(asks(each(2_000, (i) => ({ Effect: 'Allow', Action: 's3:*', Resource: each(5, (j) => `arn:aws:s3:::bucket-${i}-${j}/*`) })), PASS_ROLE)).toBe('none');
  const wide = { Effect: 'Allow', Action: each(2_000, () => 's3:*'), Resource: each(500, (i) => `arn:aws:s3:::b${i}/*`) };
  expect(asks([wide], { resources: TextSet.like('arn:aws:s3:::*').but(TextSet.like('arn:aws:s3:::b*')) })).toBe('none');
});

test('thousands of denies of one allow', () => {
  const denies = each(3_000, (i) => ({ Effect: 'Deny', Action: `s3:*${i}`, Resource: `arn:aws:s3:::*${i}*`, Condition: { StringNotEquals: { [`k:${i % 20}`]: `v${i}` } } }));
  expect(asks([{ Effect: 'Allow', Action: '*', Resource: '*' }, ...denies], { actions: TextSet.like('s3:*') })).toBe('witness');
});

test('thousands of keys in one statement', () => {
  const keys = (count: number) => [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringLike: Object.fromEntries(each(count, (i) => [`k:${i}`, `*${i}*`])) } }];
  expect([asks(keys(2_000)), asks(keys(20_000))]).toEqual(['witness', 'undecided']);
});

test('a deny for each of thousands of keys', () => {
  const denies = each(2_000, (i) => ({ Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { [`k:${i}`]: `v${i}` } } }));
  expect(asks([{ Effect: 'Allow', Action: '*', Resource: '*' }, ...denies])).toBe('witness');
});

test('many wildcards in one pattern', () => {
  const resources = each(50, (i) => `arn:aws:s3:::${'*a'.repeat(30)}*b${'c'.repeat(i)}`);
  expect(asks([{ Effect: 'Allow', Action: 's3:*', Resource: resources }], { resources: TextSet.like('arn:aws:s3:::*').but(TextSet.like('*a*a*b*')) })).toBe('none');
});

test('what takes too long is undecided', () => {
  const statements = [{ Effect: 'Allow', Action: '*', Resource: each(40, (i) => `arn:aws:s3:::*${i}${'?'.repeat(40)}`) }];
  expect(asks(statements, { resources: TextSet.like('arn:aws:s3:::*').but(TextSet.like(...each(40, (i) => `*${i}${'?'.repeat(40)}`))), maxSteps: 10_000 })).toBe('undecided');
});

describe('a matrix of thousands of allows and denies', () => {
  const NONE = ['none', 'witness'];
  const key = (test: object) => ({ Action: 's3:*', Resource: '*', Condition: test });

  test.each<[string, (i: number) => object, string[]]>([
    ['each of its own action and resource', (i) => ({ Action: `s3:Get${i}`, Resource: `arn:aws:s3:::b${i}/*` }), NONE],
    ['each of its own resource', (i) => ({ Action: 's3:*', Resource: `arn:aws:s3:::b${i}/*` }), NONE],
    ['patterns that begin alike', (i) => ({ Action: '*', Resource: `arn:aws:s3:::*a${i}*` }), ['none', 'none']],
    ['values of one key', (i) => key({ StringEquals: { 'k:a': `v${i}` } }), NONE],
    ['values of two keys', (i) => key({ StringEquals: { 'k:a': `v${i}`, 'k:b': `w${i}` } }), NONE],
    ['numbers', (i) => key({ NumericEquals: { 'k:a': `${i}` } }), NONE],
    ['lists', (i) => key({ 'ForAnyValue:StringEquals': { 'k:a': `v${i}` } }), NONE],
  ])('%s', (_, made, expected) => {
    const matrix = (denied: number) => [...each(800, (i) => ({ Effect: 'Allow', ...made(i) })), ...each(denied, (i) => ({ Effect: 'Deny', ...made(i) }))];
    expect([asks(matrix(800)), asks(matrix(799))]).toEqual(expected);
  });

  test('denies of all but one action, each about one allow', () => {
    const resource = (i: number) => ({ Resource: `arn:aws:s3:::b${i}/*` });
    expect(asks([...each(800, (i) => ({ Effect: 'Allow', Action: 's3:*', ...resource(i) })), ...each(800, (i) => ({ Effect: 'Deny', NotAction: `s3:Get${i}`, ...resource(i) }))])).toBe('witness');
  });
});

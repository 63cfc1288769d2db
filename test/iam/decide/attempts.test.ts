import { findWitnesses } from '../../../lib/iam/decide/decide';
import type { Question } from '../../../lib/iam/decide/question';
import { readLiteralDocument } from '../../../lib/iam/document';
import { TextSet } from '../../../lib/iam/language/text-set';

// How many requests are tried one by one.

const each = (count: number, more: object = {}) => Array.from({ length: count }, (_, i) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::bucket-${i}/key`, ...more }));
const asked = (statements: object[], more: Partial<Question> = {}): Question => ({
  policies: { identity: [readLiteralDocument({ Version: '2012-10-17', Statement: statements })] },
  principals: [{ kind: 'roleSession', identifiers: TextSet.equals('arn:aws:iam::111122223333:role/app') }],
  resourceAccount: '111122223333',
  ...more,
});

test('as many as are found', () => {
  const { witnesses, rest } = findWitnesses(asked(each(120)), 200);
  expect([witnesses.map(({ request }) => request.resource), rest]).toEqual([each(120).map(({ Resource }) => Resource), undefined]);
});

test('each once, though several statements allow it', () => {
  const { witnesses, rest } = findWitnesses(asked([...each(2), ...each(2)]), 5);
  expect([witnesses.map(({ request, allowedBy }) => [request.resource, allowedBy.map(({ statement }) => statement)]), rest])
    .toEqual([[['arn:aws:s3:::bucket-0/key', [1, 3]], ['arn:aws:s3:::bucket-1/key', [2, 4]]], undefined]);
});

test('a hundred of which it stays open whether they are allowed', () => {
  const reason = (count: number) => findWitnesses(asked(each(count, { Condition: { StringIs: { k: 'x' } } })), 2).rest?.reason;
  // Three of the first are tried twice.
  expect([reason(60), reason(97), reason(98)]).toEqual(['the operator StringIs', 'the operator StringIs', 'the policies are too large or too much intertwined to be decided']);
});

test('all that a root user asks in its account, and nothing in another', () => {
  const root = (account: string) => findWitnesses(asked([], { principals: [{ kind: 'accountRoot', identifiers: TextSet.equals(`arn:aws:iam::${account}:root`) }], resources: TextSet.equals('arn:aws:s3:::bucket/key') }), 5);
  expect([root('111122223333'), root('444455556666')].map(({ witnesses, rest }) => [witnesses.map(({ allowedBy, request }) => [allowedBy, request.resource]), rest])).toEqual([[[[[], 'arn:aws:s3:::bucket/key']], undefined], [[], undefined]]);
});

test('none of which others allow, nor of which that is open', () => {
  const beyond = (statement: object) => {
    const { witnesses, rest } = findWitnesses(asked(each(3), { notAllowedBy: { identity: [readLiteralDocument({ Version: '2012-10-17', Statement: [statement] })] } }), 5);
    return [witnesses.map(({ request }) => request.resource.split(/[:/]/).at(-2)), rest?.kind];
  };
  expect(beyond({ ...each(1)[0], Resource: 'arn:aws:s3:::bucket-1/*' })).toEqual([['bucket-0', 'bucket-2'], undefined]);
  expect(beyond({ ...each(1)[0], Resource: 'arn:aws:s3:::bucket-1/*', Condition: { StringIs: { k: 'x' } } })).toEqual([['bucket-0', 'bucket-2'], 'undecided']);
  expect(beyond({ ...each(1)[0], Effect: 'Deny' })).toEqual([['bucket-0', 'bucket-1', 'bucket-2'], undefined]);
});

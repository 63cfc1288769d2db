import { findWitnesses } from '../../../lib/iam/decide/decide';
import type { Question } from '../../../lib/iam/decide/question';
import { readLiteralDocument } from '../../../lib/iam/document';
import { TextSet } from '../../../lib/iam/language/text-set';

// Where it is not said whose the resource is, and principals of many accounts ask, no account is certainly the owner: what only the
// owner may do by its own policies is not certainly allowed.

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:done';
const everything = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const grant = (actions: readonly string[]) => readLiteralDocument({
  Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: actions, Resource: TOPIC },
});

const QUESTION: Question = {
  policies: { identity: [everything], resource: [grant(['sns:Subscribe', 'sns:Publish'])] },
  notAllowedBy: { identity: [everything], resource: [grant(['sns:Subscribe'])] },
  principals: [{ kind: 'roleSession', identifiers: TextSet.of(['arn:aws:iam::999988887777:role/*'], 'arn') }],
  actions: TextSet.equals('sns:subscribe', 'sns:publish'),
  resources: TextSet.equals(TOPIC),
};

test.each<readonly [string, Partial<Question>]>([
  ['roles of another account', {}],
  ['users of another account', { principals: [{ kind: 'user', identifiers: TextSet.of(['arn:aws:iam::999988887777:user/*'], 'arn') }] }],
  ['anybody', { principals: [{ kind: 'roleSession' }] }],
  ['the owner is said', { resourceAccount: '111122223333' }],
  ['all resources', { resources: TextSet.every }],
])('beyond what other policies allow across accounts: %s', (_, more) => {
  const { witnesses } = findWitnesses({ ...QUESTION, ...more }, 4);
  expect(witnesses.map(({ request: { action } }) => action)).toEqual(['sns:publish']);
});

test('the owner itself needs no grant', () => {
  const principals = [{ kind: 'roleSession', identifiers: TextSet.equals('arn:aws:iam::111122223333:role/own') }] as const;
  expect(findWitnesses({ ...QUESTION, principals }, 4)).toEqual({ witnesses: [], rest: undefined });
});

import * as fc from 'fast-check';
import { decide } from '../../../lib/iam/decide/decide';
import type { Question } from '../../../lib/iam/decide/question';
import { readDocument, readLiteralDocument } from '../../../lib/iam/document';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';
import { runs } from '../../property-runs';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/issuer.example.com`;
const NAMESPACE = unknownPart('Namespace');

function trust(sub: string, operator = 'StringEquals'): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { [operator]: { 'issuer.example.com:sub': sub } } }],
  };
}

function outside(subjects: TextSet, policy: object): Question {
  return {
    policies: { trust: [readDocument(policy)] },
    principals: [{ kind: 'webIdentity', identifiers: TextSet.equals(PROVIDER) }],
    actions: TextSet.equals('sts:assumerolewithwebidentity'),
    resources: TextSet.equals(ROLE),
    context: { 'issuer.example.com:sub': { values: TextSet.like('system:serviceaccount:*:*').but(subjects) } },
  };
}

describe('equal parts are equal, whatever they become', () => {
  const own = `system:serviceaccount:${NAMESPACE}:web`;

  test.each<[string, object, TextSet, string]>([
    ['the subject itself', trust(own), TextSet.equals(own), 'none'],
    ['the subject as a pattern', trust(own, 'StringLike'), TextSet.equals(own), 'none'],
    ['a pattern beside it', trust(`system:serviceaccount:${NAMESPACE}:*`, 'StringLike'), TextSet.equals(own), 'witness'],
    ['all of its namespace', trust(`system:serviceaccount:${NAMESPACE}:*`, 'StringLike'), TextSet.like(`system:serviceaccount:${NAMESPACE}:*`), 'none'],
    ['another part', trust(own), TextSet.equals(`system:serviceaccount:${unknownPart('Other')}:web`), 'undecided'],
    ['a literal', trust(own), TextSet.equals('system:serviceaccount:shop:web'), 'undecided'],
    ['a literal that it never becomes', trust(own), TextSet.equals('system:serviceaccount:shop:api'), 'witness'],
    ['all but the subject', trust(own, 'StringNotEquals'), TextSet.none, 'witness'],
  ])('%s', (_, policy, subjects, expected) => expect(decide(outside(subjects, policy)).kind).toBe(expected));
});

test('a role in the partition and account of the stack', () => {
  const [partition, account] = [unknownPart('AWS::Partition'), unknownPart('AWS::AccountId')];
  const own = `arn:${partition}:iam::${account}:role/web`;
  const may = (resource: string, but: string): Question => ({
    policies: { identity: [readDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: resource }] })] },
    principals: [{ kind: 'roleSession', identifiers: TextSet.equals(own) }],
    actions: TextSet.equals('iam:passrole'),
    resources: TextSet.of(['arn:*:iam::*:role/*'], 'arn').but(TextSet.equals(but)),
  });
  expect(decide(may(own, own)).kind).toBe('none');
  expect(decide(may(`arn:${partition}:iam::${account}:role/*`, own))).toMatchObject({ kind: 'witness', request: { resource: expect.stringContaining(account) } });
});

test('a part in place of a literal never turns "none" into a witness, nor a witness into "none"', () => {
  const name = fc.constantFrom('a', 'b', 'ab');
  const before = fc.constantFrom('', 'a', 'x-');
  const entry = fc.tuple(before, fc.constantFrom('', '*', '?', '-a')).map(([start, end]) => (value: string) => `arn:aws:sqs:eu-central-1:${ACCOUNT}:${start}${value}${end}`);
  const literal = fc.constantFrom('a', 'b', 'ab', 'a*', '*b', '*').map((text) => () => `arn:aws:sqs:eu-central-1:${ACCOUNT}:${text}`);
  const resources = fc.array(fc.oneof(entry, literal), { minLength: 1, maxLength: 2 });
  const sub = fc.tuple(fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'), fc.constantFrom('', '*', 'a'))
    .map(([operator, end]) => (value: string) => ({ [operator]: { 'k:text': `${value}${end}` } }));
  const condition = fc.oneof(sub, fc.constant(() => ({})));
  const statement = fc.tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), fc.constantFrom('Resource', 'NotResource'), resources, condition)
    .map(([effect, element, entries, conditions]) => (value: string) => ({ Effect: effect, Action: 'sqs:*', [element]: entries.map((own) => own(value)), Condition: conditions(value) }));
  const policy = fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => (value: string) => ({ Version: '2012-10-17', Statement: statements.map((own) => own(value)) }));
  const asked = fc.constantFrom<Partial<Question>>({}, { resources: TextSet.like('*:a', '*:ab') }, { resources: TextSet.like('*').but(TextSet.like('*:a')), context: { 'k:text': { values: TextSet.equals('a', 'b') } } });
  fc.assert(fc.property(policy, name, asked, (made, value, more) => {
    const of = (document: ReturnType<typeof readDocument>) => decide({
      policies: { identity: [document] }, principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }], resourceAccount: ACCOUNT, ...more,
    }).kind;
    const [open, known] = [of(readDocument(made(unknownPart('X')))), of(readLiteralDocument(made(value)))];
    expect([open, known].sort().join()).not.toBe('none,witness');
  }), runs(40, 100_000));
});

import { EMPTY_DOCUMENT, policyCharacters, readDocument, readLiteralDocument, undecidedDocument } from '../../lib/iam/document';
import type { PolicyDocument } from '../../lib/iam/document';
import { parseOperator } from '../../lib/iam/operator';
import { unknownPart } from '../../lib/iam/partial-text';

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

const STATEMENT = {
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: PROVIDER },
  Condition: { StringEquals: { [`${ISSUER}:sub`]: ['system:serviceaccount:web:web'], [`${ISSUER}:aud`]: 'sts.amazonaws.com' } },
};
const POLICY = { Version: '2012-10-17', Statement: [STATEMENT] };

const READ = {
  number: 1,
  sid: undefined,
  effect: 'Allow',
  actions: ['sts:AssumeRoleWithWebIdentity'],
  notActions: [],
  resources: [],
  notResources: [],
  principals: [{ type: 'Federated', value: PROVIDER }],
  notPrincipals: [],
  hasNotPrincipal: false,
  conditions: [
    { operator: parseOperator('StringEquals'), key: `${ISSUER}:sub`, values: ['system:serviceaccount:web:web'] },
    { operator: parseOperator('StringEquals'), key: `${ISSUER}:aud`, values: ['sts.amazonaws.com'] },
  ],
  hasUndecidedConditions: false,
};

/** The document with a change to its statement. */
const withStatement = (change: object): PolicyDocument => readDocument({ ...POLICY, Statement: { ...STATEMENT, ...change } });
const undecided = (change: object) => withStatement(change).undecided.map(({ what }) => what);
const allUndecided = (policy: unknown) => readDocument(policy).undecided.map(({ what }) => what);

describe('a policy is read', () => {
  const expected = { version: '2012-10-17', id: undefined, statements: [READ], undecided: [], characters: JSON.stringify(POLICY).length };

  test.each<[string, unknown]>([
    ['as an object', POLICY],
    ['as JSON text', JSON.stringify(POLICY)],
    ['as JSON text on many lines', `\n${JSON.stringify(POLICY, undefined, 2)}\n`],
    ['as the IAM API has it, percent-encoded', encodeURIComponent(JSON.stringify(POLICY))],
  ])('%s', (_, policy) => {
    expect(readDocument(policy)).toEqual(expected);
    expect(readLiteralDocument(policy)).toEqual(expected);
  });

  test('with one statement that stands in no list', () => {
    expect(readDocument({ Version: '2012-10-17', Statement: STATEMENT }).statements).toEqual([READ]);
  });

  test('whatever the case of its elements, by which no slip makes a statement disappear', () => {
    const { Effect, Action, Principal, Condition } = STATEMENT;
    expect(readDocument({ statement: [{ effect: Effect, ACTION: Action, principal: Principal, condition: Condition }] }).statements).toEqual([READ]);
  });

  test('with numbers and flags as text', () => {
    expect(withStatement({ Condition: { Bool: { 'aws:SecureTransport': true }, NumericEquals: { a: [1, 2] } } }).statements[0].conditions).toEqual([
      { operator: parseOperator('Bool'), key: 'aws:SecureTransport', values: ['true'] },
      { operator: parseOperator('NumericEquals'), key: 'a', values: ['1', '2'] },
    ]);
  });

  test('with everyone as principal', () => {
    expect(withStatement({ Principal: '*' }).statements[0].principals).toEqual([{ type: '*', value: '*' }]);
    expect(withStatement({ Principal: { AWS: ['*'], Service: 'a' } }).statements[0].principals).toEqual([{ type: 'AWS', value: '*' }, { type: 'Service', value: 'a' }]);
  });

  test('with NotPrincipal, NotAction and NotResource', () => {
    expect(readDocument({ Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: 'a' }, NotAction: 'b', NotResource: ['c'] }] }).statements[0])
      .toMatchObject({ hasNotPrincipal: true, principals: [], notPrincipals: [{ type: 'AWS', value: 'a' }], notActions: ['b'], actions: [], notResources: ['c'], resources: [] });
  });

  test('with its version, its id, and the sids and numbers of its statements', () => {
    const { version, id, statements } = readDocument({ VERSION: '2008-10-17', id: 'x', Statement: [{ ...STATEMENT, sid: 'One' }, null, { ...STATEMENT, Sid: 2 }, STATEMENT] });
    expect([version, id]).toEqual(['2008-10-17', 'x']);
    expect(statements.map(({ number, sid }) => [number, sid])).toEqual([[1, 'One'], [3, undefined], [4, undefined]]);
    expect(readDocument({ Version: 2012, Statement: STATEMENT }).version).toBeUndefined();
  });

  test('without counting what is not known', () => {
    const bucket = unknownPart('Bucket');
    expect(readDocument({ ...POLICY, Id: bucket }).characters).toBe(JSON.stringify({ ...POLICY, Id: '' }).length);
    expect(policyCharacters({ ...POLICY, Id: bucket })).toBe(policyCharacters({ ...POLICY, Id: '' }));
    expect(policyCharacters(undefined)).toBe(0);
  });
});

describe('what cannot be read is said', () => {
  const part = unknownPart('Parameter');

  test.each<[string, unknown, string]>([
    ['a policy that is not known', part, 'the whole policy'],
    ['text that is no JSON', '{"Statement":', 'a policy that is no JSON'],
    ['text that is cut off where it is percent-encoded', '%7B%22Statement%2', 'a policy that is no JSON'],
    ['JSON of which a part may be anything', `{"Statement":${part}}`, 'a policy that is no JSON'],
    ['JSON text of JSON text', JSON.stringify(JSON.stringify(POLICY)), 'a policy that is no JSON'],
    ['a list', [], 'a policy that is no map'],
    ['a JSON list', '[1]', 'a policy that is no map'],
    ['nothing', undefined, 'a policy that is no map'],
    ['null', null, 'a policy that is no map'],
    ['the text null', 'null', 'a policy that is no JSON'],
    ['a number', 7, 'a policy that is no map'],
    ['a flag', true, 'a policy that is no map'],
    ['an empty map', {}, 'a policy without statements'],
    ['a statement that is not known', { Statement: [part] }, 'statement 1'],
    ['statements that are not known', { Statement: part }, 'statement 1'],
    ['a statement that is null', { Statement: [STATEMENT, null] }, 'statement 2'],
    ['a statement in two lists', { Statement: [[STATEMENT]] }, 'statement 1'],
    ['an element that is not known', { ...POLICY, [part]: 'x' }, 'a part of the policy'],
  ])('%s', (_, policy, expected) => {
    expect(allUndecided(policy)).toEqual([expected]);
  });

  test.each<[string, object, string]>([
    ['an effect that is not known', { Effect: part }, 'the effect of statement 1'],
    ['an effect that IAM does not have', { Effect: 'allow' }, 'the effect of statement 1'],
    ['no effect', { Effect: undefined }, 'the effect of statement 1'],
    ['a principal that is not known', { Principal: part }, 'the principal of statement 1'],
    ['a principal that is text', { Principal: 'anybody' }, 'the principal of statement 1'],
    ['a principal that is a list', { Principal: ['*'] }, 'the principal of statement 1'],
    ['an element that is not known', { [part]: 'x' }, 'a part of statement 1'],
    ['a NotPrincipal that is a list', { NotPrincipal: [] }, 'the NotPrincipal of statement 1'],
    ['conditions that are not known', { Condition: part }, 'the conditions of statement 1'],
    ['conditions that are a list', { Condition: [{}] }, 'the conditions of statement 1'],
    ['a condition that is not known', { Condition: { StringEquals: part } }, 'the condition StringEquals of statement 1'],
    ['a condition that is null', { Condition: { 'String\nLike': null } }, 'the condition String\\u000aLike of statement 1'],
  ])('%s', (_, change, expected) => {
    expect(undecided(change)).toEqual([expected]);
  });

  test('of conditions, so that no rule misses them', () => {
    expect(withStatement({ Condition: { ...STATEMENT.Condition, Null: part } }).statements[0].hasUndecidedConditions).toBe(true);
    expect(withStatement({ Condition: part }).statements[0]).toMatchObject({ hasUndecidedConditions: true, conditions: [] });
    expect(withStatement({ Condition: undefined }).statements[0]).toMatchObject({ hasUndecidedConditions: false, conditions: [] });
  });

  test('with the keys that lead to it, and the statement', () => {
    expect(readDocument({ Statement: [STATEMENT, { ...STATEMENT, Effect: 'No', Condition: { Bool: part } }, null], [part]: 1 }).undecided).toEqual([
      { what: 'a part of the policy', path: [] },
      { what: 'the condition Bool of statement 2', path: ['Statement', '1', 'Condition', 'Bool'], statement: 2 },
      { what: 'the effect of statement 2', path: ['Statement', '1', 'Effect'], statement: 2 },
      { what: 'statement 3', path: ['Statement', '2'] },
    ]);
  });

  test('of a policy that others could not read', () => {
    expect(undecidedDocument('a policy that is too long', 7)).toEqual({ statements: [], undecided: [{ what: 'a policy that is too long', path: [] }], characters: 7 });
    expect(EMPTY_DOCUMENT).toEqual({ statements: [], undecided: [], characters: 0 });
  });
});

describe('hostile policies', () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  test('nested 100,000 deep are said to be', () => {
    expect(allUndecided(`{"Statement":[{"Condition":${deep(100_000)}}]}`)).toEqual(['a policy that is nested too deep']);
    expect(readLiteralDocument(JSON.parse(deep(100_000))).undecided).toEqual([{ what: 'a policy that is nested too deep', path: [] }]);
  });

  test('pass nothing literal for what is not known', () => {
    const sub = (value: PolicyDocument) => value.statements[0].conditions[0].values;
    const policy = (text: string) => `{"Statement":{"Effect":"Allow","Condition":{"StringLike":{"a:sub":"${text}"}}}}`;
    expect(sub(readDocument(policy('\\ue000x\\uE001')))).toEqual(['\uFFFDx\uFFFD']);
    expect(sub(readDocument(policy('\\\\ue000')))).toEqual(['\\ue000']);
    expect(sub(readDocument(policy('\\\\\\ue000\\ue000')))).toEqual(['\\\uFFFD\uFFFD']);
    expect(sub(readDocument(encodeURIComponent(policy('\uE000x\uE001'))))).toEqual(['\uFFFDx\uFFFD']);
    expect(sub(readLiteralDocument(JSON.parse(policy('\uE000x\uE001'))))).toEqual(['\uFFFDx\uFFFD']);
    expect(readLiteralDocument('\uE000x\uE001').undecided).toEqual([{ what: 'a policy that is no JSON', path: [] }]);
  });

  test('have keys that every object has', () => {
    const policy = JSON.parse('{"__proto__": {"Statement": []}, "constructor": 1, "Statement": {"__proto__": 1, "Effect": "Allow", "Condition": {"__proto__": {"toString": "x"}}}}');
    expect(readDocument(policy)).toMatchObject({ undecided: [], statements: [{ conditions: [{ operator: { name: '__proto__', known: false }, key: 'toString', values: ['x'] }] }] });
  });

  test('have lists and maps where IAM has text', () => {
    const { statements: [statement], undecided: all } = readDocument({ Statement: [{ Effect: {}, Action: [['a'], { b: 1 }, null], Resource: { Ref: 1, x: 2 }, Principal: { AWS: { a: 1 } }, Condition: { A: { b: { c: 1 } } } }] });
    expect(statement).toMatchObject({ actions: ['["a"]', '{"b":1}'], resources: ['{"Ref":1,"x":2}'], principals: [{ type: 'AWS', value: '{"a":1}' }], conditions: [{ values: ['{"c":1}'] }] });
    expect(all.map(({ what }) => what)).toEqual(['the effect of statement 1']);
  });

  test('may have 100,000 statements; the benchmark measures the time', () => {
    expect(readDocument({ Statement: Array.from({ length: 100_000 }, () => ({ Effect: 'Deny' })) }).statements).toHaveLength(100_000);
  });
});

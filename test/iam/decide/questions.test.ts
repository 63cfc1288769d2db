import { decide, findWitnesses } from '../../../lib/iam/decide/decide';
import type { Question } from '../../../lib/iam/decide/question';
import { readLiteralDocument } from '../../../lib/iam/document';
import { LetterClass } from '../../../lib/iam/language/letters';
import type { Pattern } from '../../../lib/iam/language/pattern';
import { TextSet } from '../../../lib/iam/language/text-set';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;

function policy(...statements: object[]) {
  return readLiteralDocument({ Version: '2012-10-17', Statement: statements });
}

function allow(actions: string | string[], resources: string | string[], conditions: object = {}) {
  return { Effect: 'Allow', Action: actions, Resource: resources, Condition: conditions };
}

const EVERYTHING = policy(allow('*', '*'));

describe('whom a trust lets in', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const label: Pattern = [{ letters: LetterClass.of(letters), repeated: false }, { letters: LetterClass.of(`${letters}-`), repeated: true }];
  const accounts = (namespace: Pattern): TextSet => TextSet.patterns([...'system:serviceaccount:', ...Array.from(namespace), ':', ...Array.from(label)]);

  const trust = (conditions: object, principal: object | string = { Federated: PROVIDER }, action = 'sts:AssumeRoleWithWebIdentity') =>
    policy({ Effect: 'Allow', Principal: principal, Action: action, Condition: conditions });
  const claims = (sub: TextSet, aud = TextSet.equals('sts.amazonaws.com')) => ({ [`${ISSUER}:sub`]: { values: sub }, [`${ISSUER}:aud`]: { values: aud } });

  function tokens(conditions: object, context: Question['context'], more: Partial<Question> = {}): Question {
    return {
      policies: { trust: [trust(conditions)] },
      principals: [{ kind: 'webIdentity', identifiers: TextSet.equals(PROVIDER) }],
      actions: TextSet.equals('sts:assumerolewithwebidentity'),
      resources: TextSet.equals(ROLE),
      context,
      // A token has claims of its own issuer alone.
      otherKeys: (key) => /:(sub|aud)$/.test(key) ? { mayBeAbsent: true } : undefined,
      examples: ['sts:AssumeRoleWithWebIdentity', 'system:serviceaccount:evil:x'],
      ...more,
    };
  }

  const outside = (...subjects: string[]) => accounts(label).but(TextSet.equals(...subjects));
  const WEB = 'system:serviceaccount:shop:web';
  const sub = (operator: string, ...values: string[]) => ({ [operator]: { [`${ISSUER}:sub`]: values } });

  test.each<[string, object, string | undefined]>([
    ['the exact subject', sub('StringEquals', WEB), undefined],
    ['no condition', {}, 'system:serviceaccount:evil:x'],
    ['a whole namespace', sub('StringLike', 'system:serviceaccount:shop:*'), 'system:serviceaccount:shop:x'],
    ['a namespace by one letter', sub('StringLike', 'system:serviceaccount:s?op:web'), 'system:serviceaccount:sxop:web'],
    ['the subject, as a pattern', sub('StringLike', WEB), undefined],
    ['a pattern beside the subject', sub('StringLike', WEB, '*'), 'system:serviceaccount:evil:x'],
    ['a pattern of what is no subject', sub('StringLike', WEB, 'repo:*'), undefined],
    ['all but one', sub('StringNotEquals', 'system:serviceaccount:evil:x'), 'system:serviceaccount:x:x'],
    ['absent or the subject', sub('StringEqualsIfExists', WEB), undefined],
    ['there, whatever it is', { Null: { [`${ISSUER}:sub`]: 'false' } }, 'system:serviceaccount:evil:x'],
    ['all values', sub('ForAllValues:StringLike', WEB), undefined],
    ['another issuer', { StringNotEquals: { 'token.actions.githubusercontent.com:sub': 'x' } }, 'system:serviceaccount:evil:x'],
    ['a region', { ...sub('StringEquals', WEB), StringLike: { 'aws:RequestedRegion': '*' } }, undefined],
    ['the length of the session', { NumericLessThanEquals: { 'sts:DurationSeconds': '3600' } }, 'system:serviceaccount:evil:x'],
  ])('an unintended service account: %s', (_, conditions, expected) => {
    const answer = decide(tokens(conditions, claims(outside(WEB))));
    expect(answer.kind === 'witness' ? answer.request.context?.[`${ISSUER}:sub`] : answer).toEqual(expected ?? { kind: 'none' });
  });

  test('no audience asked for', () => {
    const other = claims(TextSet.every, TextSet.every.but(TextSet.equals('sts.amazonaws.com')));
    expect(decide(tokens(sub('StringEquals', WEB), other))).toMatchObject({ kind: 'witness', request: { context: { [`${ISSUER}:sub`]: WEB } } });
    const asked = { StringEquals: { [`${ISSUER}:sub`]: WEB, [`${ISSUER}:aud`]: 'sts.amazonaws.com' } };
    expect(decide(tokens(asked, other))).toEqual({ kind: 'none' });
  });

  test('a whole namespace by letters: each name of it, though no pattern is *', () => {
    const each = [...letters].map((letter) => `system:serviceaccount:shop:${letter}*`);
    const shop = (patterns: string[]) => decide({
      ...tokens(sub('StringLike', ...each), claims(accounts([...'shop']))), notAllowedBy: { trust: [trust(sub('StringLike', ...patterns))] },
    });
    expect(shop(each)).toEqual({ kind: 'none' });
    expect(shop(['system:serviceaccount:shop:?*'])).toEqual({ kind: 'none' });
    expect(shop(each.slice(1))).toMatchObject({ kind: 'witness', request: { context: { [`${ISSUER}:sub`]: 'system:serviceaccount:shop:a' } } });
  });

  describe('a stranger', () => {
    const stranger = (principal: object | string, conditions: object = {}): Question => ({
      policies: { identity: [EVERYTHING], trust: [trust(conditions, principal, 'sts:AssumeRole')] },
      principals: [{ kind: 'roleSession', identifiers: TextSet.every.but(TextSet.of([`arn:*:iam::${ACCOUNT}:*`], 'arn')) }],
      actions: TextSet.equals('sts:assumerole'),
      resources: TextSet.equals(ROLE),
      resourceAccount: ACCOUNT,
      context: { 'aws:PrincipalOrgID': { mayBeAbsent: true, values: TextSet.equals('o-stranger') } },
      examples: ['sts:AssumeRole', 'arn:aws:iam::999999999999:role/evil'],
    });

    test.each<[string, object | string, object, string | undefined]>([
      ['everyone', '*', {}, 'arn:aws:iam::999999999999:role/evil'],
      ['everyone of AWS', { AWS: '*' }, {}, 'arn:aws:iam::999999999999:role/evil'],
      ['another account', { AWS: 'arn:aws:iam::222233334444:root' }, {}, 'arn:aws:iam::222233334444:role/x'],
      ['its own account', { AWS: ACCOUNT }, {}, undefined],
      ['everyone of its own account', { AWS: '*' }, { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, undefined],
      ['everyone of its own account, by ARN', { AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }, undefined],
      ['a role of that name', { AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/e*' } }, 'arn:aws:iam::999999999999:role/evil'],
      ['its organization', { AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-own' } }, undefined],
      ['its organization, if there is one', { AWS: '*' }, { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-own' } }, 'arn:aws:iam::999999999999:role/evil'],
      ['an address', { AWS: '*' }, { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, 'arn:aws:iam::999999999999:role/evil'],
      ['a time', { AWS: '*' }, { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, 'arn:aws:iam::999999999999:role/evil'],
    ])('%s', (_, principal, conditions, expected) => {
      const answer = decide(stranger(principal, conditions));
      expect(answer.kind === 'witness' && answer.request.principal.kind === 'roleSession' ? answer.request.principal.roleArn : answer).toEqual(expected ?? { kind: 'none' });
    });

    test('an anonymous caller', () => {
      const anonymous = { ...stranger('*'), principals: [{ kind: 'anonymous' as const }] };
      expect(decide(anonymous)).toMatchObject({ kind: 'witness', request: { principal: { kind: 'anonymous' } } });
    });
  });
});

describe('what a role may do', () => {
  const may = (statements: object[], more: Partial<Question>): Question => ({
    policies: { identity: [policy(...statements)] },
    principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }],
    ...more,
  });
  const roles = (...but: string[]) => TextSet.of(['arn:aws:iam::*:role/?*'], 'arn').but(TextSet.equals(...but));
  const other = `arn:aws:iam::${ACCOUNT}:role/other`;

  test.each<[string, string | string[], object[], string | undefined]>([
    ['one role', other, [], undefined],
    ['any', '*', [], `arn:aws:iam::${ACCOUNT}:role/x`],
    ['names of four letters or more', `arn:aws:iam::${ACCOUNT}:role/????*`, [], `arn:aws:iam::${ACCOUNT}:role/xxxx`],
    ['any, and a deny of all', '*', [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }], undefined],
    ['any, and a deny of all but the one', '*', [{ Effect: 'Deny', Action: 'iam:Pass*', NotResource: other }], undefined],
    ['any, and a deny of roles that end in -admin', '*', [{ Effect: 'Deny', Action: '*', Resource: '*-admin' }, { Effect: 'Deny', Action: '*', Resource: 'arn:*:iam::*:role/x*' }], `arn:aws:iam::${ACCOUNT}:role/y`],
  ])('pass any role: %s', (_, resources, denies, expected) => {
    const answer = decide(may([allow('iam:PassRole', resources), ...denies], { actions: TextSet.equals('iam:passrole'), resources: roles(other) }));
    expect(answer.kind === 'witness' ? answer.request.resource : answer).toEqual(expected ?? { kind: 'none' });
  });

  test('raising itself: an action on resources other than its own, within its boundary', () => {
    const question = may([allow('iam:Put*', '*')], { actions: TextSet.equals('iam:putrolepolicy', 'iam:attachrolepolicy'), resources: roles(ROLE) });
    expect(decide(question)).toMatchObject({ kind: 'witness', request: { action: 'iam:putrolepolicy' } });
    const within = (boundary: object) => decide({ ...question, policies: { ...question.policies, permissionsBoundary: [policy(boundary)] } });
    expect(within(allow('s3:*', '*'))).toEqual({ kind: 'none' });
    expect(within({ Effect: 'Allow', NotAction: 'iam:Attach*', Resource: '*' })).toMatchObject({ kind: 'witness' });
  });

  test('a guardrail: no deletion outside the region', () => {
    const guarded = (...denies: object[]) => may([allow('*', '*'), ...denies], {
      actions: TextSet.like('s3:delete*'), context: { 'aws:RequestedRegion': { values: TextSet.every.but(TextSet.equals('eu-central-1')) } },
    });
    expect(decide(guarded({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } } })))
      .toMatchObject({ kind: 'witness', request: { context: { 'aws:RequestedRegion': 'eu-west-1' } } });
    expect(decide(guarded({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }))).toEqual({ kind: 'none' });
  });

  test('nothing changes', () => {
    const one = { identity: [policy(allow(['s3:Get*', 's3:GetObject'], 'arn:aws:s3:::a/*'))] };
    const two = { identity: [policy(allow('s3:Get*', ['arn:aws:s3:::a/x*', 'arn:aws:s3:::a/*']))] };
    const three = { identity: [policy(allow('s3:Get*', 'arn:aws:s3:::a/*'), { Effect: 'Deny', Action: 's3:GetObjectAcl', Resource: '*' })] };
    const more = (policies: Question['policies'], notAllowedBy: Question['policies']) => decide({ ...may([], {}), policies, notAllowedBy });
    expect([more(one, two), more(two, one), more(three, one)]).toEqual([{ kind: 'none' }, { kind: 'none' }, { kind: 'none' }]);
    expect(more(one, three)).toMatchObject({ kind: 'witness', request: { action: 's3:getobjectacl' } });
  });

  test('addresses outside all ranges', () => {
    const halves = ['0.0.0.0/1', '128.0.0.0/1'];
    const asked = (...denied: string[]) => decide(may([allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': halves } }), { Effect: 'Deny', Action: '*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': denied } } }], {})).kind;
    expect([asked(...halves), asked('0.0.0.0/0'), asked('0.0.0.0/1', '128.0.0.0/2')]).toEqual(['none', 'none', 'witness']);
  });

  test('several witnesses come from statements that differ', () => {
    const statements = ['a', 'b', 'c'].map((name) => allow(`s3:Get${name}`, `arn:aws:s3:::${name}/*`));
    const { witnesses, rest } = findWitnesses(may(statements, {}), 5);
    expect(witnesses.map(({ request, allowedBy }) => [request.resource, allowedBy.map(({ statement }) => statement)]))
      .toEqual([['arn:aws:s3:::a/', [1]], ['arn:aws:s3:::b/', [2]], ['arn:aws:s3:::c/', [3]]]);
    expect(rest).toBeUndefined();
  });
});

import * as fc from 'fast-check';
import { foundIn, provider, sound, STS, WEB } from './fixture';
import type { AccessRequest, RequestContext } from '../../lib/iam/access-request';
import { readLiteralDocument } from '../../lib/iam/document';
import { evaluate } from '../../lib/iam/evaluator/evaluate';
import { reportInFull, runs } from '../property-runs';
import { ACCOUNT, issuer } from '../support';

const GITHUB = 'token.actions.githubusercontent.com';
const GITHUB_PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}`;
const [ASSUME, WITH_TOKEN] = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'];
const ROLE = `arn:aws:iam::${ACCOUNT}:role/example`;
const of = (rest: string) => `system:serviceaccount:${rest}`;

const SUBJECTS = [WEB, WEB, of('shop:*'), of('*:web'), of('*'), '*', of('sh?p:web'), of('shop:w*'), of('kube-*:*'), of('Shop:web')];
const AUDIENCES = [STS, STS, '*', 'sts.*', 'other'];
const REPOSITORIES = ['repo:acme/shop:*', 'repo:acme/*', 'repo:*', 'repo:acme*/shop:*', '*', 'repo:acme/shop:ref:refs/heads/main', 'repo:*/shop:*', 'environment:prod'];
const OPERATORS = [
  'StringEquals', 'StringEquals', 'StringLike', 'StringLike', 'StringNotEquals', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringEqualsIfExists',
  'StringLikeIfExists', 'StringNotEqualsIfExists', 'ForAnyValue:StringEquals', 'ForAllValues:StringEquals', 'ForAnyValue:StringLike', 'ForAllValues:StringLike',
  'ForAllValues:StringNotLike', 'ForAnyValue:StringNotEquals', 'StringNotEqualsIgnoreCase', 'ArnLike',
];
/** What is asked of callers: operators, keys and values. */
const ASKED: readonly (readonly [readonly string[], string, readonly string[]])[] = [
  [OPERATORS, 'aws:PrincipalOrgID', ['o-acme123456', 'o-*', '*', 'o-stranger00']],
  [OPERATORS, 'aws:PrincipalAccount', [ACCOUNT, '444455556666', '*', '1*']],
  [OPERATORS, 'sts:ExternalId', ['abc-secret-123', '*', 'abc*']],
  [OPERATORS, 'aws:PrincipalTag/team', ['shop', '*']],
  [OPERATORS, 'aws:RequestTag/team', ['shop']],
  [OPERATORS, 'aws:userid', ['AROAEXAMPLE:*', '*', '*:web']],
  [OPERATORS, 'sts:RoleSessionName', ['web', '*']],
  [OPERATORS, 'aws:PrincipalType', ['AssumedRole', 'User']],
  [OPERATORS, 'aws:SourceVpc', ['vpc-1', '*']],
  [OPERATORS, 'aws:SourceAccount', [ACCOUNT]],
  [OPERATORS, 'aws:PrincipalOrgPaths', ['o-acme123456/*', '*']],
  [['ArnLike', 'ArnEquals', 'ArnNotLike', 'StringLike', 'StringEquals', 'StringNotLike', 'ArnLikeIfExists'], 'aws:PrincipalArn',
    [`arn:aws:iam::${ACCOUNT}:role/*`, 'arn:aws:iam::*:role/deploy', '*', `arn:aws:iam::${ACCOUNT}:role/deploy`, `arn:*:iam::${ACCOUNT}:*`, 'arn:aws:iam::1*:role/x']],
  [['IpAddress', 'NotIpAddress', 'IpAddressIfExists'], 'aws:SourceIp', ['10.0.0.0/8', '0.0.0.0/0', '198.51.100.0/24']],
  [['Bool', 'BoolIfExists', 'StringEquals'], 'aws:PrincipalIsAWSService', ['true', 'false']],
  [['Bool', 'BoolIfExists', 'StringEquals'], 'aws:MultiFactorAuthPresent', ['true', 'false']],
  [['Null'], 'aws:PrincipalOrgID', ['true', 'false']],
];

type Test = readonly [operator: string, key: string, values: readonly string[]];

function testOf(operators: readonly string[], key: string, values: readonly string[]): fc.Arbitrary<Test> {
  return fc.tuple(fc.constantFrom(...operators), fc.constant(key), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }));
}

const ofCaller = fc.oneof(...ASKED.map((asked) => testOf(...asked)));
const claimsOf = (own: string, subjects: readonly string[]) => fc.oneof(
  { weight: 4, arbitrary: testOf(OPERATORS, `${own}:sub`, subjects) },
  { weight: 3, arbitrary: testOf(OPERATORS, `${own}:aud`, AUDIENCES) },
  { weight: 1, arbitrary: testOf(OPERATORS, `${own.toUpperCase()}:sub`, subjects) },
  { weight: 1, arbitrary: testOf(OPERATORS, `${issuer(2)}:sub`, subjects) },
  { weight: 1, arbitrary: testOf(['Null'], `${own}:sub`, ['true', 'false']) },
  { weight: 2, arbitrary: ofCaller },
);

function statementOf(principals: readonly unknown[], action: string, tests: fc.Arbitrary<Test>): fc.Arbitrary<object> {
  return fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    Principal: fc.constantFrom(...principals),
    Action: fc.constantFrom(action, action, 'sts:*', 'sts:Assume*', '*'),
    tests: fc.array(tests, { maxLength: 3 }),
  }).map(({ tests: all, ...rest }) => ({ ...rest, ...all.length === 0 ? {} : { Condition: conditionsOf(all) } }));
}

function conditionsOf(tests: readonly Test[]): object {
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  tests.forEach(([operator, key, values]) => {
    conditions[operator] = { ...conditions[operator], [key]: values };
  });
  return conditions;
}

const ANYONE = [{ AWS: '*' }, { AWS: ['*', `arn:aws:iam::${ACCOUNT}:root`] }, '*', { AWS: `arn:aws:iam::${ACCOUNT}:root` }];
const statements = fc.oneof(
  { weight: 4, arbitrary: statementOf([{ Federated: provider() }], WITH_TOKEN, claimsOf(issuer(), SUBJECTS)) },
  { weight: 2, arbitrary: statementOf(ANYONE, ASSUME, ofCaller) },
  { weight: 1, arbitrary: statementOf([{ Federated: GITHUB_PROVIDER }], WITH_TOKEN, claimsOf(GITHUB, REPOSITORIES)) },
);

const token = (own: string, provided: string, sub: string, aud: string, session: string): AccessRequest => ({
  principal: { kind: 'webIdentity', provider: provided },
  action: WITH_TOKEN,
  resource: ROLE,
  context: { [`${own}:sub`]: sub, [`${own}:aud`]: aud, 'aws:SourceIp': '203.0.113.7', 'sts:RoleSessionName': session },
});

/** Pods, repositories and accounts of which the trusts name none. */
const OTHER_PODS = ['evil:x', 'shop:evil', 'evil:web', 'shap:web', 'shop:webx', 'kube-x:y'].flatMap((rest) =>
  ['web', 'botocore-session'].map((session) => token(issuer(), provider(), of(rest), STS, session)));
const OTHER_REPOSITORIES = ['repo:somebody/else:ref:refs/heads/main', 'repo:acme-evil/shop:any', 'repo:evil/shop:any', 'repo:evil/x:environment:prod', 'environment:prod']
  .flatMap((sub) => [STS, 'other', 'x'].map((aud) => token(GITHUB, GITHUB_PROVIDER, sub, aud, 'web')));
const CONTEXTS: readonly RequestContext[] = [undefined, 'o-stranger00'].flatMap((organization) => [undefined, 'abcd', 'zzz'].flatMap((externalId) =>
  [undefined, 'shop'].flatMap((team) => ['true', 'false'].map((mfa) => ({
    'aws:PrincipalOrgID': organization,
    'aws:PrincipalOrgPaths': organization === undefined ? undefined : [`${organization}/r-zz/`],
    'sts:ExternalId': externalId,
    'aws:PrincipalTag/team': team,
    'aws:RequestTag/team': team,
    'aws:MultiFactorAuthPresent': mfa,
    'aws:SourceVpc': team === undefined ? undefined : 'vpc-stranger',
    'aws:SourceIp': '203.0.113.7',
    'sts:RoleSessionName': 'web',
    'aws:userid': 'AROASTRANGER000000000:web',
  })))));
const OTHER_ACCOUNTS = ['999999999999', '188888888888'].flatMap((account) => ['evil', 'deploy', 'x'].flatMap((name) => CONTEXTS.map((context): AccessRequest => ({
  principal: { kind: 'roleSession', roleArn: `arn:aws:iam::${account}:role/${name}`, sessionArn: `arn:aws:sts::${account}:assumed-role/${name}/web` },
  action: ASSUME,
  resource: ROLE,
  context,
}))));
const STRANGERS = [...OTHER_PODS, ...OTHER_REPOSITORIES, ...OTHER_ACCOUNTS];
const EVERYTHING = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

test('of a trust that lets in somebody whom it does not name, something is said', () => {
  const counts = new Map<string, number>();
  fc.assert(fc.property(fc.array(statements, { minLength: 1, maxLength: 2 }), (others) => {
    const document = { Version: '2012-10-17', Statement: [sound(), ...others] };
    const trust = readLiteralDocument(document);
    // Evaluation is tried against a simulator elsewhere.
    const stranger = STRANGERS.find((request) =>
      evaluate(request, { trust: [trust], ...request.action === ASSUME ? { identity: [EVERYTHING] } : {} }).decision === 'allowed');
    const found = foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } } });
    const kind = stranger === undefined ? 'lets in nobody of those' : 'lets in a stranger';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    expect(found.length === 0 ? stranger : undefined).toBeUndefined();
  }), runs(60, 20_000));
  expect(counts.get('lets in a stranger')).toBeGreaterThan(10);
  reportInFull('trusts and strangers', counts);
});

import fc from 'fast-check';
import type { WrittenPolicies } from './simulator';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../../../lib/iam/access-request';

/** A request and the policies that apply to it, made at random so that most statements come near the request. */
export interface GeneratedCase {
  readonly request: AccessRequest;
  readonly policies: WrittenPolicies;
}

const OWN = '111122223333';
const OTHER = '444455556666';
const ROLE: RequestPrincipal = { kind: 'roleSession', roleArn: `arn:aws:iam::${OWN}:role/app`, sessionArn: `arn:aws:sts::${OWN}:assumed-role/app/pod-1` };
const USER: RequestPrincipal = { kind: 'user', arn: `arn:aws:iam::${OWN}:user/bob` };

/** What the keys of a request may have, and what policies ask of them. */
const KEYS: Readonly<Record<string, { readonly given: readonly ContextValue[]; readonly operators: readonly string[]; readonly asked: readonly string[] }>> = {
  'aws:PrincipalTag/team': {
    given: ['red', 'Red', 'blue', 'r*d'],
    operators: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
    asked: ['red', 'RED', 'r?d', 'r*', '*', '${aws:ResourceTag/team}', '${*}', 'r${*}d', "${aws:ResourceTag/team, 'red'}", '${aws:username}'],
  },
  'aws:ResourceTag/team': { given: ['red', 'blue'], operators: ['StringEquals', 'StringNotEquals', 'StringLike'], asked: ['red', '${aws:PrincipalTag/team}', 'b*'] },
  'aws:TagKeys': {
    given: [[], ['team'], ['team', 'owner'], ['owner', 'cost']], operators: ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike'], asked: ['team', 'owner', 'o*', '*'],
  },
  'aws:SourceArn': {
    given: [`arn:aws:sns:eu-west-1:${OWN}:topic`, `arn:aws:sns:eu-west-1:${OWN}:topic:sub`, 'no-arn'],
    operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike'],
    asked: ['arn:aws:sns:*:*:topic', `arn:aws:sns:*:${OWN}:top*`, 'arn:aws:s?s:eu-west-1:*:*', 'arn:*:topic', '*', 'arn:aws:sns:*', `arn:aws:sns:eu-west-1:${OWN}:topic`],
  },
  'aws:SourceIp': {
    given: ['10.0.0.7', '203.0.113.9', '2001:db8::7', '2001:db8:1::1'],
    operators: ['IpAddress', 'NotIpAddress'],
    asked: ['10.0.0.0/8', '203.0.113.9', '203.0.113.8/31', '2001:db8::/48', '0.0.0.0/0', '10.0.0.7/32'],
  },
  'aws:MultiFactorAuthAge': {
    given: ['0', '300', '299.5'],
    operators: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
    asked: ['300', '0', '299.5', '1000'],
  },
  'aws:CurrentTime': {
    given: ['2026-01-01T00:00:00Z', '2026-06-30T12:00:00Z'],
    operators: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
    asked: ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', '1782820800'],
  },
  'aws:SecureTransport': { given: ['true', 'false'], operators: ['Bool'], asked: ['true', 'false'] },
};

const KEY_NAMES = Object.keys(KEYS);

/** Values that the keys of a request may have. */
export function givenValues(key: string): readonly ContextValue[] {
  return KEYS[key]?.given ?? CLAIMS[key]?.given ?? [];
}

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*', 'S3:getobject', 's3:??tObject', '*', 'sqs:SendMessage', 'iam:*'];
const RESOURCES = [
  '*', 'arn:aws:s3:::bucket/key', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::other/*', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket/${aws:username}/*', 'arn:aws:s3:::bucket/${aws:PrincipalTag/team}/a',
  'arn:aws:s3:::*/key', 'arn:*:s3:::bucket/k?y', 'arn:aws:s3:*:*:bucket/*',
];
const ASKED_RESOURCES = ['arn:aws:s3:::bucket/key', 'arn:aws:s3:::bucket/red/a', 'arn:aws:s3:::bucket/bob/x:y', 'arn:aws:s3:::other/key'];
const PRINCIPALS: readonly unknown[] = [
  '*', { AWS: '*' }, { AWS: OWN }, { AWS: `arn:aws:iam::${OWN}:root` }, { AWS: `arn:aws:iam::${OWN}:role/app` }, { AWS: `arn:aws:sts::${OWN}:assumed-role/app/pod-1` },
  { AWS: `arn:aws:iam::${OWN}:user/bob` }, { AWS: [OTHER, `arn:aws:iam::${OWN}:role/app`] }, { Service: 'sns.amazonaws.com' }, { AWS: `arn:aws:iam::${OTHER}:root` },
];

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const PROVIDERS = [`arn:aws:iam::${OWN}:oidc-provider/${ISSUER}`, `arn:aws:iam::${OWN}:oidc-provider/issuer.example.com`];
const TOKENS: RequestPrincipal[] = PROVIDERS.map((provider) => ({ kind: 'webIdentity', provider }));

const TRUST_PRINCIPALS: readonly unknown[] = [
  '*', ...PROVIDERS.map((Federated) => ({ Federated })), { Federated: PROVIDERS }, { AWS: OWN }, { AWS: '*' }, { Service: 'ec2.amazonaws.com' }, { AWS: `arn:aws:iam::${OWN}:role/app` },
  { AWS: `arn:aws:sts::${OWN}:assumed-role/app/pod-1` }, { AWS: OTHER, Federated: PROVIDERS[0] },
];

/** What tokens say, and what trusts ask of it. */
const CLAIMS: Readonly<Record<string, { readonly given: readonly string[]; readonly asked: readonly string[] }>> = {
  [`${ISSUER}:sub`]: {
    given: ['system:serviceaccount:shop:web', 'system:serviceaccount:shop:api', 'system:serviceaccount:evil:web'],
    asked: ['system:serviceaccount:shop:web', 'system:serviceaccount:shop:*', 'system:serviceaccount:*:web', 'system:serviceaccount:s??p:web', '*', 'SYSTEM:serviceaccount:shop:web'],
  },
  [`${ISSUER}:aud`]: { given: ['sts.amazonaws.com', 'other'], asked: ['sts.amazonaws.com', 'sts.*', 'other'] },
};

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const few = <T>(values: readonly T[], most: number) => fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const conditionTest = one(...KEY_NAMES).chain((key) => fc.tuple(
  fc.constant(key), one(...KEYS[key].operators, 'Null'), one('', '', 'ForAllValues:', 'ForAnyValue:'), one('', '', 'IfExists'), few(KEYS[key].asked, 2), one('true', 'false'),
)).map(([key, operator, quantifier, suffix, values, isNull]): Record<string, Record<string, unknown>> => operator === 'Null' ? { Null: { [key]: isNull } }
  : { [`${key === 'aws:TagKeys' ? quantifier || 'ForAnyValue:' : quantifier}${operator}${suffix}`]: { [key]: values } });

const condition = (maxLength: number) => fc.array(conditionTest, { maxLength }).map((tests) => Object.assign({}, ...tests) as object);

const claims = fc.array(one(...Object.keys(CLAIMS)).chain((key) => fc.tuple(
  one('StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'StringEqualsIgnoreCase', 'Null'), one('', '', '', 'IfExists'), few(CLAIMS[key].asked, 2), one('true', 'false'),
).map(([operator, suffix, values, isNull]): Record<string, object> => operator === 'Null' ? { Null: { [key]: isNull } } : { [operator + suffix]: { [key]: values } })), { maxLength: 2 })
  .map((tests) => Object.assign({}, ...tests) as object);

/** A statement of a role's trust. */
const trustStatement: fc.Arbitrary<object> = fc.record({
  effect: one('Allow', 'Allow', 'Deny'),
  actions: few(['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole', 'sts:AssumeRole*', 'sts:*', 'sts:TagSession', '*'], 2),
  isBut: one(false, false, false, true),
  principal: one(...TRUST_PRINCIPALS),
  asked: claims,
  conditions: condition(1),
}).map(({ effect, actions, isBut, principal, asked, conditions }) => ({
  Effect: effect, Action: actions, [isBut && effect === 'Deny' ? 'NotPrincipal' : 'Principal']: principal, Condition: { ...asked, ...conditions },
}));

function statement(hasPrincipal: boolean): fc.Arbitrary<object> {
  return fc.record({
    isBut: one(false, false, false, true),
    effect: one('Allow', 'Allow', 'Deny'),
    notAction: one(false, false, false, true),
    actions: few(ACTIONS, 2),
    notResource: one(false, false, false, true),
    resources: few(RESOURCES, 2),
    principal: one(...PRINCIPALS),
    conditions: condition(2),
  }).map(({ effect, notAction, actions, notResource, resources, principal, conditions, isBut }) => ({
    Effect: effect,
    [notAction ? 'NotAction' : 'Action']: actions,
    [notResource ? 'NotResource' : 'Resource']: resources,
    ...hasPrincipal ? { [isBut && effect === 'Deny' ? 'NotPrincipal' : 'Principal']: principal } : {},
    ...Object.keys(conditions).length > 0 ? { Condition: conditions } : {},
  }));
}

function document(hasPrincipal: boolean): fc.Arbitrary<object> {
  return fc.record({ Version: one('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17'), Statement: fc.array(statement(hasPrincipal), { minLength: 1, maxLength: 3 }) });
}

const documents = fc.array(document(false), { minLength: 1, maxLength: 2 });
const context = fc.record(Object.fromEntries(KEY_NAMES.map((key) => [key, one<ContextValue>(undefined, ...KEYS[key].given)])));

/** AWS attaches one that allows all to each level; the others only deny. */
const rcpDocuments = fc.array(statement(true).map((own) => ({ Version: '2012-10-17', Statement: [{ ...own, Effect: 'Deny', Principal: '*', NotPrincipal: undefined }] })), { minLength: 1, maxLength: 2 })
  .map((all) => [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }, ...all.map((own) => JSON.parse(JSON.stringify(own)) as object)]);

/** Keys that every request may have. */
const GLOBAL_KEYS = ['aws:PrincipalTag/team', 'aws:SourceIp', 'aws:CurrentTime', 'aws:SecureTransport'];

/** A request of a session that was limited when the role was assumed, and which can be made: on an object of S3. */
export const sessionCase: fc.Arbitrary<GeneratedCase> = fc.record({
  action: one('s3:GetObject', 's3:PutObject'),
  resource: one(...ASKED_RESOURCES),
  resourceAccount: one(OWN, OWN, OTHER),
  keys: fc.record(Object.fromEntries(GLOBAL_KEYS.map((key) => [key, one<ContextValue>(undefined, ...KEYS[key].given)]))),
  identity: documents,
  session: document(false),
  boundary: fc.option(documents, { freq: 3 }),
  resourcePolicy: fc.option(document(true), { freq: 2 }),
}).map(({ action, resource, resourceAccount, keys, identity, session, boundary, resourcePolicy }) => ({
  request: { principal: ROLE, action, resource, resourceAccount, context: Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) },
  policies: {
    identity, session: [session], ...boundary === null ? {} : { permissionsBoundary: boundary }, ...resourcePolicy === null ? {} : { resource: [resourcePolicy] },
  },
}));

/** A request to become a role. */
export const trustCase: fc.Arbitrary<GeneratedCase> = fc.record({
  principal: one<RequestPrincipal>(...TOKENS, TOKENS[0], ROLE, USER, { kind: 'service', name: 'ec2.amazonaws.com' }),
  keys: fc.record(Object.fromEntries([...Object.keys(CLAIMS).map((key) => [key, one<ContextValue>(undefined, ...CLAIMS[key].given)] as const),
    ...KEY_NAMES.filter((key) => !key.startsWith('aws:PrincipalTag')).map((key) => [key, one<ContextValue>(undefined, ...KEYS[key].given)] as const)])),
  action: one('sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole', 'sts:TagSession'),
  trust: fc.array(trustStatement, { minLength: 1, maxLength: 3 }),
  identity: documents,
  rcps: fc.option(fc.array(rcpDocuments, { minLength: 1, maxLength: 2 }), { freq: 4 }),
}).map(({ principal, keys, action, trust, identity, rcps }) => ({
  request: {
    principal, action, resource: `arn:aws:iam::${OWN}:role/asked`, resourceAccount: OWN, context: Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)),
  },
  // Who has no credentials of AWS yet has no policies.
  policies: { ...principal.kind === 'roleSession' || principal.kind === 'user' ? { identity } : {}, trust: [{ Version: '2012-10-17', Statement: trust }], ...rcps === null ? {} : { resourceControlPolicies: rcps } },
}));

export const generatedCase: fc.Arbitrary<GeneratedCase> = fc.record({
  principal: one<RequestPrincipal>(ROLE, ROLE, USER),
  action: one('s3:GetObject', 's3:PutObject', 'sqs:SendMessage'),
  resource: one(...ASKED_RESOURCES),
  resourceAccount: one(OWN, OWN, OTHER),
  keys: context,
  identity: documents,
  boundary: fc.option(documents, { freq: 3 }),
  resourcePolicy: fc.option(document(true), { freq: 2 }),
  scps: fc.option(fc.array(documents, { maxLength: 2 }), { freq: 3 }),
  rcps: fc.option(fc.array(rcpDocuments, { minLength: 1, maxLength: 2 }), { freq: 4 }),
}).map(({ principal, action, resource, resourceAccount, keys, identity, boundary, resourcePolicy, scps, rcps }) => ({
  request: {
    principal,
    action,
    resource,
    resourceAccount,
    context: { ...Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)), ...principal.kind === 'user' ? { 'aws:username': 'bob' } : {} },
  },
  policies: { identity, ...boundary === null ? {} : { permissionsBoundary: boundary }, ...resourcePolicy === null ? {} : { resource: [resourcePolicy] }, ...scps === null ? {} : { serviceControlPolicies: scps }, ...rcps === null ? {} : { resourceControlPolicies: rcps } },
}));

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
    asked: ['arn:aws:sns:*:*:topic', `arn:aws:sns:*:${OWN}:top*`, 'arn:aws:s?s:eu-west-1:*:*', 'arn:*:topic', `arn:aws:sns:eu-west-1:${OWN}:topic`],
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

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const few = <T>(values: readonly T[], most: number) => fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const conditionTest = one(...KEY_NAMES).chain((key) => fc.tuple(
  fc.constant(key), one(...KEYS[key].operators, 'Null'), one('', '', 'ForAllValues:', 'ForAnyValue:'), one('', '', 'IfExists'), few(KEYS[key].asked, 2), one('true', 'false'),
)).map(([key, operator, quantifier, suffix, values, isNull]): Record<string, Record<string, unknown>> => operator === 'Null' ? { Null: { [key]: isNull } }
  : { [`${key === 'aws:TagKeys' ? quantifier || 'ForAnyValue:' : quantifier}${operator}${suffix}`]: { [key]: values } });

const condition = fc.array(conditionTest, { maxLength: 2 }).map((tests) => Object.assign({}, ...tests) as object);

function statement(hasPrincipal: boolean): fc.Arbitrary<object> {
  return fc.record({
    effect: one('Allow', 'Allow', 'Deny'),
    notAction: one(false, false, false, true),
    actions: few(ACTIONS, 2),
    notResource: one(false, false, false, true),
    resources: few(RESOURCES, 2),
    principal: one(...PRINCIPALS),
    conditions: condition,
  }).map(({ effect, notAction, actions, notResource, resources, principal, conditions }) => ({
    Effect: effect,
    [notAction ? 'NotAction' : 'Action']: actions,
    [notResource ? 'NotResource' : 'Resource']: resources,
    ...hasPrincipal ? { Principal: principal } : {},
    ...Object.keys(conditions).length > 0 ? { Condition: conditions } : {},
  }));
}

function document(hasPrincipal: boolean): fc.Arbitrary<object> {
  return fc.record({ Version: one('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17'), Statement: fc.array(statement(hasPrincipal), { minLength: 1, maxLength: 3 }) });
}

const documents = fc.array(document(false), { minLength: 1, maxLength: 2 });
const context = fc.record(Object.fromEntries(KEY_NAMES.map((key) => [key, one<ContextValue>(undefined, ...KEYS[key].given)])));

export const generatedCase: fc.Arbitrary<GeneratedCase> = fc.record({
  principal: one<RequestPrincipal>(ROLE, ROLE, USER),
  action: one('s3:GetObject', 's3:PutObject', 'sqs:SendMessage'),
  resource: one(...ASKED_RESOURCES),
  resourceAccount: one(OWN, OWN, OTHER),
  keys: context,
  identity: documents,
  boundary: fc.option(documents, { freq: 3 }),
  resourcePolicy: fc.option(document(true), { freq: 1 }),
  scps: fc.option(fc.array(documents, { maxLength: 2 }), { freq: 3 }),
}).map(({ principal, action, resource, resourceAccount, keys, identity, boundary, resourcePolicy, scps }) => ({
  request: {
    principal,
    action,
    resource,
    resourceAccount,
    context: { ...Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)), ...principal.kind === 'user' ? { 'aws:username': 'bob' } : {} },
  },
  policies: { identity, ...boundary === null ? {} : { permissionsBoundary: boundary }, ...resourcePolicy === null ? {} : { resource: [resourcePolicy] }, ...scps === null ? {} : { serviceControlPolicies: scps } },
}));

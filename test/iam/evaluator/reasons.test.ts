import { readAll } from './simulator';
import type { WrittenPolicies } from './simulator';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../../../lib/iam/access-request';
import { readDocument, undecidedDocument } from '../../../lib/iam/document';
import { evaluate, isTrustAction } from '../../../lib/iam/evaluator/evaluate';
import { unknownPart } from '../../../lib/iam/partial-text';

// What an answer says: which policies would have to allow, and on what it depends.

const [ACCOUNT, OTHER] = ['111122223333', '444455556666'];
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/app`;
const ROLE: RequestPrincipal = { kind: 'roleSession', roleArn: ROLE_ARN, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/pod` };
const USER = { kind: 'user' as const, arn: `arn:aws:iam::${ACCOUNT}:user/bob` } satisfies RequestPrincipal;
const ROOT: RequestPrincipal = { kind: 'accountRoot', arn: `arn:aws:iam::${ACCOUNT}:root` };
const SERVICE: RequestPrincipal = { kind: 'service', name: 'sns.amazonaws.com' };
const CANONICAL: RequestPrincipal = { kind: 'canonicalUser', id: '79a5' };
const TOKEN: RequestPrincipal = { kind: 'webIdentity', provider: 'accounts.google.com' };
const NAME = unknownPart('Name');
const BUCKET: AccessRequest = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', resourceAccount: ACCOUNT };
const BECOME: AccessRequest = { principal: ROLE, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/target` };
const KEY: AccessRequest = { principal: ROLE, action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k` };

const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const TRUST = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
const [ANYTHING, NOTHING] = [policy(ALLOW), policy({ ...ALLOW, Action: 'x:Nothing' })];
const grant = (principal: unknown, more: object = {}) => policy({ ...ALLOW, Principal: principal, ...more });
const answerTo = (request: AccessRequest, policies: WrittenPolicies) => evaluate(request, readAll(policies, readDocument));
const reasons = (request: AccessRequest, policies: WrittenPolicies) => answerTo(request, policies).undecided.map(({ what }) => what);

describe('which policies would have to allow', () => {
  test.each<[string, AccessRequest, WrittenPolicies, string[]]>([
    ['a role of the account', BUCKET, { identity: [NOTHING] }, ['identity']],
    ['a role within its boundary', BUCKET, { identity: [ANYTHING], permissionsBoundary: [NOTHING] }, ['permissionsBoundary']],
    ['a role and its boundary', BUCKET, { identity: [NOTHING], permissionsBoundary: [NOTHING] }, ['identity', 'permissionsBoundary']],
    ['a session', BUCKET, { identity: [ANYTHING], session: [NOTHING] }, ['session']],
    ['a role that the resource names, within its boundary', BUCKET, { identity: [NOTHING], permissionsBoundary: [NOTHING], resource: [grant({ AWS: ROLE_ARN })] }, ['permissionsBoundary']],
    ['a user has no session', { ...BUCKET, principal: USER }, { identity: [NOTHING], session: [NOTHING] }, ['identity']],
    ['a role of another account', { ...BUCKET, resourceAccount: OTHER }, { identity: [NOTHING], permissionsBoundary: [NOTHING] }, ['identity', 'permissionsBoundary', 'resource']],
    ['a role of another account that may ask', { ...BUCKET, resourceAccount: OTHER }, { identity: [ANYTHING] }, ['resource']],
    ['a role where it is not said whose the resource is', { ...BUCKET, resourceAccount: undefined }, { identity: [NOTHING] }, ['identity']],
    ['a root user of another account', { ...BUCKET, principal: ROOT, resourceAccount: OTHER }, {}, ['resource']],
    ['an organization', BUCKET, { identity: [ANYTHING], serviceControlPolicies: [[ANYTHING], [NOTHING]] }, ['serviceControlPolicies']],
    ['an organization, at two levels', BUCKET, { identity: [NOTHING], serviceControlPolicies: [[NOTHING], [NOTHING]] }, ['serviceControlPolicies', 'identity']],
    ['a trust that names nobody of the account', BECOME, { identity: [ANYTHING], trust: [grant({ AWS: OTHER })] }, ['trust']],
    ['a trust and the role', BECOME, { identity: [NOTHING], trust: [grant({ AWS: OTHER })] }, ['trust', 'identity']],
    ['a trust, by an action that is not known', { ...BECOME, action: `sts:${NAME}` }, { identity: [ANYTHING], trust: [grant({ AWS: OTHER })] }, ['trust']],
    ['a trust that leaves it to the account', BECOME, { identity: [NOTHING], trust: [grant({ AWS: ACCOUNT })] }, ['identity']],
    ['a key that names nobody of the account', KEY, { identity: [ANYTHING], resource: [grant({ AWS: OTHER })] }, ['resource']],
    ['a service', { ...BUCKET, principal: SERVICE }, { identity: [ANYTHING] }, ['resource']],
    ['a token', { ...BECOME, principal: TOKEN, action: 'sts:AssumeRoleWithWebIdentity' }, { identity: [ANYTHING], trust: [grant({ AWS: '*' }, { Action: 'sts:TagSession' })] }, ['trust']],
  ])('%s', (_, request, policies, missing) => expect(answerTo(request, policies)).toEqual({ decision: 'implicitlyDenied', decidedBy: [], missing, undecided: [] }));
});

describe('the statements that decide', () => {
  test('of all policies that allow, but of resource control policies, which only deny', () => {
    const policies = { identity: [NOTHING, ANYTHING], resource: [grant({ AWS: ROLE_ARN })], resourceControlPolicies: [[grant('*')]], permissionsBoundary: [policy({ ...ALLOW, Action: 'x:y' }, ALLOW)] };
    const decidedBy = [{ policy: 'resource', document: 0, statement: 1 }, { policy: 'identity', document: 1, statement: 1 }, { policy: 'permissionsBoundary', document: 0, statement: 2 }];
    expect(answerTo(BUCKET, policies)).toEqual({ decision: 'allowed', decidedBy, missing: [], undecided: [] });
  });

  test('of all policies that deny', () => {
    const policies = { identity: [policy(ALLOW, DENY)], session: [policy(DENY)], resourceControlPolicies: [[grant('*')], [grant('*', { Effect: 'Deny' })]], trust: [grant('*', { Effect: 'Deny' })] };
    const decidedBy = [
      { policy: 'resourceControlPolicies', level: 1, document: 0, statement: 1 }, { policy: 'trust', document: 0, statement: 1 },
      { policy: 'identity', document: 0, statement: 2 }, { policy: 'session', document: 0, statement: 1 },
    ];
    expect(answerTo(BUCKET, policies)).toEqual({ decision: 'explicitlyDenied', decidedBy, missing: [], undecided: [] });
  });

  test('policies of an identity say nothing of those who have none', () => {
    const deny = { identity: [policy(DENY)], permissionsBoundary: [policy(DENY)], session: [policy(DENY)], resource: [grant('*')] };
    expect([SERVICE, TOKEN, CANONICAL, { kind: 'anonymous' } as const, ROOT].map((principal) => answerTo({ ...BUCKET, principal }, deny).decision)).toEqual(Array(5).fill('allowed'));
    const ofOrganization = { serviceControlPolicies: [[policy(DENY)]], resource: [grant('*')] };
    expect([SERVICE, TOKEN, CANONICAL, ROOT, USER].map((principal) => answerTo({ ...BUCKET, principal }, ofOrganization).decision)).toEqual(['allowed', 'allowed', 'explicitlyDenied', 'explicitlyDenied', 'explicitlyDenied']);
  });

  test('all but those listed are denied where there is a boundary, whoever is listed', () => {
    const but = { identity: [ANYTHING], permissionsBoundary: [ANYTHING], resource: [policy({ ...DENY, NotPrincipal: { AWS: [ROLE_ARN, USER.arn, ACCOUNT] } })] };
    expect([ROLE, USER, ROOT].map((principal) => answerTo({ ...BUCKET, principal }, but).decision)).toEqual(['explicitlyDenied', 'explicitlyDenied', 'allowed']);
  });

  test('nobody is denied where everyone is excepted', () => {
    const but = (listed: unknown) => answerTo(BUCKET, { identity: [ANYTHING], resource: [policy({ ...DENY, NotPrincipal: listed })] }).decision;
    expect([but('*'), but({ AWS: [OTHER, '*'] }), but({ Service: '*' })]).toEqual(['allowed', 'allowed', 'explicitlyDenied']);
  });

  test('short ARNs are filled up in boundaries and session policies, too', () => {
    const short = policy({ ...ALLOW, Resource: 'arn:aws:s3' });
    expect([{ permissionsBoundary: [short] }, { session: [short] }, { serviceControlPolicies: [[short]] }].map((limit) => answerTo(BUCKET, { identity: [ANYTHING], ...limit }).decision)).toEqual(['allowed', 'allowed', 'implicitlyDenied']);
  });

  test('actions that ask to become a role', () => {
    expect(['sts:assumerole', 'sts:assumerolewithwebidentity', 'sts:assumerolewithsaml', 'sts:tagsession', 'sts:setsourceidentity', 'sts:getcalleridentity', 's3:getobject'].map(isTrustAction)).toEqual([true, true, true, true, true, false, false]);
  });

  test('a service-linked role is limited by no control policy', () => {
    const linked: RequestPrincipal = { kind: 'roleSession', roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x/y`, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/y/z` };
    const control = { identity: [ANYTHING], serviceControlPolicies: [[policy(DENY)]], resourceControlPolicies: [[grant('*', { Effect: 'Deny' })]] };
    expect([linked, ROLE].map((principal) => answerTo({ ...BUCKET, principal }, control).decision)).toEqual(['allowed', 'explicitlyDenied']);
  });
});

describe('on what an answer depends', () => {
  const identity = (...statements: object[]) => ({ identity: [policy(...statements)] });

  test.each<[string, AccessRequest, WrittenPolicies, string[]]>([
    ['an action that is not known', BUCKET, identity({ ...ALLOW, Action: NAME }), ['the action <Name>']],
    ['an action of the request', { ...BUCKET, action: `s3:${NAME}` }, identity({ ...ALLOW, Action: 's3:GetObject' }), ['the action s3:<Name>']],
    ['no action', BUCKET, identity({ Effect: 'Allow', Resource: '*' }), ['the action, of which nothing is written, or too much']],
    ['Action and NotAction that are at odds', BUCKET, identity({ ...ALLOW, NotAction: 's3:*' }), ['the action, of which nothing is written, or too much']],
    ['no resource', BUCKET, identity({ Effect: 'Allow', Action: '*' }), ['the resource, of which nothing is written, or too much']],
    ['a resource that is not known', BUCKET, identity({ ...ALLOW, Resource: `arn:aws:s3:::${NAME}` }), ['the resource arn:aws:s3:::<Name>']],
    ['a resource that may be everything', { ...BUCKET, resource: '*' }, identity({ ...ALLOW, Resource: NAME }), ['the resource <Name>']],
    ['a variable behind an ARN that is not known', BUCKET, identity({ ...ALLOW, Resource: `${NAME}/\${aws:username}` }), ['the version of the policy, and so whether "<Name>/${aws:username}" has a variable']],
    ['an effect that is not known', BUCKET, identity({ ...ALLOW, Effect: NAME }), ['the effect of statement 1']],
    ['conditions that cannot be read', BUCKET, identity({ ...ALLOW, Condition: NAME }), ['the conditions of statement 1']],
    ['a NotPrincipal in a policy of a role', BUCKET, identity({ ...ALLOW, NotPrincipal: { AWS: OTHER } }), ['a principal in a policy that must have none']],
    ['an element of a trust that is not known', BECOME, { identity: [ANYTHING], trust: [policy({ ...TRUST, [NAME]: 'x' })] }, ['the resource, of which nothing is written, or too much', 'a part of statement 1']],
    ['an element and the conditions of a trust', BECOME, { identity: [ANYTHING], trust: [policy({ ...TRUST, Condition: NAME, [NAME]: 'x' })] }, ['the resource, of which nothing is written, or too much', 'the conditions of statement 1']],
    ['the conditions of a trust', BECOME, { identity: [ANYTHING], trust: [policy({ ...TRUST, Condition: NAME })] }, ['the conditions of statement 1']],
    ['a principal in a policy of a role', BUCKET, identity({ ...ALLOW, Principal: '*' }), ['a principal in a policy that must have none']],
    ['an operator', BUCKET, identity({ ...ALLOW, Condition: { StringIs: { k: 'a' } } }), ['the operator StringIs']],
    ['a key that is not known', BUCKET, identity({ ...ALLOW, Condition: { StringEquals: { [NAME]: 'a' } } }), ['the condition key <Name>']],
    ['a statement that is not known', BUCKET, { identity: [{ Version: '2012-10-17', Statement: [NAME] }] }, ['statement 1']],
    ['denies come first', BUCKET, identity({ ...DENY, Action: NAME }, { ...ALLOW, Resource: NAME }), ['the action <Name>', 'the resource <Name>']],
    ['whose the resource is', { ...BUCKET, resourceAccount: undefined }, { identity: [ANYTHING] }, ['whether the resource is of the account of the principal']],
    ['whose the resource is, of a user', { ...BUCKET, principal: USER, resourceAccount: undefined }, { identity: [ANYTHING] }, ['whether the resource is of the account of the principal']],
    ['whose the resource is, of a root user', { ...BUCKET, principal: ROOT, resourceAccount: undefined }, {}, ['whether the resource is of the account of the principal']],
    ['an account that is not known', { ...BUCKET, resourceAccount: NAME }, { identity: [ANYTHING] }, ['whether the resource is of the account of the principal']],
    ['an action that may ask to become a role', { ...BECOME, action: `sts:${NAME}` }, { identity: [ANYTHING] }, ['whether the policy of the resource must allow']],
    ['an action of a service that is not known', { ...BECOME, action: NAME }, { identity: [ANYTHING] }, ['whether the policy of the resource must allow']],
    ['an action that may ask to become a role, of a resource that may be one', { ...BUCKET, action: NAME, resource: `arn:aws:${NAME}::${ACCOUNT}:role/x` }, { identity: [ANYTHING] }, ['whether the policy of the resource must allow']],
    ['an action that may ask to become a role, of another resource', { ...BUCKET, action: `sts:${NAME}` }, { identity: [ANYTHING] }, []],
    ['an action that may ask to become a role, of no resource', { ...BUCKET, action: `sts:${NAME}`, resource: '*' }, { identity: [ANYTHING] }, []],
    ['an action of another service', { ...BUCKET, action: `s3:${NAME}` }, { identity: [ANYTHING] }, []],
    ['what may be a key', { ...KEY, resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:${NAME}` }, { identity: [ANYTHING] }, ['whether the policy of the resource must allow']],
    ['an alias of a key', { ...KEY, resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/${NAME}` }, { identity: [ANYTHING] }, []],
    ['a key whose policy is not given', KEY, { identity: [ANYTHING] }, ['the policy of the key, which is not given']],
    ['a key of a partition that is not known', { ...KEY, resource: `arn:${NAME}:kms:eu-west-1:${ACCOUNT}:key/k`, resourceAccount: ACCOUNT }, { identity: [ANYTHING] }, ['the policy of the key, which is not given']],
    ['what may be a key as a whole', { ...KEY, resource: NAME, resourceAccount: ACCOUNT }, { identity: [ANYTHING] }, ['whether the policy of the resource must allow']],
    ['what is no ARN', { ...KEY, resource: '*', resourceAccount: ACCOUNT }, { identity: [ANYTHING] }, []],
    ['a wildcard and what is not known of a resource', { ...BUCKET, resource: '*' }, identity({ ...ALLOW, Resource: `?${NAME}` }), ['the resource ?<Name>']],
    ['a resource that begins otherwise than all', { ...BUCKET, resource: '*' }, identity({ ...ALLOW, Resource: `a${NAME}` }), []],
    ['a trust that is not given', BECOME, { identity: [ANYTHING] }, ['the trust policy of the role, which is not given']],
    ['a trust that is not given, of SAML', { ...BECOME, action: 'sts:AssumeRoleWithSAML' }, { identity: [ANYTHING] }, ['the trust policy of the role, which is not given']],
    ['a trust that is not given, of an identity', { ...BECOME, action: 'sts:SetSourceIdentity' }, { identity: [ANYTHING] }, ['the trust policy of the role, which is not given']],
    ['no principal', BUCKET, { resource: [policy(ALLOW)] }, ['the principal, of which nothing is written']],
    ['Principal and NotPrincipal', BUCKET, { resource: [grant('*', { NotPrincipal: { AWS: OTHER } })] }, ['both Principal and NotPrincipal']],
    ['a NotPrincipal of nobody', BUCKET, { resource: [policy({ ...ALLOW, NotPrincipal: {} })] }, ['the NotPrincipal, of which nothing is written']],
    ['a NotPrincipal of a part', BUCKET, { resource: [policy({ ...ALLOW, NotPrincipal: { AWS: ROLE_ARN } })] }, ['whether NotPrincipal excepts a caller of whom the account, the role or the session is not listed']],
    ['a principal that is not known', BUCKET, { resource: [grant({ AWS: NAME })] }, ['the principal <Name>']],
    ['a principal that may be everyone', { ...BUCKET, principal: SERVICE }, { resource: [grant({ AWS: NAME })] }, ['the principal <Name>']],
    ['a wildcard in a principal', BUCKET, { resource: [grant({ AWS: `arn:aws:iam::${ACCOUNT}:role/*` })] }, [`the wildcard in the principal arn:aws:iam::${ACCOUNT}:role/*`]],
    ['a wildcard in a user', { ...BUCKET, principal: USER }, { resource: [grant({ AWS: `arn:aws:iam::${ACCOUNT}:user/*` })] }, [`the wildcard in the principal arn:aws:iam::${ACCOUNT}:user/*`]],
    ['a wildcard in another user', { ...BUCKET, principal: USER }, { resource: [grant({ AWS: `arn:aws:iam::${ACCOUNT}:user/x*` })] }, []],
    ['a wildcard in a service', { ...BUCKET, principal: SERVICE }, { resource: [grant({ Service: 'sns.*' })] }, []],
    ['a principal that may be everyone, for a root user', { ...BUCKET, principal: ROOT, resourceAccount: OTHER }, { resource: [grant({ AWS: `*${NAME}` })] }, ['the principal *<Name>']],
    ['a role that is not known, for a service', { ...BUCKET, principal: SERVICE }, { resource: [grant({ AWS: `arn:aws:iam::${ACCOUNT}:role/${NAME}` })] }, []],
    ['any service', { ...BUCKET, principal: SERVICE }, { resource: [grant({ Service: '*' })] }, ['"Service": "*"']],
    ['a kind of principal', BUCKET, { resource: [grant({ Group: 'x' })] }, ['the principal of the kind Group']],
    ['a canonical id', { ...BUCKET, resourceAccount: OTHER }, { identity: [ANYTHING], resource: [grant({ CanonicalUser: 'x' })] }, ['whose canonical user id is named']],
  ])('%s', (_, request, policies, expected) => expect(reasons(request, policies)).toEqual(expected));

  test('each says where it is', () => {
    const whole = evaluate(BUCKET, { identity: [readDocument(ANYTHING), undecidedDocument('the policy of a group')], serviceControlPolicies: [[readDocument(ANYTHING)], [readDocument(policy({ ...ALLOW, Action: NAME }))]] });
    expect(whole.undecided).toEqual([
      { what: 'the policy of a group', policy: 'identity', document: 1 },
      { what: 'the action <Name>', policy: 'serviceControlPolicies', level: 1, document: 0, statement: 1 },
    ]);
    expect([BECOME, KEY].map((request) => answerTo(request, { identity: [ANYTHING] }).undecided[0].policy)).toEqual(['trust', 'resource']);
    expect(answerTo({ ...BUCKET, resourceAccount: undefined }, { identity: [policy(ALLOW)] }).undecided.at(-1)).toEqual({ what: 'whether the resource is of the account of the principal' });
  });
});

describe('on what a condition depends', () => {
  test.each<[string, object, Readonly<Record<string, ContextValue>>, string]>([
    ['a value', { StringEquals: { k: NAME } }, { k: 'a' }, 'the value of k under StringEquals'],
    ['a number', { NumericEquals: { k: NAME } }, { k: '1' }, 'the value of k under NumericEquals'],
    ['a number that is none', { NumericEquals: { k: 'one' } }, { k: '1' }, 'k under NumericEquals, which compares "1" with "one"'],
    ['no value', { StringEquals: { k: [] } }, { k: 'a' }, 'k under StringEquals, which has no value in the policy'],
    ['Null with a set operator', { 'ForAnyValue:Null': { k: 'true' } }, {}, 'k under ForAnyValue:Null, which AWS does not document'],
    ['Null of neither', { Null: { k: 'maybe' } }, {}, 'k under Null, which is neither true nor false'],
    ['an empty text', { Null: { k: 'true' } }, { k: '' }, 'whether the empty value of k is null'],
    ['one of several values', { StringEquals: { k: 'a' } }, { k: ['a'] }, 'k under StringEquals, a key that may have several values, without a set operator'],
    ['several values under a negation', { StringNotEquals: { k: 'a' } }, { k: ['b', 'c'] }, 'k under StringNotEquals, a key that may have several values, without a set operator'],
    ['an empty value of all', { 'ForAllValues:StringEquals': { k: 'a' } }, { k: [''] }, 'k under ForAllValues:StringEquals: whether an empty value counts as none'],
    ['an empty value of any', { 'ForAnyValue:StringLike': { k: '*' } }, { k: [''] }, 'k under ForAnyValue:StringLike: whether an empty value counts as none'],
    ['ForAnyValue and IfExists', { 'ForAnyValue:StringEqualsIfExists': { k: 'a' } }, {}, 'k under ForAnyValue:StringEqualsIfExists where the key is absent'],
    ['what is no ARN', { ArnNotLike: { k: 'a' } }, { k: 'arn:aws:s3:::b' }, 'k under ArnNotLike, which compares what is no ARN with one'],
    ['keys of tags', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'Team' } }, { 'aws:TagKeys': ['team'] }, 'aws:TagKeys under ForAnyValue:StringEquals: whether case counts in the keys of tags'],
    ['keys of tags by a pattern', { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['x', 'Te*'] } }, { 'aws:TagKeys': ['team'] }, 'aws:TagKeys under ForAnyValue:StringLike: whether case counts in the keys of tags'],
    ['keys of tags by one of several patterns', { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['${absent}', 'Xx*', 'Te*'] } }, { 'aws:TagKeys': ['team'] }, 'aws:TagKeys under ForAnyValue:StringLike: whether case counts in the keys of tags'],
    ['a value of the request', { StringEquals: { k: ['a', 'b'] } }, { k: NAME }, 'the value of k under StringEquals'],
    ['an ARN that is not known', { ArnNotLike: { k: NAME } }, { k: 'arn:aws:s3:::b' }, 'the value of k under ArnNotLike'],
    ['a variable of several values', { StringEquals: { k: '${l}' } }, { k: 'a', l: ['a'] }, '${l}, a key with several values'],
    ['a variable of an empty value', { StringEquals: { k: '${l}' } }, { k: 'a', l: '' }, 'whether ${l} has a value, which is empty'],
    ['a wildcard in a default', { StringLike: { k: "${l, 'a*'}" } }, { k: 'a' }, 'whether the wildcard in the default of ${l} counts'],
    ['a variable without end before another', { StringEquals: { k: '${b-${l}' } }, { k: 'a', l: 'b' }, 'the variable in "${b-${l}", which cannot be read'],
    ['a variable that cannot be read', { StringEquals: { k: '${l' } }, { k: 'a' }, 'the variable in "${l", which cannot be read'],
    ['keys that differ by case', { StringEquals: { k: 'a' } }, { k: 'a', K: 'b' }, 'k under StringEquals: the request has keys that differ by case alone'],
  ])('%s', (_, condition, context, expected) => {
    expect(reasons({ ...BUCKET, context }, { identity: [policy({ ...ALLOW, Condition: condition })] })).toEqual([expected]);
  });

  test('not on what differs in any case, nor on ARNs that are whole', () => {
    const decision = (condition: object, context: Readonly<Record<string, ContextValue>>) => answerTo({ ...BUCKET, context }, { identity: [policy({ ...ALLOW, Condition: condition })] }).decision;
    expect([decision({ 'ForAnyValue:StringLike': { 'aws:TagKeys': 'x*' } }, { 'aws:TagKeys': ['team'] }), decision({ ArnNotLike: { k: 'arn:aws:s3:::a' } }, { k: 'arn:aws:s3:::b' })]).toEqual(['implicitlyDenied', 'allowed']);
  });

  test('what is not known of a caller', () => {
    const of = (principal: RequestPrincipal, key: string) => reasons({ ...BUCKET, principal }, { resource: [grant('*', { Condition: { StringEquals: { [key]: 'x' } } })] });
    expect([of(SERVICE, 'aws:userid'), of(TOKEN, 'aws:PrincipalType'), of(CANONICAL, 'aws:username')]).toEqual([
      ['aws:userid under StringEquals: what it is for a service'], ['aws:PrincipalType under StringEquals: what it is before the role is assumed'], ['aws:username under StringEquals: who the canonical user is'],
    ]);
    expect(reasons({ ...BUCKET, resourceAccount: undefined }, { identity: [policy({ ...ALLOW, Condition: { StringEquals: { 'aws:ResourceAccount': 'x' } } })] })[0]).toBe('aws:ResourceAccount under StringEquals: the account of the resource');
    const open = { ...BUCKET, hasOpenKeys: true };
    const asks = (key: string, principal = ROLE) => reasons({ ...open, principal }, { identity: [policy({ ...ALLOW, Condition: { StringEquals: { [key]: 'x' } } })] });
    expect([asks('k'), asks('aws:username'), asks('aws:PrincipalServiceNamesList'), asks('aws:PrincipalTag/a')]).toEqual([['k under StringEquals: what the request has under it'], [], [], ['aws:PrincipalTag/a under StringEquals: what the request has under it']]);
  });
});

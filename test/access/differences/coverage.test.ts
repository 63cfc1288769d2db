import fc from 'fast-check';
import { answersIn, arnOf, modelOf } from './world';
import type { World } from './world';
import type { Difference, DifferenceScope } from '../../../lib/access/differences/difference';
import { differencesBetween } from '../../../lib/access/differences/differences';
import type { AccessRequest, RequestContext } from '../../../lib/iam/access-request';
import { actionMatches } from '../../../lib/iam/action';
import { globMatches } from '../../../lib/iam/glob';
import { reportInFull, runs } from '../../property-runs';
import { ACCOUNT, ISSUERS, roleOf } from '../inventory-fixture';

type Json = any;

// Random worlds, random edits of them, and random requests: each line has a witness that changes by iam-simulate, and each request whose
// answer changes by iam-simulate is within a line.

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[], most = 2) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const BUCKET = 'arn:aws:s3:::acme-media';
const QUEUE = `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs`;
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*Object', 's3:*', 'S3:deleteobject', 's3:??tObject', 'sqs:SendMessage', 'sqs:*', '*', 'sts:AssumeRole'];
const RESOURCES = [
  '*', `${BUCKET}/*`, `${BUCKET}/in/*`, `${BUCKET}/in/a`, `${BUCKET}*`, 'arn:aws:s3:::other/*', QUEUE, `arn:aws:sqs:*:${ACCOUNT}:*`, `${QUEUE}-?`,
  arnOf('b'), `arn:aws:iam::${ACCOUNT}:role/*`, `${BUCKET}/\${aws:PrincipalTag/team}/*`,
];
const CONDITIONS: readonly Json[] = [
  undefined, undefined, undefined,
  { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, { StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } }, { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
  { StringLike: { 'aws:PrincipalTag/team': 'r*' } }, { StringEqualsIfExists: { 'aws:PrincipalTag/team': 'red' } }, { Null: { 'aws:SourceVpc': 'true' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } }, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { Bool: { 'aws:SecureTransport': 'true' } },
];

const statement: fc.Arbitrary<Json> = fc.record({ // without variables in NotResource, of which iam-simulate drops the statement where they have no value
  Effect: one('Allow', 'Allow', 'Allow', 'Deny'),
  action: some(ACTIONS),
  isNotAction: one(false, false, false, false, true),
  resource: some(RESOURCES),
  isNotResource: one(false, false, false, false, true),
  condition: one(...CONDITIONS),
}).map(({ Effect, action, isNotAction, resource, isNotResource, condition }) => ({
  Effect, [isNotAction ? 'NotAction' : 'Action']: action, [isNotResource ? 'NotResource' : 'Resource']: isNotResource ? resource.map((entry) => entry.replace(/\$\{.*\}/, 'red')) : resource, ...condition === undefined ? {} : { Condition: condition },
}));
const statements = (most: number) => fc.array(statement, { minLength: 1, maxLength: most });

const SUBJECTS = ['system:serviceaccount:shop:api', 'system:serviceaccount:shop:*', 'system:serviceaccount:*:api', 'system:serviceaccount:s??p:web', '*'];
const tokenStatement = fc.record({ effect: one('Allow', 'Allow', 'Allow', 'Deny'), subjects: fc.option(some(SUBJECTS), { freq: 4 }), hasAudience: one(true, true, false), issuer: one('green', 'blue') })
  .map(({ effect, subjects, hasAudience, issuer: name }) => {
    const issuer = ISSUERS[name as 'green'];
    const condition = {
      ...hasAudience ? { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } } : {},
      ...subjects === null ? {} : { StringLike: { [`${issuer}:sub`]: subjects } },
    };
    return {
      Effect: effect,
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
      ...Object.keys(condition).length === 0 ? {} : { Condition: condition },
    };
  });
const roleStatement = fc.record({ effect: one('Allow', 'Allow', 'Deny'), principal: one(arnOf('a'), `arn:aws:iam::${ACCOUNT}:root`, arnOf('other')), condition: one(...CONDITIONS) })
  .map(({ effect, principal, condition }) => ({ Effect: effect, Action: 'sts:AssumeRole', Principal: { AWS: principal }, ...condition === undefined ? {} : { Condition: condition } }));
const bucketStatement = fc.tuple(statement, one<Json>('*', { AWS: arnOf('a') }, { AWS: ACCOUNT }, { AWS: arnOf('b') }, { AWS: '999988887777' }, { AWS: ALICE }, { Service: 'logging.s3.amazonaws.com' }))
  .map(([own, Principal]) => {
    const { NotResource, ...rest } = own;
    void NotResource;
    return { ...rest, Principal, Resource: [BUCKET, `${BUCKET}/*`] };
  }).map((own) => own.NotAction === undefined ? { ...own, Action: ['s3:GetObject', 's3:Put*'].slice(0, own.Action.length as number) } : own);

const document = (all: readonly Json[]) => ({ Version: '2012-10-17', Statement: all });

interface Parts {
  readonly a: Json[];
  readonly b: Json[];
  readonly boundary: Json[] | null;
  readonly trustA: Json[];
  readonly trustB: Json[];
  readonly bucket: Json[] | null;
}

const parts: fc.Arbitrary<Parts> = fc.record({
  a: statements(4),
  b: statements(2),
  boundary: fc.option(statements(2), { freq: 2 }),
  trustA: fc.array(tokenStatement, { minLength: 1, maxLength: 3 }),
  trustB: fc.array(roleStatement, { minLength: 1, maxLength: 2 }),
  bucket: fc.option(fc.array(bucketStatement, { minLength: 1, maxLength: 2 }), { freq: 2 }),
});

/** Edits of one part: a statement is dropped, added, replaced, moved, or its condition taken away. */
const edit: fc.Arbitrary<(before: Parts) => Parts> = fc.tuple(
  one<keyof Parts>('a', 'a', 'a', 'boundary', 'trustA', 'trustB', 'bucket'), one('drop', 'add', 'replace', 'reverse', 'open', 'none'), fc.nat(3), parts,
).map(([key, what, at, other]) => (before) => {
  const [own, fresh] = [before[key], other[key]];
  if (own === null || fresh === null || what === 'none') {
    return { ...before, [key]: key === 'boundary' || key === 'bucket' ? fresh : own };
  }
  const i = at % own.length;
  const all: Json[] = what === 'drop' ? own.filter((_, j) => i !== j || own.length === 1)
    : what === 'add' ? [...own, fresh[0]] : what === 'reverse' ? [...own].reverse()
      : own.map((item, j) => i !== j ? item : what === 'replace' ? fresh[0] : { ...item, Condition: undefined });
  return { ...before, [key]: JSON.parse(JSON.stringify(all)) as Json[] };
});

function worldOf({ a, b, boundary, trustA, trustB, bucket }: Parts): World {
  return {
    A: roleOf('a', document(trustA), a, boundary === null ? {} : { PermissionsBoundary: { Ref: 'Limit' } }),
    B: roleOf('b', document(trustB), b),
    ...boundary === null ? {} : { Limit: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'limit', PolicyDocument: document(boundary) } } },
    Media: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-media' } },
    ...bucket === null ? {} : { MediaPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Media' }, PolicyDocument: document(bucket) } } },
  };
}

const context: fc.Arbitrary<RequestContext> = fc.record({
  'aws:SourceVpc': one(undefined, 'vpc-1', 'vpc-2', 'vpc-3'),
  'aws:PrincipalTag/team': one(undefined, 'red', 'rose', 'blue'),
  'aws:MultiFactorAuthAge': one(undefined, '10', '1000'),
  'aws:SourceIp': one(undefined, '10.1.2.3', '203.0.113.9'),
  'aws:SecureTransport': one('true', 'true', 'false'),
}).map((keys) => Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)));

const session = (name: string) => ({ kind: 'roleSession', roleArn: arnOf(name), sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/pod` }) as const;
const ofObjects = fc.record({
  action: one('s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectAcl'),
  resource: one(`${BUCKET}/in/a`, `${BUCKET}/in/b/c`, `${BUCKET}/red/a`, `${BUCKET}/x`, 'arn:aws:s3:::other/x', 'arn:aws:s3:::third/x'),
});
const ofQueues = fc.record({ action: one('sqs:SendMessage', 'sqs:ReceiveMessage'), resource: one(QUEUE, `${QUEUE}-1`, `${QUEUE}-12`) });
const bySession = fc.tuple(one('a', 'a', 'b'), fc.oneof({ weight: 3, arbitrary: ofObjects }, ofQueues), context)
  .map(([name, asked, keys]): AccessRequest => ({ ...asked, principal: session(name), resourceAccount: ACCOUNT, context: keys }));
const byAssuming = context.map((keys): AccessRequest => ({ principal: session('a'), action: 'sts:AssumeRole', resource: arnOf('b'), resourceAccount: ACCOUNT, context: keys }));
const byToken = fc.tuple(one('green', 'blue'), one('shop:api', 'shop:web', 'soap:web', 'jobs:api', 'jobs:x'), one('sts.amazonaws.com', 'other')).map(([name, subject, audience]): AccessRequest => {
  const issuer = ISSUERS[name as 'green'];
  return {
    principal: { kind: 'webIdentity', provider: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: arnOf('a'),
    resourceAccount: ACCOUNT,
    context: { [`${issuer}:sub`]: `system:serviceaccount:${subject}`, [`${issuer}:aud`]: audience },
  };
});
const byOthers = fc.tuple(one<AccessRequest['principal']>(
  { kind: 'user', arn: ALICE }, { kind: 'user', arn: 'arn:aws:iam::999988887777:user/bob' }, { kind: 'service', name: 'logging.s3.amazonaws.com' },
), ofObjects, context).map(([principal, asked, keys]): AccessRequest => ({ ...asked, principal, resourceAccount: ACCOUNT, context: keys }));
const request = fc.oneof({ weight: 6, arbitrary: bySession }, byAssuming, { weight: 2, arbitrary: byToken }, { weight: 2, arbitrary: byOthers });

function isWithin({ action, resource }: AccessRequest, { actions, notActions, resources, notResources }: DifferenceScope): boolean {
  const isAction = actions.some((pattern) => actionMatches(pattern, action)) || (notActions.length > 0 && !notActions.some((pattern) => actionMatches(pattern, action)));
  const isResource = resources.some((pattern) => isEntryFor(pattern, resource)) || (notResources.length > 0 && !notResources.some((pattern) => isEntryFor(pattern, resource)));
  return isAction && isResource;
}

/** A variable may stand for anything. */
function isEntryFor(pattern: string, resource: string): boolean {
  return globMatches(pattern.replace(/\$\{[^}]*\}/g, '*'), resource);
}

/** Whether one of the lines of the role, or of the bucket for whoever has none, says that the answer changes. */
function isCovered(asked: AccessRequest, isGain: boolean, lines: readonly (readonly [subject: string, line: Difference])[]): boolean {
  const { principal, resource } = asked;
  const own = principal.kind === 'roleSession' ? `role ${principal.roleArn.replace(/^.*\//, '')}` : 'bucket acme-media';
  const trusting = `role ${resource.replace(/^.*\//, '')}`;
  return lines.some(([subject, { kind, scopes }]) => kind === 'unclear' ? [own, trusting].includes(subject)
    : subject === own && kind === (isGain ? 'gains' : 'loses') ? scopes.some((scope) => isWithin(asked, scope))
      : subject === trusting && kind === (isGain ? 'mayBecome' : 'mayNoLongerBecome'));
}

/** So many requests are asked of each edit, and so many more in a full run. */
const REQUESTS = 200;

test('every line has a witness, and every request whose answer changes is within a line', async () => {
  const counts = new Map<string, number>();
  const count = (name: string, more = 1) => counts.set(name, (counts.get(name) ?? 0) + more);

  await fc.assert(fc.asyncProperty(parts, fc.array(edit, { minLength: 1, maxLength: 2 }), fc.array(request, { minLength: REQUESTS, maxLength: REQUESTS }), async (before, edits, requests) => {
    const [old, fresh] = [worldOf(before), worldOf(edits.reduce((found, change) => change(found), before))];
    const lines = differencesBetween(modelOf(old), modelOf(fresh)).flatMap(({ subject, differences }) => differences.map((line) => [subject, line] as const));
    count('edits');
    count('lines', lines.length);
    for (const [, line] of lines) {
      count(line.kind);
      // A request about `*` passes in iam-simulate for one about every entry, such as role/*: it cannot tell whether the answer changes.
      if (line.kind !== 'unclear' && line.witness?.resource !== '*') {
        const isGain = line.kind === 'gains' || line.kind === 'mayBecome';
        const [were, are] = [await answersIn(old, line.witness!), await answersIn(fresh, line.witness!)];
        expect([line, were, are, were.some((was, i) => was === !isGain && are[i] === isGain)]).toEqual([line, were, are, true]);
      }
    }
    for (const asked of requests) {
      const [were, are] = [await answersIn(old, asked), await answersIn(fresh, asked)];
      const changes = are.filter((is, i) => is !== were[i]);
      count('requests');
      count('changed requests', changes.length === 0 ? 0 : 1);
      expect(changes.every((is) => isCovered(asked, is, lines)) ? undefined : { asked, were, are, lines: lines.map(([subject, { kind, text }]) => [subject, kind, text]) }).toBeUndefined();
    }
  }), runs(8, 500));

  reportInFull('differences', counts);
  expect(counts.get('lines')).toBeGreaterThan(0);
}, 3_600_000);

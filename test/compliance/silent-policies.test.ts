import * as fc from 'fast-check';
import { foundIn, sound } from './fixture';
import { SINGLE } from '../../lib/compliance/single-ways';
import type { AccessRequest, RequestContext } from '../../lib/iam/access-request';
import { readLiteralDocument } from '../../lib/iam/document';
import { PolicyEvaluator } from '../../lib/iam/evaluator/evaluate';
import { reportInFull, runs } from '../property-runs';
import { ACCOUNT } from '../support';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const SERVICES = ['iam', 'lambda', 'eks', 'kms', 's3', 'ssm', 'ecr', 'sqs'];

/** Ways by one action that nothing else is needed for, each on one kind of resource. */
const WAYS = SINGLE.filter(({ action, way: { level, isOf, names, through } }) =>
  level === 'error' && isOf === undefined && names === undefined && through === undefined && SERVICES.includes(action.split(':')[0]));

/** A resource of a kind, which no policy names. */
function otherOf(kind: string): string {
  const [service, region, account, ...rest] = kind.split(':');
  const name = rest.join(':').replace(/\*/g, 'zzother').replace(/\?/g, 'z');
  return `arn:aws:${service}:${region === '' ? '' : 'eu-west-1'}:${account === '' ? '' : ACCOUNT}:${name}`;
}

const RESOURCES = [
  '*', '*', '*', 'arn:*', 'arn:aws:*:*:*:*', 'arn:aws:iam', '*role*', 'arn:aws:iam::1*:*', `arn:aws:iam::${ACCOUNT}:*`, `arn:aws:iam::${ACCOUNT}:role/*`,
  `arn:aws:iam::${ACCOUNT}:role/?*`, 'arn:aws:iam::*:role/shop-*', ROLE, 'arn:aws:iam::*:user/*', 'arn:aws:iam::*:policy/*', 'arn:aws:lambda:*:*:function:*',
  `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:shop-*`, 'arn:aws:s3:::*', 'arn:aws:s3:::shop/*', 'arn:aws:kms:*:*:key/*',
];
const CONDITIONS: readonly (readonly [string, string, unknown])[] = [
  ['StringEquals', 'aws:RequestedRegion', 'eu-west-1'], ['StringEquals', 'aws:RequestedRegion', 'us-east-1'],
  ['StringNotEquals', 'aws:RequestedRegion', ['eu-west-1', 'us-east-1']], ['StringEquals', 'aws:ResourceTag/team', 'shop'],
  ['StringNotEquals', 'aws:ResourceTag/team', 'shop'], ['StringEqualsIfExists', 'aws:ResourceTag/team', 'shop'], ['ArnEquals', 'aws:PrincipalArn', ROLE],
  ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/admin'], ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/admin'],
  ['StringEquals', 'aws:PrincipalAccount', ACCOUNT], ['StringEquals', 'aws:ResourceAccount', ACCOUNT], ['StringNotEquals', 'aws:ResourceAccount', ACCOUNT],
  ['StringEquals', 'aws:ResourceAccount', '${aws:PrincipalAccount}'], ['Bool', 'aws:SecureTransport', 'true'], ['Bool', 'aws:SecureTransport', 'false'],
  ['Bool', 'aws:ViaAWSService', 'false'], ['Bool', 'aws:MultiFactorAuthPresent', 'true'], ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'],
  ['StringLike', 'aws:PrincipalTag/team', '*'], ['Null', 'aws:PrincipalTag/team', 'true'], ['StringEquals', 'aws:PrincipalOrgID', 'o-acme123456'],
  ['StringNotEquals', 'aws:PrincipalOrgID', 'o-acme123456'], ['StringLike', 'aws:userid', '*:botocore*'], ['StringLike', 'aws:username', '*'],
  ['DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'], ['DateLessThan', 'aws:CurrentTime', '2021-01-01T00:00:00Z'],
  ['StringEquals', 'aws:PrincipalType', 'AssumedRole'], ['StringEquals', 'aws:PrincipalType', 'User'], ['Bool', 'aws:PrincipalIsAWSService', 'false'],
  ['Bool', 'aws:PrincipalIsAWSService', 'true'], ['ForAllValues:StringEquals', 'aws:TagKeys', ['team']], ['StringEquals', 'aws:SourceVpc', 'vpc-1'],
  ['StringNotEqualsIfExists', 'aws:SourceVpc', 'vpc-1'],
];

const actions = fc.tuple(fc.constantFrom(...WAYS), fc.constantFrom('whole', 'whole', 'whole', 'service', 'beginning', 'end', 'all', 'capitals', 'another'))
  .map(([{ action }, form]) => {
    const [service, name] = action.split(':');
    const forms: Record<string, string> = {
      whole: action,
      service: `${service}:*`,
      beginning: `${service}:${name.slice(0, 4)}*`,
      end: `${service}:*${name.slice(-5)}`,
      all: '*',
      capitals: action.toUpperCase(),
      another: `${service}:Get*`,
    };
    return forms[form];
  });
const some = (arbitrary: fc.Arbitrary<string>) => fc.array(arbitrary, { minLength: 1, maxLength: 2 });
const statements = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  actions: fc.tuple(fc.constantFrom(...Array.from({ length: 9 }, () => 'Action'), 'NotAction'), some(actions)),
  resources: fc.tuple(fc.constantFrom(...Array.from({ length: 7 }, () => 'Resource'), 'NotResource'), some(fc.constantFrom(...RESOURCES))),
  conditions: fc.oneof(fc.constant([]), fc.array(fc.constantFrom(...CONDITIONS), { maxLength: 2 })),
}).map(({ Effect, actions: [action, ofActions], resources: [resource, ofResources], conditions }) => ({
  Effect,
  [action]: ofActions,
  [resource]: ofResources,
  ...conditions.length === 0 ? {} : { Condition: conditionsOf(conditions) },
}));

function conditionsOf(tests: typeof CONDITIONS): object {
  const conditions: Record<string, Record<string, unknown>> = {};
  tests.forEach(([operator, key, value]) => {
    conditions[operator] = { ...conditions[operator], [key]: value };
  });
  return conditions;
}

/** What a pod's session has, wherever it calls from. */
const OF_POD: RequestContext = {
  'aws:SecureTransport': 'true',
  'aws:ViaAWSService': 'false',
  'aws:PrincipalIsAWSService': 'false',
  'aws:PrincipalOrgID': 'o-acme123456',
  'aws:CurrentTime': '2026-11-29T09:00:00Z',
  'aws:userid': 'AROAEXAMPLE:botocore-session-1',
};
const CONTEXTS: readonly RequestContext[] = ['eu-west-1', 'us-east-1', 'ap-south-1'].flatMap((region) => [undefined, 'vpc-1', 'vpc-2'].flatMap((vpc) =>
  [undefined, 'zz'].flatMap((tag) => [undefined, ['team']].map((keys): RequestContext =>
    ({ ...OF_POD, 'aws:RequestedRegion': region, 'aws:SourceVpc': vpc, 'aws:ResourceTag/team': tag, 'aws:TagKeys': keys })))));
const REQUESTS = WAYS.flatMap(({ action, on }) => CONTEXTS
  // IAM is in one region.
  .filter((context) => !action.startsWith('iam:') || context['aws:RequestedRegion'] === 'us-east-1')
  .map((context): AccessRequest => ({
    principal: { kind: 'roleSession', roleArn: ROLE, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/web/botocore-session-1` },
    action,
    resource: on === '*' ? '*' : otherOf(on),
    resourceAccount: ACCOUNT,
    context,
  })));

test('of policies that allow a way to the permissions of others, on what they do not name, something is said', () => {
  const counts = new Map<string, number>();
  fc.assert(fc.property(fc.array(statements, { minLength: 1, maxLength: 3 }), fc.option(statements), (all, ofBoundary) => {
    const policy = { Version: '2012-10-17', Statement: all };
    const boundary = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...ofBoundary === null ? [] : [ofBoundary]] };
    const evaluator = new PolicyEvaluator({ identity: [readLiteralDocument(policy)], permissionsBoundary: [readLiteralDocument(boundary)] });
    const allowed = REQUESTS.find((request) => evaluator.evaluate(request).decision === 'allowed');
    const found = foundIn({
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'web',
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: sound() },
          Policies: [{ PolicyName: 'p', PolicyDocument: policy }],
          PermissionsBoundary: { Ref: 'Boundary' },
        },
      },
      Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: boundary } },
    });
    const kind = allowed === undefined ? 'allows none of those' : 'allows a way';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    expect(found.length === 0 ? allowed : undefined).toBeUndefined();
  }), runs(40, 5_000));
  expect(counts.get('allows a way')).toBeGreaterThan(8);
  reportInFull('policies and ways', counts);
});

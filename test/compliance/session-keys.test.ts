import { SessionKeys } from '../../lib/compliance/session-keys';
import { readDocument } from '../../lib/iam/document';
import { ConditionMatch } from '../../lib/iam/evaluator/condition-match';
import { Run } from '../../lib/iam/evaluator/evaluation-run';
import { unknownPart } from '../../lib/iam/partial-text';
import type { ConditionTest } from '../../lib/iam/policy-statement';
import { inSample } from '../property-runs';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const trustOf = (...providers: string[]) => readDocument({ Statement: providers.map((Federated) => ({ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated } })) });
const TRUST = trustOf('arn:aws:iam::111122223333:oidc-provider/issuer');
const ROLE = { account: '111122223333', path: '/', roleName: 'web', trust: TRUST };

function truthOf(condition: object, role: object = {}, now: number | undefined = NOW, action = 's3:GetObject'): boolean | undefined {
  const [test] = readDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition } }).statements[0].conditions;
  return new SessionKeys({ ...ROLE, ...role }, now).truthOf(test, action);
}
const arn = (operator: string, value: string, role: object = {}) => truthOf({ [operator]: { 'aws:PrincipalArn': value } }, role);

test.each([
  [{ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }], [{ StringNotEquals: { 'aws:PrincipalType': ['User', 'Account'] } }],
  [{ Bool: { 'aws:PrincipalIsAWSService': 'false' } }], [{ BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }],
  [{ Null: { 'aws:username': 'true' } }], [{ StringNotLike: { 'aws:username': 'admin*' } }], [{ StringEqualsIfExists: { 'AWS:UserName': 'admin' } }],
  [{ StringEquals: { 'aws:PrincipalAccount': ['111122223333', '444455556666'] } }], [{ StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }],
  [{ Null: { 'aws:PrincipalServiceName': 'true' } }], [{ 'ForAllValues:StringEquals': { 'aws:PrincipalServiceNamesList': 'a.amazonaws.com' } }],
  [{ StringLike: { 'aws:userid': 'AROA*:*' } }], [{ StringNotLike: { 'aws:userid': 'AIDA*' } }],
  [{ Null: { 'aws:TokenIssueTime': 'false' } }], [{ Null: { 'aws:CurrentTime': 'false' } }],
])('%j holds in each request of a session', (condition) => expect(truthOf(condition)).toBe(true));

test.each([
  [{ StringEquals: { 'aws:PrincipalType': 'User' } }], [{ Bool: { 'aws:PrincipalIsAWSService': 'true' } }], [{ StringLike: { 'aws:username': '*' } }],
  [{ StringEquals: { 'aws:PrincipalAccount': '444455556666' } }], [{ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }],
  [{ StringEquals: { 'aws:PrincipalServiceName': 'ec2.amazonaws.com' } }], [{ 'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': 'a.amazonaws.com' } }],
  [{ Null: { 'aws:TokenIssueTime': 'true' } }], [{ StringLike: { 'aws:userid': 'AIDA*' } }],
])('%j holds in none', (condition) => expect(truthOf(condition)).toBe(false));

test.each([
  [{ StringEquals: { 'aws:PrincipalTag/team': 'shop' } }], [{ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }], [{ StringEquals: { 'aws:ResourceAccount': '444455556666' } }], [{ StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }],
  [{ StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalTag/account}' } }], [{ Odd: { 'aws:username': 'a' } }], [{ Bool: { 'aws:ViaAWSService': 'false' } }],
  [{ StringEquals: { 'aws:FederatedProvider': 'cognito-identity.amazonaws.com' } }], [{ Bool: { 'aws:PrincipalIsAWSService': 'no' } }],
])('%j may hold in some', (condition) => expect(truthOf(condition)).toBeUndefined());

describe('the role’s own ARN', () => {
  test('as far as it is known', () => {
    expect(arn('ArnEquals', 'arn:aws:iam::111122223333:role/web')).toBe(true);
    expect(arn('ArnLike', 'arn:aws:iam::*:role/w*')).toBe(true);
    expect(arn('StringLike', 'arn:aws:iam::*')).toBe(true);
    expect(arn('ArnEquals', 'arn:aws:iam::111122223333:role/admin')).toBe(false);
    expect(arn('ArnLike', 'arn:aws:sts::111122223333:assumed-role/web/*')).toBe(false);
    expect(arn('ArnNotLike', 'arn:aws:iam::111122223333:role/admin*')).toBe(true);
    expect(arn('ArnLike', 'arn:aws-cn:iam::*:role/*')).toBe(false);
  });

  test('with its path', () => {
    expect(arn('ArnEquals', 'arn:aws:iam::111122223333:role/web', { path: '/team/' })).toBe(false);
    expect(arn('ArnLike', 'arn:aws:iam::111122223333:role/team/*', { path: '/team/' })).toBe(true);
    expect(arn('ArnEquals', 'arn:aws:iam::111122223333:role/web', { path: undefined })).toBeUndefined();
  });

  test('of a role whose account is not known, a wildcard is sure, and its own account by name', () => {
    const role = { account: undefined };
    const [partition, account] = [unknownPart('AWS::Partition'), unknownPart('AWS::AccountId')];
    expect(arn('ArnLike', 'arn:aws:iam::*:role/web', role)).toBe(true);
    expect(arn('ArnLike', `arn:${partition}:iam::${account}:role/web`, role)).toBe(true);
    expect(arn('ArnLike', `arn:${partition}:iam::${account}:role/web`)).toBe(true);
    expect(arn('ArnLike', 'arn:aws:iam::111122223333:role/web', role)).toBeUndefined();
    expect(arn('ArnLike', 'arn:aws:iam::*:role/admin', role)).toBe(false);
  });

  test('of a role whose name is not known', () => {
    const role = { roleName: undefined, namePattern: 'shop-*' };
    expect(arn('ArnLike', 'arn:aws:iam::*:role/*', { roleName: undefined })).toBe(true);
    expect(arn('ArnLike', 'arn:aws:iam::*:role/shop-*', role)).toBe(true);
    expect(arn('ArnLike', 'arn:aws:iam::*:role/shop-web', role)).toBeUndefined();
  });

  test('in each partition, where the trust names none', () => {
    const role = { trust: trustOf() };
    expect(arn('ArnLike', 'arn:aws:iam::*:role/*', { trust: trustOf('arn:*:iam::111122223333:oidc-provider/issuer') })).toBeUndefined();
    expect(arn('ArnLike', 'arn:aws:iam::*:role/*', role)).toBeUndefined();
    expect(arn('ArnLike', 'arn:*:iam::*:role/*', role)).toBe(true);
    expect(arn('ArnLike', `arn:${unknownPart('AWS::Partition')}:iam::*:role/*`, role)).toBe(true);
    expect(arn('ArnLike', 'arn:aws:iam::*:role/admin', role)).toBe(false);
  });
});

describe('time', () => {
  const time = (operator: string, ...values: string[]) => truthOf({ [operator]: { 'aws:CurrentTime': values } });

  test('goes on', () => {
    expect(time('DateLessThan', '2020-01-01T00:00:00Z')).toBe(false);
    expect(time('DateLessThan', '2026-05-31')).toBe(false);
    expect(time('DateGreaterThan', '2020-01-01T00:00:00Z')).toBe(true);
    expect(time('DateNotEquals', '2020-01-01T00:00:00Z')).toBe(true);
    expect(time('DateLessThan', '2026-06-02')).toBeUndefined();
    expect(time('DateGreaterThan', '2026-06-02')).toBeUndefined();
    expect(time('DateEquals', '2026-06-02')).toBeUndefined();
    expect(time('DateLessThan', '2020-01-01', '2199-01-01')).toBeUndefined();
    expect(time('DateLessThan', 'next week')).toBeUndefined();
    expect(time('StringLike', '2020*')).toBeUndefined();
  });

  test('in seconds', () => {
    expect(truthOf({ NumericLessThan: { 'aws:EpochTime': '1577836800' } })).toBe(false);
    expect(truthOf({ DateLessThan: { 'aws:EpochTime': '1577836800' } })).toBe(false);
    expect(truthOf({ NumericGreaterThanEquals: { 'aws:EpochTime': '1577836800' } })).toBe(true);
    expect(truthOf({ NumericLessThan: { 'aws:EpochTime': '7226582400' } })).toBeUndefined();
    expect(truthOf({ NumericLessThan: { 'aws:CurrentTime': '1577836800' } })).toBeUndefined();
  });

  test('credentials are issued again', () => {
    expect(truthOf({ DateLessThan: { 'aws:TokenIssueTime': '2025-01-01T00:00:00Z' } })).toBe(false);
    expect(truthOf({ DateGreaterThan: { 'aws:TokenIssueTime': '2025-01-01T00:00:00Z' } })).toBe(true);
    expect(truthOf({ DateLessThan: { 'aws:TokenIssueTime': '2026-12-01T00:00:00Z' } })).toBeUndefined();
  });

  test('without a moment to judge for nothing is told of it', () => {
    const test = readDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01' } } } }).statements[0].conditions[0];
    expect(new SessionKeys(ROLE).truthOf(test, 's3:GetObject')).toBeUndefined();
  });
});

describe('the account of a resource', () => {
  const account = (operator: string, value: string, action: string, role: object = {}) => truthOf({ [operator]: { 'aws:ResourceAccount': value } }, role, NOW, action);

  test('is its own for IAM, and any for others', () => {
    expect(account('StringEquals', '111122223333', 'iam:PutRolePolicy')).toBe(true);
    expect(account('StringEquals', '444455556666', 'iam:PutRolePolicy')).toBe(false);
    expect(account('StringNotEquals', '444455556666', 'iam:*')).toBe(true);
    expect(account('StringEquals', '444455556666', 'lambda:UpdateFunctionCode')).toBeUndefined();
  });

  test('may be a variable, where the version of all policies has variables', () => {
    const role = (Version?: string) => ({ policies: [{ name: '', kind: 'inline', document: readDocument({ Version, Statement: [] }) }] });
    expect(account('StringEquals', '${aws:PrincipalAccount}', 'iam:PutRolePolicy', role('2012-10-17'))).toBe(true);
    expect(account('StringEquals', '${aws:PrincipalAccount}', 'iam:PutRolePolicy', role())).toBeUndefined();
    expect(account('StringEquals', '${aws:PrincipalTag/account}', 'iam:PutRolePolicy', role('2012-10-17'))).toBeUndefined();
  });
});

test('a role that its template refers to is itself', () => {
  const role = { at: 'Role', account: undefined };
  expect(arn('ArnEquals', unknownPart('Role.Arn'), role)).toBe(true);
  expect(arn('ArnLike', `arn:${unknownPart('AWS::Partition')}:iam::${unknownPart('AWS::AccountId')}:role/${unknownPart('Role')}`, { ...role, roleName: undefined })).toBe(true);
  expect(arn('ArnEquals', unknownPart('Other.Arn'), role)).toBeUndefined();
});

describe('regions', () => {
  const region = (operator: string, values: string[], action = 'iam:PutRolePolicy', role: object = {}) => truthOf({ [operator]: { 'aws:RequestedRegion': values } }, role, NOW, action);
  const ANY = { trust: trustOf() };

  test('IAM and Organizations have one for each partition', () => {
    expect(region('StringEquals', ['eu-west-1', 'eu-central-1'])).toBe(false);
    expect(region('StringLike', ['eu-*'], 'organizations:LeaveOrganization', ANY)).toBe(false);
    expect(region('StringEquals', ['us-east-1'])).toBe(true);
    expect(region('StringNotEquals', ['us-east-1'])).toBe(false);
    expect(region('StringEqualsIfExists', ['eu-west-1'])).toBe(false);
    expect(region('StringEquals', ['us-east-1'], 'iam:PutRolePolicy', ANY)).toBeUndefined();
    expect(region('StringEquals', ['${aws:PrincipalTag/region}'])).toBeUndefined();
    expect(region('StringEquals', ['us-gov-west-1'], 'iam:PutRolePolicy', { trust: trustOf('arn:aws-us-gov:iam::111122223333:oidc-provider/issuer') })).toBe(true);
  });

  test('so have Route 53, CloudFront and others, some of them in the west', () => {
    for (const action of ['route53:*', 'cloudfront:UpdateDistribution', 'account:CloseAccount', 'globalaccelerator:*']) {
      expect(region('StringEquals', ['eu-west-1'], action)).toBe(false);
      expect(region('StringLike', ['us-*'], action)).toBe(true);
    }
    expect(region('StringEquals', ['us-west-2'], 'globalaccelerator:*')).toBeUndefined();
    expect(region('StringEquals', ['us-west-2'], 'route53:*')).toBe(false);
  });

  test('other services are called in any, and a role is passed to one of them', () => {
    for (const action of ['lambda:UpdateFunctionCode', 'iam:PassRole', 'iam:*', 'wafv2:*']) {
      expect(region('StringEquals', ['eu-west-1'], action)).toBeUndefined();
    }
  });
});

describe('what is told of all requests is so of each', () => {
  const OPERATORS = ['String', 'Arn'].flatMap((type) => ['Equals', 'Like', 'NotEquals', 'NotLike'].map((relation) => `${type}${relation}`))
    .flatMap((name) => [name, `${name}IfExists`, `ForAnyValue:${name}`, `ForAllValues:${name}`]);
  const KEYS = ['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:userid', 'aws:username', 'aws:ResourceAccount', 'aws:PrincipalServiceName'];
  const [PARTITION, ACCOUNT] = [unknownPart('AWS::Partition'), unknownPart('AWS::AccountId')];
  const VALUES = [
    '*', '1*', '111122223333', '4444*', 'AssumedRole', 'User', 'AROA*', 'AIDA*', 'AROA?????????????????:*', 'arn:*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::*:role/team/*', 'arn:*:iam::1*:role/*',
    'arn:aws:iam::111122223333:role/web', 'arn:aws-cn:iam::111122223333:role/w*', 'arn:aws:iam::*:role/*-web', 'arn:aws:iam::*', 'arn:aws:sts::*:assumed-role/*', `arn:${PARTITION}:iam::${ACCOUNT}:role/*`, ACCOUNT,
  ];
  const ROLES = [
    ROLE, { ...ROLE, account: undefined }, { ...ROLE, path: undefined }, { ...ROLE, roleName: undefined, namePattern: '*-web' }, { ...ROLE, account: undefined, roleName: undefined },
    { account: undefined, path: undefined, trust: trustOf() }, { ...ROLE, path: '/team/', trust: trustOf() },
  ];
  const SESSIONS = ROLES.map((role) => new SessionKeys(role));
  /** Requests of roles that one of the above may be. */
  const CONCRETE = ['aws', 'aws-cn', 'aws-us-gov'].flatMap((partition) => ['111122223333', '444455556666'].flatMap((account) => ['/', '/team/', '/web/'].flatMap((path) =>
    ['web', 'shop-web', 'a'].map((name) => ({ partition, account, path, name })))));
  const isOne = (role: object, { partition, account, path, name }: (typeof CONCRETE)[number]) => {
    const of = role as Partial<Record<'account' | 'path' | 'roleName' | 'namePattern', string>> & { trust: typeof TRUST };
    return (of.account ?? account) === account && (of.path ?? path) === path && (of.roleName ?? name) === name
      && (of.namePattern !== '*-web' || name.endsWith('-web')) && (of.trust !== TRUST || partition === 'aws');
  };
  const known = (value: string, { partition, account }: (typeof CONCRETE)[number]) => value.split(PARTITION).join(partition).split(ACCOUNT).join(account);

  test.each(KEYS)('%s', (key) => {
    let told = 0;
    const wrong: object[] = [];
    for (const operator of OPERATORS) {
      for (const value of VALUES.filter((_, i) => inSample(i, 4))) {
        const testOf = (text: string) => readDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: text } } } }).statements[0].conditions[0];
        const held = CONCRETE.map((one) => holdsFor(testOf(known(value, one)), one));
        for (const [i, session] of SESSIONS.entries()) {
          const truth = session.truthOf(testOf(value), 'iam:PutRolePolicy');
          told += truth === undefined ? 0 : 1;
          wrong.push(...truth === undefined || CONCRETE.every((one, j) => held[j] !== !truth || !isOne(ROLES[i], one)) ? [] : [{ operator, value, role: ROLES[i], truth }]);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(told).toBeGreaterThan(150);
  });
});

/** Whether a test holds in one request, of which everything is known. */
function holdsFor(test: ConditionTest, { partition, account, path, name }: { readonly partition: string; readonly account: string; readonly path: string; readonly name: string }) {
  const principal = { kind: 'roleSession' as const, roleArn: `arn:${partition}:iam::${account}:role${path}${name}`, sessionArn: `arn:${partition}:sts::${account}:assumed-role/${name}/pod` };
  const request = { principal, action: 'iam:PutRolePolicy', resource: '*', resourceAccount: account, context: { 'aws:userid': 'AROAEXAMPLE0000000001:pod' } };
  return new ConditionMatch(test, 'resolved').holds(new Run(request, {}));
}

test('patterns of accounts by their first or last digits take a role of any account only if they take all', () => {
  const inAny = (...values: string[]) => truthOf({ StringLike: { 'aws:PrincipalAccount': values } }, { account: undefined });
  expect(inAny('0*', '1*', '9*')).toBeUndefined();
  expect(inAny('*0', '*3', '*9')).toBeUndefined();
  expect(inAny(...Array.from({ length: 10 }, (_, digit) => `${digit}*`))).toBe(true);
});

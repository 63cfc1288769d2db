import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from './fixture';
import { deadStatements } from '../../lib/compliance/dead-statements';
import { judgedRole } from '../../lib/compliance/judged-role';
import { readIamJson } from '../../lib/inventory/iam-output';

const BOTH = { StringEquals: { [AUD]: STS, [SUB]: WEB } };

describe('statements that IAM refuses or that hold no more', () => {
  test.each([
    ['a date', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, 'held until 2020-01-01 only (aws:CurrentTime): take the condition away, or the statement'],
    ['the last of two dates', { DateLessThanEquals: { 'aws:CurrentTime': ['2020-01-01', '2021-01-01'] } }, 'held until 2021-01-01 only (aws:CurrentTime): take the condition away, or the statement'],
    ['seconds', { NumericLessThan: { 'aws:EpochTime': '1577836800' } }, 'held until 2020-01-01 only (aws:EpochTime): take the condition away, or the statement'],
    ['a number that is no part of an address', { IpAddress: { 'aws:SourceIp': '10.0.0.300/8' } }, 'asks for "10.0.0.300/8" in aws:SourceIp, which is no range of addresses: write one such as 203.0.113.0/24'],
    ['too long a prefix', { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/40', '10.0.0.0/8'] } }, 'asks for "203.0.113.0/40" in aws:SourceIp, which is no range of addresses: write one such as 203.0.113.0/24'],
  ])('%s', (_, condition, problem) => {
    expect(found(statement({ ...BOTH, ...condition }))).toContainEqual(expect.stringContaining(`statement 1 of the trust ${problem}`));
  });

  test('a Resource, and a principal that names nobody', () => {
    expect(found({ ...sound(), Resource: '*' })).toEqual([expect.stringContaining('has a Resource, with which IAM refuses a trust policy')]);
    expect(found({ ...sound(), Principal: { Federated: [] } })).toEqual([expect.stringContaining('names no principal, with which IAM refuses a trust policy')]);
  });

  test('nothing is said of what holds still, begins later, or is known only at deploy time', () => {
    const conditions = [
      { DateLessThan: { 'aws:CurrentTime': '2999-01-01T00:00:00Z' } }, { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': ['2020-01-01', '2999-01-01'] } }, { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01' } },
      { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32', '10.1.2.3'] } },
    ];
    conditions.forEach((condition) => {
      const [{ role }] = readIamJson({ AssumeRolePolicyDocument: { Statement: [statement({ ...BOTH, ...condition })] } })!.roles;
      expect(deadStatements(judgedRole(role), Date.parse('2026-06-01'))).toEqual([]);
    });
    const unknown = statement({ ...BOTH, IpAddress: { 'aws:SourceIp': { Ref: 'Range' } } });
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [unknown] } } };
    expect(foundIn({ Role: role }).filter((line) => line.includes('range of addresses'))).toEqual([]);
  });
});

test('a provider is of the partition of its issuer', () => {
  const issuer = 'oidc.eks.cn-north-1.amazonaws.com.cn/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
  const conditions = { StringEquals: { [`${issuer}:aud`]: STS, [`${issuer}:sub`]: WEB } };
  const of = (partition: string) => found(statement(conditions, { Principal: { Federated: `arn:${partition}:iam::111122223333:oidc-provider/${issuer}` } }));
  expect(of('aws-cn')).toEqual([]);
  expect(of('aws')).toEqual([expect.stringContaining('which is of the partition aws, and the region cn-north-1 of its issuer is of aws-cn: begin it with arn:aws-cn:')]);
});

test.each(['oidc.circleci.com/org/1', 'api.bitbucket.org/2.0/workspaces/a/pipelines-config/identity/oidc', 'token.actions.a.ghe.com'])(
  'beside a service account, a statement for every pipeline of %s is found', (issuer) => {
    const Principal = { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` };
    const pipelines = (condition?: object) => foundIn({
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [sound(), statement(condition, { Principal })] } } },
    });
    [undefined, { StringEquals: { [`${issuer}:aud`]: STS } }].forEach((condition) =>
      expect(pipelines(condition)).toEqual([expect.stringContaining(`AnyTenant[${issuer}]: statement 2 of the trust lets every pipeline whose tokens ${issuer} signs become the role, such as one with the sub "`)]));
    expect(pipelines({ StringLike: { [`${issuer}:sub`]: 'org/1/project/2/*' } })).toEqual([]);
  });

test('an issuer that nobody knows, asked for an audience only, may be a cluster\'s', () => {
  const Principal = { Federated: 'arn:aws:iam::111122223333:oidc-provider/login.example.com' };
  expect(found(statement({ StringEquals: { 'login.example.com:aud': 'client' } }, { Principal }))).toEqual([
    expect.stringMatching(/^Undecidable\[.*: whether the provider .*login\.example\.com of statement 1 of the trust, which asks for no sub, is a cluster's/),
  ]);
  expect(found(statement({ StringEquals: { 'login.example.com:sub': 'web', 'login.example.com:aud': 'client' } }, { Principal }))).toEqual([]);
});

test('a principal by a parameter that is everyone unless it is given', () => {
  const template = (Default?: string) => foundIn({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [sound(), { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: { Ref: 'Who' } } }] } },
    },
  }, {}, { Parameters: { Who: { Type: 'String', ...Default === undefined ? {} : { Default } } } });
  expect(template('*')).toEqual([expect.stringContaining('AnyProvider[sts:AssumeRole]: statement 2 of the trust takes everyone who has an account of AWS')]);
  expect(template('arn:aws:iam::111122223333:role/ci').filter((line) => line.startsWith('AnyProvider'))).toEqual([]);
});

import { ACCOUNT } from '../support';
import { found, foundIn, sound, underOf } from './fixture';

const everyone = (Condition?: object, more: object = {}) => ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: '*' }, ...(Condition && { Condition }), ...more });
const message = (who: string, condition?: object) => `AnyProvider[sts:AssumeRole${underOf(condition)}]: statement 2 of the trust takes everyone who has an account of AWS, such as ${who}: name who may become the role`;
const ROLE = message('arn:aws:iam::999999999999:role/evil');

test.each<[string, object]>([
  ['a type of principal', { StringEquals: { 'aws:PrincipalType': ['User', 'AssumedRole'] } }],
  ['any but private addresses', { NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] } }],
  ['all addresses in two halves', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }],
  ['a program', { StringLike: { 'aws:UserAgent': '*aws-cli*' } }],
  ['a length of session', { NumericLessThanEquals: { 'sts:DurationSeconds': '3600' } }],
  ['a tag of the session', { StringEquals: { 'aws:RequestTag/team': 'billing' } }],
  ['a tag of the caller', { StringEquals: { 'aws:PrincipalTag/team': 'billing' } }],
  ['a name of the session', { StringEquals: { 'sts:RoleSessionName': 'deploy' } }],
  ['a source identity', { StringEquals: { 'sts:SourceIdentity': 'alice' } }],
  ['a time', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }],
  ['a region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
  ['a page', { StringLike: { 'aws:Referer': 'https://acme.example/*' } }],
  ['a role of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/e*' } }],
  ['accounts by their beginning', { StringLike: { 'aws:PrincipalAccount': '9*' } }],
  ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
  ['all but one organization', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-acme123456' } }],
  ['an organization if there is one', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': ['*'] } }],
  ['an external id that is easily found', { StringLike: { 'sts:ExternalId': 'acme-*' } }],
  ['a session by its name alone', { StringLike: { 'aws:userid': '*:deploy' } }],
])('%s keeps no stranger out', (_, condition) => {
  expect(found([sound(), everyone(condition)])).toEqual([message('arn:aws:iam::999999999999:role/evil', condition)]);
});

test('a user\'s name is no account', () => {
  const condition = { StringEquals: { 'aws:username': 'deployer' } };
  expect(found([sound(), everyone(condition)])).toEqual([message('arn:aws:iam::999999999999:user/deployer', condition)]);
});

test.each<[string, object]>([
  ['an account', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }],
  ['accounts', { StringEquals: { 'aws:PrincipalAccount': [ACCOUNT, '444455556666'] } }],
  ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-acme123456' } }],
  ['a unit of an organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-acme123456/r-ab12/ou-ab12-11111111/*'] } }],
  ['roles of an account', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }],
  ['a role by its id', { StringLike: { 'aws:userid': 'AROAEXAMPLEEXAMPLE123:*' } }],
  ['an external id', { StringEquals: { 'sts:ExternalId': '3f2c' } }],
  ['a network', { StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }],
  ['a range of addresses', { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }],
  ['services of AWS', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
])('%s keeps strangers out', (_, condition) => {
  expect(found([sound(), everyone(condition)])).toEqual([]);
});

test('NotPrincipal takes everyone else', () => {
  const others = { ...everyone(undefined, { NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/deploy` } }), Principal: undefined };
  expect(found([sound(), JSON.parse(JSON.stringify(others))])).toEqual([ROLE]);
});

test('a Deny of other organizations keeps strangers out', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-acme123456' } } };
  expect(found([sound(), everyone(), deny])).toEqual([]);
});

test('a condition that is known only at deploy time is said to be', () => {
  const statements = [sound(), everyone({ StringEquals: { 'aws:PrincipalOrgID': { Ref: 'Organization' } } })];
  const template = { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: statements } } } };
  expect(foundIn(template).every((text) => text.startsWith('Undecidable['))).toBe(true);
});

test.each([
  { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
  { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/*' } },
])('an account of no organization has no key for it: %j', (Condition) => {
  const open = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' }, Condition };
  expect(found([sound(), open])).toEqual([expect.stringContaining(`AnyProvider[sts:AssumeRole${underOf(Condition)}]: statement 2 of the trust takes everyone who has an account of AWS`)]);
});

describe('what the role itself is', () => {
  test.each<[string, object]>([
    ['its account', { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }],
    ['its organization', { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
    ['its organization, in another case', { StringEquals: { 'aws:principalorgid': '${AWS:resourceOrgId}' } }],
  ])('%s keeps strangers out', (_, condition) => {
    expect(found([sound(), everyone(condition)])).toEqual([]);
  });

  test.each<[string, object]>([
    ['its own account, which all requests are about', { StringEquals: { 'aws:ResourceAccount': ACCOUNT } }],
    ['the organization of whoever has one', { StringEqualsIfExists: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
    ['all but its organization', { StringNotEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
  ])('%s keeps no stranger out', (_, condition) => {
    expect(found([sound(), everyone(condition)])).toEqual([message('arn:aws:iam::999999999999:role/evil', condition)]);
  });

  test('a default for a role without an organization is not decided', () => {
    expect(found([sound(), everyone({ StringEquals: { 'aws:PrincipalOrgID': "${aws:ResourceOrgID, 'none'}" } })])).toEqual([expect.stringContaining('Undecidable[')]);
  });
});

import { foundInFiles } from './files';
import { sound } from './fixture';
import { withChainedRoles } from '../../lib/compliance/chained-roles';
import { readTemplate } from '../../lib/inventory/template-reader';
import { ACCOUNT } from '../support';

const [OTHER, THIRD] = ['444455556666', '777788889999'];
const BROAD = [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } }];
const resource = (statement: object, more: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] }, ...more } });
const web = resource(sound(), { RoleName: 'web' });
const by = (AWS: unknown, Condition?: object, more: object = { Policies: BROAD }) => resource({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS }, ...Condition && { Condition } }, more);
const arn = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const root = (account = ACCOUNT) => `arn:aws:iam::${account}:root`;

/** Which roles are marked, of templates of accounts. */
function marked(...templates: (readonly [string | undefined, Record<string, object>])[]): string[] {
  const parts = templates.map(([account, Resources]) => {
    const part = readTemplate({ Resources });
    return { ...part, roles: part.roles.map((role) => ({ ...role, account })) };
  });
  return withChainedRoles(parts).flatMap(({ roles }) => roles.filter(({ isAssumedByPods }) => isAssumedByPods).map(({ at }) => at));
}

test.each<[string, object]>([
  ['an account, for the ARN of the role', by(root(), { ArnEquals: { 'aws:PrincipalArn': arn('web') } })],
  ['the same as text', by(root(), { StringEquals: { 'AWS:principalarn': arn('web') } })],
  ['the same by number, among others', by(ACCOUNT, { StringEquals: { 'aws:PrincipalArn': [arn('x'), arn('web')], 'aws:PrincipalTag/a': 'b' } })],
  ['anyone, for the ARN of the role', by('*', { ArnLike: { 'aws:PrincipalArn': arn('web') } })],
  ['the role itself', by(arn('web'))],
  ['the role itself, among others', by([arn('x', OTHER), arn('web')])],
])('a role of another account that trusts %s is one of pods', (_, other) => {
  expect(marked([ACCOUNT, { Web: web }], [OTHER, { Other: other }])).toEqual(['Other']);
});

test.each<[string, object]>([
  ['a role of that name in another account', by(arn('web', THIRD))],
  ['a role of another path', by(arn('teams/web'))],
  ['a role of another case', by(arn('Web'))],
  ['the whole account', by(root())],
  ['all roles of the account', by(root(), { ArnLike: { 'aws:PrincipalArn': arn('*') } })],
  ['all but the role', by(root(), { ArnNotEquals: { 'aws:PrincipalArn': arn('web') } })],
  ['the role if the request names one', by(root(), { ArnEqualsIfExists: { 'aws:PrincipalArn': arn('web') } })],
  ['another role, for the ARN of the role', by(arn('deployer'), { ArnEquals: { 'aws:PrincipalArn': arn('web') } })],
  ['a service', resource({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } })],
  ['nobody', resource({ Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: arn('web') } })],
  ['the role, for tags alone', resource({ Effect: 'Allow', Action: 'sts:TagSession', Principal: { AWS: arn('web') } })],
])('a role that trusts %s is not', (_, other) => {
  expect(marked([ACCOUNT, { Web: web }], [OTHER, { Other: other }])).toEqual([]);
});

test('a chain goes on, and ends where it is a circle', () => {
  expect(marked(
    [ACCOUNT, { Web: web }],
    [OTHER, { B: by(arn('a', THIRD), undefined, { RoleName: 'b' }) }],
    [THIRD, { A: by(arn('web'), undefined, { RoleName: 'a' }), C: by(arn('b', OTHER), undefined, { RoleName: 'c' }), D: by(arn('e', THIRD), undefined, { RoleName: 'd' }), E: by(arn('d', THIRD), undefined, { RoleName: 'e' }) }],
  )).toEqual(['B', 'A', 'C']);
});

test('a template refers to its own role, and another template means another by the same reference', () => {
  const other = by({ 'Fn::GetAtt': ['Web', 'Arn'] });
  const unnamed = resource(sound());
  expect(marked([undefined, { Web: unnamed, Other: other }], [undefined, { Web: by(root()), Foreign: other }])).toEqual(['Other']);
});

test('a template without an account is one of any', () => {
  expect(marked([undefined, { Web: web }], [OTHER, { Other: by(arn('web')) }])).toEqual(['Other']);
});

test('the audit judges what it may do, across files', () => {
  const files = { 'own.json': { Resources: { Web: web } }, 'other.json': { Resources: { Other: by(root(), { ArnEquals: { 'aws:PrincipalArn': arn('web') } }) } } };
  expect(foundInFiles(files)).toEqual([expect.stringContaining('BroadPolicy')]);
  expect(foundInFiles({ 'other.json': files['other.json'] })).toEqual([]);
});

import { allow, OWN, policyOf, role, SOUND, template } from '../compliance/attack/attempt';
import { foundInFiles } from '../compliance/files';

const POLICY = `arn:aws:iam::${OWN}:policy/team`;
const printed = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');
const getRole = (more: object = {}) => ({ Role: { RoleName: 'web', Path: '/', Arn: `arn:aws:iam::${OWN}:role/web`, AssumeRolePolicyDocument: policyOf(SOUND), ...more } });
const getRolePolicy = (statement: unknown, more: object = {}) => ({ RoleName: 'web', PolicyName: 'own', PolicyDocument: policyOf(statement), ...more });
const attached = (...arns: string[]) => ({ AttachedPolicies: arns.map((PolicyArn) => ({ PolicyName: 'x', PolicyArn })) });
const getPolicy = { Policy: { PolicyName: 'team', Arn: POLICY, DefaultVersionId: 'v2' } };
const version = (statement: unknown, VersionId = 'v2') => ({ PolicyVersion: { VersionId, IsDefaultVersion: VersionId === 'v2', Document: policyOf(statement) } });
const PASS = allow('iam:PassRole');
const passes = (where: string, policy: string) => `${where}: error PassAnyRole[*]: ${policy} allows iam:PassRole on *, such as on arn:aws:iam::${OWN}:role/any: name each role, and the service with iam:PassedToService`;

test('an inline policy is its role\'s, in whichever file', () => {
  expect(foundInFiles({ 'role.json': getRole(), 'policies/own.json': getRolePolicy(PASS) })).toEqual([passes('role.json:2 web', 'the inline policy "own"')]);
  expect(foundInFiles({ 'all.json': printed(getRole(), { PolicyNames: ['own'] }, getRolePolicy(PASS)) })).toEqual([passes('all.json:1 web', 'the inline policy "own"')]);
});

test('managed policies are those of the role before them in a file', () => {
  const node = getRole({ RoleName: 'node', AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }) });
  expect(foundInFiles({ 'all.json': printed(getRole(), attached(POLICY), node, attached('arn:aws:iam::aws:policy/AdministratorAccess'), getPolicy, version(PASS)) }))
    .toEqual([passes('all.json:1 web', `the managed policy ${POLICY}`)]);
});

test('the default version counts, and one in another file is found by its ARN', () => {
  const files = { 'role.json': printed(getRole(), attached(POLICY)), 'policy.json': printed(getPolicy, version(PASS, 'v1'), version(allow('s3:GetObject', 'arn:aws:s3:::shop/*'))) };
  expect(foundInFiles(files)).toEqual([]);
});

test('a role that was not read may be one of pods', () => {
  expect(foundInFiles({ 'policy.json': getRolePolicy(PASS) })).toEqual([
    `policy.json:1 web/own: warning PassAnyRole[*]: if pods become the role "web", to which it is attached: the inline policy "own" allows iam:PassRole on *, such as on arn:aws:iam::${OWN}:role/any: name each role, and the service with iam:PassedToService`,
  ]);
  const ofEc2 = policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } });
  expect(foundInFiles({ 'policy.json': getRolePolicy(PASS), ...template({ Role: role(ofEc2, { RoleName: 'web' }) }) })).toEqual([]);
});

test('what does not say of what it is, is said not to be judged', () => {
  expect(foundInFiles({ 'attached.json': attached(POLICY), 'version.json': version(PASS), 'roles.json': printed({ Roles: [getRole().Role, getRole({ RoleName: 'api' }).Role] }, attached(POLICY)) })).toEqual([
    'attached.json:1: note: lists the policies of a role that it does not name, and is not judged: print it behind aws iam get-role into one file, or audit what aws iam get-account-authorization-details prints',
    'roles.json:2: note: lists the policies of a role that it does not name, and is not judged: print it behind aws iam get-role into one file, or audit what aws iam get-account-authorization-details prints',
    'version.json:1: note: is a version of a policy that it does not name, and is not judged: print it behind aws iam get-policy into one file, or audit what aws iam get-account-authorization-details prints',
  ]);
});

test('a page of several is a problem', () => {
  expect(foundInFiles({ 'role.json': printed(getRole(), { ...attached('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'), IsTruncated: true }) })).toEqual([
    'role.json:2: is one page of several: have all attached policies listed, without --max-items and --no-paginate',
  ]);
});

test('a policy that is too large is a problem, and takes nothing from the rest', () => {
  const large = policyOf(...Array.from({ length: 30_000 }, (_, i) => allow('s3:GetObject', `arn:aws:s3:::bucket-${i}/*`)));
  expect(foundInFiles({ 'role.json': printed(getRole(), getRolePolicy(PASS, { PolicyName: 'pass' }), getRolePolicy(PASS, { PolicyDocument: large })) })).toEqual([
    passes('role.json:1 web', 'the inline policy "pass"'), 'role.json:3: the inline policy "own" is too large to be judged',
  ]);
});

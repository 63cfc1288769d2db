import { allow, AUD, bounded, deny, managed, OWN, policyOf, role, roleFile, SOUND, SUB, template, tokens, trustFile, WEB, WITH_TOKEN } from './attack/attempt';
import { foundInFiles } from './files';

const may = (...statements: object[]) => foundInFiles(roleFile(statements)).map((line) => line.replace(/^\S+ web: /, ''));
const within = (limits: object[], ...statements: object[]) => foundInFiles(roleFile(statements, bounded('l'), [managed('l', ...limits)]));
const short = (lines: readonly string[]) => lines.map((line) => line.replace(/\]: .*/s, ']'));
const idsIn = (files: Record<string, unknown>) => foundInFiles(files).map((line) => /: (?:error|warning) (\w+(?:\[.*?\])?): /.exec(line)?.[1]);
const ROLE = `arn:aws:iam::${OWN}:role/web`;
const PARTS = ['s3:Get*', 's3:Put*', 's3:List*', 's3:Delete*', 's3:Create*', 's3:Describe*', 's3:Abort*', 's3:Re*', 's3:U*', 's3:Tag*', 's3:Submit*', 's3:In*', 's3:As*', 's3:Dis*', 's3:Object*', 's3:By*', 's3:Pause*'];

describe('an acknowledgement under conditions that anyone meets is none of others', () => {
  const anyone = (Condition?: object) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' }, ...Condition && { Condition } });
  const pods = (Condition?: object) => ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, ...Condition && { Condition } });

  test('everyone who has an account', () => {
    expect(idsIn(trustFile(SOUND, anyone({ StringEquals: { 'aws:PrincipalTag/team': 'shop' } })))).toEqual(['AnyProvider[sts:AssumeRole-under-StringEquals-aws:PrincipalTag/team-shop]']);
    expect(idsIn(trustFile(SOUND, anyone()))).toEqual(['AnyProvider[sts:AssumeRole]']);
  });

  test('each statement by itself', () => {
    expect(idsIn(trustFile(SOUND, anyone({ StringLike: { 'sts:ExternalId': ['a*', 'b*'] } }), anyone({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })))).toEqual([
      'AnyProvider[sts:AssumeRole-under-StringLike-sts:ExternalId-a*-or-b*]', 'AnyProvider[sts:AssumeRole-under-Bool-aws:MultiFactorAuthPresent-true]',
    ]);
    const GITHUB = 'token.actions.githubusercontent.com';
    const github = (sub: string) => ({ Effect: 'Allow', Action: WITH_TOKEN, Principal: { Federated: `arn:aws:iam::${OWN}:oidc-provider/${GITHUB}` }, Condition: { StringLike: { [`${GITHUB}:sub`]: sub } } });
    expect(idsIn(trustFile(SOUND, github('repo:acme*'), github('repo:*')))).toEqual([`AnyTenant[${GITHUB}-repo:acme*]`, `AnyTenant[${GITHUB}]`]);
  });

  test('tokens of anyone, and pods of any cluster', () => {
    expect(idsIn(trustFile({ ...SOUND, Principal: '*' }))).toEqual([`AnyProvider[*-under-StringEquals-${AUD}-sts.amazonaws.com-and-StringEquals-${SUB}-${WEB}]`]);
    expect(idsIn(trustFile(pods({ StringLike: { 'aws:SourceAccount': '*' } })))).toEqual(['PodIdentityConditions[pods.eks.amazonaws.com-under-StringLike-aws:SourceAccount-*]']);
    expect(idsIn(trustFile(pods()))).toEqual(['PodIdentityConditions[pods.eks.amazonaws.com]']);
  });
});

describe('what a witness says is allowed', () => {
  test('not what a Deny takes away', () => {
    expect(may(allow('sqs:*'), deny('sqs:Delete*'))).toEqual([
      `error BroadPolicy[sqs:*-on-*]: the inline policy "own" allows sqs:* on *, such as sqs:AddPermission on arn:aws:sqs:eu-central-1:${OWN}:any: name the actions and the resources that the workload needs`,
    ]);
  });

  test('not a bucket of a name with a slash, nor a grant without an account', () => {
    expect(may(allow('s3:*', 'arn:aws:s3:::*/*'))).toEqual([
      'error BroadPolicy[s3:*-on-arn:aws:s3:::*/*]: the inline policy "own" allows s3:* on arn:aws:s3:::*/*, such as s3:DeleteObject on arn:aws:s3:::any/any: name the actions and the resources that the workload needs',
    ]);
    expect(may(allow('s3:PutBucketPolicy', 'arn:aws:s3:::*/*'))).toEqual([]);
    expect(may(allow('s3:*', 'arn:aws:s3:::*-*'))).toEqual([
      'warning BroadPolicy[s3:*-on-arn:aws:s3:::*-*-perhaps]: the inline policy "own" allows s3:* on arn:aws:s3:::*-*, which takes resources that nobody named, such as s3:DeleteBucket on arn:aws:s3:::x-----x: name the actions and the resources that the workload needs',
    ]);
  });
});

describe('a service by parts', () => {
  test('a boundary of all its parts limits nothing, and one of some does', () => {
    expect(short(within([allow(PARTS)], allow('s3:*')))).toEqual(['account.json:3 web: error BroadPolicy[s3:*-on-*]']);
    expect(short(within([allow(PARTS.slice(0, 9)), allow(PARTS.slice(9))], allow('s3:*')))).toEqual(['account.json:3 web: error BroadPolicy[s3:*-on-*]']);
    expect(within([allow(PARTS.slice(0, 1)), allow(PARTS.slice(9))], allow('s3:*'))).toEqual([]);
    expect(within([allow(PARTS, 'arn:aws:s3:::shop/*')], allow('s3:*'))).toEqual([]);
  });

  test('denies of all its parts leave nothing, unless a condition or a resource does', () => {
    expect(short(may(allow('s3:*'), deny(PARTS)))).toEqual([]);
    expect(short(may(allow('s3:*'), deny(PARTS, 'arn:aws:s3:::shop/*')))).toEqual(['error BroadPolicy[s3:*-on-*]']);
    expect(short(may(allow('s3:*'), deny(PARTS, '*', { Bool: { 'aws:SecureTransport': 'false' } })))).toEqual(['error BroadPolicy[s3:*-on-*]']);
  });
});

describe('ids that AWS makes', () => {
  const INSTANCE = `arn:aws:ec2:*:${OWN}:instance`;

  test('how all begin is no name', () => {
    expect(short(may(allow('ssm:StartSession', `${INSTANCE}/i-*`)))).toEqual([`error PrivilegeEscalation[ssm:StartSession-on-${INSTANCE}/i-*]`]);
    expect(short(may(allow('ssm:StartSession', `${INSTANCE}/i-0a*`)))).toEqual([`warning PrivilegeEscalation[ssm:StartSession-on-${INSTANCE}/i-0a*-perhaps]`]);
    expect(may(allow('ssm:StartSession', `${INSTANCE}/i-0123456789abcdef0`), allow('route53:*', 'arn:aws:route53:::hostedzone/Z0123456789ABC'))).toEqual([]);
  });
});

describe('documents of commands', () => {
  const send = (document: string) => may(allow('ssm:SendCommand', ['arn:aws:ec2:*:*:instance/*', document]));

  test.each([`arn:aws:ssm:*:${OWN}:document/*`, 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript', 'arn:aws:ssm:*:*:document/AWS-Run*'])('%s runs what the caller likes', (document) => {
    expect(short(send(document))).toEqual([expect.stringMatching(/^error PrivilegeEscalation\[ssm:SendCommand-on-/)]);
  });

  test.each([`arn:aws:ssm:eu-west-1:${OWN}:document/Shop-Restart`, 'arn:aws:ssm:*::document/AWS-UpdateSSMAgent'])('%s runs what it says', (document) => {
    expect(send(document)).toEqual([]);
  });
});

describe('tags of its own role', () => {
  const TENANT = allow('s3:GetObject', 'arn:aws:s3:::tenants/${aws:PrincipalTag/tenant}/*');

  test('are a way where a policy reads one that it may give', () => {
    expect(may(TENANT, allow('iam:TagRole', ROLE))).toEqual([
      `warning PrivilegeEscalation[iam:TagRole-on-${ROLE}]: the inline policy "own" allows iam:TagRole on ${ROLE}, by which a pod may come to permissions of others: iam:TagRole gives its own role a tag that its policies read; take it away`,
    ]);
    expect(short(may(allow('s3:GetObject', 'arn:aws:s3:::shop/*', { StringEquals: { 'aws:PrincipalTag/admin': 'true' } }), allow('iam:TagRole', ROLE)))).toEqual([`warning PrivilegeEscalation[iam:TagRole-on-${ROLE}]`]);
  });

  test('are none where no policy reads them, or it may give others only', () => {
    expect(may(TENANT, allow('iam:TagRole', ROLE, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Name'] } }))).toEqual([]);
    expect(may(allow('s3:GetObject', 'arn:aws:s3:::tenants/${aws:PrincipalTag/kubernetes-namespace}/*'), allow('iam:TagRole', ROLE))).toEqual([]);
    expect(may(allow('iam:TagRole', ROLE))).toEqual([]);
  });
});

test('a Deny that leaves the pods alone whom it names', () => {
  const PODS = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } };
  const denied = (Condition: object) => ({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition });
  const ofNamespace = (value: unknown) => template({ Role: role(policyOf(PODS, denied({ StringNotEquals: { 'aws:RequestTag/kubernetes-namespace': value } }))) });
  expect(foundInFiles(ofNamespace('shop'))).toEqual([]);
  expect(foundInFiles(ofNamespace({ Ref: 'Namespace' }))).toEqual([]);
  expect(short(foundInFiles(trustFile(PODS, denied({ StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'kube-system' } }))))).toEqual(['trust.json:1 (a trust policy): warning PodIdentityConditions[pods.eks.amazonaws.com]']);
});

test('an annotation without the path of the role', () => {
  const account = (arn: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n  namespace: shop\n  annotations: {eks.amazonaws.com/role-arn: "${arn}"}\n`;
  const ofPath = (arn: string) => foundInFiles({ 'sa.yaml': account(arn), ...template({ Role: role(policyOf(SOUND), { RoleName: 'web', Path: '/team/' }) }) });
  expect(ofPath(ROLE)).toContain(
    `sa.yaml:1 shop/web: error UntrustedServiceAccount[shop/web]: the ServiceAccount shop/web names ${ROLE}, and the role web, which trusts it, is of the path "/team/": write role/team/web in the ARN`);
  expect(ofPath(ROLE.replace('web', 'team/web'))).toEqual([]);
});

test('sets of values in a Deny are no other question of a claim that each token has', () => {
  const refused = (operator: string) => trustFile(tokens(), { Effect: 'Deny', Principal: '*', Action: WITH_TOKEN, Condition: { [operator]: { [SUB]: WEB } } });
  expect(foundInFiles(refused('ForAnyValue:StringNotEquals'))).toEqual([]);
  expect(foundInFiles(refused('ForAllValues:StringNotEquals'))).toEqual([]);
});

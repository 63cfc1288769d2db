import { allow, AUD, bounded, deny, managed, OWN, policyOf, role, roleFile, SOUND, SUB, template, tokens, trustFile, WEB, WITH_TOKEN } from './attack/attempt';
import { foundInFiles } from './files';

const may = (...statements: object[]) => foundInFiles(roleFile(statements)).map((line) => line.replace(/^\S+ web: /, ''));
const short = (lines: readonly string[]) => lines.map((line) => line.replace(/\]: .*/s, ']'));
const inTemplate = (properties: object, more: object = {}, resources: object = {}) => foundInFiles(template({ Role: role(policyOf(SOUND), properties), ...resources }, more));
const ROLE = `arn:aws:iam::${OWN}:role/web`;
const TEAM = { StringEquals: { 'aws:ResourceTag/team': 'shop' } };

describe('tags', () => {
  test('a tag that the role may give is no limit, whatever else it must give', () => {
    expect(short(may(allow('sts:AssumeRole', '*', TEAM), allow('iam:TagRole', '*', { StringEquals: { 'aws:RequestTag/team': 'shop' } })))).toEqual(['error AssumeAnyRole[*]']);
    expect(may(allow('sts:AssumeRole', '*', TEAM), allow('iam:TagRole', '*', { StringEquals: { 'aws:RequestTag/team': 'mail' } }))).toEqual([]);
    expect(may(allow('sts:AssumeRole', '*', TEAM), allow('iam:TagRole', ROLE))).toEqual([]);
  });

  test('messages say why it is none', () => {
    expect(may(allow('sts:AssumeRole', '*', TEAM), allow('iam:TagRole'))).toEqual([
      `error AssumeAnyRole[*]: the inline policy "own" allows sts:AssumeRole on *, such as on arn:aws:iam::${OWN}:role/any (it may give any role the tag of its condition on aws:ResourceTag/team): name each role`,
    ]);
    expect(may(allow('iam:PassRole', '*', TEAM))).toEqual([
      `error PassAnyRole[*]: the inline policy "own" allows iam:PassRole on *, such as on arn:aws:iam::${OWN}:role/any (no tag of a role limits that): name each role, and the service with iam:PassedToService`,
    ]);
  });

  test('roles of a tag whose permissions it writes are named by it, which is not enough', () => {
    expect(short(may(allow('iam:PutRolePolicy', '*', TEAM)))).toEqual(['warning PrivilegeEscalation[iam:PutRolePolicy-on-*-perhaps]']);
  });
});

describe('conditions', () => {
  test('that a key is required makes ForAllValues and IfExists limits', () => {
    const keys = (Null?: object) => ({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['shop'] }, ...Null === undefined ? {} : { Null } });
    expect(short(may(allow('dynamodb:*', '*', keys())))).toEqual(['error BroadPolicy[dynamodb:*-on-*]']);
    expect(short(may(allow('dynamodb:*', '*', keys({ 'dynamodb:LeadingKeys': 'true' }))))).toEqual(['error BroadPolicy[dynamodb:*-on-*]']);
    expect(short(may(allow('dynamodb:*', '*', keys({ 'DYNAMODB:leadingkeys': 'false' }))))).toEqual(['warning BroadPolicy[dynamodb:*-on-*-under-a-condition]']);
    expect(may(allow('sts:AssumeRole', '*', { StringEqualsIfExists: { 'aws:ResourceTag/team': 'shop' }, Null: { 'aws:ResourceTag/team': false } }))).toEqual([]);
  });

  test('the own account is no limit, whatever service says so', () => {
    expect(short(may(allow('s3:*', '*', { StringEquals: { 's3:ResourceAccount': OWN } })))).toEqual(['error BroadPolicy[s3:*-on-*]']);
  });

  test('a condition that only the service knows makes a way that names nothing a warning', () => {
    const condition = { StringEquals: { 'sts:TaskPolicyArn': 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' } };
    expect(short(may(allow('sts:AssumeRoot', '*', condition)))).toEqual(['warning PrivilegeEscalation[sts:AssumeRoot-on-*-perhaps]']);
    expect(short(may(allow('sts:AssumeRoot')))).toEqual(['error PrivilegeEscalation[sts:AssumeRoot-on-*]']);
  });
});

describe('the policies of the role itself', () => {
  const detach = allow(['iam:DetachRolePolicy', 'iam:DeleteRolePolicy'], ROLE);

  test('with a Deny in them, taking them away is a way', () => {
    expect(may(detach, deny('s3:*'))).toEqual([
      `warning PrivilegeEscalation[iam:DetachRolePolicy-on-${ROLE}]: the inline policy "own" allows iam:DetachRolePolicy on ${ROLE}, by which a pod may come to permissions of others: iam:DetachRolePolicy takes away what a policy of its own role denies; take it away`,
      `warning PrivilegeEscalation[iam:DeleteRolePolicy-on-${ROLE}]: the inline policy "own" allows iam:DeleteRolePolicy on ${ROLE}, by which a pod may come to permissions of others: iam:DeleteRolePolicy takes away what a policy of its own role denies; take it away`,
    ]);
  });

  test('without one, of other roles, or where the Deny is of that, it is none', () => {
    expect(may(detach)).toEqual([]);
    expect(may(allow('iam:DetachRolePolicy', ROLE.replace('web', 'crossplane/*')), deny('s3:*'))).toEqual([]);
    expect(may(detach, deny('iam:*'))).toEqual([]);
    const allBut = (name: string) => ({ Effect: 'Allow', Action: 'iam:DetachRolePolicy', NotResource: ROLE.replace('web', name) });
    expect(may(allBut('web'), deny('s3:*'))).toEqual([]);
    expect(short(may(allBut('admin'), deny('s3:*')))).toEqual([`warning PrivilegeEscalation[iam:DetachRolePolicy-on-everything-but-${ROLE.replace('web', 'admin')}]`]);
  });

  test('in a template the role may be any', () => {
    const statements = policyOf(allow('iam:DetachRolePolicy'), deny('s3:*'));
    expect(inTemplate({ Policies: [{ PolicyName: 'own', PolicyDocument: statements }] })).toEqual([expect.stringContaining('warning PrivilegeEscalation[iam:DetachRolePolicy-on-*]')]);
  });

  test('a boundary still limits it', () => {
    expect(foundInFiles(roleFile([detach, deny('s3:*')], bounded('l'), [managed('l', allow('s3:*'))])).filter((line) => line.includes('PrivilegeEscalation'))).toEqual([]);
  });
});

describe('templates', () => {
  test('a policy under a condition that never holds is not there', () => {
    const policy = (Condition: string) => ({ P: { Type: 'AWS::IAM::Policy', Condition, Properties: { PolicyName: 'own', PolicyDocument: policyOf(allow('iam:PassRole')), Roles: [{ Ref: 'Role' }] } } });
    const conditions = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Always: { 'Fn::Equals': ['a', 'a'] } } };
    expect(inTemplate({}, conditions, policy('Never'))).toEqual([]);
    expect(inTemplate({}, conditions, policy('Always'))).toEqual([expect.stringContaining('error PassAnyRole[*]')]);
    expect(inTemplate({}, conditions, policy('Unknown'))).toEqual([expect.stringContaining('error PassAnyRole[*]')]);
  });

  test('what is fetched at deploy time is not known', () => {
    expect(inTemplate({ ManagedPolicyArns: ['{{resolve:ssm:/shop/policy:3}}'] })).toEqual([
      'template.json: note: roles of pods have managed policies whose documents are not given, so that what they allow is not judged: <resolve:ssm:/shop/policy:3>',
    ]);
    expect(foundInFiles(template({ Role: role(policyOf(tokens({ StringLike: { [SUB]: { 'Fn::Sub': '{{resolve:ssm:/${AWS::Region}/subject}}' } } }))) }))).toEqual([
      expect.stringContaining('the subject <resolve:ssm:/<AWS::Region>/subject> is known only at deploy time'),
    ]);
  });

  test('a list split out of a text with the partition in it', () => {
    expect(inTemplate({ ManagedPolicyArns: { 'Fn::Split': [',', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess,arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess' }] } }))
      .toEqual([expect.stringContaining('error BroadManagedPolicy[PowerUserAccess]')]);
  });

  test('a macro of the whole template is told of', () => {
    expect(inTemplate({}, { Transform: ['AWS::LanguageExtensions', 'Company::Roles'] })).toEqual([
      'template.json:3: note: is changed by the macro "Company::Roles" before it is deployed, and is judged as it was before: '
      + 'audit what "aws cloudformation get-template --template-stage Processed" prints, too',
    ]);
  });
});

describe('other providers', () => {
  const POOL = 'cognito-identity.amazonaws.com';
  const pool = (amr?: string) => foundInFiles(trustFile(SOUND, {
    Effect: 'Allow',
    Action: WITH_TOKEN,
    Principal: { Federated: POOL },
    Condition: { StringEquals: { [`${POOL}:aud`]: 'eu-west-1:12345678-dead-beef-cafe-123456790abc' }, ...amr === undefined ? {} : { 'ForAnyValue:StringLike': { [`${POOL}:amr`]: amr } } },
  }));

  test('guests of a pool of Cognito', () => {
    const told = [expect.stringMatching(/warning AnyTenant\[guests-of-cognito-identity\.amazonaws\.com\]: statement 2 of the trust lets whoever has not signed in become the role, if Amazon Cognito takes guests there: ask for "authenticated" in/)];
    expect(pool('unauthenticated')).toEqual(told);
    expect(pool()).toEqual(told);
    expect(pool('authenticated')).toEqual([]);
  });

  test.each([
    ['saml-provider/idp', 'sts:AssumeRoleWithSAML', { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }],
    ['oidc-provider/token.actions.githubusercontent.com', WITH_TOKEN, { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*' } }],
  ])('of another account: %s', (path, Action, Condition) => {
    const Federated = `arn:aws:iam::444455556666:${path}`;
    const statements = [SOUND, { Effect: 'Allow', Action, Principal: { Federated }, Condition }];
    expect(foundInFiles(roleFile([], { AssumeRolePolicyDocument: policyOf(...statements) }))).toEqual([
      expect.stringContaining(`warning NobodyTrusted[${Federated}]: statement 2 of the trust names the provider ${Federated}, which is of the account 444455556666, and the role of ${OWN}`),
    ]);
    expect(foundInFiles(roleFile([], { AssumeRolePolicyDocument: policyOf(statements[1]) }))).toEqual([]); // a role that is none of pods
  });
});

test('a subject that is asked for, with its audience, stays sound', () => {
  expect(foundInFiles(trustFile(tokens({ StringEquals: { [SUB]: WEB, [AUD]: 'sts.amazonaws.com' } })))).toEqual([]);
});

describe('an acknowledgement of what is limited is none of what is not', () => {
  const GITHUB = 'token.actions.githubusercontent.com';
  const github = (condition: object) => trustFile(SOUND, {
    Effect: 'Allow',
    Action: WITH_TOKEN,
    Principal: { Federated: `arn:aws:iam::${OWN}:oidc-provider/${GITHUB}` },
    Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, ...condition },
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['services of a pattern, and any',
      roleFile([allow('iam:PassRole', '*', { StringLike: { 'iam:PassedToService': 'ec*.amazonaws.com' } })]), roleFile([allow('iam:PassRole', '*', { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } })])],
    ['a condition that only the service knows, and none', roleFile([allow('kms:CreateGrant', '*', { StringEquals: { 'kms:GranteePrincipal': ROLE } })]), roleFile([allow('kms:CreateGrant')])],
    ['owners of a prefix, and any', github({ StringLike: { [`${GITHUB}:sub`]: 'repo:acme*' } }), github({})],
    ['one subject with a weak operator, and all', trustFile(tokens({ StringLikeIfExists: { [SUB]: WEB } })), trustFile(tokens({ StringLikeIfExists: { [SUB]: '*' } }))],
  ])('%s', (_, limited, unlimited) => {
    const ids = (files: Record<string, unknown>) => foundInFiles(files).map((line) => /: (?:error|warning) (\w+(?:\[.*?\])?): /.exec(line)?.[1]);
    expect(ids(limited)).toHaveLength(1);
    expect(ids(unlimited)).toHaveLength(1);
    expect(ids(limited)).not.toEqual(ids(unlimited));
  });
});

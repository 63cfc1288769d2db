import { foundIn as allFoundIn, foundInPolicy as allFoundInPolicy, sound } from '../fixture';

const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
/** Findings up to what a pod can do by them, which has tests of its own. */
const heads = (lines: string[]) => lines.map((line) => line.replace(/(, by which a pod (?:can raise its own permissions|may come to permissions of others)): .*/, '$1'));
const foundIn = (...given: Parameters<typeof allFoundIn>) => heads(allFoundIn(...given));
const foundInPolicy = (...given: Parameters<typeof allFoundInPolicy>) => heads(allFoundInPolicy(...given));
const message = (pattern: string, resource = '*', more = '') => `PrivilegeEscalation[${`${pattern} on ${resource}`.replace(/ /g, '-')}]: the inline policy "own" allows `
  + `${pattern} on ${resource}${more}, by which a pod can raise its own permissions`;
const perhaps = (pattern: string, resource = '*', more = '') => message(pattern, resource, more).replace(/can raise its own permissions$/, 'may come to permissions of others');
const raised = (lines: string[]) => lines.filter((line) => line.startsWith('PrivilegeEscalation'));

test.each([
  'iam:CreateRole', 'iam:GetRole', 'iam:List*', 'iam:TagRole', 'iam:CreateInstanceProfile', 's3:Get*', 'iam:DeleteRolePolicy', 'sts:TagSession',
])('%s is clean', (action) => expect(foundInPolicy(allow(action))).toEqual([]));

test.each([
  'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy', 'iam:SetDefaultPolicyVersion', 'iam:PutUserPolicy',
  'iam:AttachUserPolicy', 'iam:PutGroupPolicy', 'iam:AttachGroupPolicy', 'iam:AddUserToGroup', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile',
  'iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary', 'iam:DeleteUserPermissionsBoundary', 'iam:UpdateSAMLProvider',
])('%s is found', (action) => expect(foundInPolicy(allow(action))).toEqual([message(action)]));

test('each action is found on each resource, with an id of its own', () => {
  expect(foundInPolicy(allow(['s3:GetObject', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'], ['arn:aws:iam::111122223333:role/a-*', 'arn:aws:iam::111122223333:role/b']))).toEqual([
    message('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/a-*'), message('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/b'),
    message('iam:AttachRolePolicy', 'arn:aws:iam::111122223333:role/a-*'), message('iam:AttachRolePolicy', 'arn:aws:iam::111122223333:role/b'),
  ]);
});

test('IAM fills up an ARN that is cut short', () => {
  for (const resource of ['arn:aws:iam', 'arn:aws:iam:', 'arn:aws:iam::111122223333']) {
    expect(foundInPolicy(allow('iam:PutRolePolicy', resource))).toEqual([message('iam:PutRolePolicy', resource)].map((line) => expect.stringContaining(line.slice(0, line.indexOf(']')))));
  }
  expect(foundInPolicy(allow('iam:PutRolePolicy', 'arn:aws:s3'))).toEqual([]);
});

test('a wildcard in the action is one finding, which says what it stands for', () => {
  expect(raised(foundInPolicy(allow('iam:*')))).toEqual([message('iam:*', '*', ', and so iam:AddUserToGroup and 17 more')]);
  expect(raised(foundInPolicy(allow('*')))).toEqual([expect.stringContaining('PrivilegeEscalation[*-on-*]: the inline policy "own" allows * on *, and so iam:AddUserToGroup and ')]);
  expect(raised(foundInPolicy(allow('*:*')))).toEqual([expect.stringContaining('PrivilegeEscalation[*:*-on-*]: the inline policy "own" allows *:* on *, and so iam:AddUserToGroup and ')]);
  expect(raised(foundInPolicy(allow('iam:Put*Policy')))).toEqual([message('iam:Put*Policy', '*', ', and so iam:PutGroupPolicy and 2 more')]);
  expect(raised(foundInPolicy(allow('iam:?ddUserToGroup')))).toEqual([message('iam:?ddUserToGroup', '*', ', and so iam:AddUserToGroup')]);
  expect(raised(foundInPolicy(allow('IAM:putrolepolicy')))).toEqual([message('IAM:putrolepolicy')]);
});

test('NotAction and NotResource are found', () => {
  expect(raised(foundInPolicy(allow(undefined, '*', { NotAction: ['s3:*', 'iam:*User*'] }))))
    .toEqual([expect.stringContaining('[everything-but-s3:*,-iam:*User*-on-*]: the inline policy "own" allows everything but s3:*, iam:*User* on *, and so iam:AttachGroupPolicy and ')]);
  // Without IAM it is still the code and the commands of everything that has a role.
  expect(raised(foundInPolicy(allow(undefined, '*', { NotAction: ['iam:*', 'sts:*'] })))).toEqual([expect.stringContaining('on *, and so ')]);
  expect(foundInPolicy(allow('iam:PutRolePolicy', '', { Resource: undefined, NotResource: 'arn:aws:iam::*:role/admin' })))
    .toEqual([message('iam:PutRolePolicy', 'everything but arn:aws:iam::*:role/admin')]);
});

test('an action is found only on what can be its resource', () => {
  expect(foundInPolicy(allow('iam:*', 'arn:aws:iam::111122223333:instance-profile/*'))).toEqual([]);
  expect(foundInPolicy(allow('iam:PutRolePolicy', ['arn:aws:s3:::*', 'arn:aws:iam::111122223333:user/*', 'web', 'arn:aws:iam::111122223333:role']))).toEqual([]);
  expect(foundInPolicy(allow('iam:*', 'arn:aws:iam::111122223333:group/a')))
    .toEqual([message('iam:*', 'arn:aws:iam::111122223333:group/a', ', and so iam:AddUserToGroup and 2 more')]);
  expect(foundInPolicy(allow('iam:PutRolePolicy', 'arn:aws:i*'))).toEqual([message('iam:PutRolePolicy', 'arn:aws:i*')]);
  expect(foundInPolicy(allow('iam:PutRolePolicy', 'arn:aws:iam::1111*'))).toEqual([message('iam:PutRolePolicy', 'arn:aws:iam::1111*')]);
  expect(foundInPolicy(allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:?ole/a'))).toEqual([message('iam:PutRolePolicy', 'arn:aws:iam::111122223333:?ole/a')]);
});

test('service-linked roles cannot be changed', () => {
  expect(foundInPolicy(allow(['iam:AttachRolePolicy', 'iam:PutRolePolicy'], 'arn:aws:iam::*:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling')))
    .toEqual([]);
});

test('a boundary that what is changed must have is a limit, as AWS has it for delegation', () => {
  const bounded = (action: string, value: unknown, operator = 'StringEquals') => foundInPolicy(allow(action, '*', { Condition: { [operator]: { 'iam:PermissionsBoundary': value } } }));
  expect(bounded('iam:PutRolePolicy', 'arn:aws:iam::111122223333:policy/boundary')).toEqual([]);
  expect(bounded('iam:AttachRolePolicy', 'arn:aws:iam::*:policy/boundary', 'ArnLike')).toEqual([]);
  expect(bounded('iam:PutRolePolicy', 'arn:aws:iam::111122223333:policy/*', 'ArnLike')).toEqual([message('iam:PutRolePolicy')]);
  expect(bounded('iam:PutRolePolicy', 'arn:aws:iam::aws:policy/AdministratorAccess')).toEqual([message('iam:PutRolePolicy')]);
  expect(bounded('iam:PutRolePolicy', 'arn:aws:iam::111122223333:policy/boundary', 'StringEqualsIfExists')).toEqual([message('iam:PutRolePolicy')]);
  // To take the boundary away is the escalation; policies and groups have none.
  expect(bounded('iam:DeleteRolePermissionsBoundary', 'arn:aws:iam::111122223333:policy/boundary')).toEqual([message('iam:DeleteRolePermissionsBoundary')]);
  expect(bounded('iam:CreatePolicyVersion', 'arn:aws:iam::111122223333:policy/boundary')).toEqual([message('iam:CreatePolicyVersion')]);
  expect(raised(bounded('iam:*', 'arn:aws:iam::111122223333:policy/boundary'))).toEqual([message('iam:*', '*', ', and so iam:AddUserToGroup and 10 more')]);
});

test('policies that may be attached are a limit if they are named', () => {
  const attached = (action: string, value: unknown) => foundInPolicy(allow(action, '*', { Condition: { ArnLike: { 'iam:PolicyARN': value } } }));
  expect(attached('iam:AttachRolePolicy', ['arn:aws:iam::111122223333:policy/team-*', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'])).toEqual([]);
  expect(attached('iam:AttachRolePolicy', ['arn:aws:iam::111122223333:policy/team-*', 'arn:aws:iam::aws:policy/*'])).toEqual([message('iam:AttachRolePolicy')]);
  expect(attached('iam:PutRolePolicy', 'arn:aws:iam::111122223333:policy/team-*')).toEqual([message('iam:PutRolePolicy')]);
});

test('what a Deny takes away is not found', () => {
  const role = 'arn:aws:iam::111122223333:role/a-*';
  expect(foundInPolicy([allow('iam:PutRolePolicy', role), allow('iam:Put*', 'arn:aws:iam::*:role/*', { Effect: 'Deny' })])).toEqual([]);
  expect(raised(foundInPolicy([allow('iam:Put*', role), allow('iam:PutRolePolicy', role, { Effect: 'Deny' })])))
    .toEqual([message('iam:Put*', role, ', and so iam:PutRolePermissionsBoundary')]);
  expect(foundInPolicy([allow('iam:PutRolePolicy', role), allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/a-b', { Effect: 'Deny' })]))
    .toEqual([message('iam:PutRolePolicy', role)]);
});

test('a Deny takes nothing away of a name that is known only at deploy time, unless it takes every name', () => {
  const role = (denied: unknown) => {
    const statements = [allow('iam:PutRolePolicy', { 'Fn::Sub': 'arn:aws:iam::111122223333:role/${Name}' }), allow('iam:PutRolePolicy', denied, { Effect: 'Deny' })];
    const policy = { PolicyName: 'own', PolicyDocument: { Statement: statements } };
    return foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, Policies: [policy] } } });
  };
  expect(role('arn:aws:iam::111122223333:role/x*')).toEqual([message('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/<Name>')]);
  expect(role('arn:aws:iam::111122223333:role/?')).toEqual([message('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/<Name>')]);
  expect(role('arn:aws:iam::111122223333:role/*')).toEqual([]);
  expect(role({ 'Fn::Sub': 'arn:aws:iam::111122223333:role/${Name}' })).toEqual([]);
});

test('a Deny of the same pattern takes it away, whatever its wildcards', () => {
  const pattern = 'arn:aws:iam::111122223333:r?le/a';
  expect(foundInPolicy([allow('iam:PutRolePolicy', pattern), allow('iam:PutRolePolicy', pattern, { Effect: 'Deny' })])).toEqual([]);
});

test('a Deny that is there only under a condition takes nothing away', () => {
  const policy = { 'Fn::If': ['IsStrict', { Statement: allow('iam:*', '*', { Effect: 'Deny' }) }, { Statement: allow('s3:GetObject') }] };
  const template = (PolicyDocument: unknown) => foundIn({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: allow('iam:PutRolePolicy') } }] } },
    Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument, Roles: [{ Ref: 'Role' }] } },
  }, {}, { Conditions: { IsStrict: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] } } });
  expect(template(policy)).toEqual([message('iam:PutRolePolicy')]);
  expect(template(policy['Fn::If'][1])).toEqual([]);
});

test('a finding stands where the policy does', () => {
  const lambda = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } } };
  const policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: allow('iam:PutRolePolicy') }, Roles: [{ Ref: 'Web' }, { Ref: 'Function' }] } };
  const role = (AssumeRolePolicyDocument: object) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } });
  expect(foundIn({ Function: role(lambda), Policy: policy, Web: role({ Statement: sound() }) }))
    .toEqual([message('iam:PutRolePolicy').replace('"own"', 'Policy')]);
  expect(foundIn({ Function: role(lambda), Policy: policy })).toEqual([]);
});

test('what is known only at deploy time is said to be', () => {
  const role = (PolicyDocument: unknown) => foundIn({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, Policies: [{ PolicyName: 'own', PolicyDocument }] } },
  });
  const undecidable = (part: string) => `Undecidable[${part.replace(/ /g, '-')}]: ${part} is known only at deploy time, or cannot be read: judge it by hand`;
  expect(role({ Statement: allow({ Ref: 'Actions' }) })).toEqual([undecidable('the actions of statement 1 of the inline policy "own"')]);
  expect(role({ Ref: 'Document' })).toEqual([undecidable('the whole policy of the inline policy "own"')]);
  expect(role({ Statement: allow('iam:PutRolePolicy', { 'Fn::GetAtt': ['Other', 'Arn'] }) })).toEqual([message('iam:PutRolePolicy', '<Other.Arn>')]);
  expect(role({ Statement: allow('iam:PutRolePolicy', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${User}' }) })).toEqual([]);
});

test('the message has a request that is allowed, and what it gives', () => {
  const all = (statement: object) => allFoundInPolicy(statement).map((line) => line.replace(/^.*? allows /, ''));
  expect(all(allow('iam:Put*Policy', 'arn:aws:iam::111122223333:role/*'))).toEqual([
    'iam:Put*Policy on arn:aws:iam::111122223333:role/*, and so iam:PutRolePolicy, by which a pod can raise its own permissions: '
    + 'iam:PutRolePolicy on arn:aws:iam::111122223333:role/any gives a role any permission; take it away',
  ]);
  expect(all(allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/b'))).toEqual([
    'iam:PutRolePolicy on arn:aws:iam::111122223333:role/b, by which a pod can raise its own permissions: iam:PutRolePolicy gives a role any permission; take it away',
  ]);
  expect(all(allow('lambda:UpdateFunctionCode'))).toEqual([
    'lambda:UpdateFunctionCode on *, by which a pod can raise its own permissions: lambda:UpdateFunctionCode on arn:aws:lambda:eu-central-1:111122223333:function:any '
    + 'runs code of its own with the role of a function; take it away, or name the resources that are its own',
  ]);
});

describe('beyond what a role may do with itself', () => {
  test.each([
    'eks:AssociateAccessPolicy', 'sso:CreateAccountAssignment', 'sso:PutInlinePolicyToPermissionSet', 'sts:AssumeRoot', 'ssm:SendCommand', 'ssm:StartSession', 'ecs:ExecuteCommand',
    'lambda:UpdateFunctionCode', 'kms:PutKeyPolicy', 's3:PutBucketPolicy', 'cloudformation:UpdateStack', 'codebuild:StartBuild', 'sagemaker:CreatePresignedDomainUrl',
  ])('%s on everything is an error', (action) => expect(foundInPolicy(allow(action))).toEqual([message(action)]));

  test.each([
    'iam:CreateServiceLinkedRole', 'iam:CreateOpenIDConnectProvider', 'iam:UpdateAccessKey', 'iam:CreateServiceSpecificCredential', 'eks:CreateAccessEntry', 'kms:CreateGrant',
    'secretsmanager:PutResourcePolicy', 'lambda:AddPermission', 'batch:SubmitJob', 'organizations:DetachPolicy',
  ])('%s on everything is a warning', (action) => expect(foundInPolicy(allow(action))).toEqual([perhaps(action)]));

  test('on what is named it is clean', () => {
    expect(foundInPolicy([
      allow('ecs:ExecuteCommand', ['arn:aws:ecs:eu-central-1:111122223333:cluster/dev', 'arn:aws:ecs:eu-central-1:111122223333:task/dev/*']),
      allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:*:111122223333:function:shop-*'),
      allow('iam:UpdateAccessKey', 'arn:aws:iam::*:user/${aws:username}'),
      allow('iam:CreateServiceLinkedRole', 'arn:aws:iam::*:role/aws-service-role/es.amazonaws.com/*'),
      allow('iam:CreateServiceLinkedRole', '*', { Condition: { StringEquals: { 'iam:AWSServiceName': 'es.amazonaws.com' } } }),
      allow('kms:CreateGrant', '*', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
      allow('ssm:SendCommand', '*', { Condition: { StringEquals: { 'ssm:resourceTag/team': 'shop' } } }),
    ])).toEqual([]);
  });

  test('what only the service can tell makes a warning of it, with an id of its own', () => {
    const unclear = (...given: Parameters<typeof perhaps>) => perhaps(...given).replace(']: ', '-perhaps]: ');
    expect(foundInPolicy(allow('lambda:UpdateFunctionCode', '*', { Condition: { StringEquals: { 'lambda:SomeKey': 'a' } } }))).toEqual([unclear('lambda:UpdateFunctionCode')]);
    expect(foundInPolicy(allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:*:*:function:*e*'))).toEqual([unclear('lambda:UpdateFunctionCode', 'arn:aws:lambda:*:*:function:*e*')]);
    expect(foundInPolicy(allow('lambda:UpdateFunctionCode', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))).toEqual([message('lambda:UpdateFunctionCode')]);
  });

  test('actions that are needed together are found together, also in two statements', () => {
    expect(foundInPolicy(allow(['cloudformation:CreateStack', 'cloudformation:CreateChangeSet']))).toEqual([]);
    const both = [message('cloudformation:CreateChangeSet and cloudformation:ExecuteChangeSet')];
    expect(foundInPolicy(allow(['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet']))).toEqual(both);
    expect(foundInPolicy([allow('cloudformation:CreateChangeSet'), allow('cloudformation:ExecuteChangeSet')])).toEqual(both);
  });

  test('names by their letters are any name, if all letters are there', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'].map((letter) => `arn:aws:s3:::${letter}*`);
    expect(foundInPolicy(allow('s3:PutBucketPolicy', letters))).toEqual([message('s3:PutBucketPolicy', 'arn:aws:s3:::a* and 35 more')]);
  });
});

describe('limits that are none', () => {
  const only = (action: string, condition: object) => foundInPolicy(allow(action, '*', { Condition: condition }));

  test('a key that is compared with itself', () => {
    expect(only('iam:PutRolePolicy', { StringEquals: { 'iam:PermissionsBoundary': '${iam:PermissionsBoundary}' } })).toEqual([message('iam:PutRolePolicy')]);
    expect(only('ssm:SendCommand', { StringEquals: { 'aws:ResourceTag/team': '${aws:ResourceTag/team}' } })).toEqual([message('ssm:SendCommand')]);
    expect(only('ssm:SendCommand', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } })).toEqual([]);
  });

  test('policies that the role may write itself', () => {
    const attach = allow('iam:AttachRolePolicy', '*', { Condition: { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/apps/*' } } });
    expect(foundInPolicy(attach)).toEqual([]);
    expect(foundInPolicy([allow('iam:CreatePolicy', 'arn:aws:iam::111122223333:policy/apps/*'), attach])).toEqual([message('iam:AttachRolePolicy')]);
  });
});

describe('denies that limit', () => {
  const deny = (Action: unknown, more: object) => ({ Effect: 'Deny', Action, ...more });

  test.each<[string, string[]]>([
    ['an account by its first digit', ['arn:aws:iam::1*:*', 'arn:aws:s3:::*']],
    ['a path', ['arn:aws:iam::*:role/teams/*']],
    ['two accounts', ['arn:aws:iam::111122223333:role/*', 'arn:aws:iam::444455556666:role/*']],
  ])('all but %s, which leaves some of an entry', (_, NotResource) => {
    const roles = 'arn:aws:iam::*:role/*';
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { NotResource })])).toEqual([message('iam:PutRolePolicy', roles)]);
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { NotResource }), deny('iam:Put*', { Resource: NotResource })])).toEqual([]);
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { NotResource }), deny('iam:*', { NotResource: 'arn:aws:iam::*:user/*' })])).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    ['all but some roles', deny('iam:*', { NotResource: 'arn:aws:iam::1*:role/*' }), [message('iam:PutRolePolicy')]],
    ['all but one role', deny('iam:*', { NotResource: 'arn:aws:iam::111122223333:role/web' }), [message('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/web')]],
    ['roles', deny('iam:*', { Resource: '*' }), []],
    ['all but users', deny('iam:*', { NotResource: 'arn:aws:iam::*:user/*' }), []],
  ])('of a boundary that denies %s', (_, denied, expected) => {
    expect(foundIn({
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: sound() },
          Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: allow('iam:PutRolePolicy') } }],
          PermissionsBoundary: { Ref: 'Boundary' },
        },
      },
      Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [allow('*'), denied] } } },
    })).toEqual(expected);
  });

  test('of all but what has a tag, where the same Deny keeps the role from giving it', () => {
    const untagged = { Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'shop' } } };
    const mayNot = foundInPolicy([allow('lambda:*'), deny('lambda:*', untagged)]).filter((line) => line.startsWith('PrivilegeEscalation'));
    expect(mayNot).toEqual([]);
    expect(raised(foundInPolicy([allow('lambda:*'), deny('lambda:UpdateFunctionCode', untagged)]))).not.toEqual([]);
    // Whatever leads to itself ends, also where everything does.
    expect(foundInPolicy([allow('*'), deny('*', untagged)])).toEqual([expect.stringContaining('PassAnyRole[*]')]);
  });

  test('wildcards take no colon, so that a Deny may be of less than it looks', () => {
    const roles = 'arn:aws:iam::*:role/*';
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { Resource: '*role*' })])).toEqual([message('iam:PutRolePolicy', roles)]);
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { Resource: 'arn:aws:*role*' })])).toEqual([message('iam:PutRolePolicy', roles)]);
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { Resource: 'arn:aws:iam:*:*:*' })])).toEqual([]);
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { Resource: 'arn:aws:iam' })])).toEqual([]);
    expect(foundInPolicy([allow('iam:PutRolePolicy', roles), deny('iam:*', { NotResource: 'arn:aws:iam' })])).toEqual([message('iam:PutRolePolicy', roles)]);
  });

  test('with NotResource', () => {
    expect(foundInPolicy([allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/*'), deny('iam:*', { NotResource: 'arn:aws:iam::111122223333:user/*' })])).toEqual([]);
    expect(foundInPolicy([allow('iam:PutRolePolicy'), deny('iam:*', { NotResource: 'arn:aws:iam::*:role/*' })])).toEqual([message('iam:PutRolePolicy')]);
  });

  test('of all but what has a boundary', () => {
    const but = (boundary: string) => foundInPolicy([
      allow('iam:PutRolePolicy'), deny('iam:PutRolePolicy', { Resource: '*', Condition: { StringNotEquals: { 'iam:PermissionsBoundary': boundary } } }),
    ]);
    expect(but('arn:aws:iam::111122223333:policy/boundary')).toEqual([]);
    expect(but('arn:aws:iam::aws:policy/AdministratorAccess')).toEqual([message('iam:PutRolePolicy')]);
  });

  test('of all but some policies, but not of some policies', () => {
    const attaching = (operator: string) => foundInPolicy([
      allow('iam:AttachRolePolicy'), deny('iam:AttachRolePolicy', { Resource: '*', Condition: { [operator]: { 'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/apps/*' } } }),
    ]);
    expect(attaching('ArnNotLike')).toEqual([]);
    expect(attaching('ArnLike')).toEqual([message('iam:AttachRolePolicy')]);
  });

  test('without a second factor, which no pod has', () => {
    const unless = (operator: string) => foundInPolicy([
      allow('iam:PutRolePolicy'), deny('*', { Resource: '*', Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } } }),
    ]);
    expect(unless('BoolIfExists')).toEqual([]);
    expect(unless('Bool')).toEqual([message('iam:PutRolePolicy')]);
  });

  test('kind by kind', () => {
    const kinds = ['role', 'user', 'group', 'policy'].map((type) => `arn:aws:iam::*:${type}/*`);
    expect(foundInPolicy([allow('iam:PutRolePolicy'), deny('iam:*', { Resource: kinds })])).toEqual([]);
    expect(foundInPolicy([allow('iam:PutRolePolicy'), deny('iam:*', { Resource: kinds.slice(1) })])).toEqual([message('iam:PutRolePolicy')]);
  });
});

import { found, foundIn, sound } from '../fixture';

const subjects = (count: number) => Array.from({ length: count }, (_, i) => `system:serviceaccount:shop:web-${i.toString().padStart(5, '0')}`);
const size = (statements: unknown) => JSON.stringify({ Version: '2012-10-17', Statement: statements }).length;
const policy = (characters: number) => {
  const empty = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '' }] };
  return { ...empty, Statement: [{ ...empty.Statement[0], Resource: 'a'.repeat(characters - JSON.stringify(empty).length) }] };
};
const lambda = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };

test('a trust is clean up to nine tenths of the quota', () => {
  const [small, large] = [sound(subjects(35)), sound(subjects(36))];
  expect([size(small), size(large)]).toEqual([1810, 1849]);
  expect(found(small)).toEqual([]);
  expect(found(large)).toEqual(['NearQuota[trust-policy]: the trust policy has 1,849 characters of at most 2,048: trust fewer clusters or service accounts, or have the quota raised']);
  expect(found(large, { trustPolicyCharacters: 4096 })).toEqual([]);
  expect(found(sound(subjects(60)))).toEqual([expect.stringContaining('characters of at most 2,048: ')]);
});

test('inline policies count together', () => {
  const Policies = (...sizes: number[]) => ({ Policies: sizes.map((characters, i) => ({ PolicyName: `p${i}`, PolicyDocument: policy(characters) })) });
  expect(found(sound(), {}, Policies(4608, 4608))).toEqual([]);
  expect(found(sound(), {}, Policies(4608, 4609))).toEqual(['NearQuota[inline-policies]: the inline policies have 9,217 characters of at most 10,240: move statements to a managed policy']);
});

test('managed policies are counted, wherever they are attached', () => {
  const arns = (count: number) => Array.from({ length: count }, (_, i) => `arn:aws:iam::111122223333:policy/p${i}`);
  expect(found(sound(), {}, { ManagedPolicyArns: arns(9) })).toEqual([]);
  expect(found(sound(), {}, { ManagedPolicyArns: arns(10) })).toEqual(['NearQuota[managed-policies]: the role has 10 managed policies of at most 10: make one of several, or have the quota raised']);
  expect(found(sound(), { managedPoliciesPerRole: 20 }, { ManagedPolicyArns: arns(18) })).toEqual([]);
  expect(found(sound(), { managedPoliciesPerRole: 20 }, { ManagedPolicyArns: arns(19) })).toEqual(['NearQuota[managed-policies]: the role has 19 managed policies of at most 20: make one of several, or have the quota raised']);
});

test('a managed policy of a parameter with a default is one', () => {
  const Parameters = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`P${i}`, { Type: 'String', Default: `arn:aws:iam::111122223333:policy/p${i}` }]));
  const ManagedPolicyArns = Object.keys(Parameters).map((Ref) => ({ Ref }));
  const role = (arns: unknown[]) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, ManagedPolicyArns: arns } } }, {}, { Parameters });
  expect(role(ManagedPolicyArns)).toEqual([]);
  expect(role([...ManagedPolicyArns, 'arn:aws:iam::111122223333:policy/other'])).toEqual([expect.stringContaining('the role has 10 managed policies')]);
});

test('a managed policy has a quota of its own', () => {
  const template = (characters: number, trust: any = sound()) => ({
    Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(characters), Roles: [{ Ref: 'Role' }] } },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust } } },
  });
  expect(foundIn(template(5529))).toEqual([]);
  expect(foundIn(template(5530))).toEqual(['NearQuota[the-managed-policy-Policy]: the managed policy Policy has 5,530 characters of at most 6,144: split it']);
  expect(foundIn(template(5530, lambda))).toEqual([]);
});

test('white space does not count, and neither does what is known only at deploy time', () => {
  const text = (resource: string) => ({ Policies: [{ PolicyName: 'p', PolicyDocument: JSON.stringify(policy(9000), null, 4).replace('"aaa', `"${resource}aaa`) }] });
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, ...text('') } } })).toEqual([]);
  const unknown = { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', Array.from({ length: 2000 }, () => ({ Ref: 'AWS::Region' }))] } } };
  expect(foundIn({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, Policies: [{ PolicyName: 'p', PolicyDocument: unknown }] } },
  })).toEqual([]);
});

test('a role that no pod becomes is left alone', () => {
  expect(found({ ...lambda, Sid: 'a'.repeat(3000) })).toEqual([]);
});

import { foundIn, provider, sound, statement, STS } from './fixture';
import { issuer } from '../support';

const idsOf = (resources: object) => foundIn(resources).map((line) => line.split(']: ')[0]);
const role = (Statement: unknown, properties: object = {}) => ({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement }, ...properties } } });
const wide = (n: number) => statement({ StringEquals: { [`${issuer(n)}:aud`]: STS }, StringLike: { [`${issuer(n)}:sub`]: 'system:serviceaccount:shop:*' } },
  { Principal: { Federated: provider(n) } });
const pass = (PolicyName: string, more: object = {}) => ({ PolicyName, PolicyDocument: { Statement: { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', ...more } } });

test('the same subject of two clusters has two ids', () => {
  expect(idsOf(role([wide(1)]))).toEqual(['AnyServiceAccount[system:serviceaccount:shop:*']);
  expect(idsOf(role([wide(1), wide(1)]))).toEqual(['AnyServiceAccount[system:serviceaccount:shop:*']);
  expect(idsOf(role([wide(1), wide(2)]))).toEqual([1, 2].map((n) => `AnyServiceAccount[system:serviceaccount:shop:*-of-${provider(n)}`));
});

test('the same permission of two policies has two ids, and a limited one another than an unlimited one', () => {
  expect(idsOf(role(sound(), { Policies: [pass('one')] }))).toEqual(['PassAnyRole[*']);
  expect(idsOf(role(sound(), { Policies: [pass('one'), pass('two')] }))).toEqual(['one', 'two'].map((name) => `PassAnyRole[*-of-the-inline-policy-"${name}"`));
  expect(idsOf(role(sound(), { Policies: [pass('one', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } })] }))).toEqual(['PassAnyRole[*-to-ec2.amazonaws.com']);
});

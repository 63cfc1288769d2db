import * as fc from 'fast-check';
import { AUD, provider, sound, statement, STS, SUB, WEB } from './fixture';
import { judge } from '../../lib/compliance/judge';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { RULES } from '../../lib/compliance/rules';
import { SoundTrusts, trustShape } from '../../lib/compliance/trust-shape';
import type { InventoryRole } from '../../lib/inventory/role';
import { readTemplate } from '../../lib/inventory/template-reader';
import { runs } from '../property-runs';
import { issuer } from '../support';

const rolesOf = (trusts: readonly unknown[], properties: object = {}): readonly InventoryRole[] =>
  readTemplate({
    Resources: Object.fromEntries(trusts.map((Statement, i) =>
      [`Role${i}`, { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement }, ...properties } }])),
  }).roles;
const shapeOf = (trust: unknown) => trustShape(rolesOf([trust])[0], false);
const of = (namespace: string, name: string) => `system:serviceaccount:${namespace}:${name}`;
const TAG = 'aws:RequestTag/kubernetes-namespace';
const pods = (Condition: object, more: object = {}) => ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, Condition, ...more });
const second = (sub: string) => statement({ StringEquals: { [`${issuer(2)}:sub`]: sub, [`${issuer(2)}:aud`]: STS } }, { Principal: { Federated: provider(2) } });

test('trusts have one shape that differ in the name of their service account', () => {
  expect(shapeOf(sound(of('media', 'thumbnailer.v2')))).toBe(shapeOf(sound()));
  expect(shapeOf([sound(), second(WEB)])).toBe(shapeOf([sound(of('a', 'b')), second(of('a', 'b'))]));
  expect(shapeOf(sound())).toEqual(expect.any(String));
});

test.each<[string, unknown]>([
  ['the cluster', second(WEB)],
  ['the audience', statement({ StringEquals: { [SUB]: WEB, [AUD]: 'other' } })],
  ['a condition', sound(WEB, { Condition: { StringEquals: { [SUB]: WEB, [AUD]: STS, 'aws:SourceIp': '::' } } })],
  ['the effect', sound(WEB, { Effect: 'Deny' })],
  ['the number of statements', [sound(), sound()]],
  ['the action', sound(WEB, { Action: ['sts:AssumeRoleWithWebIdentity'], NotAction: 'sts:TagSession' })],
])('%s is a part of the shape', (_, trust) => {
  expect(shapeOf(trust)).toEqual(expect.any(String));
  expect(shapeOf(trust)).not.toBe(shapeOf(sound()));
});

test('trusts of pods have one shape that are the same', () => {
  const shape = shapeOf(pods({ StringEquals: { [TAG]: 'shop' } }));
  expect(shape).toEqual(expect.any(String));
  expect(shapeOf(pods({ StringEquals: { [TAG]: 'shop' } }))).toBe(shape);
  expect(shapeOf(pods({ StringEquals: { [TAG]: 'web' } }))).not.toBe(shape);
  for (const trust of [[], [pods({}), statement({ StringEquals: { [AUD]: STS } })], pods({}, { Principal: { Service: ['pods.eks.amazonaws.com', 'ec2.amazonaws.com'] } }), pods({ StringEquals: { [TAG]: { Ref: 'Namespace' } } })]) {
    expect(shapeOf(trust)).toBeUndefined();
  }
});

test('the account, and what a role is in other ways, are parts of the shape', () => {
  const [role] = rolesOf([sound()]);
  const shapes = [trustShape(role, false), trustShape(role, true), trustShape({ ...role, account: '111122223333' }, false), trustShape({ ...role, isAssumedByPods: true }, false)];
  expect(new Set(shapes).size).toBe(4);
});

test.each<[string, unknown]>([
  ['default', sound(of('shop', 'default'))],
  ['what is no name', sound(of('Shop', 'web'))],
  ['a placeholder', sound(of('your-namespace', 'web'))],
  ['a wildcard', sound(of('shop', '*'))],
  ['a pattern', statement({ StringLike: { [SUB]: WEB, [AUD]: STS } })],
  ['two names', sound([WEB, of('shop', 'api')])],
  ['a name for each cluster', [sound(), second(of('shop', 'api'))]],
  ['a name under another claim', statement({ StringEquals: { [SUB]: WEB, [AUD]: of('shop', 'api') } })],
  ['no name', statement({ StringEquals: { [AUD]: STS } })],
  ['what is not known', sound({ Ref: 'Name' })],
  ['an audience that is not known', statement({ StringEquals: { [SUB]: WEB, [AUD]: { Ref: 'Audience' } } })],
])('a trust with %s has none', (_, trust) => {
  expect(shapeOf(trust)).toBeUndefined();
});

test('what is known of no shape is not known', () => {
  const known = new SoundTrusts();
  known.add(undefined, true);
  known.add('a', false);
  expect([undefined, 'a', 'b'].map((shape) => known.isOfWorkload(shape))).toEqual([undefined, false, undefined]);
});

test('what is found of many roles is what is found of each', () => {
  const names = fc.constantFrom('web', 'api', 'worker', 'default', 'your-app', 'Web', '*', 'w*');
  const subject = fc.tuple(fc.constantFrom('shop', 'media', 'kube-system', 'your-namespace', '*'), names).map(([namespace, name]) => of(namespace, name));
  const tests = fc.tuple(fc.constantFrom('StringEquals', 'StringEquals', 'StringEquals', 'StringLike', 'StringNotEquals'), fc.constantFrom(SUB, SUB, `${issuer(2)}:sub`), subject,
    fc.constantFrom<object>({ [AUD]: STS }, { [AUD]: STS }, {}, { [AUD]: 'other' }, { 'aws:SourceIp': '10.0.0.0/8' }));
  const one = fc.tuple(tests, fc.constantFrom(1, 1, 2), fc.constantFrom('Allow', 'Allow', 'Deny'), fc.constantFrom('sts:AssumeRoleWithWebIdentity', 'sts:*', 'sts:AssumeRole'))
    .map(([[operator, key, value, more], n, Effect, Action]) => statement({ [operator]: { [key]: value, ...more } }, { Principal: { Federated: provider(n) }, Effect, Action }));
  const policies = [{ PolicyName: 'a', PolicyDocument: { Statement: { Effect: 'Allow', Action: ['iam:PassRole', 's3:*'], Resource: '*' } } }];
  const options = judgeOptions({ requirePermissionsBoundary: true });
  fc.assert(fc.property(fc.array(fc.array(one, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 12 }), fc.boolean(), (trusts, hasPolicies) => {
    const roles = rolesOf([...trusts, ...trusts.map(renamed)], hasPolicies ? { Policies: policies } : {});
    expect(judge(roles, [], options)).toEqual(roles.flatMap((role) => judge([role], [], options)));
  }), runs(150, 5_000));
});

test('what is found of many roles of pods is what is found of each', () => {
  const ofPods = fc.tuple(fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals', 'Null'), fc.constantFrom('shop', '*', 'your-namespace', 'true'), fc.constantFrom('Allow', 'Allow', 'Deny'), fc.constantFrom<string | string[]>(['sts:AssumeRole', 'sts:TagSession'], 'sts:AssumeRole', 'sts:TagSession'))
    .map(([operator, value, Effect, Action]) => pods({ [operator]: { [TAG]: value } }, { Effect, Action }));
  fc.assert(fc.property(fc.array(fc.array(ofPods, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }), (trusts) => {
    const roles = rolesOf([...trusts, ...trusts]);
    expect(judge(roles, [], judgeOptions({}))).toEqual(roles.flatMap((role) => judge([role], [], judgeOptions({}))));
  }), runs(20, 1_000));
});

test('rules of trusts look at nothing else of a role', () => {
  const ofTrust = RULES.filter(({ isOfTrust }) => isOfTrust === true);
  expect(ofTrust.map(({ id }) => id)).toContain('MissingSub');
  expect(ofTrust.filter(({ isOfPermissions, judge: judgeRole }) => isOfPermissions === true || judgeRole === undefined)).toEqual([]);
});

/** The same with a name of nobody in place of one that is usual. */
function renamed(trust: readonly unknown[], i: number): unknown {
  return JSON.parse(JSON.stringify(trust).replace(/:(?:web|api|worker)"/g, `:renamed-${i}"`));
}

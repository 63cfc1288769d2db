import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Aws, CfnParameter, Fn, Stack } from 'aws-cdk-lib/core';
import type { CfnParameterProps } from 'aws-cdk-lib/core';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { excludesJson } from '../../lib/trust/safe-in-text';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { messageOf, newStack, onlyRole, subject, validationErrors } from '../support';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const parameter = (props: CfnParameterProps, stack = newStack(), id = 'Namespace') => new CfnParameter(stack, id, props);

/** In a trust that is text, since the issuer is known at deploy time. */
function roleFor(namespace: string, stack: Stack): ServiceAccountRole {
  const cluster = ClusterIssuer.fromProviderArn(new CfnParameter(stack, 'Arn').valueAsString, { clusterName: 'main' });
  return new ServiceAccountRole(stack, 'Role', { clusters: [cluster], serviceAccounts: [ServiceAccountSubject.of(namespace, 'web')] });
}

test.each<[string, CfnParameterProps]>([
  ['without a pattern', {}],
  ['with a pattern of any text', { allowedPattern: '.*' }],
  ['with a pattern of all but white space', { allowedPattern: '\\S+' }],
  ['with a negated class', { allowedPattern: '[^:]+' }],
  ['with a range over quotes', { allowedPattern: '[ -~]+' }],
  ['with a range over a backslash', { allowedPattern: '[A-z]+' }],
  ['with an unsafe value among the allowed ones', { allowedValues: ['web', 'x","aws:SourceIp":"'] }],
  ['of a list', { type: 'CommaDelimitedList', allowedPattern: LABEL }],
  ['of the name of an SSM parameter', { type: 'AWS::SSM::Parameter::Value<String>', allowedPattern: LABEL }],
])('a namespace by a parameter %s is refused', (_, props) => {
  const stack = newStack();
  const given = parameter(props, stack);
  const text = props.type === 'CommaDelimitedList' ? Fn.select(0, given.valueAsList) : given.valueAsString;
  expect(messageOf(() => roleFor(text, stack))).toMatch(/^\[Stack\/Role\] namespace must be known at synth, or be of a CfnParameter of type String .* got the parameter "Stack\/Namespace"$/);
});

test.each<[string, (stack: Stack) => string]>([
  ['a parameter of labels', (stack) => parameter({ allowedPattern: LABEL }, stack).valueAsString],
  ['a parameter of some values', (stack) => parameter({ allowedValues: ['web', 'shop'] }, stack).valueAsString],
  ['a part of one', (stack) => `team-${Fn.select(0, Fn.split('-', parameter({ allowedPattern: `^${LABEL}$` }, stack).valueAsString))}`],
  ['a pseudo parameter', () => `ns-${Aws.REGION}`],
  ['a parameter of another stack', (stack) => parameter({ allowedPattern: LABEL }, new Stack(stack.node.root as any, 'Other', { env: stack })).valueAsString],
])('a namespace by %s is written', (_, namespace) => {
  const stack = newStack();
  roleFor(namespace(stack), stack);
  expect(JSON.stringify(onlyRole(stack).Properties.AssumeRolePolicyDocument)).toContain('system:serviceaccount:');
});

test.each<[string, () => string]>([
  ['an import', () => Fn.importValue('namespace')],
  ['a dynamic reference', () => Fn.join('', ['{{resolve:ssm:/namespace}}'])],
  ['Fn::Sub with names', () => Fn.sub('${Namespace}')],
  ['a reference by name', () => Fn.ref('Namespace')],
  ['a mapping', () => Fn.findInMap('Map', Aws.REGION, 'namespace')],
  ['a literal part with quotes', () => Fn.join('', ['x","aws:', Aws.REGION])],
])('a namespace by %s is refused', (_, namespace) => expect(messageOf(() => roleFor(namespace(), newStack()))).toContain('[Stack/Role] namespace must be known at synth'));

test('a namespace by the name of an SSM parameter, whose allowedPattern is that of its value, is refused', () => {
  const stack = newStack();
  const name = parameter({}, stack).valueAsString;
  const { ref } = new SsmParameter(stack, 'Ssm', { name, type: 'String', allowedPattern: LABEL, value: 'web' });
  expect(messageOf(() => roleFor(ref, stack))).toMatch(/^\[Stack\/Role\] namespace must be known at synth, .* got an attribute of a resource$/);
});

test('a parameter that loses its pattern later is found at synth', () => {
  const stack = newStack();
  const namespace = parameter({ allowedPattern: LABEL }, stack);
  roleFor(namespace.valueAsString, stack);
  namespace.allowedPattern = '.*';
  expect(validationErrors(stack)).toEqual([expect.stringContaining('[Stack/Role] namespace must be known at synth')]);
});

test('so is an audience', () => {
  const stack = newStack();
  const cluster = ClusterIssuer.fromProviderArn(new CfnParameter(stack, 'Arn').valueAsString, { audience: parameter({}, stack).valueAsString });
  expect(messageOf(() => new ServiceAccountRole(stack, 'Role', { clusters: [cluster], serviceAccounts: [subject()] }))).toContain('[Stack/Role] audience must be known at synth');
});

test.each(['[a-z', 'a{', '(?!x)y', '(?i)a', '[a&&[^b]]', '[a[^b]]', '\\x22', '\\p{L}', '[\\]', '[%-z]+', '"', '.', '[\\s\\S]', '[a-z-~]'])('%s is not known to exclude quotes', (pattern) => expect(excludesJson(pattern)).toBe(false));
test.each([LABEL, `^${LABEL}$`, '\\w+', '[\\w.-]{1,63}', '(?:a|b)?c', '[-a-z0-9]+'])('%s is known to exclude quotes', (pattern) => expect(excludesJson(pattern)).toBe(true));

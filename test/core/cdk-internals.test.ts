import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnOutput, CfnResource, Fn, Lazy, Stack, Token, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  acknowledge, createAfter, createStackAfter, CREATION_STACK_METADATA, DISABLE_STACK_TRACES_CONTEXT, givenProperties, jsonHoldsToken, replaceTokens, templatePartOf, textBeforeToken,
} from '../../lib/core/cdk-internals';
import { withoutTraces, writtenAt } from '../../lib/core/written-at';

// These run on the oldest and on the newest aws-cdk-lib that we support: what CDK changes shows here first.

const text = Lazy.string({ produce: () => 'x' });

test('tokens are seen in JSON text, however CDK writes them', () => {
  const number = Lazy.number({ produce: () => 5 });
  const list = Lazy.list({ produce: () => ['x'] });
  expect([text, `a${text}`, number, list, { a: [text] }].map((value) => jsonHoldsToken(JSON.stringify(value)))).toEqual([true, true, true, true, true]);
  expect(['a', '${aws:username}', '${Token', 5, -1.5, ['#']].map((value) => jsonHoldsToken(JSON.stringify(value)))).toEqual(Array(6).fill(false));
});

test('text is split before its first token', () => {
  expect([`a${text}b${text}`, text, 'abc', ''].map(textBeforeToken)).toEqual(['a', '', 'abc', '']);
});

test('tokens in text are replaced, each by the same text', () => {
  expect(replaceTokens(`a${text}b${Fn.importValue('x')}`, '<$&>')).toBe('a<$&>b<$&>');
  expect(replaceTokens('${aws:username}', '-')).toBe('${aws:username}');
});

test('an element is rendered as it comes to stand in the template', () => {
  const stack = new Stack(new App(), 'S');
  const resource = new CfnResource(stack, 'R', { type: 'A::B::C', properties: { Name: text } });
  expect(stack.resolve(templatePartOf(resource))).toEqual({ Resources: { R: { Type: 'A::B::C', Properties: { Name: 'x' } } } });
  expect(stack.resolve(templatePartOf(new CfnOutput(stack, 'O', { value: text })))).toEqual({ Outputs: { O: { Value: 'x' } } });
});

test('the properties of an untyped resource are found, by the names that CloudFormation has for them', () => {
  const stack = new Stack(new App(), 'S');
  expect(givenProperties(new CfnResource(stack, 'R', { type: 'A::B::C', properties: { Url: 'u' } }))).toEqual({ Url: 'u' });
  expect(givenProperties(undefined)).toBeUndefined();
});

describe('an acknowledgement', () => {
  const records = (stack: Stack) => stack.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);

  test.each(['AwsSolutions-IAM5[Resource::*]', 'AwsSolutions-IAM5[Action::s3:Get*]', 'AwsSolutions-IAM4[Policy::x y]', 'Own-1'])('of %s is the record that CDK writes', (id) => {
    const [ours, theirs] = [new Stack(new App(), 'S'), new Stack(new App(), 'S')];
    acknowledge(ours, id, 'because');
    try {
      Validations.of(theirs).acknowledge({ id, reason: 'because' });
    } catch (error) {
      expect((error as Error).message).toContain('Invalid validation rule ID'); // before 2.263
      theirs.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: 'because' });
    }
    expect(records(ours)).toEqual(records(theirs));
    expect(records(ours)).toHaveLength(1);
  });

  test('takes no stack trace', () => {
    const stack = new Stack(new App(), 'S');
    acknowledge(stack, 'AwsSolutions-IAM5[Resource::*]', 'because');
    expect(stack.node.metadata.map(({ trace }) => trace)).toEqual([undefined]);
  });
});

test('below a construct without traces, a resource has the place that is given to it, and no other', () => {
  const stack = new Stack(new App(), 'S');
  withoutTraces(stack);
  const resource = new CfnResource(stack, 'R', { type: 'A::B::C' });
  expect(resource.node.metadata.filter(({ type }) => type === CREATION_STACK_METADATA)).toEqual([]);
  writtenAt(resource, 'web (workloads.yaml:14:3)');
  expect(resource.node.metadata.filter(({ type }) => type === CREATION_STACK_METADATA).map(({ data }) => data)).toEqual([['web (workloads.yaml:14:3)']]);
  expect(stack.node.tryGetContext(DISABLE_STACK_TRACES_CONTEXT)).toBe(true);
});

test('no other file reads what CDK keeps to itself, or how it writes tokens', () => {
  const lib = join(__dirname, '..', '..', 'lib');
  const files = readdirSync(lib, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.ts') && file !== join('core', 'cdk-internals.ts'));
  expect(files.length).toBeGreaterThan(50);
  const own = /\b_(?:toCloudFormation|cfnProperties|toCloudFormationProperties|validate|logicalIdLocked)\b|\{Token\\?\[|e\\?\+289|['"`]aws:cdk:(?!path)(?:creation|disable)|Symbol\.for\(/;
  const allowed = ['construct-store.ts', 'sealed.ts'].map((file) => join('core', file)); // our own symbols, for two copies of the package
  expect(files.filter((file) => !allowed.includes(file) && own.test(readFileSync(join(lib, file), 'utf-8')))).toEqual([]);
  expect(Token.isUnresolved(text)).toBe(true);
});

test('a resource or a stack is created after another, without a warning of a renamed method', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const stack = new Stack(new App(), 'Stack');
  const [first, second] = ['First', 'Second'].map((id) => new CfnResource(stack, id, { type: 'Custom::Some' }));
  createAfter(second, first);
  expect(Template.fromStack(stack).toJSON().Resources.Second.DependsOn).toEqual(['First']);
  const other = new Stack(stack.node.root as App, 'Other');
  createStackAfter(other, stack, 'test');
  expect(other.dependencies).toEqual([stack]);
  expect(warn).not.toHaveBeenCalled();
});

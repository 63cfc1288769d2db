import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Aws, CfnCondition, CfnDynamicReference, CfnDynamicReferenceService, CfnMapping, CfnParameter, Fn, Stack } from 'aws-cdk-lib/core';
import { CustomBundle } from '../../lib/bundles/custom';
import type { IPolicyBundle } from '../../lib/bundles/policy-bundle';
import { S3Bundle } from '../../lib/index';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, literalCluster, messageOf, REGION, subject } from '../support';

const newStack = () => new Stack(undefined, 'Stack', { env: { account: ACCOUNT, region: REGION } });
const make = (stack: Stack, bundle: IPolicyBundle) => new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster()], serviceAccounts: [subject()], bundles: [bundle] });
const reading = (resource: string, evidence?: { wildcard: string; actions: string[]; reason: string }[]) => CustomBundle.fromStatements('own', {
  statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [resource] })], evidence,
});
const parameter = (stack: Stack, props = {}) => new CfnParameter(stack, 'Given', props).valueAsString;
const mapping = (stack: Stack, values: Record<string, string>) => new CfnMapping(stack, 'Map', { mapping: { [REGION]: values } });

const HOLDING: [string, (stack: Stack) => string][] = [
  ['a mapping', (stack) => Fn.findInMap(mapping(stack, { arn: '*' }).logicalId, REGION, 'arn')],
  ['a mapping, with a key that is known at deploy time', (stack) => mapping(stack, { arn: 'arn:aws:s3:::a', other: '*' }).findInMap(Aws.REGION, parameter(stack, { allowedValues: ['arn'] }))],
  ['a default beside a mapping', (stack) => Fn.findInMap(mapping(stack, { arn: 'arn:aws:s3:::a' }).logicalId, Aws.REGION, 'arn', '*')],
  ['one side of a condition', (stack) => Fn.conditionIf(new CfnCondition(stack, 'If').logicalId, 'arn:aws:s3:::a', '*').toString()],
  ['a mapping within a condition', (stack) => Fn.conditionIf(new CfnCondition(stack, 'If').logicalId, 'arn:aws:s3:::a', Fn.findInMap(mapping(stack, { arn: '*' }).logicalId, REGION, 'arn')).toString()],
  ['a text with variables', () => Fn.sub('arn:aws:s3:::${Bucket}', { Bucket: 'media*' })],
  ['an item of a list', (stack) => Fn.select(1, [parameter(stack, { allowedValues: ['a'] }), '*', 'b'])],
  ['a joined text', (stack) => Fn.join('', ['arn:aws:s3:::', parameter(stack, { allowedPattern: '[a-z]+' }), '/*'])],
  ['a default of a parameter', (stack) => parameter(stack, { default: '*' })],
  ['a value that a parameter may have', (stack) => parameter(stack, { allowedValues: ['arn:aws:s3:::a', '*'] })],
  ['a question mark', (stack) => parameter(stack, { allowedValues: ['arn:aws:s3:::a?'] })],
];

test.each(HOLDING)('%s holds a wildcard, and needs evidence', (_, value) => {
  const stack = newStack();
  expect(messageOf(() => make(stack, reading(value(stack))))).toMatch(/^\[Stack\/Web\] each wildcard of own must have evidence [^]*\n  - \{ wildcard: <the same value>, actions: \["s3:GetObject"\], reason: "…" \}$/);
});

test.each(HOLDING)('%s is right with evidence', (_, value) => {
  const stack = newStack();
  const wildcard = value(stack);
  expect(() => make(stack, reading(wildcard, [{ wildcard, actions: ['s3:GetObject'], reason: 'the operator chooses it' }]))).not.toThrow();
});

test.each<[string, (stack: Stack) => string, string]>([
  ['a parameter', (stack) => parameter(stack), 'the parameter "Given"'],
  ['a parameter whose pattern allows anything', (stack) => parameter(stack, { allowedPattern: 'arn:.*' }), 'the parameter "Given"'],
  ['a parameter whose pattern allows a wildcard by its range', (stack) => parameter(stack, { allowedPattern: '[ -z]+' }), 'the parameter "Given"'],
  ['a parameter whose pattern allows punctuation', (stack) => parameter(stack, { allowedPattern: '[a-z\\p{Punct}]+' }), 'the parameter "Given"'],
  ['a parameter whose pattern has a class that begins with its own end', (stack) => parameter(stack, { allowedPattern: '[]*]+' }), 'the parameter "Given"'],
  ['a parameter of Parameter Store', (stack) => parameter(stack, { type: 'AWS::SSM::Parameter::Value<String>', default: '/bucket' }), 'the parameter "Given"'],
  ['an import', () => Fn.importValue('bucket-arn'), 'the import "bucket-arn"'],
  ['a mapping that is not in the template', () => Fn.findInMap('Elsewhere', 'a', 'b'), 'the mapping "Elsewhere", which is not in the template of this stack'],
  ['a dynamic reference', () => new CfnDynamicReference(CfnDynamicReferenceService.SSM, '/bucket').toString(), 'the dynamic reference "{{resolve:ssm:/bucket}}"'],
])('%s is undecided: evidence or an error that says so', (_, value, what) => {
  const stack = newStack();
  const resource = value(stack);
  expect(messageOf(() => make(stack, reading(resource)))).toContain(`which may hold a wildcard (${what})`);
  stack.node.tryRemoveChild('Web');
  expect(() => make(stack, reading(resource, [{ wildcard: resource, actions: ['s3:GetObject'], reason: 'the operator chooses it' }]))).not.toThrow();
});

test.each<[string, (stack: Stack) => string]>([
  ['a mapping', (stack) => mapping(stack, { arn: 'arn:aws:s3:::a', other: '*' }).findInMap(Aws.REGION, 'arn')],
  ['a parameter whose values are listed', (stack) => parameter(stack, { allowedValues: ['arn:aws:s3:::a'] })],
  ['a parameter whose pattern allows none', (stack) => parameter(stack, { allowedPattern: '^arn:aws:s3:::[a-z0-9.-]{3,63}(/\\w+)?$' })],
  ['a parameter of an id', (stack) => parameter(stack, { type: 'AWS::EC2::VPC::Id' })],
  ['the ARN of a bucket of the app', (stack) => new s3.Bucket(stack, 'Bucket').bucketArn],
  ['a part of the ARN of a bucket', (stack) => Fn.select(5, Fn.split(':', new s3.Bucket(stack, 'Bucket').bucketArn))],
  ['pseudo parameters', () => `arn:${Aws.PARTITION}:s3:::data-${Aws.ACCOUNT_ID}`],
])('%s needs none', (_, value) => {
  const stack = newStack();
  const resource = value(stack);
  expect(() => make(stack, reading(resource))).not.toThrow();
});

describe('in a bundle of the catalogue', () => {
  const bundle = (stack: Stack, name: string) => S3Bundle.read({ buckets: [s3.Bucket.fromBucketName(stack, 'Bucket', name)] });
  const warning = Match.stringLikeRegexp('a resource of s3.read must be one resource, and may be more if its name holds "\\*": the parameter "Given".*cdk-irsa:undecidedWildcard');

  test('a name that somebody else chooses is a warning', () => {
    const stack = newStack();
    make(stack, bundle(stack, parameter(stack)));
    Annotations.fromStack(stack).hasWarning('*', warning);
  });

  test('a name that the template limits is right', () => {
    const stack = newStack();
    make(stack, bundle(stack, parameter(stack, { allowedPattern: '[a-z0-9.-]+' })));
    Annotations.fromStack(stack).hasNoWarning('*', warning);
  });

  test('a name that is a wildcard in a mapping is an error', () => {
    const stack = newStack();
    expect(messageOf(() => make(stack, bundle(stack, Fn.findInMap(mapping(stack, { name: '*' }).logicalId, REGION, 'name'))))).toContain('each wildcard of s3.read must have evidence');
  });
});

import { changed, modelOf, statements, world } from './world';
import type { World } from './world';
import { differencesBetween } from '../../../lib/access/differences/differences';
import { AccessModel } from '../../../lib/access/model/access-model';
import { readInventory } from '../../../lib/inventory/read-inventory';
import { folderWith } from '../inventory-fixture';

type Json = any;

// What gives or takes permissions and is not compared by what it allows is said with both texts: nothing is passed over.

const READ = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const WRITE = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }] };

const RESOURCES: readonly (readonly [type: string, property: string, before: Json, after: Json])[] = [
  ['AWS::IAM::AccessKey', 'UserName', 'alice', 'bob'],
  ['AWS::IAM::OIDCProvider', 'ClientIdList', ['sts.amazonaws.com'], ['sts.amazonaws.com', 'vault']],
  ['AWS::IAM::InstanceProfile', 'Roles', [{ Ref: 'Api' }], [{ Ref: 'Writer' }]],
  ['AWS::Organizations::Policy', 'Content', READ, WRITE],
  ['AWS::SSO::PermissionSet', 'InlinePolicy', READ, WRITE],
  ['AWS::S3::Bucket', 'PublicAccessBlockConfiguration', { BlockPublicPolicy: true }, { BlockPublicPolicy: false }],
  ['AWS::Lambda::Permission', 'Principal', 's3.amazonaws.com', '*'],
  ['AWS::ECR::Repository', 'RepositoryPolicyText', READ, WRITE],
  ['AWS::DynamoDB::Table', 'ResourcePolicy', { PolicyDocument: READ }, { PolicyDocument: WRITE }],
  ['AWS::EC2::VPCEndpoint', 'PolicyDocument', READ, WRITE],
];

const linesOf = (before: World, after: World) => differencesBetween(modelOf(before), modelOf(after))
  .flatMap(({ subject, differences }) => differences.map(({ kind, text, before: was, after: is }) => [subject, kind, text, was, is]));

test.each(RESOURCES)('%s: %s', (type, property, one, other) => {
  const [before, after] = [one, other].map((value) => ({ ...world(), Other: { Type: type, Properties: { [property]: value } } }));
  expect(linesOf(before, after)).toEqual([[`${type} Other`, 'unclear', `${property}: what this allows or takes away is not compared`, JSON.stringify(one).replace(/\{"Ref":"(\w+)"\}/, '"<$1>"'), JSON.stringify(other).replace(/\{"Ref":"(\w+)"\}/, '"<$1>"')]]);
  expect(linesOf(before, before)).toEqual([]);
  expect(linesOf(world(), after)).toHaveLength(1);
  expect(linesOf(after, world())).toHaveLength(1);
});

test('how long a session lasts', () => {
  expect(linesOf(world(), changed((w) => { w.Api.Properties.MaxSessionDuration = 43_200; }))).toEqual([
    ['AWS::IAM::Role Api', 'unclear', 'MaxSessionDuration: what this allows or takes away is not compared', undefined, '43200'],
  ]);
});

test('a default that is written down is none', () => {
  expect(linesOf(world(), changed((w) => { w.Api.Properties.MaxSessionDuration = 3600; }))).toEqual([]);
  const key = (Status?: string) => ({ ...world(), Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'alice', ...Status === undefined ? {} : { Status } } } });
  expect(linesOf(key(), key('Active'))).toEqual([]);
  expect(linesOf(key(), key('Inactive'))).toHaveLength(1);
});

test('tags that a policy asks for, and no others', () => {
  const tagged = (key: string, value: string) => changed((w) => {
    statements(w, 'Thumbs').push({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } });
    w.Api.Properties.Tags = [{ Key: key, Value: value }];
  });
  expect(linesOf(tagged('team', 'blue'), tagged('team', 'red')))
    .toEqual([['AWS::IAM::Role Api', 'unclear', 'the tag team: what this allows or takes away is not compared', '"blue"', '"red"']]);
  expect(linesOf(tagged('owner', 'blue'), tagged('owner', 'red'))).toEqual([]);
});

describe('what a template makes depend on something', () => {
  const modelWith = (sections: object) => {
    const folder = folderWith({ 'template.json': JSON.stringify(sections) });
    return new AccessModel(readInventory([{ path: `${folder}/template.json`, file: 'template.json', isFound: false }]));
  };
  const template = (others: object, resource: Json = 'arn:aws:s3:::acme-media/*', condition?: string) => {
    const Resources = changed((w) => { statements(w, 'Api').push({ Effect: 'Allow', Action: 's3:PutObject', Resource: resource }); if (condition !== undefined) { w.MediaPolicy.Condition = condition; } });
    return modelWith({ ...others, Resources });
  };
  const lines = (before: AccessModel, after: AccessModel) => differencesBetween(before, after)
    .flatMap(({ subject, differences }) => differences.map(({ kind, text, before: was, after: is }) => [subject, kind, text, was, is]));

  test('the default of a parameter that a policy names', () => {
    const withDefault = (value: string, resource: Json) => template({ Parameters: { Bucket: { Type: 'String', Default: value } } }, resource);
    const named = { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' };
    expect(lines(withDefault('a', named), withDefault('b', named))).toEqual([['parameter Bucket', 'unclear', 'the default: what this allows or takes away is not compared', '"a"', '"b"']]);
    expect(lines(withDefault('a', '*'), withDefault('b', '*'))).toEqual([]);
  });

  test('the default of a parameter on which a condition depends, be it by way of another condition', () => {
    const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsOpen: { 'Fn::Not': [{ Condition: 'IsProd' }] } };
    const withStage = (stage: string, condition?: string) => template({ Parameters: { Stage: { Type: 'String', Default: stage } }, Conditions }, '*', condition);
    expect(lines(withStage('dev', 'IsOpen'), withStage('prod', 'IsOpen'))).toEqual([['parameter Stage', 'unclear', 'the default: what this allows or takes away is not compared', '"dev"', '"prod"']]);
    expect(lines(withStage('dev'), withStage('prod'))).toEqual([]);
  });

  test('a condition, and whether a policy is there at all', () => {
    const withCondition = (value: string, condition?: string) => template({ Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, value] } } }, '*', condition);
    const says = (value: string) => `{"Fn::Equals":[{"Ref":"AWS::Region"},"${value}"]}`;
    expect(lines(withCondition('eu-central-1', 'IsProd'), withCondition('eu-west-1', 'IsProd')))
      .toEqual([['condition IsProd', 'unclear', 'the expression: what this allows or takes away is not compared', says('eu-central-1'), says('eu-west-1')]]);
    expect(lines(withCondition('eu-central-1'), withCondition('eu-central-1', 'IsProd')).map(([subject, kind]) => [subject, kind]))
      .toEqual([['condition IsProd', 'unclear'], ['AWS::S3::BucketPolicy MediaPolicy', 'unclear']]);
    expect(lines(withCondition('eu-central-1'), withCondition('eu-west-1'))).toEqual([]);
  });
});

test('policies of resources and boundaries that depend on a condition', () => {
  const modelWith = (Resources: object) => {
    const folder = folderWith({ 'template.json': JSON.stringify({ Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] } }, Resources }) });
    return new AccessModel(readInventory([{ path: `${folder}/template.json`, file: 'template.json', isFound: false }]));
  };
  const chosen = (action: string) => ({ Version: '2012-10-17', Statement: [{ 'Fn::If': ['IsProd', { Effect: 'Allow', Action: action, Resource: '*', Principal: '*' }, { Effect: 'Allow', Action: 's3:List*', Resource: '*', Principal: '*' }] }] });
  const lines = (of: (action: string) => object) => differencesBetween(modelWith(of('s3:GetObject')), modelWith(of('s3:*')))
    .flatMap(({ subject, differences }) => differences.map(({ kind, text }) => [subject, kind, text]));
  expect(lines((action) => ({ ...world(), MediaPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'acme-media', PolicyDocument: chosen(action) } } })))
    .toEqual([['AWS::S3::BucketPolicy MediaPolicy', 'unclear', 'PolicyDocument: what this allows or takes away is not compared']]);
  expect(lines((action) => ({ ...world(), Limit: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: chosen(action) } } })))
    .toEqual([['AWS::IAM::ManagedPolicy Limit', 'unclear', 'PolicyDocument: what this allows or takes away is not compared']]);
});

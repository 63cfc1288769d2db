import { Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { TrustStatements } from '../../lib/role/trust-statements';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, issuer, literalCluster, messageOf, newStack, subject } from '../support';

const NATIVE = { '@aws-cdk/aws-eks:useNativeOidcProvider': true };

const clusterIn = (stack: Stack, id = 'Platform') =>
  ClusterIssuer.fromClusterV2(new eks.Cluster(stack, id, { version: eks.KubernetesVersion.V1_34 }));
const providerOf = (id: string) => Object.keys(Template.fromStack(stack).findResources('AWS::IAM::OIDCProvider')).find((name) => name.startsWith(id))!;
const idOf = (role: iam.Role) => stack.getLogicalId(role.node.defaultChild as iam.CfnRole);
const statementsOf = (role: iam.Role) => TrustStatements.fromTemplate(Template.fromStack(stack).toJSON(), idOf(role)).toObjects();
const trustOf = (role: iam.Role): unknown => Template.fromStack(stack).toJSON().Resources[idOf(role)].Properties.AssumeRolePolicyDocument;

function allow(provider: string, trusted: string, service: string, pattern = false) {
  const aud = { [`${trusted}:aud`]: 'sts.amazonaws.com' };
  const sub = { [`${trusted}:sub`]: service };
  return {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: provider },
    Condition: pattern ? { StringEquals: aud, StringLike: sub } : { StringEquals: { ...aud, ...sub } },
  };
}

let stack: Stack;
beforeEach(() => {
  stack = newStack(NATIVE);
});

describe('a trust that is text', () => {
  test('of a cluster of the same app: its issuer is a placeholder', () => {
    const role = new ServiceAccountRole(stack, 'Web', { clusters: [clusterIn(stack)], serviceAccounts: [subject()] });
    const provider = providerOf('Platform');
    expect(trustOf(role)).toHaveProperty(['Fn::Join']);
    expect(provider).toMatch(/^Platform\w+$/);
    expect(statementsOf(role)).toEqual([allow(`<${provider}>`, `<issuer of ${provider}>`, 'system:serviceaccount:default:web')]);
  });

  test('of two clusters and a pattern: every statement, each issuer with a placeholder of its own', () => {
    const role = new ServiceAccountRole(stack, 'Web', {
      clusters: [clusterIn(stack, 'Blue'), literalCluster(), clusterIn(stack, 'Green')],
      serviceAccounts: [subject(), ServiceAccountSubject.pattern('ci', 'runner-*', { reason: 'the controller makes up the names of its runners' })],
    });
    const [blue, green] = [providerOf('Blue'), providerOf('Green')];
    const literal = `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`;
    expect(statementsOf(role)).toEqual([
      [`<${blue}>`, `<issuer of ${blue}>`], [literal, issuer()], [`<${green}>`, `<issuer of ${green}>`],
    ].flatMap(([provider, trusted]) => [
      allow(provider, trusted, 'system:serviceaccount:default:web'), allow(provider, trusted, 'system:serviceaccount:ci:runner-*', true),
    ]));
  });

  test('with statements of others', () => {
    const role = new ServiceAccountRole(stack, 'Web', { clusters: [clusterIn(stack)], serviceAccounts: [subject()] });
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountRootPrincipal()], sid: 'Own' }));
    const provider = providerOf('Platform');
    expect(statementsOf(role)).toEqual([
      allow(`<${provider}>`, `<issuer of ${provider}>`, 'system:serviceaccount:default:web'),
      { Sid: 'Own', Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:<AWS::Partition>:iam::${ACCOUNT}:root` } },
    ]);
  });

  test('of a URL and an account that are parameters', () => {
    const url = new CfnParameter(stack, 'IssuerUrl').valueAsString;
    const account = new CfnParameter(stack, 'Owner').valueAsString;
    const role = new ServiceAccountRole(stack, 'Web', {
      clusters: [ClusterIssuer.fromIssuerUrl({ issuerUrl: url, account, clusterName: 'main' })], serviceAccounts: [subject()],
    });
    expect(statementsOf(role)).toEqual([
      allow('arn:<AWS::Partition>:iam::<Owner>:oidc-provider/<issuer of IssuerUrl>', '<issuer of IssuerUrl>', 'system:serviceaccount:default:web'),
    ]);
  });

  test('of Fn::Sub and Fn::ToJsonString, with one statement that is no list, and texts that need escapes', () => {
    const text = '{"Statement":{"Sid":"a \\"b\\" \\\\ \\u003c ${!Literal}","Principal":{"Federated":"${Provider}"},"Condition":{"StringEquals":{"${Issuer}:sub":"x"}}}}';
    const trusts = {
      Sub: { 'Fn::Sub': [text, { Issuer: { 'Fn::Select': [1, { 'Fn::Split': ['"//', { 'Fn::ImportValue': 'a "quoted" \\ name' }] }] } }] },
      Json: { 'Fn::ToJsonString': { Statement: [{ Sid: 'x' }, { Sid: { Ref: 'Provider' } }] } },
    };
    const template = { Resources: Object.fromEntries(Object.entries(trusts).map(([id, trust]) => [id, { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } }])) };
    expect(TrustStatements.fromTemplate(template, 'Sub').toObjects()).toEqual([{
      Sid: 'a "b" \\ < ${Literal}',
      Principal: { Federated: '<Provider>' },
      Condition: { StringEquals: { ['<part 1 of <import a \'quoted\' \' name> by \'\'//\'>:sub']: 'x' } },
    }]);
    expect(TrustStatements.fromTemplate(template, 'Json').toObjects()).toEqual([{ Sid: 'x' }, { Sid: '<Provider>' }]);
  });
});

test('a trust that is an object, of our role and of any other', () => {
  const role = new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster()], serviceAccounts: [subject()] });
  const other = new iam.Role(stack, 'Other', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  expect(trustOf(role)).toHaveProperty('Statement');
  expect(statementsOf(role)).toEqual([allow(`arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`, issuer(), 'system:serviceaccount:default:web')]);
  expect(statementsOf(other)).toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }]);
});

test('what a caller does with the objects changes nothing', () => {
  const role = new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster()], serviceAccounts: [subject()] });
  const trust = TrustStatements.fromTemplate(Template.fromStack(stack).toJSON(), idOf(role));
  trust.toObjects()[0].Principal.Federated = 'changed';
  trust.toObjects().pop();
  expect(trust.toObjects()).toEqual(statementsOf(role));
});

describe('refuses', () => {
  const role = (trust?: unknown) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } });
  const template = { Resources: { Web: role({ Statement: [] }), Bucket: { Type: 'AWS::S3::Bucket' }, Api: role() } };
  const UNREADABLE = 'the trust policy of "Web" must be a policy with statements, as an object or as JSON text, got';
  let deep: unknown = 'x';
  for (let i = 0; i < 300; i++) {
    deep = [deep];
  }

  test.each<[string, unknown, string, string]>([
    ['an absent logical id', template, 'Wbe', 'logicalId must be the logical id of an AWS::IAM::Role in the template, got "Wbe": it has Web and Api'],
    ['a name of JavaScript', template, 'constructor', 'logicalId must be the logical id of an AWS::IAM::Role in the template, got "constructor": it has Web and Api'],
    ['another resource', template, 'Bucket', 'logicalId must be the logical id of an AWS::IAM::Role in the template, got "Bucket", of type "AWS::S3::Bucket": it has Web and Api'],
    ['a template without roles', {}, 'Web', 'logicalId must be the logical id of an AWS::IAM::Role in the template, got "Web": it has none'],
    ['no trust', template, 'Api', 'the trust policy of "Api" must be a policy with statements, as an object or as JSON text, got none'],
    ['text that is no JSON', { Resources: { Web: role('{') } }, 'Web', `${UNREADABLE} "{"`],
    ['a deploy-time trust', { Resources: { Web: role({ Ref: 'Trust' }) } }, 'Web', `${UNREADABLE} "<Trust>"`],
    ['deploy-time statements', { Resources: { Web: role({ Statement: { Ref: 'Statements' } }) } }, 'Web', `${UNREADABLE} {"Statement":"<Statements>"}`],
    ['a deploy-time statement', { Resources: { Web: role({ Statement: [{}, { Ref: 'One' }] }) } }, 'Web', 'statement 2 of the trust policy of "Web" must be an object, got "<One>"'],
    ['a trust without end', { Resources: { Web: role(deep) } }, 'Web', 'the trust policy of "Web" cannot be read: it is nested too deep or too long'],
    ['text for the template', '{}', 'Web', 'template must be a template as an object, such as Template.fromStack(stack).toJSON(), got "{}"'],
    ['no logical id', template, undefined as any, 'logicalId must be text, got none'],
  ])('%s', (_, given, id, message) => {
    expect(messageOf(() => TrustStatements.fromTemplate(given, id))).toBe(message);
  });

  test('a Template', () => {
    expect(messageOf(() => TrustStatements.fromTemplate(Template.fromStack(stack), 'Web')))
      .toBe('template must be a template as an object, such as Template.fromStack(stack).toJSON(), got a Template');
  });
});

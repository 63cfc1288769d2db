import { partitionOfRegion } from '../../../lib/core/partition';
import { ACCOUNT, issuer } from '../../support';
import { found, foundIn, sound, statement, STS, WEB } from '../fixture';

const partitionOf = (name: string) => partitionOfRegion(/[a-z]+(?:-[a-z]+)+-\d/.exec(name)?.[0] ?? '')?.name ?? 'aws';
const trust = (name: string, key = name) => statement({ StringEquals: { [`${key}:sub`]: WEB, [`${key}:aud`]: STS } },
  { Principal: { Federated: `arn:${partitionOf(name)}:iam::${ACCOUNT}:oidc-provider/${name}` } });
const message = (name: string, problem: string) => `MalformedIssuer[${name}]: statement 1 of the trust names an issuer that ${problem}`;

test.each([
  issuer(), issuer(1, 'cn-north-1', 'amazonaws.com.cn'), issuer(1, 'us-gov-west-1'), issuer(1, 'eusc-de-east-1', 'amazonaws.eu'), issuer(1, 'mx-central-1'),
])('%s is clean', (name) => expect(found(trust(name))).toEqual([]));

test.each(['oidc.op1.openshiftapps.com/2a3b', 'my-clusters.s3.eu-west-1.amazonaws.com/production', 'rh-oidc.s3.us-east-1.amazonaws.com/2a3b', 'oidc.example.com/A_0', 'oidc.example.com/A_A./X_1_B'])(
  '%s is none of EKS, and not judged by its rules', (name) => expect(found(trust(name))).toEqual([]));

test.each([
  [`https://${issuer()}`, `must have no scheme, got "https://${issuer()}"`],
  [`${issuer()}/`, `must have the path "/id/<32 hexadecimal digits>" and nothing behind it, got "${issuer()}/"`],
  [issuer(10).toLowerCase(), `must have its id in upper case, as EKS writes it and IAM compares it: "${issuer(10).split('/')[2]}", got "${issuer(10).toLowerCase()}"`],
  ['oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE', 'must end in the cluster\'s id, 32 hexadecimal digits (0-9, A-F), "EXAMPLE" is not (7 characters), '
    + 'got "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"'],
  [issuer(1, 'cn-north-1'), `must end its host in "amazonaws.com.cn", as region cn-north-1 is in partition aws-cn, got "${issuer(1, 'cn-north-1')}"`],
  [issuer(1, 'frankfurt'), `must name a region after "oidc.eks.", "frankfurt" is none, got "${issuer(1, 'frankfurt')}"`],
])('%s is found', (name, problem) => expect(found(trust(name))).toEqual([message(name, problem)]));

test.each([
  ['oidc.example.com/CLUSTER_ID', 'CLUSTER_ID'], ['BUCKET_NAME.s3.eu-west-1.amazonaws.com/main', 'BUCKET_NAME'], ['oidc.example.com/<cluster>', '<cluster>'],
  ['oidc.eks.eu-central-1.amazonaws.com/id/A_0', 'A_0'],
])('%s is of an example', (name, word) => expect(found(trust(name))).toEqual([message(name, `has a placeholder: fill in ${word}`)]));

test('it is found in the provider that a template makes', () => {
  const made = issuer(10).toLowerCase();
  const Role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: { ...trust(made), Principal: { Federated: { Ref: 'Provider' } } } } } };
  expect(foundIn({ Role, Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${made}` } } })[0]).toContain(`MalformedIssuer[${made}]`);
});

test('parts that are known only at deploy time are taken to be right', () => {
  const role = (name: string) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { 'Fn::Sub': JSON.stringify({ Statement: trust(name) }) } } } });
  expect(role('oidc.eks.${AWS::Region}.${AWS::URLSuffix}/id/${Id}')).toEqual([]);
  expect(role('https://oidc.eks.${AWS::Region}.amazonaws.com/id/${Id}')).toEqual([
    message('https://oidc.eks.<AWS::Region>.amazonaws.com/id/<Id>', 'must have no scheme, got "https://oidc.eks.<AWS::Region>.amazonaws.com/id/<Id>"'),
  ]);
});

test('one that only the conditions name is another issuer', () => {
  expect(found([sound(), trust(issuer(), `https://${issuer()}`)])[0]).toContain(`ForeignIssuer[https://${issuer()}]`);
});

import { partitionOfRegion } from '../../../lib/core/partition';
import { ACCOUNT, issuer } from '../../support';
import { found, foundIn, sound, statement, STS, WEB } from '../fixture';

const DUAL = 'oidc-eks.eu-central-1.api.aws/id/00000000000000000000000000000001';
const partitionOf = (name: string) => partitionOfRegion(/[a-z]+(?:-[a-z]+)+-\d/.exec(name)?.[0] ?? '')?.name ?? 'aws';
const trust = (name: string) => statement({ StringEquals: { [`${name}:sub`]: WEB, [`${name}:aud`]: STS } },
  { Principal: { Federated: `arn:${partitionOf(name)}:iam::${ACCOUNT}:oidc-provider/${name}` } });
const message = (name: string) => `DualStackIssuer[${name}]: statement 1 of the trust names ${name}, which no token has as its issuer: write oidc.eks.<region>.… instead`;

test('the issuer of tokens is clean, also in China', () => {
  expect(found(sound())).toEqual([]);
  expect(found(trust(issuer(1, 'cn-north-1', 'amazonaws.com.cn')))).toEqual([]);
});

test('the dual-stack address is found', () => {
  expect(found(trust(DUAL))).toEqual([message(DUAL)]);
  expect(found(trust('oidc-eks.cn-north-1.api.amazonwebservices.com.cn/id/00000000000000000000000000000001')))
    .toEqual([message('oidc-eks.cn-north-1.api.amazonwebservices.com.cn/id/00000000000000000000000000000001')]);
});

test('so it is beside the right one, and where only the conditions name it, as another issuer', () => {
  expect(found([sound(), trust(DUAL)])).toEqual([message(DUAL).replace('statement 1', 'statement 2')]);
  expect(found(statement({ StringEquals: { [`${DUAL}:sub`]: WEB, [`${DUAL}:aud`]: STS } }))[0]).toContain(`ForeignIssuer[${DUAL}]`);
});

test('it is found in the provider that a template makes, and in part', () => {
  const Role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: { ...trust(DUAL), Principal: { Federated: { Ref: 'Provider' } } } } } };
  expect(foundIn({ Role, Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${DUAL}` } } })).toEqual([message(DUAL)]);
  const name = 'oidc-eks.${AWS::Region}.api.aws/id/${Id}';
  const plain = 'oidc-eks.<AWS::Region>.api.aws/id/<Id>';
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { 'Fn::Sub': JSON.stringify({ Statement: trust(name) }) } } } }))
    .toEqual([message(plain)]);
});

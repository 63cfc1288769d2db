import { Template } from 'aws-cdk-lib/assertions';
import { CfnCluster } from 'aws-cdk-lib/aws-eks';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Aws, CfnParameter, Lazy } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { trustSize } from '../../lib/trust/trust-policy';
import { runs } from '../property-runs';
import { ACCOUNT, issuer, literalCluster, messageOf, newStack, onlyRole, resourceCounts, subject } from '../support';
import { canAssume } from './oracle';

const provider = (n = 1) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer(n)}`;
const WEB = 'system:serviceaccount:default:web';

/** The same service accounts of each cluster. */
const trustedBy = (clusters: ClusterIssuer[], subjects: ServiceAccountSubject[]) =>
  ({ issuers: clusters.map((cluster) => ({ cluster, subjects })), podIdentity: [] });

function trustOf(clusters: ClusterIssuer[], serviceAccounts: ServiceAccountSubject[], stack = newStack()): any {
  new ServiceAccountRole(stack, 'Web', { clusters, serviceAccounts });
  return onlyRole(stack).Properties.AssumeRolePolicyDocument;
}

describe('a literal issuer', () => {
  test('renders as an object, with exactly sub and aud', () => {
    expect(trustOf([literalCluster()], [subject()])).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: provider() },
        Condition: { StringEquals: { [`${issuer()}:aud`]: 'sts.amazonaws.com', [`${issuer()}:sub`]: WEB } },
      }],
    });
  });

  test('lets exactly its service account in', async () => {
    const trust = trustOf([literalCluster()], [subject()]);
    const token = { issuer: issuer(), sub: WEB, aud: 'sts.amazonaws.com' };
    expect(await canAssume(trust, token)).toBe(true);
    expect(await canAssume(trust, { ...token, sub: 'system:serviceaccount:default:web2' })).toBe(false);
    expect(await canAssume(trust, { ...token, sub: 'system:serviceaccount:other:web' })).toBe(false);
    expect(await canAssume(trust, { ...token, sub: 'system:serviceaccount:DEFAULT:web' })).toBe(false);
    expect(await canAssume(trust, { ...token, aud: 'kubernetes.default.svc' })).toBe(false);
    expect(await canAssume(trust, { ...token, sub: undefined })).toBe(false);
    expect(await canAssume(trust, { ...token, aud: undefined })).toBe(false);
    expect(await canAssume(trust, { ...token, issuer: issuer(2) })).toBe(false);
    expect(await canAssume(trust, { ...token, provider: provider(2) })).toBe(false);
  });

  test('several service accounts stand in one statement, sorted and once', async () => {
    const trust = trustOf([literalCluster()], [subject('web', 'shop'), subject('web'), subject('web', 'shop')]);
    expect(trust.Statement).toHaveLength(1);
    expect(trust.Statement[0].Condition.StringEquals[`${issuer()}:sub`]).toEqual([WEB, 'system:serviceaccount:shop:web']);
    for (const [sub, expected] of [[WEB, true], ['system:serviceaccount:shop:web', true], ['system:serviceaccount:shop:other', false]] as const) {
      expect(await canAssume(trust, { issuer: issuer(), sub, aud: 'sts.amazonaws.com' })).toBe(expected);
    }
  });

  test('several clusters have a statement each', async () => {
    const trust = trustOf([literalCluster(1), literalCluster(2)], [subject()]);
    expect(trust.Statement.map((statement: any) => statement.Principal.Federated)).toEqual([provider(1), provider(2)]);
    for (const n of [1, 2]) {
      expect(await canAssume(trust, { issuer: issuer(n), sub: WEB, aud: 'sts.amazonaws.com' })).toBe(true);
      // A token of one cluster that claims another's provider.
      expect(await canAssume(trust, { issuer: issuer(n), provider: provider(3 - n), sub: WEB, aud: 'sts.amazonaws.com' })).toBe(false);
    }
  });

  test('a pattern stands under StringLike in a statement of its own; aud stays exact', async () => {
    const trust = trustOf([literalCluster()], [
      subject(), ServiceAccountSubject.pattern('crossplane', 'provider-aws-*', { reason: 'Crossplane adds a revision to the name' }),
    ]);
    expect(trust.Statement).toEqual([
      expect.objectContaining({ Condition: { StringEquals: { [`${issuer()}:aud`]: 'sts.amazonaws.com', [`${issuer()}:sub`]: WEB } } }),
      expect.objectContaining({
        Condition: {
          StringEquals: { [`${issuer()}:aud`]: 'sts.amazonaws.com' },
          StringLike: { [`${issuer()}:sub`]: 'system:serviceaccount:crossplane:provider-aws-*' },
        },
      }),
    ]);
    for (const [sub, expected] of [
      [WEB, true], ['system:serviceaccount:crossplane:provider-aws-s3-1f', true],
      ['system:serviceaccount:crossplane:other', false], ['system:serviceaccount:other:provider-aws-s3', false], ['system:serviceaccount:default:web2', false],
    ] as const) {
      expect(await canAssume(trust, { issuer: issuer(), sub, aud: 'sts.amazonaws.com' })).toBe(expected);
      expect(await canAssume(trust, { issuer: issuer(), sub, aud: 'other' })).toBe(false);
    }
  });

  test('an audience of its own replaces the default', async () => {
    const cluster = ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(), audience: 'aws.example.com' });
    const trust = trustOf([cluster], [subject()]);
    expect(await canAssume(trust, { issuer: issuer(), sub: WEB, aud: 'aws.example.com' })).toBe(true);
    expect(await canAssume(trust, { issuer: issuer(), sub: WEB, aud: 'sts.amazonaws.com' })).toBe(false);
  });
});

describe('a deploy-time issuer', () => {
  const made = (stack: Stack) => {
    const cluster = new CfnCluster(stack, 'Cluster', { roleArn: `arn:aws:iam::${ACCOUNT}:role/eks`, resourcesVpcConfig: { subnetIds: ['subnet-1'] } });
    return ClusterIssuer.create(stack, 'Provider', { issuerUrl: cluster.attrOpenIdConnectIssuerUrl });
  };

  /** What CloudFormation makes of the intrinsics, once it knows the issuer. */
  function deployed(value: any, known: Record<string, string>): any {
    if (value?.['Fn::Join']) {
      return value['Fn::Join'][1].map((part: any) => deployed(part, known)).join(value['Fn::Join'][0]);
    }
    if (value?.['Fn::Select']) {
      const [index, list] = value['Fn::Select'];
      return deployed(list['Fn::Split'][1], known).split(list['Fn::Split'][0])[index];
    }
    if (value?.['Fn::GetAtt']) {
      return known[value['Fn::GetAtt'].join('.')];
    }
    return value?.Ref ? known[value.Ref] : value;
  }

  test('renders the whole document as a string that deploys to the same trust; no Lambda, no custom resource', async () => {
    const stack = newStack();
    const trust = trustOf([made(stack), literalCluster(2)], [subject()], stack);
    expect(Object.keys(trust)).toEqual(['Fn::Join']);
    const providerId = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::OIDCProvider'))[0];
    const text = deployed(trust, { 'Cluster.OpenIdConnectIssuerUrl': `https://${issuer()}`, [providerId]: provider() });
    const document = JSON.parse(text);
    expect(document).toEqual(trustOf([literalCluster(1), literalCluster(2)], [subject()]));
    expect(await canAssume(document, { issuer: issuer(), sub: WEB, aud: 'sts.amazonaws.com' })).toBe(true);
    expect(await canAssume(document, { issuer: issuer(), sub: `${WEB}x`, aud: 'sts.amazonaws.com' })).toBe(false);
    expect(resourceCounts(stack)).toEqual({ 'AWS::EKS::Cluster': 1, 'AWS::IAM::OIDCProvider': 1, 'AWS::IAM::Role': 1 });
  });

  test('keeps statements that are added later', () => {
    const stack = newStack();
    const role = new ServiceAccountRole(stack, 'Web', {
      clusters: [ClusterIssuer.fromProviderArn(new CfnParameter(stack, 'Arn').valueAsString)], serviceAccounts: [subject()],
    });
    role.assumeRolePolicy!.addStatements(new PolicyStatement({
      actions: ['sts:TagSession'], principals: [new ServicePrincipal('pods.eks.amazonaws.com')],
    }));
    const text = deployed(onlyRole(stack).Properties.AssumeRolePolicyDocument, { Arn: provider() });
    expect(JSON.parse(text).Statement.map((statement: any) => statement.Action)).toEqual(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']);
  });
});

describe('a subject', () => {
  test('is written as tokens carry it', () => {
    expect(ServiceAccountSubject.of('a', 'b.c')).toMatchObject({ subject: 'system:serviceaccount:a:b.c', isPattern: false });
    expect(`${ServiceAccountSubject.of('a', 'b.c')}`).toBe('a/b.c');
  });

  test.each([
    // Under StringLike a deploy-time "*" would be a wildcard.
    [() => ServiceAccountSubject.pattern(Aws.STACK_NAME, 'a*', { reason: 'it has to be' }), 'namespace and namePattern of a pattern must be literal'],
    [() => ServiceAccountSubject.pattern('default', Lazy.string({ produce: () => '*' }), { reason: 'it has to be' }), 'namespace and namePattern of a pattern must be literal'],
    [() => ServiceAccountSubject.of('Default', 'web'), 'namespace must be an RFC 1123 label'],
    [() => ServiceAccountSubject.of('default', 'a..b'), 'serviceAccountName must be an RFC 1123 subdomain'],
    [() => ServiceAccountSubject.of('default', '*'), 'serviceAccountName must be an RFC 1123 subdomain'],
    [() => ServiceAccountSubject.of('default', 'run-*'), 'got "run-*": ServiceAccountSubject.pattern takes wildcards, with a reason'],
    [() => ServiceAccountSubject.of('team-*', 'web'), 'got "team-*": a namespace has no wildcards: name each one'],
    [() => ServiceAccountSubject.pattern('*', 'a*', { reason: 'it has to be' }), 'namespace must be an RFC 1123 label'],
    [() => ServiceAccountSubject.pattern('default', '*', { reason: 'it has to be' }), 'this would trust every service account of the namespace'],
    [() => ServiceAccountSubject.pattern('default', 'web', { reason: 'it has to be' }), "must have a wildcard ('*' or '?'), else name the service account exactly"],
    [() => ServiceAccountSubject.pattern('default', 'web*', { reason: ' ' }), 'reason must say why the service accounts of default/web* cannot be listed'],
  ])('%# is refused', (make, message) => expect(messageOf(make)).toContain(message));
});

test('the quick size is never below the real one, and hardly above it', () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
    fc.uniqueArray(fc.tuple(fc.constantFrom('default', 'a', 'shop-and-more'), fc.constantFrom('web', 'api', 'x', 'a-long-name.of.an-account'), fc.boolean()),
      { minLength: 1, maxLength: 5, selector: (item) => item.join() }),
    (issuers, names) => {
      const clusters = issuers.map((n) => literalCluster(n));
      const subjects = names.map(([namespace, name, isPattern]) => isPattern
        ? ServiceAccountSubject.pattern(namespace, `${name}-*`, { reason: 'made up by a controller' }) : subject(name, namespace));
      const stack = newStack();
      new ServiceAccountRole(stack, 'Web', { clusters, serviceAccounts: subjects, quotas: { trustPolicyCharacters: 4096 } });
      const real = JSON.stringify(onlyRole(stack).Properties.AssumeRolePolicyDocument);
      const quick = trustSize(trustedBy(clusters, subjects))!;
      expect(quick.statements).toBe(JSON.parse(real).Statement.length);
      expect(quick.characters).toBeGreaterThanOrEqual(real.length);
      expect(quick.characters).toBeLessThanOrEqual(real.length + 45 * quick.statements);
    }), runs(25, 1_000));
  expect(trustSize(trustedBy([ClusterIssuer.fromIssuerUrl({ account: Aws.ACCOUNT_ID, issuerUrl: `https://${issuer()}` })], [subject()]))).toBeUndefined();
});

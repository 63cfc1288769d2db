import { Template } from 'aws-cdk-lib/assertions';
import { CfnCluster } from 'aws-cdk-lib/aws-eks';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { podIdentityPrincipals } from '../../lib/trust/pod-identity-trust';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { trustSize } from '../../lib/trust/trust-policy';
import { runs } from '../property-runs';
import { ACCOUNT, issuer, literalCluster, newStack, onlyRole, podIdentityCluster, REGION, resourceCounts, subject, validationErrors } from '../support';
import { canAssume } from './oracle';
import { canGive } from './pod-identity-oracle';

function trustOf(props: Omit<ServiceAccountRoleProps, 'serviceAccounts'> & Partial<ServiceAccountRoleProps>, stack = newStack()): any {
  new ServiceAccountRole(stack, 'Web', { serviceAccounts: [subject()], ...props });
  return onlyRole(stack).Properties.AssumeRolePolicyDocument;
}
const clusterArn = (n = 1) => `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/cluster-${n}`;
const pods = (namespace = 'default', serviceAccount = 'web', n = 1) =>
  ({ clusterArn: clusterArn(n), account: ACCOUNT, namespace, serviceAccount });

describe('EKS Pod Identity alone', () => {
  test('asks for account, cluster, namespace and service account, in one statement', () => {
    expect(trustOf({ podIdentity: { clusters: [podIdentityCluster()] } })).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Condition: {
          StringEquals: {
            'aws:RequestTag/kubernetes-namespace': 'default',
            'aws:RequestTag/kubernetes-service-account': 'web',
            'aws:SourceAccount': ACCOUNT,
            'aws:SourceArn': clusterArn(),
          },
        },
      }],
    });
  });

  test('lets exactly its pods in', async () => {
    const trust = trustOf({ podIdentity: { clusters: [podIdentityCluster()] } });
    expect(await canGive(trust, pods())).toBe(true);
    expect(await canGive(trust, pods('other'))).toBe(false);
    expect(await canGive(trust, pods('default', 'web2'))).toBe(false);
    expect(await canGive(trust, pods('default', 'web', 2))).toBe(false);
    expect(await canGive(trust, { ...pods(), account: '999999999999' })).toBe(false);
    expect(await canGive(trust, { ...pods(), clusterArn: clusterArn().replace(REGION, 'us-east-1') })).toBe(false);
    expect(await canGive(trust, { ...pods(), namespace: undefined })).toBe(false);
  });

  test('clusters share a statement', async () => {
    const trust = trustOf({ podIdentity: { clusters: [podIdentityCluster(2), podIdentityCluster(1)] } });
    expect(trust.Statement.map((item: any) => item.Condition.StringEquals['aws:SourceArn'])).toEqual([[clusterArn(1), clusterArn(2)]]);
    expect(await canGive(trust, pods('default', 'web', 2))).toBe(true);
    expect(await canGive(trust, pods('default', 'web', 3))).toBe(false);
  });

  test('names of one namespace share a statement, and namespaces with the same names; nothing else does', async () => {
    const trust = trustOf({
      podIdentity: { clusters: [podIdentityCluster()] },
      serviceAccounts: [subject('b', 'one'), subject('a', 'one'), subject('a', 'two'), subject('b', 'two'), subject('a', 'three')],
    });
    expect(trust.Statement.map((item: any) => item.Condition.StringEquals).map((test: any) =>
      [test['aws:RequestTag/kubernetes-namespace'], test['aws:RequestTag/kubernetes-service-account']])).toEqual([[['one', 'two'], ['a', 'b']], ['three', 'a']]);
    expect(await canGive(trust, pods('two', 'b'))).toBe(true);
    expect(await canGive(trust, pods('three', 'b'))).toBe(false);
  });

  test('a pattern is a statement of its own, in its namespace', async () => {
    const trust = trustOf({
      podIdentity: { clusters: [podIdentityCluster()] },
      serviceAccounts: [subject(), ServiceAccountSubject.pattern('crossplane', 'provider-*', { reason: 'Crossplane adds a revision to the name' })],
    });
    expect(trust.Statement).toHaveLength(2);
    expect(await canGive(trust, pods('crossplane', 'provider-s3'))).toBe(true);
    expect(await canGive(trust, pods('default', 'provider-s3'))).toBe(false);
    expect(await canGive(trust, pods('crossplane', 'web'))).toBe(false);
  });
});

describe('IRSA and EKS Pod Identity', () => {
  test('are statements of one role, which is one resource', async () => {
    const stack = newStack();
    const trust = trustOf({ clusters: [literalCluster()], podIdentity: { clusters: [podIdentityCluster()] } }, stack);
    expect(trust.Statement.map((item: any) => item.Action)).toEqual(['sts:AssumeRoleWithWebIdentity', ['sts:AssumeRole', 'sts:TagSession']]);
    expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1 });
    expect(await canAssume(trust, { issuer: issuer(), sub: 'system:serviceaccount:default:web', aud: 'sts.amazonaws.com' })).toBe(true);
    expect(await canGive(trust, pods())).toBe(true);
    expect(await canGive(trust, pods('other'))).toBe(false);
  });

  test('three clusters of both fit, and the fourth is refused with the size', () => {
    const named = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
    const make = (count: number) => {
      const stack = newStack();
      new ServiceAccountRole(stack, 'Web', {
        clusters: named(count).map((n) => literalCluster(n)),
        podIdentity: { clusters: named(count).map((n) => podIdentityCluster(n)) },
        serviceAccounts: [subject('thumbnailer1', 'media-services-eu1')],
      });
      return validationErrors(stack);
    };
    expect(make(3)).toEqual([]);
    expect(make(4)).toEqual([expect.stringMatching(/the trust policy must be at most 2,048 characters, got 2,[34]\d\d characters: /)]);
  });

  test('with a deploy-time issuer the whole trust is text, and a name that could carry JSON is refused', () => {
    const stack = newStack();
    const eks = new CfnCluster(stack, 'Eks', { roleArn: 'arn:aws:iam::111122223333:role/eks', resourcesVpcConfig: { subnetIds: ['subnet-1'] } });
    const { ClusterIssuer } = require('../../lib/cluster/cluster-issuer') as typeof import('../../lib/cluster/cluster-issuer'); // eslint-disable-line @typescript-eslint/no-require-imports
    const clusters = [ClusterIssuer.create(stack, 'Provider', { issuerUrl: eks.attrOpenIdConnectIssuerUrl, clusterName: 'cluster-1' })];
    expect(JSON.stringify(trustOf({ clusters, podIdentity: { clusters: [podIdentityCluster()] } }, stack))).toContain('pods.eks.amazonaws.com');
    const clusterName = new CfnParameter(stack, 'Name').valueAsString;
    const open = PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: REGION, clusterName, displayName: 'cluster-1' });
    expect(() => new ServiceAccountRole(stack, 'Other', { clusters, podIdentity: { clusters: [open] }, serviceAccounts: [subject()] }))
      .toThrow(/\[Stack\/Other\] clusterName must be known at synth, or be of a CfnParameter/);
  });
});

test('a deploy-time name stands in the trust as a value', () => {
  const stack = newStack();
  const clusterName = new CfnParameter(stack, 'Name').valueAsString;
  const cluster = PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: REGION, clusterName });
  expect(trustOf({ podIdentity: { clusters: [cluster] } }, stack).Statement[0].Condition.StringEquals['aws:SourceArn'])
    .toEqual({ 'Fn::Join': ['', [`arn:aws:eks:${REGION}:${ACCOUNT}:cluster/`, { Ref: 'Name' }]] });
});

test('without session tags it asks for account and cluster only', () => {
  const trusts = [{ cluster: podIdentityCluster(), subjects: [subject()] }, { cluster: podIdentityCluster(2), subjects: [subject('api')] }];
  const [principal, ...others] = podIdentityPrincipals(trusts, { disableSessionTags: true });
  expect(others).toEqual([]);
  expect(principal.policyFragment.conditions).toEqual({ StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': [clusterArn(1), clusterArn(2)] } });
});

test('the size is an upper bound, and close', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), names, names, (count, accounts, namespaces) => {
    const subjects = accounts.flatMap((name) => namespaces.map((namespace) => subject(name, namespace)));
    const clusters = Array.from({ length: count }, (_, n) => podIdentityCluster(n + 1));
    const stack = newStack();
    new ServiceAccountRole(stack, 'Web', { podIdentity: { clusters }, serviceAccounts: subjects });
    const real = JSON.stringify(stack.resolve((stack.node.findChild('Web') as ServiceAccountRole).assumeRolePolicy)).length;
    const { characters, statements } = trustSize({ issuers: [], podIdentity: clusters.map((cluster) => ({ cluster, subjects })) })!;
    expect(statements).toBe(1);
    expect(characters - real).toBeGreaterThanOrEqual(0);
    expect(characters - real).toBeLessThan(10);
  }), runs(20, 100));
});

test('is the same template whatever the order of clusters and accounts', () => {
  const make = (order: <T>(items: T[]) => T[]) => {
    const stack: Stack = newStack();
    new ServiceAccountRole(stack, 'Web', {
      podIdentity: { clusters: order([podIdentityCluster(1), podIdentityCluster(2)]) }, serviceAccounts: order([subject('a'), subject('b', 'shop')]), description: 'x',
    });
    return JSON.stringify(Template.fromStack(stack).toJSON());
  };
  expect(make((items) => items)).toBe(make((items) => [...items].reverse()));
});

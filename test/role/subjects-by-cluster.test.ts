import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { AnnotateCommands } from '../../lib/kubernetes/annotate-commands';
import { CheckPod } from '../../lib/kubernetes/check-pod';
import { HelmValues } from '../../lib/kubernetes/helm-values';
import { RoleIndex } from '../../lib/kubernetes/role-index';
import { ServiceAccountManifest } from '../../lib/kubernetes/service-account-manifest';
import { PodIdentityAssociations } from '../../lib/role/pod-identity-associations';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { TargetRoleTrust } from '../../lib/role/target-role-trust';
import { TrustStatements } from '../../lib/role/trust-statements';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, literalCluster, messageOf, newStack, podIdentityCluster, REGION, subject, validationErrors } from '../support';

const [blue, green] = [literalCluster(1, 'blue'), literalCluster(2, 'green')];
const [bluePods, greenPods] = [podIdentityCluster(1, 'blue'), podIdentityCluster(2, 'green')];
const [api, canary] = [subject('api', 'shop'), subject('my-app', 'canary')];
const BOTH = [{ cluster: blue, serviceAccounts: [api] }, { cluster: green, serviceAccounts: [api, canary] }];
const roleOf = (props: ServiceAccountRoleProps, stack = newStack()) => new ServiceAccountRole(stack, 'Role', { roleName: 'api', ...props });
const twoClusters = (more: ServiceAccountRoleProps = {}) => roleOf({ clusters: [blue, green], serviceAccountsByCluster: BOTH, ...more });
const trustOf = ({ stack }: ServiceAccountRole) => {
  const template = Template.fromStack(stack).toJSON();
  return TrustStatements.fromTemplate(template, Object.keys(template.Resources).find((id) => template.Resources[id].Type === 'AWS::IAM::Role')!).toObjects();
};
/** `issuer: subjects` of each statement. */
const letIn = (role: ServiceAccountRole) => trustOf(role).map(({ Principal: { Federated }, Condition: { StringEquals, StringLike } }) => {
  const issuer = Federated.split(':oidc-provider/')[1];
  return [issuer.slice(-1), (StringEquals[`${issuer}:sub`] ?? StringLike[`${issuer}:sub`])];
});

describe('the trust', () => {
  test('of each provider has its own service accounts alone', () => {
    expect(letIn(twoClusters())).toEqual([
      ['1', 'system:serviceaccount:shop:api'],
      ['2', ['system:serviceaccount:canary:my-app', 'system:serviceaccount:shop:api']],
    ]);
  });

  test('is that of serviceAccounts where all clusters have the same', () => {
    const same = [{ cluster: blue, serviceAccounts: [api, canary] }, { cluster: green, serviceAccounts: [canary, api] }];
    const resources = (role: ServiceAccountRole) => Template.fromStack(role.stack).toJSON().Resources;
    expect(resources(roleOf({ clusters: [blue, green], serviceAccountsByCluster: same, description: 'x' })))
      .toEqual(resources(roleOf({ clusters: [blue, green], serviceAccounts: [api, canary], description: 'x' })));
  });

  test('keeps patterns in statements of their own cluster', () => {
    const pattern = ServiceAccountSubject.pattern('ci', 'runner-*', { reason: 'the controller makes up names' });
    expect(letIn(roleOf({ clusters: [blue, green], serviceAccountsByCluster: [BOTH[0], { cluster: green, serviceAccounts: [pattern] }] }))).toEqual([
      ['1', 'system:serviceaccount:shop:api'], ['2', 'system:serviceaccount:ci:runner-*'],
    ]);
  });

  test('of EKS Pod Identity names each cluster with its own', () => {
    const role = roleOf({
      podIdentity: { clusters: [bluePods, greenPods] },
      serviceAccountsByCluster: [{ cluster: bluePods, serviceAccounts: [api] }, { cluster: greenPods, serviceAccounts: [canary] }],
    });
    expect(trustOf(role).map(({ Condition: { StringEquals: of } }) =>
      [of['aws:SourceArn'].split('/')[1], of['aws:RequestTag/kubernetes-namespace'], of['aws:RequestTag/kubernetes-service-account']]))
      .toEqual([['blue', 'shop', 'api'], ['green', 'canary', 'my-app']]);
  });

  test('has the service accounts of a cluster for both of its ways, whichever names it', () => {
    for (const cluster of [blue, bluePods]) {
      const role = roleOf({
        clusters: [blue, green],
        podIdentity: { clusters: [bluePods] },
        serviceAccountsByCluster: [{ cluster, serviceAccounts: [canary] }, { cluster: green, serviceAccounts: [api] }],
      });
      expect(trustOf(role).map(({ Condition }) => JSON.stringify(Condition)).map((text) => [text.includes('canary'), text.includes('shop')]))
        .toEqual([[true, false], [false, true], [true, false]]);
    }
  });

  test('is described by cluster', () => {
    expect((twoClusters().node.defaultChild as any).description).toBe('IRSA for shop/api on blue; shop/api, canary/my-app on green');
  });
});

describe('is refused', () => {
  const BASE = { clusters: [blue, green] };
  test.each<[string, ServiceAccountRoleProps, string]>([
    ['with serviceAccounts beside it', { ...BASE, serviceAccounts: [api], serviceAccountsByCluster: BOTH },
      '[Stack/Role] serviceAccounts must be left out with serviceAccountsByCluster, which says who becomes the role in each cluster, got shop/api: give those of every cluster in each entry'],
    ['with a cluster of another role', { ...BASE, serviceAccountsByCluster: [...BOTH, { cluster: literalCluster(3, 'red'), serviceAccounts: [api] }] },
      '[Stack/Role] serviceAccountsByCluster[2].cluster must be one of the role\'s clusters (blue and green), got "red"'],
    ['with EKS Pod Identity that the role does not have', { clusters: [blue], serviceAccountsByCluster: [{ cluster: greenPods, serviceAccounts: [api] }] },
      '[Stack/Role] serviceAccountsByCluster[0].cluster must be one of the role\'s clusters (blue), got "green"'],
    ['without an entry for a cluster', { ...BASE, serviceAccountsByCluster: [BOTH[0]] },
      '[Stack/Role] serviceAccountsByCluster must have an entry for each cluster of the role, and green has none: add it, or take the cluster out of the role'],
    ['with two entries for a cluster', { ...BASE, serviceAccountsByCluster: [...BOTH, { cluster: blue, serviceAccounts: [canary] }] },
      '[Stack/Role] serviceAccountsByCluster[2].cluster must have one entry, but blue has serviceAccountsByCluster[0] as well: write its service accounts into one'],
    ['with two entries for the ways of one cluster',
      { clusters: [blue], podIdentity: { clusters: [bluePods] }, serviceAccountsByCluster: [BOTH[0], { cluster: bluePods, serviceAccounts: [canary] }] },
      '[Stack/Role] serviceAccountsByCluster[1].cluster must have one entry, but blue has serviceAccountsByCluster[0] as well: write its service accounts into one'],
    ['without a service account', { ...BASE, serviceAccountsByCluster: [BOTH[0], { cluster: green, serviceAccounts: [] }] },
      '[Stack/Role] serviceAccountsByCluster[1].serviceAccounts must name at least one service account, got []: without a subject the role would trust the whole cluster'],
    ['when it is empty', { ...BASE, serviceAccountsByCluster: [] },
      '[Stack/Role] serviceAccounts must name at least one service account, got none: without a subject the role would trust the whole cluster'],
    ['with a cluster that only looks like one', { ...BASE, serviceAccountsByCluster: [{ cluster: { displayName: 'blue', providerArn: blue.providerArn } as any, serviceAccounts: [api] }, BOTH[1]] },
      '[Stack/Role] serviceAccountsByCluster[0].cluster must be a ClusterIssuer or a PodIdentityCluster, got {"displayName":"blue","providerArn":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.c… (150 characters): make it with one of its factories, such as ClusterIssuer.fromCluster'],
  ])('%s', (_, props, message) => {
    expect(messageOf(() => roleOf(props))).toBe(message);
  });
});

describe('what is written for a cluster', () => {
  const names = (objects: any[]) => objects.map(({ metadata: { namespace, name } }) => `${namespace}/${name}`);

  test('has its own service accounts', () => {
    const role = twoClusters();
    expect([blue, green].map((cluster) => names(ServiceAccountManifest.of(role).toObjects(cluster)))).toEqual([['shop/api'], ['canary/my-app', 'shop/api']]);
    expect([blue, green].map((cluster) => CheckPod.of(role).toObjects(cluster).map(({ spec }) => spec.serviceAccountName))).toEqual([['api'], ['my-app', 'api']]);
    expect([blue, green].map((cluster) => AnnotateCommands.of(role).toCommands(cluster).length)).toEqual([1, 2]);
    expect(HelmValues.of(role).toObject(blue).serviceAccount.name).toBe('api');
    expect(messageOf(() => HelmValues.of(role).toObject(green))).toBe('serviceAccount must be given, as the role "Stack/Role" has several: canary/my-app, shop/api');
    expect(messageOf(() => HelmValues.of(role, { serviceAccount: canary }).toObject(blue))).toBe('serviceAccount must be an exact one of the role "Stack/Role" (shop/api), got "canary/my-app"');
    expect(HelmValues.of(role, { serviceAccount: canary }).toYaml(green)).toContain('--namespace canary ');
  });

  test('needs the cluster', () => {
    const message = 'cluster must be given, as the clusters of the role "Stack/Role" have different service accounts: blue (shop/api), green (shop/api, canary/my-app)';
    const role = twoClusters();
    [() => ServiceAccountManifest.of(role).toYaml(), () => CheckPod.of(role).toYaml(), () => HelmValues.of(role).toYaml(), () => AnnotateCommands.of(role).toScript()]
      .forEach((write) => expect(messageOf(write)).toBe(message));
  });

  test('stands in the index beside the cluster', () => {
    const index = new RoleIndex();
    index.addRole(twoClusters());
    const [{ clusters, serviceAccounts }] = JSON.parse(index.toJson()).roles;
    expect(serviceAccounts).toEqual(['canary/my-app', 'shop/api']);
    expect(clusters.map(({ name, serviceAccounts: own, subjects }: any) => [name, own, subjects])).toEqual([
      ['blue', ['shop/api'], ['system:serviceaccount:shop:api']],
      ['green', ['canary/my-app', 'shop/api'], ['system:serviceaccount:canary:my-app', 'system:serviceaccount:shop:api']],
    ]);
  });

  test('is an association for each of its own', () => {
    const role = roleOf({
      podIdentity: { clusters: [bluePods, greenPods] },
      serviceAccountsByCluster: [{ cluster: bluePods, serviceAccounts: [api] }, { cluster: greenPods, serviceAccounts: [canary] }],
    });
    new PodIdentityAssociations(role.stack, 'Associations', { role });
    const found = Object.values(Template.fromStack(role.stack).findResources('AWS::EKS::PodIdentityAssociation'))
      .map(({ Properties: { ClusterName, Namespace, ServiceAccount } }) => [ClusterName, Namespace, ServiceAccount].join('/'));
    expect(found).toEqual(['blue/shop/api', 'green/canary/my-app']);
  });
});

test('the role says who becomes it in a cluster', () => {
  const role = twoClusters();
  expect([blue, green].map((cluster) => role.serviceAccountsIn(cluster).map(String))).toEqual([['shop/api'], ['shop/api', 'canary/my-app']]);
  expect(role.serviceAccounts.map(String)).toEqual(['shop/api', 'canary/my-app']);
  expect(messageOf(() => role.serviceAccountsIn(bluePods))).toBe('[Stack/Role] cluster must be one of the role\'s (blue and green), got "blue"');
});

test('a service account of another cluster may have a role of its own', () => {
  const stack = newStack();
  roleOf({ clusters: [blue, green], serviceAccountsByCluster: BOTH }, stack);
  new ServiceAccountRole(stack, 'Canary', { clusters: [blue], serviceAccounts: [canary] });
  new ServiceAccountRole(stack, 'Twin', { clusters: [green], serviceAccounts: [canary] });
  expect(validationErrors(stack)).toEqual([expect.stringContaining('canary/my-app of green is bound to "Stack/Role" as well')]);
});

describe('the trust that a target role needs', () => {
  const targeted = (disableSessionTags: boolean) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    const target = ServiceAccountRole.fromRoleArn(stack, 'Target', 'arn:aws:iam::444455556666:role/target');
    const role = roleOf({
      podIdentity: { clusters: [bluePods, greenPods], targetRole: target, disableSessionTags },
      serviceAccountsByCluster: [{ cluster: bluePods, serviceAccounts: [api] }, { cluster: greenPods, serviceAccounts: [canary] }],
    }, stack);
    return TargetRoleTrust.of(role).toDocument().Statement as any[];
  };

  test('names each cluster with its own', () => {
    expect(targeted(false).map(({ Condition: { StringEquals: of } }) =>
      [of['aws:RequestTag/eks-cluster-arn'].split('/')[1], of['aws:RequestTag/kubernetes-namespace']])).toEqual([['blue', 'shop'], ['green', 'canary']]);
  });

  test('has the external ids of its own, and of no others', () => {
    expect(targeted(true)[0].Condition.StringEquals['sts:ExternalId']).toEqual([
      'eu-central-1/111122223333/blue/shop/api', 'eu-central-1/111122223333/green/canary/my-app',
    ]);
  });
});

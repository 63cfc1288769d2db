import { App, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { IssuerKind } from '../../lib/cluster/kubernetes-issuer-options';
import { parseKubernetesIssuer } from '../../lib/cluster/kubernetes-issuer-url';
import { whyNotForAws } from '../../lib/compliance/platform-audiences';
import { AUDIENCE } from '../../lib/core/names';
import { explain } from '../../lib/core/text-format';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { foundIn } from '../compliance/fixture';
import { runs } from '../property-runs';
import { ACCOUNT, onlyRole, REGION } from '../support';
import { canAssume } from '../trust/oracle';

/** Hosts as kops, ROSA, EKS Anywhere, AKS, GKE and others have them, and any. */
const HOST = fc.oneof(
  fc.constantFrom('acme-oidc.s3.eu-central-1.amazonaws.com', 'rh-oidc.s3.us-east-1.amazonaws.com', 'oidc.op1.openshiftapps.com', 'oidc.acme.io',
    'eastus.oic.prod-aks.azure.com', 'container.googleapis.com', 'd1234.cloudfront.net', 'xn--bcher-kva.acme.io'),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]\.(com|io|dev)$/),
);
const PATH = fc.array(fc.oneof(fc.stringMatching(/^[A-Za-z0-9._~-]{1,12}$/), fc.constantFrom('discovery', 'main.k8s.example.com', 'id', 'sub', 'aud')), { maxLength: 4 });
const ISSUER = fc.tuple(HOST, PATH, fc.constantFrom('', '/')).map(([host, path, end]) => [host, ...path].join('/') + end)
  .filter((text) => !('problem' in parseKubernetesIssuer(text)));
const AUD = fc.oneof(fc.constantFrom('sts.amazonaws.com', 'amazonaws.com', 'openshift', 'irsa', 'https://aws.acme.io/a:b'), fc.stringMatching(/^[!-~]{1,20}$/))
  .filter((text) => explain(AUDIENCE, text) === undefined);
const NAME = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/);
const SUBJECT = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(NAME, NAME).map(([namespace, name]) => ServiceAccountSubject.of(namespace, name)) },
  { weight: 1, arbitrary: fc.tuple(NAME, NAME).map(([namespace, name]) => ServiceAccountSubject.pattern(namespace, `${name}-*`, { reason: 'a controller makes the names up' })) },
);

function trustOf(issuerUrl: string, audience: string, serviceAccounts: ServiceAccountSubject[]) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const cluster = ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl, kind: IssuerKind.KUBERNETES, audience, clusterName: 'own' });
  new ServiceAccountRole(stack, 'Role', { roleName: 'role', clusters: [cluster], serviceAccounts });
  const { Statement } = onlyRole(stack).Properties.AssumeRolePolicyDocument;
  return { Version: '2012-10-17', Statement: Statement.map((statement: any) => ({ ...statement, Principal: { Federated: joined(statement.Principal.Federated) } })) };
}

/** The partition is a deploy-time value. */
function joined(federated: any): string {
  return typeof federated === 'string' ? federated : federated['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : 'aws').join('');
}

test('any trust that can be written for an issuer of another cluster is clean by the rules, and for exactly its tokens by a simulator', async () => {
  await fc.assert(fc.asyncProperty(ISSUER, AUD, fc.array(SUBJECT, { minLength: 1, maxLength: 3 }), NAME, async (issuer, aud, subjects, other) => {
    fc.pre(whyNotForAws(aud, [issuer]) === undefined); // which the next test is about
    const trust = trustOf(issuer, aud, subjects);
    expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } } }, { audiences: [aud] })
      .filter((finding) => !/^(DefaultServiceAccount|NeedlessStringLike|UnrelatedServiceAccounts)/.test(finding))).toEqual([]);
    const [first] = subjects;
    const sub = first.subject.replace('*', 'x');
    expect(await canAssume(trust, { issuer, sub, aud })).toBe(true);
    const isTrusted = (text: string) => subjects.some(({ subject, isPattern }) => isPattern ? text.startsWith(subject.slice(0, -1)) : text === subject);
    const strange = [`system:serviceaccount:${first.namespace}:${other}`, `${sub}x`, sub.toUpperCase(), `system:serviceaccount:${other}:${first.serviceAccountName}`, 'system:serviceaccount:*:*'];
    for (const text of strange) {
      expect([text, await canAssume(trust, { issuer, sub: text, aud })]).toEqual([text, isTrusted(text)]);
    }
    expect(await canAssume(trust, { issuer, sub, aud: `${aud}x` })).toBe(false);
    expect(await canAssume(trust, { issuer, sub })).toBe(false);
    expect(await canAssume(trust, { issuer: `${issuer}x`, sub, aud })).toBe(false);
    expect(await canAssume(trust, { issuer, provider: `arn:aws:iam::999999999999:oidc-provider/${issuer}`, sub, aud })).toBe(false);
  }), runs(12, 5_000));
}, 120_000);

test('an audience that tokens for the API server have is found', () => {
  const trust = trustOf('oidc.acme.io', 'https://kubernetes.default.svc', [ServiceAccountSubject.of('shop', 'api')]);
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } } })).toEqual([expect.stringMatching(/^UnexpectedAud\[/)]);
});

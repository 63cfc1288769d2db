import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { parseAllDocuments } from 'yaml';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';

export const ACCOUNT = '111122223333';

/** A cluster by its number. */
export function issuer(number: number, options: { clusterName?: string; audience?: string; account?: string } = {}): ClusterIssuer {
  const id = number.toString(16).toUpperCase().padStart(32, '0');
  return ClusterIssuer.fromIssuerUrl({
    account: ACCOUNT, issuerUrl: `https://oidc.eks.eu-central-1.amazonaws.com/id/${id}`, ...options,
  });
}

export const production = issuer(1, { clusterName: 'production' });
export const staging = issuer(2, { clusterName: 'staging' });
export const custom = issuer(3, { clusterName: 'custom', audience: 'my-audience' });

export function accounts(...names: string[]): ServiceAccountSubject[] {
  return names.map((name) => {
    const [namespace, serviceAccount] = name.split('/');
    return ServiceAccountSubject.of(namespace, serviceAccount);
  });
}

export const pattern = ServiceAccountSubject.pattern('crossplane', 'provider-aws-*', { reason: 'names carry a hash' });

export function stackIn(app = new App(), id = 'Stack'): Stack {
  return new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-central-1' } });
}

/** The role of the fourth workload, unless told otherwise. */
export function roleIn(stack: Stack, id = 'ExternalSecrets', props: Partial<ServiceAccountRoleProps> = {}): ServiceAccountRole {
  return new ServiceAccountRole(stack, id, {
    clusters: [production],
    serviceAccounts: accounts('external-secrets/aws-secretsmanager'),
    roleName: id,
    path: '/k8s-main/',
    ...props,
  });
}

export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/k8s-main/ExternalSecrets`;

/** What a reader of YAML 1.1 or 1.2 understands. */
export function documents(yaml: string, version: '1.1' | '1.2' = '1.1'): any[] {
  return parseAllDocuments(yaml, { version }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}

/** The tests of the file, or of a `describe`, run as the CDK CLI runs an app: it names the folder of the cloud assembly. */
export function asUnderCli(): void {
  beforeEach(() => {
    process.env.CDK_OUTDIR = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
  });
  afterEach(() => {
    delete process.env.CDK_OUTDIR;
  });
}

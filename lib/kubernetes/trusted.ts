import { Token } from 'aws-cdk-lib/core';
import { compare } from './metadata';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { show } from '../core/text';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** The service accounts of a role that can be named, each once, by namespace and name. */
export function exactSubjects(role: IServiceAccountRole): ServiceAccountSubject[] {
  const exact = role.serviceAccounts.filter((subject) => !subject.isPattern);
  return [...new Map(exact.map((subject) => [subject.subject, subject])).values()]
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.serviceAccountName, b.serviceAccountName));
}

/** The same, where a role without any makes no sense. */
export function requireExactSubjects(role: IServiceAccountRole): ServiceAccountSubject[] {
  const subjects = exactSubjects(role);
  if (subjects.length === 0) {
    throw new Error(
      `the role ${show(role.node.path)} must have at least one exact service account, got only patterns (${role.serviceAccounts.join(', ')}): ` +
      'whoever makes the accounts that match them must annotate them as well');
  }
  return subjects;
}

/**
 * The cluster that something is written for: the given one, which the role must trust, or else the
 * role's only one. It may be left out where the role's clusters have one audience, since nothing
 * else differs.
 */
export function trustedCluster(role: IServiceAccountRole, cluster?: ClusterIssuer): ClusterIssuer {
  const { clusters } = role;
  if (cluster) {
    const found = clusters.find((own) => own === cluster || own.providerArn === cluster.providerArn);
    if (!found) {
      throw new Error(
        `cluster must be one that the role ${show(role.node.path)} trusts (${clusters.map((own) => own.clusterName).join(', ')}), ` +
        `got ${show(cluster.clusterName)}`);
    }
    return found;
  }
  if (clusters.some((own) => own.audience !== clusters[0].audience)) {
    const audiences = clusters.map((own) => `${own.clusterName} (${own.audience})`).join(', ');
    throw new Error(`cluster must be given, as the clusters of the role ${show(role.node.path)} have different audiences: ${audiences}`);
  }
  return clusters[0];
}

/** What goes to a file must be known at synth. */
export function requireLiteral(role: IServiceAccountRole, what: string, value: unknown): void {
  if (Token.isUnresolved(JSON.stringify(value))) {
    throw new Error(`${what} of the role ${show(role.node.path)} must be known at synth to be written to a file, got a deploy-time value`);
  }
}

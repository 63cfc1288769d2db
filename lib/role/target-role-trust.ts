import { statementFor } from './chain-statements';
import { podIdentityOf } from './pod-identity-settings';
import { SERVICE_ACCOUNT_ROLE } from './role-kinds';
import type { IServiceAccountRole } from './service-account-role-ref';
import { PolicyDocument, PolicyStatement } from '../core/cdk';
import { requireKind } from '../core/kinds';
import { list, show } from '../core/text';
import { oneOrMany } from '../trust/one-or-many';
import { bySubjects, subjectConditions } from '../trust/pod-identity-trust';
import { externalIdOf, targetedPods } from '../trust/target-request';

/**
 * What the trust policy of a target role must allow, so that EKS Pod Identity gives it to the pods of a role: for the role's account
 * alone, and for exactly its clusters and service accounts.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 * @example
 * JSON.stringify(TargetRoleTrust.of(role).toDocument(), undefined, 2); // to hand over to the other account
 */
export class TargetRoleTrust {
  /**
   * @throws if the role has no target role, or only patterns without session tags: the external id names each service account
   */
  public static of(role: IServiceAccountRole): TargetRoleTrust {
    requireKind('role', SERVICE_ACCOUNT_ROLE, role);
    const options = podIdentityOf(role);
    if (options?.targetRole === undefined) {
      throw new Error(`role must have podIdentity.targetRole, got ${show(role.node.path)}, which has none`);
    }
    const statements = options.disableSessionTags ? withExternalId(role) : withTags(role);
    return new TargetRoleTrust(statements);
  }

  private constructor(private readonly statements: readonly PolicyStatement[]) {}

  /** The statements, for a target role of this app: `target.assumeRolePolicy?.addStatements(...statements)`. */
  public toStatements(): PolicyStatement[] {
    return this.statements.map((statement) => PolicyStatement.fromJson(statement.toStatementJson()));
  }

  /** The same as a policy, with its deploy-time values. */
  public toDocument(): any {
    return new PolicyDocument({ statements: this.toStatements() }).toJSON();
  }
}

/** The session tags are transitive: the second request has them too. */
function withTags(role: IServiceAccountRole): PolicyStatement[] {
  const trusts = role.podIdentityClusters.map((cluster) => ({ cluster, subjects: role.serviceAccountsIn(cluster) }));
  return bySubjects(trusts).flatMap((group) => {
    const clusterArns = group.map(({ cluster: { clusterArn } }) => clusterArn).sort();
    return subjectConditions(group[0].subjects).map((condition) => statementFor(role, ['sts:AssumeRole', 'sts:TagSession'], {
      ...condition, StringEquals: { ...condition.StringEquals, 'aws:RequestTag/eks-cluster-arn': oneOrMany(clusterArns) },
    }));
  });
}

/** Only the request for the role has the external id, so the tags have a statement of their own. */
function withExternalId(role: IServiceAccountRole): PolicyStatement[] {
  const exact = role.serviceAccounts.filter(({ isPattern }) => !isPattern);
  if (exact.length === 0) {
    throw new Error(`the role ${show(role.node.path)} must have an exact service account, got only patterns (${list(role.serviceAccounts.map(String))}): without session tags the external id names each`);
  }
  const ids = role.podIdentityClusters.flatMap((cluster) => role.serviceAccountsIn(cluster).filter(({ isPattern }) => !isPattern)
    .map((subject) => externalIdOf(targetedPods(cluster, subject)))).sort();
  return [
    statementFor(role, ['sts:AssumeRole'], { StringEquals: { 'sts:ExternalId': oneOrMany(ids) } }),
    statementFor(role, ['sts:TagSession'], {}),
  ];
}

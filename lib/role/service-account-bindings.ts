import type { IConstruct } from 'constructs';
import { OWN_ASSOCIATION } from './pod-identity-settings';
import { roleClusters, subjectsIn } from './role-clusters';
import type { RoleCluster } from './role-clusters';
import type { IServiceAccountRole } from './service-account-role-ref';
import { clusterNameKey, clusterOf, serviceAccountsOfCdk } from './service-accounts-of-cdk';
import type { ServiceAccountOfCdk } from './service-accounts-of-cdk';
import { isUnannotated, unannotatedId, unannotatedProblem } from './unannotated-role';
import { ASSOCIATION_TYPE } from '../cloudformation/resource-types';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { accountOf } from '../core/account-of';
import { addTo } from '../core/add-to';
import { Token } from '../core/cdk';
import { lazy } from '../core/lazy';
import { SUBJECT_PREFIX } from '../core/names';
import { list, show } from '../core/text';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** A service account of a cluster that may become a role. */
interface Binding {
  readonly role: IServiceAccountRole;
  readonly cluster: RoleCluster;
  readonly subject: ServiceAccountSubject;
}

/** An association that is not of this library. */
type StrangeAssociation = IConstruct & { readonly clusterName: string; readonly namespace: string; readonly serviceAccount: string };

type Say = (role: IServiceAccountRole, problem: string) => void;

/** A service account has one role-arn annotation, and one association: of its roles in an account one may be it, and the others are acknowledged as not being it. */
export class ServiceAccountBindings {
  private readonly identities = new lazy.deployTimeIdentity.DeployTimeIdentities();
  private readonly byKey = new Map<string, Binding[]>();

  public constructor(private readonly root: IConstruct, roles: readonly IServiceAccountRole[]) {
    for (const role of roles) {
      for (const cluster of roleClusters(role)) {
        subjectsIn(role, cluster).filter((subject) => !subject.isPattern).forEach((subject) =>
          this.keysOf(role, cluster, subject).forEach((key) => addTo(this.byKey, key, [{ role, cluster, subject }])));
      }
    }
  }

  /** Says, of a role, what is wrong with it beside the others. */
  public judge(say: Say): void {
    for (const same of this.byKey.values()) {
      if (same.length > 1) {
        judgeRoles(same, say);
      }
    }
    const accounts = this.byKey.size === 0 ? [] : serviceAccountsOfCdk(this.root);
    accounts.forEach((account) => this.judgeBeside(account, say));
    if ([...this.byKey.values()].flat().some(({ cluster }) => cluster.podIdentity !== undefined)) {
      strangeAssociations(this.root, accounts).forEach((association) => this.judgeAssociation(association, say));
    }
  }

  /** Roles beside an association that the app creates itself. */
  private judgeAssociation(association: StrangeAssociation, say: Say): void {
    const cluster = { name: clusterNameKey(association.clusterName, association, this.identities) };
    for (const binding of new Set([...this.byKey.values()].flat())) {
      const { role, subject } = binding;
      const isSame = association.namespace === subject.namespace && association.serviceAccount === subject.serviceAccountName;
      if (binding.cluster.podIdentity && isSame && !isUnannotated(role, subject) && this.isIn(cluster, binding)) {
        say(role, `a service account must have one association in a cluster, but ${subject.toString()} of ${binding.cluster.displayName} has one by ` +
          `${show(association.node.path)} as well, which EKS refuses: leave that out, and use PodIdentityAssociations${otherwise(role, subject)}`);
      }
    }
  }

  /** Roles beside a service account that CDK's EKS library creates, which always annotates it with a role of its own. */
  private judgeBeside(account: ServiceAccountOfCdk, say: Say): void {
    const cluster = clusterOf(account, this.identities);
    const name = `${SUBJECT_PREFIX}${account.serviceAccountNamespace}:${account.serviceAccountName}`;
    for (const binding of [...this.byKey.values()].flat()) {
      const { role, subject } = binding;
      // An existing role may be the very one of the account.
      const isOther = subject.subject === name && role.roleArn !== account.role.roleArn;
      if (isOther && !isUnannotated(role, subject) && this.isIn(cluster, binding)) {
        say(role,
          `a service account must be bound to one role of a cluster, since it has ${bondOf(binding)}, but ` +
          `${subject.toString()} of ${binding.cluster.displayName} is created by ${show(account.node.path)} (addServiceAccount) with a role of its own as well: ` +
          `create it with ServiceAccounts.applyTo instead, or use another service account${otherwise(role, subject)}`);
      }
    }
  }

  private isIn(cluster: ReturnType<typeof clusterOf>, { role, cluster: { issuer, podIdentity } }: Binding): boolean {
    if (cluster.issuer !== undefined && issuer !== undefined && cluster.issuer === this.issuerKey(issuer, role)) {
      return true;
    }
    const constructs = [issuer?._cluster, podIdentity?._cluster] as ((IConstruct & { readonly clusterName: string }) | undefined)[];
    const names = [
      ...constructs.filter((construct) => construct !== undefined).map((construct) => ({ construct, name: construct.clusterName })),
      ...podIdentity && !podIdentity._cluster ? [{ construct: role, name: podIdentity.clusterName }] : [],
    ];
    return names.some(({ construct, name }) => cluster.name === clusterNameKey(name, construct, this.identities));
  }

  private keysOf(role: IServiceAccountRole, { issuer, podIdentity }: RoleCluster, subject: ServiceAccountSubject): string[] {
    return [
      ...issuer ? [this.issuerKey(issuer, role)] : [],
      ...podIdentity ? [this.arnKey(podIdentity, role)] : [],
    ].map((key) => `${accountOf(role)} ${key} ${subject.subject}`);
  }

  private arnKey({ clusterArn }: PodIdentityCluster, role: IServiceAccountRole): string {
    return Token.isUnresolved(clusterArn) ? this.identities.of(clusterArn, role) : clusterArn;
  }

  private issuerKey(cluster: ClusterIssuer, role: IServiceAccountRole): string {
    return cluster.isLiteral ? cluster.issuer : this.identities.of(cluster.providerArn, role);
  }
}

function judgeRoles(bindings: readonly Binding[], say: Say): void {
  const annotated = bindings.filter(({ role, subject }) => !isUnannotated(role, subject));
  if (annotated.length === 0) {
    const [{ role, subject, cluster }] = bindings;
    say(role,
      `a service account with several roles must be annotated with one of them, but each role of ${subject.toString()} of ${cluster.displayName} ` +
      `(${list([...new Set(bindings.map((binding) => show(binding.role.node.path)))])}) is acknowledged as ${show(unannotatedId(subject))}: ` +
      'acknowledge it on all but the one that the pods get without further settings');
  }
  const [first, ...others] = annotated;
  others.forEach(({ role, cluster, subject }) => say(role, role === first.role
    ? `clusters must be different, but ${first.cluster.displayName} and ${cluster.displayName} have the same issuer: name it once`
    : `a service account must be bound to one role of a cluster, since it has ${bondOf({ role, cluster, subject })}, but ` +
      `${subject.toString()} of ${cluster.displayName} is bound to ${show(first.role.node.path)} as well: ` +
      `give all its permissions to one role, or use another service account${otherwise(role, subject)}`));
}

/** What a service account has one of. */
function bondOf({ cluster: { podIdentity } }: Binding): string {
  return podIdentity === undefined ? 'one role-arn annotation' : 'one association with a role';
}

/** The way out, which a name that is known only at deploy time does not have. */
function otherwise(role: IServiceAccountRole, subject: ServiceAccountSubject): string {
  const problem = unannotatedProblem(role, subject);
  if (problem !== undefined) {
    return `; the reason of the acknowledgement ${show(unannotatedId(subject))} ${problem}`;
  }
  return Token.isUnresolved(subject.subject) ? ''
    : `; if its pods become this role in another way than by the annotation (an SDK profile with role_arn), acknowledge ${show(unannotatedId(subject))} on the role`;
}

/** Associations of the app's own, but for those of service accounts that CDK creates, which are judged themselves. */
function strangeAssociations(root: IConstruct, accounts: readonly ServiceAccountOfCdk[]): StrangeAssociation[] {
  return root.node.findAll().filter((node): node is StrangeAssociation =>
    (node as { readonly cfnResourceType?: unknown }).cfnResourceType === ASSOCIATION_TYPE && OWN_ASSOCIATION.get(node) === undefined
    && !node.node.scopes.some((scope) => accounts.some((account) => account === scope)));
}

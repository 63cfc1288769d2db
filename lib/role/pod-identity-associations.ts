import type { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { associate, claimAssociation } from './associate';
import { SERVICE_ACCOUNT_ROLE } from './role-kinds';
import type { IServiceAccountRole } from './service-account-role-ref';
import { isUnannotated, unannotatedId } from './unannotated-role';
import { POD_IDENTITY_CLUSTER } from '../cluster/issuer-kind';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { Stack, Token } from '../core/cdk';
import { making } from '../core/error-place';
import { listOf, requireProps, required, TRUTH } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { list, show } from '../core/text';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** Properties of `PodIdentityAssociations`. */
export interface PodIdentityAssociationsProps {
  /** The role, which has `podIdentity`. */
  readonly role: IServiceAccountRole;

  /**
   * Some of the role's clusters, all in the account and the region of the stack.
   *
   * @default - the role's clusters of EKS Pod Identity in the account and the region of the stack
   */
  readonly clusters?: PodIdentityCluster[];

  /**
   * Whether clusters that this app creates get the add-on `eks-pod-identity-agent`, once each. Clusters in EKS Auto Mode have the agent anyway.
   *
   * @default true
   */
  readonly installAgent?: boolean;
}

const PROPS: Kinds<PodIdentityAssociationsProps> = {
  role: required(SERVICE_ACCOUNT_ROLE), clusters: listOf(POD_IDENTITY_CLUSTER), installAgent: TRUTH,
};

/**
 * The EKS Pod Identity associations of a role: one `AWS::EKS::PodIdentityAssociation` for each exact service account of each
 * cluster, created after the role. Service accounts that are patterns have none, nor have those that become the role in another way
 * (`cdk-irsa:unannotatedRole[…]`).
 *
 * An association is a resource of the cluster's region. For clusters of several regions create one of these in a stack of each.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 * @example
 * const api = new ServiceAccountRole(this, 'Api', {
 *   podIdentity: { clusters: [PodIdentityCluster.fromClusterV2(cluster)] },
 *   serviceAccounts: [ServiceAccountSubject.of('shop', 'api')],
 * });
 * new PodIdentityAssociations(this, 'ApiAssociations', { role: api });
 */
export class PodIdentityAssociations extends Construct {
  /** The resources, by cluster, namespace and name. */
  public readonly associations: CfnPodIdentityAssociation[];

  /**
   * @throws if the role has no cluster of EKS Pod Identity in the region of the stack, or no service account that can have an association
   */
  public constructor(scope: Construct, id: string, props: PodIdentityAssociationsProps) {
    const pairs = making(scope, id, () => checked(scope, props));
    super(scope, id);
    const { role, installAgent = true } = props;
    this.associations = pairs.flatMap(({ cluster, subjects }) => subjects.map((subject, index) => {
      claimAssociation(this, cluster, subject);
      return associate(this, idOf(cluster, subject, index), { role, cluster, subject, installAgent });
    }));
    const all = new Map(pairs.flatMap(({ subjects }) => subjects).map((subject) => [subject.subject, subject]));
    this.node.addValidation({ validate: () => acknowledgedLater(role, [...all.values()]) });
  }
}

/** A construct's id cannot be a deploy-time value. */
function idOf(cluster: PodIdentityCluster, { namespace, serviceAccountName }: ServiceAccountSubject, index: number): string {
  const parts = [cluster.displayName, ...Token.isUnresolved(`${namespace}${serviceAccountName}`) ? [String(index)] : [namespace, serviceAccountName]];
  return parts.join(':');
}

function checked(scope: Construct, props: PodIdentityAssociationsProps) {
  const { role, clusters: given } = requireProps('PodIdentityAssociations', props, PROPS);
  const { account, region } = Stack.of(scope);
  const own = role.podIdentityClusters;
  if (own.length === 0) {
    throw new Error(`role must have podIdentity.clusters, got ${show(role.node.path)}, a role of IRSA alone`);
  }
  const isHere = (cluster: PodIdentityCluster) => maySame(cluster.region, region) && maySame(cluster.account, account);
  const clusters = given ?? own.filter(isHere);
  const foreign = clusters.find((cluster) => !own.some(({ clusterArn }) => clusterArn === cluster.clusterArn));
  if (foreign) {
    throw new Error(`clusters must be those of the role ${show(role.node.path)} (${list(own.map(({ displayName }) => displayName))}), got ${show(foreign.displayName)}`);
  }
  const elsewhere = given?.find((cluster) => !isHere(cluster)) ?? (clusters.length === 0 ? own[0] : undefined);
  if (elsewhere) {
    const [what, ofStack, ofCluster] = maySame(elsewhere.account, account) ? ['region', region, elsewhere.region] : ['account', account, elsewhere.account];
    throw new Error(`clusters must be in the ${what} of the stack, ${ofStack}, got ${elsewhere.displayName} in ${ofCluster}: ` +
      `an association is a resource of its cluster's ${what}, so create them in a stack there`);
  }
  const pairs = clusters.map((cluster) => ({ cluster, subjects: associable(role, role.serviceAccountsIn(cluster)) }));
  if (pairs.every(({ subjects }) => subjects.length === 0)) {
    const all = clusters.flatMap((cluster) => role.serviceAccountsIn(cluster));
    const exact = [...new Set(all.filter(({ isPattern }) => !isPattern).map(unannotatedId))];
    throw new Error(`the role ${show(role.node.path)} must have a service account that can have an association, got only ` +
      (exact.length === 0 ? `patterns (${list([...new Set(all.map(String))])}): EKS associates service accounts by name` : `acknowledged ones (${list(exact)})`));
  }
  return pairs;
}

/** Whether two texts are the same, or may be: what only the deploy knows may be anything. */
function maySame(one: string, other: string): boolean {
  return one === other || [one, other].some((text) => Token.isUnresolved(text));
}

function associable(role: IServiceAccountRole, subjects: readonly ServiceAccountSubject[]): ServiceAccountSubject[] {
  return subjects.filter((subject) => !subject.isPattern && !isUnannotated(role, subject));
}

/** An association is made with the construct: an acknowledgement that comes after it would leave it there. */
function acknowledgedLater(role: IServiceAccountRole, subjects: readonly ServiceAccountSubject[]): string[] {
  return subjects.filter((subject) => isUnannotated(role, subject)).map((subject) =>
    `${show(unannotatedId(subject))} must be acknowledged on the role ${show(role.node.path)} before its associations are created`);
}

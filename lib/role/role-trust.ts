import type { CfnRole, Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { onceRendered } from './once-rendered';
import type { RolePlace, RoleTrustProps } from './role-trust-props';
import type { SubjectsByCluster } from './subjects-by-cluster';
import { checkTrust } from './trust-check';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { requireMade } from '../cluster/issuer-kind';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { Lazy, Stack, Stage, Token } from '../core/cdk';
import { ROLE_DESCRIPTION } from '../core/names';
import { count, list } from '../core/text';
import { explain } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';
import { ownSubject } from '../trust/subject-kind';
import { needsStringTrust, trustSize } from '../trust/trust-policy';
import type { Trusted, TrustSize } from '../trust/trust-policy';

/** Who may become a role: its clusters and service accounts, each once. */
export class RoleTrust {
  /** @throws if there are no clusters or service accounts, or the clusters cannot be trusted where the role is */
  public static of(scope: IConstruct, props: RoleTrustProps, place?: RolePlace): RoleTrust {
    const { clusters, podIdentity, serviceAccounts, serviceAccountsByCluster: byCluster } = props;
    const own = {
      clusters: clusters && ownList(clusters),
      podIdentity: podIdentity && { ...podIdentity, clusters: podIdentity.clusters && ownList(podIdentity.clusters) },
      serviceAccounts: serviceAccounts && ownList(serviceAccounts),
      serviceAccountsByCluster: byCluster && ownList(byCluster).map((entry) => (
        { cluster: entry.cluster, serviceAccounts: ownList(entry.serviceAccounts) })),
    };
    checkTrust(scope, own, place);
    return new RoleTrust(own);
  }

  public readonly clusters: readonly ClusterIssuer[];
  public readonly podIdentityClusters: readonly PodIdentityCluster[];
  public readonly subjects: readonly ServiceAccountSubject[];
  public readonly trusted: Trusted;
  /** The size of the trust policy as we write it, if it is literal. */
  public readonly size?: TrustSize;

  private readonly byCluster?: SubjectsByCluster;

  private constructor(props: RoleTrustProps) {
    const { clusters = [], podIdentity, serviceAccounts = [], serviceAccountsByCluster } = props;
    this.clusters = clusters.map((cluster, index) => requireMade(`clusters[${index}]`, cluster));
    this.podIdentityClusters = [...podIdentity?.clusters ?? []];
    this.byCluster = serviceAccountsByCluster && bySubjects().subjectsByCluster(props, serviceAccountsByCluster);
    const all = this.byCluster ? [...this.byCluster.values()].flat() : serviceAccounts.map(ownSubject);
    this.subjects = [...new Map(all.map((subject) => [subject.subject, subject])).values()];
    const of = (cluster: IRoleCluster) => this.byCluster?.get(cluster) ?? this.subjects;
    this.trusted = {
      issuers: this.clusters.map((cluster) => ({ cluster, subjects: of(cluster) })),
      podIdentity: this.podIdentityClusters.map((cluster) => ({ cluster, subjects: of(cluster) })),
      podIdentityOptions: podIdentity && { disableSessionTags: podIdentity.disableSessionTags },
    };
    this.size = trustSize(this.trusted);
  }

  /** The service accounts that may become the role in one of its clusters. */
  public subjectsIn(cluster: IRoleCluster): readonly ServiceAccountSubject[] {
    return bySubjects().subjectsOf(this, cluster);
  }

  public describe(): string {
    const clusters = [...new Set([...this.clusters, ...this.podIdentityClusters].map(({ displayName }) => displayName))];
    const ways = list([...this.clusters.length > 0 ? ['IRSA'] : [], ...this.podIdentityClusters.length > 0 ? ['EKS Pod Identity'] : []]);
    const names = this.subjects.map((subject) => subject.toString());
    const text = this.byCluster ? `${ways} for ${bySubjects().textOf(this.byCluster)}` : `${ways} for ${names.join(', ')} on ${clusters.join(', ')}`;
    return text.length <= 1000 && explain(ROLE_DESCRIPTION, text) === undefined
      ? text : `${ways} for ${count(names.length, 'service account')} on ${count(clusters.length, 'cluster')}`;
  }

  /**
   * Writes the role's trust policy into its resource, in the form that its clusters need.
   *
   * @param isInjected whether a property injector may have changed the trust
   */
  public writeTo(resource: CfnRole, role: Role, isInjected: boolean): void {
    if (needsStringTrust(this.trusted)) {
      // A condition key cannot be a deploy-time value, the text of the document can. CloudFormation
      // takes AssumeRolePolicyDocument as a JSON string, so no custom resource is needed.
      resource.assumeRolePolicyDocument = Lazy.any({ produce: () => Stack.of(role).toJsonString(role.assumeRolePolicy) });
    } else if (this.size && role.assumeRolePolicy && !isInjected) {
      resource.assumeRolePolicyDocument = onceRendered(role, role.assumeRolePolicy);
    }
  }

  /**
   * Why a deploy-time value cannot be in the text of the trust: it could carry JSON of its own, such as `x","aws:…`. In a trust that is
   * an object CloudFormation writes each value as one text, whatever is in it.
   */
  public unsafeText(scope: IConstruct): string | undefined {
    if (!needsStringTrust(this.trusted)) {
      return undefined;
    }
    const given = [
      ...this.subjects.flatMap(({ namespace, serviceAccountName }) => [['namespace', namespace], ['serviceAccountName', serviceAccountName]]),
      ...this.clusters.map(({ audience }) => ['audience', audience]),
      // Of a cluster that is a resource, EKS limits the name itself.
      ...this.podIdentityClusters.filter(({ _cluster }) => (_cluster?.node.children.length ?? 0) === 0)
        .flatMap(({ clusterName, account, region }) => [['clusterName', clusterName], ['account', account], ['region', region]]),
    ];
    for (const [name, text] of given.filter(([, value]) => Token.isUnresolved(value))) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every role
      const { unsafeInText } = require('../trust/safe-in-text') as typeof import('../trust/safe-in-text');
      const part = unsafeInText(text, scope);
      if (part !== undefined) {
        return `${name} must be known at synth, or be of a CfnParameter of type String whose allowedPattern or allowedValues exclude ` +
          `quotes, backslashes and control characters (allowedPattern: '[a-z0-9][-a-z0-9]*'), since the trust of a deploy-time issuer is text that it becomes a part of, got ${part}`;
      }
    }
    return undefined;
  }

  /** Has CloudFormation create the providers of the clusters before the role, where this app makes both. */
  public waitForProviders(resource: CfnRole): void {
    for (const { _dependency, providerArn } of this.clusters) {
      // A reference to the provider orders them already. Between Stages CDK has no order: it is the user's.
      if (_dependency && !Token.isUnresolved(providerArn) && Stage.of(_dependency) === Stage.of(resource)) {
        resource.node.addDependency(_dependency);
      }
    }
  }
}

/** Each item read once, into a list without ways of its own: in plain JavaScript a list may answer otherwise when it is read again. */
function ownList<T>(given: readonly T[]): T[] {
  return Array.isArray(given) ? Array.from({ length: given.length }, (_, index) => given[index] as T) : given as unknown as T[];
}

/** For roles whose service accounts differ by cluster, and for what is written for one cluster. */
function bySubjects(): typeof import('./subjects-by-cluster') {
  return require('./subjects-by-cluster'); // eslint-disable-line @typescript-eslint/no-require-imports -- `import` would load it for every role
}

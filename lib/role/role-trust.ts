import type { CfnRole, Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { onceRendered } from './once-rendered';
import { checkTrust } from './trust-check';
import type { RolePlace } from './trust-check';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { requireMade } from '../cluster/issuer-kind';
import { Lazy, Stack, Stage, Token } from '../core/cdk';
import { ROLE_DESCRIPTION } from '../core/names';
import { count } from '../core/text';
import { explain } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';
import { ownSubject } from '../trust/subject-kind';
import { needsStringTrust, trustSize } from '../trust/trust-policy';
import type { TrustSize } from '../trust/trust-policy';

interface GivenTrust {
  readonly clusters: readonly ClusterIssuer[];
  readonly serviceAccounts: readonly ServiceAccountSubject[];
}

/** Who may become a role: its clusters and service accounts, each once. */
export class RoleTrust {
  /** @throws if there are no clusters or service accounts, or the clusters cannot be trusted where the role is */
  public static of(scope: IConstruct, given: GivenTrust, place?: RolePlace): RoleTrust {
    const [clusters, subjects] = [ownList(given.clusters), ownList(given.serviceAccounts)];
    checkTrust(scope, clusters, subjects, place);
    return new RoleTrust(clusters, subjects);
  }

  public readonly clusters: readonly ClusterIssuer[];
  public readonly subjects: readonly ServiceAccountSubject[];
  /** The size of the trust policy as we write it, if it is literal. */
  public readonly size?: TrustSize;

  private constructor(clusters: readonly ClusterIssuer[], subjects: readonly ServiceAccountSubject[]) {
    this.clusters = clusters.map((cluster, index) => requireMade(`clusters[${index}]`, cluster));
    this.subjects = [...new Map(subjects.map(ownSubject).map((subject) => [subject.subject, subject])).values()];
    this.size = trustSize(this.clusters, this.subjects);
  }

  public describe(): string {
    const names = this.subjects.map((subject) => subject.toString());
    const clusters = this.clusters.map((cluster) => cluster.clusterName);
    const text = `IRSA for ${names.join(', ')} on ${clusters.join(', ')}`;
    return text.length <= 1000 && explain(ROLE_DESCRIPTION, text) === undefined ? text : `IRSA for ${count(names.length, 'service account')} on ${count(clusters.length, 'cluster')}`;
  }

  /**
   * Writes the role's trust policy into its resource, in the form that its clusters need.
   *
   * @param isInjected whether a property injector may have changed the trust
   */
  public writeTo(resource: CfnRole, role: Role, isInjected: boolean): void {
    if (needsStringTrust(this.clusters)) {
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
    if (!needsStringTrust(this.clusters)) {
      return undefined;
    }
    const given = [
      ...this.subjects.flatMap(({ namespace, serviceAccountName }) => [['namespace', namespace], ['serviceAccountName', serviceAccountName]]),
      ...this.clusters.map(({ audience }) => ['audience', audience]),
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

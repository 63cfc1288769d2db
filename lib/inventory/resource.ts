import type { OtherPermission } from './other-permissions';
import type { PolicyDocument } from '../iam/document';

/** A resource whose own policy AWS asks, too. */
export interface InventoryResource {
  /** The logical id of the resource, or of its policy, where that stands alone. */
  readonly at: string;
  /** As sentences call it: `bucket`. */
  readonly kind: 'bucket' | 'key' | 'queue' | 'topic' | 'secret';
  /** Its ARN; what CloudFormation makes of it is an unknown part. */
  readonly arn: string;
  readonly policies: readonly ResourcePolicy[];
}

/** The policy of a resource. */
export interface ResourcePolicy {
  /** The logical id of what holds it; nothing for the one that AWS gives a resource without any. */
  readonly at?: string;
  readonly document: PolicyDocument;
}

/** What a template tells beside its roles; read by those who ask for it. */
export interface TemplateFacts {
  readonly account?: string;
  readonly region?: string;
  readonly resources: readonly InventoryResource[];
  /** What else gives or takes permissions, as texts. */
  readonly otherPermissions: () => readonly OtherPermission[];
  /** The names in EKS of clusters, by their logical ids. */
  readonly clusterNames: ReadonlyMap<string, string>;
  /** What a part that is not known stands for, as far as the templates tell: the ARN of a bucket that has a name. */
  readonly valueOf: (name: string) => string | undefined;
}

import type { PolicyDocument } from '../iam/document';

/** A ServiceAccount that is applied to a cluster, with the role that it names. */
export interface InventoryServiceAccount {
  /** The resource or file that holds it. */
  readonly at: string;
  /** What only rendering or applying makes known is an unknown part, here and in the name: `{{ .Release.Namespace }}`. */
  readonly namespace: string;
  readonly name: string;
  /** As it is written; undefined without the annotation. */
  readonly roleArn?: string;
  /** For whom its tokens are, if an annotation says so. */
  readonly audience?: string;
  /** What else is written near it that may have been meant for EKS. */
  readonly annotations?: readonly WrittenAnnotation[];
  /** The cluster's logical id, if the template creates it. */
  readonly cluster?: string;
  /** The issuer of the cluster, without its scheme, if a file describes the cluster that it is in. */
  readonly issuer?: string;
  /** The name of the cluster in EKS, and its ARN, as far as they are known of an association. */
  readonly clusterName?: string;
  readonly clusterArn?: string;
  /** What gives it the role, if that is not its annotation: an EKS add-on, an EKS Pod Identity association, or a tool. */
  readonly givenBy?: 'add-on' | 'association' | 'tool';
  /** The add-on's name. */
  readonly addOn?: string;
  /** What gives it, as sentences call it, if a tool does by its own configuration. */
  readonly tool?: string;
  /** Whether an association leaves out the session tags. */
  readonly hasNoSessionTags?: boolean;
  /** The role that an association's role becomes next. */
  readonly targetRoleArn?: string;
  /** What an association limits its sessions to. */
  readonly sessionPolicy?: PolicyDocument;
}

/** A key that stands in an object's metadata, or beside it. */
export interface WrittenAnnotation {
  /** Where it stands: `metadata.annotations`. */
  readonly in: string;
  readonly key: string;
  readonly value: unknown;
}

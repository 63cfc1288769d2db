/** A ServiceAccount that is applied to a cluster, with the role that it names. */
export interface InventoryServiceAccount {
  /** The resource or file that holds it. */
  readonly at: string;
  readonly namespace: string;
  readonly name: string;
  /** As it is written; undefined without the annotation. */
  readonly roleArn?: string;
  /** The cluster's logical id, if the template creates it. */
  readonly cluster?: string;
}

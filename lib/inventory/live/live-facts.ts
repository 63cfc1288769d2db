import type { InventoryServiceAccount } from '../service-account';

/** A cluster, as `aws eks describe-cluster` prints it. */
export interface DescribedCluster {
  readonly at: string;
  readonly name: string;
  readonly arn?: string;
  readonly account?: string;
  readonly region?: string;
  /** Without the scheme. */
  readonly issuer?: string;
  /** Whether EKS runs the nodes, with the agent of EKS Pod Identity in them. */
  readonly isAutoMode: boolean;
}

/** A ServiceAccount that is in a cluster. */
export interface LiveServiceAccount extends InventoryServiceAccount {
  /** When its annotation with the role was last set, in milliseconds; nothing where no file tells. */
  readonly annotatedAt?: number;
}

/** How a role's ARN in a pod's environment compares with the annotation of its ServiceAccount. */
export type InjectedRole =
  /** A digest of the ARN, to be compared: values of environment variables are not kept. */
  | { readonly digest: string }
  /** What `cdk-irsa collect` found. */
  | { readonly isAnnotated: boolean };

/** A pod that is in a cluster. Of its environment only the names of EKS's own variables are kept. */
export interface LivePod {
  readonly at: string;
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  /** What people restart: `deployment/web`. */
  readonly workload?: string;
  /** When it was made, in milliseconds. */
  readonly createdAt?: number;
  readonly node?: string;
  readonly hasEnded: boolean;
  readonly isOnHostNetwork: boolean;
  readonly isOnFargate: boolean;
  readonly isForWindows: boolean;
  /** Whether the webhook leaves it alone. */
  readonly skipsWebhook: boolean;
  /** Whether it has a token for a role of IRSA, or for EKS Pod Identity. */
  readonly hasWebIdentity: boolean;
  readonly hasPodIdentity: boolean;
  /** For whom the token is that the webhook gave it, if a file tells. */
  readonly tokenAudience?: string;
  /** For whom the tokens are that it projects by itself. */
  readonly ownAudiences: readonly string[];
  readonly injectedRole?: InjectedRole;
  /** Whether it is one of the agent of EKS Pod Identity, and runs. */
  readonly isRunningAgent: boolean;
}

/** A node of a cluster. */
export interface LiveNode {
  readonly at: string;
  readonly name: string;
  readonly isFargate: boolean;
  readonly isAutoMode: boolean;
  readonly isWindows: boolean;
}

/** An EKS Pod Identity association, as EKS lists or describes it. */
export interface LiveAssociation {
  readonly at: string;
  readonly id: string;
  readonly clusterName: string;
  /** The ARN of its cluster, as far as its own tells. */
  readonly clusterArn?: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Nothing in a list. */
  readonly roleArn?: string;
  readonly targetRoleArn?: string;
  readonly hasNoSessionTags?: boolean;
}

/** An OIDC provider of an account. What a list tells is its ARN only, and what describes it does not tell that. */
export interface LiveProvider {
  readonly at: string;
  readonly arn?: string;
  /** Without the scheme. */
  readonly issuer: string;
  readonly clientIds?: readonly string[];
}

/** That all clusters of a region were collected. */
export interface ClusterListing {
  readonly account: string;
  readonly region: string;
  readonly names: readonly string[];
}

/** What a value tells of clusters and accounts as they are. A list that is not there was not asked for. */
export interface LiveFacts {
  readonly cluster?: DescribedCluster;
  readonly serviceAccounts?: readonly LiveServiceAccount[];
  readonly pods?: readonly LivePod[];
  readonly nodes?: readonly LiveNode[];
  readonly associations?: readonly LiveAssociation[];
  /** Whether the associations are all of the cluster. */
  readonly listsAssociations?: boolean;
  /** The names of all add-ons. */
  readonly addOns?: readonly string[];
  readonly providers?: readonly LiveProvider[];
  /** Whether the providers are all of an account. */
  readonly listsProviders?: boolean;
  readonly listing?: ClusterListing;
  /** The status of the add-on with the agent of EKS Pod Identity, where it is one of failure. */
  readonly agentFailure?: string;
}

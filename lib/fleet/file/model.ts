import type { WildcardEvidence } from '../../bundles/policy-bundle';

/** The content of a workloads file, as the schema in `schema.ts` admits it. */
export interface WorkloadsFile {
  readonly name?: string;
  readonly outputDirectory?: string;
  readonly stacks?: 'single' | 'perNamespace';
  readonly checkPodImage?: string;
  readonly requirePermissionsBoundary?: boolean;
  readonly accounts?: Readonly<Record<string, AccountEntry>>;
  readonly clusters: Readonly<Record<string, ClusterEntry>>;
  readonly defaults?: DefaultsEntry;
  readonly workloads: Readonly<Record<string, WorkloadEntry | null>>;
}

export interface AccountEntry {
  readonly region?: string;
  readonly quotas?: { readonly trustPolicyCharacters?: number; readonly managedPolicies?: number; readonly roles?: number };
}

export interface ClusterEntry {
  readonly account: string;
  readonly region: string;
  readonly issuerUrl: string;
  /** The name in EKS. */
  readonly clusterName?: string;
  readonly createProvider?: boolean;
  readonly retainProvider?: boolean;
  readonly audience?: string;
}

/** What stands in `defaults` and on a workload alike. */
export interface CommonEntry {
  readonly clusters?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly roleName?: string;
  readonly path?: string;
  readonly permissionsBoundary?: string;
  readonly maxSessionDuration?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly publishRoleArn?: { readonly stackOutput?: boolean; readonly parameter?: string };
  readonly kubernetes?: KubernetesEntry;
}

export interface DefaultsEntry extends CommonEntry {}

export interface WorkloadEntry extends CommonEntry {
  readonly description?: string;
  readonly environments?: readonly string[];
  readonly stack?: string;
  readonly account?: string;
  readonly serviceAccounts?: readonly string[];
  readonly serviceAccountPatterns?: readonly { readonly namespace: string; readonly pattern: string; readonly reason: string }[];
  readonly bundles?: readonly ({ readonly id: string } & Readonly<Record<string, unknown>>)[];
  readonly policies?: readonly { readonly file: string; readonly name?: string; readonly evidence?: readonly WildcardEvidence[] }[];
  readonly managedPolicies?: readonly { readonly arn: string; readonly reason?: string; readonly source?: string }[];
  readonly helm?: HelmEntry;
  readonly acknowledge?: readonly { readonly id: string; readonly reason: string }[];
}

export interface KubernetesEntry {
  readonly createdBy?: 'manifest' | 'helm' | 'existing';
  readonly createNamespace?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly stsRegionalEndpoints?: boolean;
  readonly tokenExpiration?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly imagePullSecrets?: readonly string[];
}

export interface HelmEntry {
  readonly annotationsPath?: string;
  readonly namePath?: string;
  readonly createPath?: string;
}

/** `90m` and `4h` as seconds. */
export function durationSeconds(text: string): number {
  const [, digits, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  return Number(digits) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h'];
}

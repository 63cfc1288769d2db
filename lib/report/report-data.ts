import type { ReportPlace } from './report-place';
import type { ReportResource } from './report-resource';

/** What was read, and what was not. */
export interface ReportInputs {
  /** As they were given. */
  readonly paths: readonly string[];
  readonly files: readonly ReportFile[];
  /** How many files of folders are nothing that is read. */
  readonly skippedFiles: number;
  /** What could not be read or judged: the report says nothing of it. */
  readonly problems: readonly ReportNote[];
  readonly notes: readonly ReportNote[];
  /** Policies that AWS asks as well, and that are not among the paths. */
  readonly notSeen: readonly string[];
  /** The day of the service authorization reference by which the words are chosen. */
  readonly referenceDate: string;
}

/** A file, and what it tells of. */
export interface ReportFile {
  readonly file: string;
  readonly roles: number;
  readonly serviceAccounts: number;
  readonly pods: number;
}

/** What is said of a file. */
export interface ReportNote {
  readonly file: string;
  readonly line: number | null;
  readonly message: string;
}

/** A cluster that the paths tell of. */
export interface ReportCluster {
  /** Its name, or its issuer where no name is known. */
  readonly name: string;
  readonly issuer: string | null;
  readonly workloads: number;
  /** Whether a dump of its pods is among the paths. */
  readonly hasPods: boolean;
}

/** A service account, or a pattern of them that a trust takes. */
export interface ReportWorkload {
  readonly id: string;
  readonly kind: 'service account' | 'pattern';
  readonly cluster: string | null;
  /** `*` stands for any. */
  readonly namespace: string;
  readonly name: string;
  /** Its running pods; nothing where no dump of the pods of its cluster is among the paths. */
  readonly pods: number | null;
  readonly roles: readonly ReportRoute[];
  /** Roles that its manifest or association names, and that are not among the paths. */
  readonly unseenRoles: readonly string[];
}

/** How a workload becomes a role. */
export interface ReportRoute {
  readonly role: string;
  /** The roles on the way, in their order; none where the workload becomes the role by itself. */
  readonly through: readonly string[];
  readonly how: 'token' | 'association' | 'assumed';
  readonly decision: 'allowed' | 'undecided';
  /** A sentence for each step. */
  readonly reasons: readonly string[];
  /** What must hold. */
  readonly conditions: readonly string[];
  /** Whether the manifest of the service account names the role; nothing if none names any. */
  readonly isAnnotated: boolean | null;
}

/** A role of IAM. */
export interface ReportRole extends ReportPlace {
  readonly id: string;
  readonly name: string;
  /** Parts that are not known are written as `<name>`. */
  readonly arn: string;
  readonly account: string | null;
  readonly constructPath: string | null;
  /** The workloads that become it, by themselves or through other roles. */
  readonly workloads: readonly string[];
  readonly trust: readonly ReportTrust[];
  readonly policies: readonly string[];
  /** The policy that limits it, and its document if that is among the paths. */
  readonly boundary: { readonly name: string; readonly policy: string | null } | null;
  readonly services: readonly ReportServiceAccess[];
  /** What limits it, is not among the paths, or could not be read. */
  readonly notes: readonly string[];
  /** Whether pods use it; nothing where no dump of pods tells. */
  readonly pods: ReportPodUse | null;
}

/** Whether running pods use a role. */
export interface ReportPodUse {
  readonly use: 'used' | 'unused' | 'unknown';
  readonly reason: string;
}

/** A statement of a trust policy, in words. */
export interface ReportTrust {
  readonly statement: number;
  readonly effect: string;
  /** Who: `shop/api of cluster green`, `role deployer`, `the service pods.eks.amazonaws.com`. */
  readonly who: readonly string[];
  readonly actions: readonly string[];
  readonly conditions: readonly string[];
  /** Whether it names patterns, anybody, or everybody but some. */
  readonly isBroad: boolean;
}

/** What a role may do with a service, at a glance. */
export interface ReportServiceAccess {
  readonly service: string;
  readonly access: readonly ReportAccess[];
  /** The widest of the resources that it names where it could name one. */
  readonly breadth: ReportBreadth;
  /** Whether each statement that allows it has conditions. */
  readonly isConditional: boolean;
}

export type ReportAccess = 'everything' | 'read' | 'write' | 'delete' | 'permissions';

/** Named resources or none to name, names by a pattern, or any resource. */
export type ReportBreadth = 'named' | 'pattern' | 'any';

/** A policy. What several roles have is one. */
export interface ReportPolicy extends ReportPlace {
  readonly id: string;
  readonly name: string;
  readonly kind: 'inline' | 'managed' | 'boundary';
  readonly roles: readonly string[];
  readonly statements: readonly ReportStatement[];
  /** In words. */
  readonly lines: readonly ReportLine[];
  readonly wildcards: readonly ReportWildcard[];
  /** Why it is as it is, where the template says it. */
  readonly reasons: readonly string[];
  readonly undecided: readonly string[];
}

/** What a statement allows or denies of a service, in words. */
export interface ReportLine {
  readonly statement: number;
  readonly service: string;
  readonly text: string;
}

/** A statement as it is written; parts that are not known as `<name>`. */
export interface ReportStatement {
  readonly number: number;
  readonly sid: string | null;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly string[];
}

/** A wildcard of a policy, and why it is there. */
export interface ReportWildcard {
  readonly statement: number;
  readonly element: 'Action' | 'NotAction' | 'Resource' | 'NotResource';
  readonly value: string;
  /** How much it takes: what is inside a named thing, names by a pattern, or anything. */
  readonly breadth: 'inside' | 'pattern' | 'any';
  /** `reason`: written in the template; `reference`: AWS takes nothing else there; `inside`: what is named; `none`. */
  readonly evidence: 'reason' | 'reference' | 'inside' | 'none';
  readonly why: string;
}

/** A finding of `audit`. */
export interface ReportFinding extends ReportPlace {
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly id: string;
  readonly resource: string;
  /** The role that it is about, if it is about one. */
  readonly role: string | null;
  readonly message: string;
  readonly command: string | null;
  /** Why it is accepted; nothing for one that is open. */
  readonly reason: string | null;
}

/** A rule of which there is a finding. */
export interface ReportRule {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly link: string;
}

/** All that the report says. */
export interface ReportData {
  readonly version: 1;
  readonly tool: { readonly name: 'cdk-irsa'; readonly version: string };
  readonly title: string;
  /** ISO 8601, in UTC. */
  readonly generatedAt: string;
  readonly inputs: ReportInputs;
  readonly clusters: readonly ReportCluster[];
  readonly workloads: readonly ReportWorkload[];
  readonly roles: readonly ReportRole[];
  readonly policies: readonly ReportPolicy[];
  readonly resources: readonly ReportResource[];
  readonly findings: readonly ReportFinding[];
  readonly acknowledged: readonly ReportFinding[];
  /** By their ids: `IrsaChecks-AnyNamespace`. */
  readonly rules: Readonly<Record<string, ReportRule>>;
}

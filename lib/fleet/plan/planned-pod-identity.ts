import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RootConstruct } from 'constructs';
import type { PlannedPodIdentity } from './fleet-plan';
import { bundlePlace, sessionBundlesOf } from './planned-bundles';
import type { KnownCluster } from './planned-clusters';
import type { PlannedSubjects } from './planned-subjects';
import { tagsOf } from './session-tag-problems';
import type { Workload } from './workload';
import { filledOwn } from './workload-filling';
import { placeholderValuesOf } from './workload-placeholders';
import type { Place } from '../../bundles/resources/place';
import { parseArn } from '../../core/arn';
import { isObject } from '../../core/plain-object';
import { Quotas } from '../../core/quotas';
import { count, list, show } from '../../core/text';
import { repeatedSid } from '../../role/session-policy-check';
import { OWN_PERMISSIONS } from '../file/entries/permission-keys';

/** A workload in one account, as its associations need it. */
export interface AssociatedWorkload {
  /** As it is written. */
  readonly written: Workload;
  /** With its placeholders filled. */
  readonly workload: Workload;
  /** The account of its role. */
  readonly account: string;
  readonly roleArn: string;
  readonly clusters: readonly KnownCluster[];
  readonly subjects: PlannedSubjects;
  /** The role that its pods get instead, if the file creates one. */
  readonly targetRole?: { readonly account: string };
}

/** What the workload sets for its associations; reports what excludes each other. */
export function plannedPodIdentity(associated: AssociatedWorkload): PlannedPodIdentity {
  const { workload, clusters } = associated;
  const { own: { podIdentity } } = workload;
  if (podIdentity === undefined) {
    return {};
  }
  if (!workload.isIdentityLost(clusters.map(({ name }) => name)) && !checkIdentity(workload, clusters)) {
    return {};
  }
  const { disableSessionTags, targetRoleArn } = podIdentity;
  if (disableSessionTags === true && (targetRoleArn !== undefined || associated.targetRole !== undefined)) {
    checkNames(associated);
  }
  if (targetRoleArn !== undefined) {
    checkTarget(associated, targetRoleArn);
  }
  return { disableSessionTags, targetRoleArn, ...sessionPolicyOf(associated) };
}

/** The settings are of associations, and a target is what all pods get. False if there are no associations: nothing more is said then. */
function checkIdentity(workload: Workload, clusters: readonly KnownCluster[]): boolean {
  const { identity = 'irsa', podIdentity } = workload.own;
  const targetRoleArn = podIdentity?.targetRoleArn;
  const ofIrsa = clusters.filter((cluster) => cluster.identity !== 'podIdentity').map(({ name }) => name);
  // Where the workload asks for another identity, and its clusters cannot have it, that is reported.
  if (identity === 'irsa' && clusters.length > 0 && clusters.every((cluster) => cluster.identity === 'irsa')) {
    workload.report(['podIdentity'], `must be left out where no cluster of the workload has EKS Pod Identity (${list(ofIrsa)}): set identity to podIdentity or both`, { atKey: true });
    return false;
  }
  if (targetRoleArn !== undefined && ofIrsa.length > 0) {
    workload.report(['podIdentity', 'targetRoleArn'], `must be left out with IRSA (${list(ofIrsa)}), whose pods would get this role and not the target, ` +
      `got ${show(targetRoleArn)}: set identity to podIdentity`);
  }
  return true;
}

function sessionPolicyOf(associated: AssociatedWorkload): Pick<PlannedPodIdentity, 'sessionPolicy' | 'warnings'> {
  const raw = associated.workload.raw('podIdentity');
  if (!isObject(raw) || raw.sessionPolicy === undefined) {
    return {};
  }
  const { disableSessionTags } = raw;
  if (disableSessionTags === undefined || disableSessionTags === false) {
    associated.workload.report(['podIdentity', 'sessionPolicy'], 'must have disableSessionTags: true beside it, since EKS takes a session policy only without session tags: ' +
      'the trust then asks for the cluster and its account, and no longer for the namespace and the service account', { atKey: true });
  }
  const { workload, place } = limited(associated);
  const root = new RootConstruct();
  const statements = sessionBundlesOf(workload, place).flatMap(({ bundle, index }) => {
    const [tag] = tagsOf(bundle);
    if (tag !== undefined) {
      workload.report(['podIdentity', 'sessionPolicy', index], `must not name the session tag ${tag}, which disableSessionTags leaves out, as a session policy needs`, { atKey: true });
    }
    return (bundle.bind(root).statements ?? []).map(({ statement }) => statement);
  });
  const document = documentOf(statements);
  const { length } = JSON.stringify(document.toJSON() ?? '');
  if (length > Quotas.sessionPolicyCharacters) {
    workload.report(['podIdentity', 'sessionPolicy'],
      `must be at most ${count(Quotas.sessionPolicyCharacters, 'character')} as a policy, got ${count(length, 'character')}: name fewer resources or bundles`, { atKey: true });
  }
  return { sessionPolicy: statements.length === 0 ? undefined : document, warnings: warningsOf(root) };
}

/** Without session tags a target role tells pods apart by an external id, which has the name of the service account in it. */
function checkNames({ workload, clusters, subjects }: AssociatedWorkload): void {
  const all = subjects.all(clusters);
  if (all.length > 0 && all.every(({ isPattern }) => isPattern)) {
    workload.report(['podIdentity', 'disableSessionTags'], `must be left out where a target role is for patterns only (${list([...new Set(all.map(String))])}), got true: `
      + 'without session tags the target role trusts each service account by its name, so give the workload an exact one or keep the tags');
  }
}

/** One policy of several parts, of which two may have one statement id. The ids mean nothing there. */
function documentOf(statements: readonly PolicyStatement[]): PolicyDocument {
  const document = new PolicyDocument({ statements: [...statements] });
  return repeatedSid(document) === undefined ? document
    : new PolicyDocument({ statements: statements.map((one) => PolicyStatement.fromJson({ ...one.toStatementJson(), Sid: undefined })) });
}

/** A target that exists: one that the role can assume, and the only one whose permissions count. */
function checkTarget({ workload, clusters, roleArn, targetRole }: AssociatedWorkload, targetRoleArn: string): void {
  const at = ['podIdentity', 'targetRoleArn'];
  const [own, target] = [parseArn(roleArn)?.partition, parseArn(targetRoleArn)?.partition];
  if (own !== target) {
    workload.report(at, `must be in the partition of the workload's role, "${own}", got ${show(targetRoleArn)}: no role of one can assume a role of another`);
  } else if (targetRoleArn === roleArn) {
    workload.report(at, `must be another role than the workload's own, got ${show(targetRoleArn)}: leave it out, and the pods get that`);
  }
  const idle = targetRole === undefined && clusters.every(({ identity }) => identity === 'podIdentity')
    ? OWN_PERMISSIONS.find((key) => workload.raw(key) !== undefined) : undefined;
  if (idle !== undefined) {
    workload.report([idle], `must be left out with podIdentity.targetRoleArn, since the pods (${list(clusters.map(({ name }) => name))}) get that role's permissions only, and not those of the workload's own role`, { atKey: true });
  }
}

interface LimitedRole {
  readonly workload: Workload;
  readonly place: Place;
}

/** The workload with the placeholders of the role that the session policy limits, and where that role is: with a target, it is the target. */
function limited({ written, workload, account: own, clusters, subjects, targetRole }: AssociatedWorkload): LimitedRole {
  const { targetRoleArn } = workload.own.podIdentity ?? {};
  const account = targetRole?.account ?? (targetRoleArn === undefined ? undefined : parseArn(targetRoleArn)?.account) ?? own;
  const values = placeholderValuesOf(written, { accounts: [account], clusters }, subjects);
  return {
    workload: account === own ? workload : written.with({ own: filledOwn(written, values), defaults: workload.defaults }),
    place: bundlePlace(account, clusters, values),
  };
}

/** What policy files are warned about when they become statements. */
function warningsOf(root: RootConstruct): string[] {
  return root.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data).replace(/ \[ack: .*\]$/s, ''));
}

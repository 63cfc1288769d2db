import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { RootConstruct } from 'constructs';
import type { PlannedPodIdentity } from './fleet-plan';
import { sessionBundlesOf } from './planned-bundles';
import type { KnownCluster } from './planned-clusters';
import { tagsOf } from './session-tag-problems';
import type { Workload } from './workload';
import type { Place } from '../../bundles/resources/place';
import { isObject } from '../../core/plain-object';
import { Quotas } from '../../core/quotas';
import { count, list, show } from '../../core/text';

/** What the workload sets for its associations; reports what excludes each other. */
export function plannedPodIdentity(workload: Workload, place: Place | undefined, clusters: readonly KnownCluster[]): PlannedPodIdentity {
  const { own: { podIdentity } } = workload;
  if (podIdentity === undefined) {
    return {};
  }
  if (!workload.isIdentityLost(clusters.map(({ name }) => name)) && !checkIdentity(workload, clusters)) {
    return {};
  }
  const { disableSessionTags, targetRoleArn } = podIdentity;
  return { disableSessionTags, targetRoleArn, sessionPolicy: sessionPolicyOf(workload, place) };
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

function sessionPolicyOf(workload: Workload, place: Place | undefined): PolicyDocument | undefined {
  const { podIdentity } = workload.own;
  const raw = workload.raw('podIdentity');
  if (!isObject(raw) || raw.sessionPolicy === undefined) {
    return undefined;
  }
  const { disableSessionTags } = raw;
  if (disableSessionTags === undefined || disableSessionTags === false) {
    workload.report(['podIdentity', 'sessionPolicy'], 'must have disableSessionTags: true beside it, since EKS takes a session policy only without session tags: ' +
      'the trust then asks for the cluster and its account, and no longer for the namespace and the service account', { atKey: true });
  }
  if (podIdentity?.sessionPolicy === undefined || place === undefined) {
    return undefined;
  }
  const bundles = sessionBundlesOf(workload, place);
  bundles.forEach((bundle, index) => {
    const [tag] = tagsOf(bundle);
    if (tag !== undefined && bundles.length === podIdentity.sessionPolicy?.length) {
      workload.report(['podIdentity', 'sessionPolicy', index], `must not name the session tag ${tag}, which disableSessionTags leaves out, as a session policy needs`, { atKey: true });
    }
  });
  const statements = bundles
    .flatMap((bundle) => (bundle.bind(new RootConstruct()).statements ?? []).map(({ statement }) => statement));
  const document = new PolicyDocument({ statements });
  const { length } = JSON.stringify(document.toJSON() ?? '');
  if (length > Quotas.sessionPolicyCharacters) {
    workload.report(['podIdentity', 'sessionPolicy'],
      `must be at most ${count(Quotas.sessionPolicyCharacters, 'character')} as a policy, got ${count(length, 'character')}: name fewer resources or bundles`, { atKey: true });
  }
  return statements.length === 0 ? undefined : document;
}

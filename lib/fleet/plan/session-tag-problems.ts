import { RootConstruct } from 'constructs';
import type { KnownCluster } from './planned-clusters';
import type { Workload } from './workload';
import { maySpeakOfTags, sessionTagsIn } from '../../bundles/pod-session-tags';
import type { IPolicyBundle } from '../../bundles/policy-bundle';
import { isObject } from '../../core/plain-object';
import { list } from '../../core/text';
import type { DataPath } from '../file/data-path';

/**
 * Reports bundles and policies that name a session tag of EKS Pod Identity where some sessions of the role have none: their statements
 * would allow those pods nothing.
 *
 * @param workload that or the part of it with the permissions
 * @param source the workload, whose settings its sessions follow
 */
export function checkSessionTags(workload: Workload, source: Workload, clusters: readonly KnownCluster[], bundles: readonly Bound[]): void {
  const why = whyWithout(source, clusters);
  const own = Object.keys(workload.own.tags ?? {});
  const common = Object.keys(workload.defaults.tags ?? {});
  bundles.forEach(({ path, bundle }) => {
    const [tag] = tagsOf(bundle);
    const tagKey = [...own, ...common].find((key) => key.toLowerCase() === tag);
    if (tag !== undefined && why !== undefined) {
      workload.report(path, `must not name the session tag ${tag}, since ${why}, and a statement that names an absent tag allows nothing: use it with identity: podIdentity and session tags`, { atKey: true });
    } else if (tag !== undefined && tagKey !== undefined) {
      workload.reportCommon('tags', [tagKey], `must not have the key ${tagKey}, which ${workload.path.join('.')} names as a session tag: a session without session tags would have the role's value`, { atKey: true });
    }
  });
}

/** A bundle, and where it is written. */
export interface Bound {
  readonly path: DataPath;
  readonly bundle: IPolicyBundle;
}

/** The bundles of a workload that perhaps name a tag: of a policy file the text is not here, so each is asked. */
export function boundBundles(workload: Workload, bundles: readonly Bound['bundle'][]): Bound[] {
  const given = workload.own.bundles ?? [];
  const places: DataPath[] = [...given.map((_, index) => ['bundles', index]), ...(workload.own.policies ?? []).map((_, index) => ['policies', index])];
  return places.length !== bundles.length ? [] : bundles.map((bundle, index) => ({ bundle, path: places[index] }))
    .filter(({ path: [key, index] }) => key === 'policies' || maySpeakOfTags(JSON.stringify(given[index as number])));
}

/** The session tags of a bundle's statements. */
export function tagsOf(bundle: Bound['bundle']): string[] {
  const { statements = [] } = bundle.bind(new RootConstruct());
  return sessionTagsIn(JSON.stringify(statements.map(({ statement }) => statement.toStatementJson() as object)));
}

function whyWithout(source: Workload, clusters: readonly KnownCluster[]): string | undefined {
  const names = clusters.map(({ name }) => name);
  const ofIrsa = clusters.filter(({ identity }) => identity !== 'podIdentity').map(({ name }) => name);
  const raw = source.raw('podIdentity');
  return source.isIdentityLost(names) ? undefined
    : ofIrsa.length > 0 ? `sessions of IRSA (${list(ofIrsa)}) have none`
      : isObject(raw) && raw.disableSessionTags === true ? 'disableSessionTags leaves it out' : undefined;
}

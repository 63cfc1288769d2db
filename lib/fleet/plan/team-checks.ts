import type { KnownCluster } from './planned-clusters';
import type { PlannedSubjects } from './planned-subjects';
import type { Workload } from './workload';
import { own as ownValue } from '../../core/plain-object';
import { list, show } from '../../core/text';
import { globMatches } from '../../iam/glob';
import { PLATFORM_KEYS } from '../file/entries/include-entry';

/** Namespaces that are Kubernetes' own: an include names them, or its files may not. */
const OF_KUBERNETES = 'kube-';

/** Reports what a workload of an included file has that is not its team's to say. */
export function checkTeamRules(workload: Workload, clusters: readonly KnownCluster[], subjects: PlannedSubjects): void {
  const { team, context } = workload;
  if (team === undefined) {
    return;
  }
  const { included: { file, index }, namespaces, allow } = team;
  const rule = context.source.linkTo(['include', index]);
  for (const key of PLATFORM_KEYS.filter((name) => workload.raw(name) !== undefined && !allow.includes(name))) {
    workload.report([key], `must be left out of ${file}, since it is for ${context.source.file} to say, or must be named under "allow" of its include (${rule})`, { atKey: true });
  }
  for (const key of ['path', 'permissionsBoundary'].filter((name) => ownValue(workload.raw('targetRole'), name) !== undefined && !allow.some((allowed) => allowed === name))) {
    workload.report(['targetRole', key], `must be left out of ${file}, since it is for ${context.source.file} to say, or must be named under "allow" of its include (${rule})`, { atKey: true });
  }
  const isAllowed = (namespace: string) => namespaces === undefined ? !namespace.startsWith(OF_KUBERNETES)
    : namespaces.some((glob) => globMatches(glob, namespace));
  const strange = subjects.namespacesIn(clusters).filter((namespace) => !isAllowed(namespace));
  if (strange.length > 0) {
    const own = workload.own.namespaces === undefined ? [] : ['namespaces'];
    workload.report(own, `must be in namespaces that ${file} may name (${namespaces === undefined ? `any without ${OF_KUBERNETES}` : list(namespaces)}), got ${list(strange.map(show))}: ` +
      `its include has them (${rule})`, { atKey: own.length === 0 });
  }
}

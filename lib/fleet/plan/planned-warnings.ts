import type { Workload } from './workload';
import { definitionOf } from '../../bundles/definition-of';
import { KEY_PREFIX } from '../../bundles/resources/buckets';
import { own } from '../../core/plain-object';
import { show } from '../../core/text';
import { WARNING_IDS } from '../warning-ids';

/** What is legal, and perhaps not meant. */
export interface PlannedWarning {
  /** By which the workload may acknowledge it. */
  readonly id: string;
  readonly message: string;
}

/** What a workload's own entry is warned about. */
export function plannedWarnings(workload: Workload): PlannedWarning[] {
  return [...clusterInName(workload), ...prefixes(workload)];
}

function clusterInName(workload: Workload): PlannedWarning[] {
  if (!workload.get('roleName')?.includes('{cluster}')) {
    return [];
  }
  const place = workload.own.roleName === undefined ? workload.context.source.linkTo(['defaults', 'roleName']) : workload.linkTo('roleName');
  return [{
    id: WARNING_IDS.clusterInRoleName,
    message: `a roleName with {cluster} (${place}) keeps a workload on one cluster: a second one beside it, such as for blue and green, needs another name, ` +
      'which replaces the role; {environment} or the account\'s own name does not',
  }];
}

/** `thumbnails` begins the keys below `thumbnails-private/` as well. */
function prefixes(workload: Workload): PlannedWarning[] {
  return (workload.own.bundles ?? []).flatMap((bundle, index) => {
    const { parameters = {} } = definitionOf(bundle?.id) ?? {};
    return Object.entries(parameters).flatMap(([name, { type }]) => {
      const value = own(bundle, name) as unknown;
      return type.kind !== 'text' || type.format !== KEY_PREFIX || typeof value !== 'string' || value.endsWith('/') ? [] : [{
        id: WARNING_IDS.prefixWithoutSlash,
        message: `the ${name} ${show(value)} of ${bundle!.id} (${workload.linkTo('bundles', index, name)}) also takes keys such as ${show(`${value}-private/a`)}: ` +
          `write ${show(`${value}/`)} for those below it alone`,
      }];
    });
  });
}

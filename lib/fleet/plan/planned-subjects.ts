import type { CommonEntry, WorkloadEntry } from '../file/model';
import { SERVICE_ACCOUNT_NAME } from '../../core/names';
import { show } from '../../core/text';
import { explain } from '../../core/text-format';

/**
 * The service accounts of a workload, each name in each namespace. Its key is the name where it says no other; `isLost`
 * if it says some, but wrongly. What is wrong with the key is said there.
 */
export function subjectsOf(
  workload: string, entry: WorkloadEntry & CommonEntry, isLost: boolean, say: (message: string) => void,
): { namespace: string; name: string }[] {
  const namespaces = (entry.namespaces ?? ['default']).filter((namespace) => namespace !== undefined);
  const byKey = entry.serviceAccounts === undefined && !isLost && !entry.serviceAccountPatterns;
  if (byKey && explain(SERVICE_ACCOUNT_NAME, workload) !== undefined) {
    const hint = SERVICE_ACCOUNT_NAME.hint?.(workload);
    say(`the key is the name of the service account where "serviceAccounts" is left out, and must then be ${SERVICE_ACCOUNT_NAME.rule}, got ${show(workload)}: ` +
      `give serviceAccounts${hint === undefined ? '' : ` (${hint})`}, or rename the workload`);
  }
  const subjects = (byKey ? [workload] : entry.serviceAccounts ?? []).filter((name) => name !== undefined).flatMap((text) => {
    const [name, namespace] = text.split('/').reverse();
    return namespace !== undefined ? [{ namespace, name }] : namespaces.map((each) => ({ namespace: each, name }));
  });
  return [...new Map(subjects.map((subject) => [`${subject.namespace}/${subject.name}`, subject])).values()];
}

import type { Workload } from './workload';
import { SERVICE_ACCOUNT_NAME } from '../../core/names';
import { show } from '../../core/text';
import { explain } from '../../core/text-format';
import { ServiceAccountSubject } from '../../trust/service-account-subject';

/** The service accounts of a workload. */
export interface PlannedSubjects {
  /** Those that have a name, each once. */
  readonly exact: readonly ServiceAccountSubject[];
  readonly patterns: readonly ServiceAccountSubject[];
}

/** Each name in each namespace, and the patterns. The workload's key is the name where it gives none. */
export function plannedSubjects(workload: Workload): PlannedSubjects {
  const namespaces = (workload.get('namespaces') ?? ['default']).filter((namespace) => namespace !== undefined);
  const subjects = namesOf(workload).flatMap((text) => {
    const [name, namespace] = text.split('/').reverse();
    return (namespace !== undefined ? [namespace] : namespaces).map((each) => ServiceAccountSubject.of(each, name));
  });
  return { exact: [...new Map(subjects.map((subject) => [subject.subject, subject])).values()], patterns: patternsOf(workload) };
}

function namesOf(workload: Workload): string[] {
  const { key, own: { serviceAccounts, serviceAccountPatterns } } = workload;
  // A list that is wrong is reported where it is: the key must not stand in for it.
  if (serviceAccounts !== undefined || serviceAccountPatterns !== undefined || workload.isLost('serviceAccounts')) {
    return (serviceAccounts ?? []).filter((name) => name !== undefined);
  }
  if (explain(SERVICE_ACCOUNT_NAME, key) === undefined) {
    return [key];
  }
  const hint = SERVICE_ACCOUNT_NAME.hint?.(key);
  workload.report([], `the key is the name of the service account where "serviceAccounts" is left out, and must then be ${SERVICE_ACCOUNT_NAME.rule}, ` +
    `got ${show(key)}: give serviceAccounts${hint === undefined ? '' : ` (${hint})`}, or rename the workload`, { atKey: true });
  return [];
}

function patternsOf({ own: { serviceAccountPatterns = [] } }: Workload): ServiceAccountSubject[] {
  return serviceAccountPatterns.flatMap((item) => {
    const { namespace, pattern, reason } = item ?? {};
    return namespace === undefined || pattern === undefined || reason === undefined ? []
      : [ServiceAccountSubject.pattern(namespace, pattern, { reason })];
  });
}

import { ServiceAccountSubject } from './service-account-subject';
import type { Kind } from '../core/kinds';
import { isSealed } from '../core/sealed';

/** What a role can trust: a subject that `of` or `pattern` made, and nothing that only looks like one. */
export const SUBJECT: Kind = {
  noun: 'a ServiceAccountSubject',
  hint: 'make it with ServiceAccountSubject.of or ServiceAccountSubject.pattern',
  isOne: (value) => isSealed(value, 'ServiceAccountSubject', 'namespace', 'serviceAccountName', 'patternReason'),
};

/** The subject of our own class, made anew of the parts: a class derived from it may answer as it likes. */
export function ownSubject({ namespace, serviceAccountName, patternReason }: ServiceAccountSubject): ServiceAccountSubject {
  return patternReason === undefined
    ? ServiceAccountSubject.of(namespace, serviceAccountName)
    : ServiceAccountSubject.pattern(namespace, serviceAccountName, { reason: patternReason });
}

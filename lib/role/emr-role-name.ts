import { Token } from '../core/cdk';
import { show } from '../core/text';
import { roleNameOfEmrAccount } from '../trust/emr-jobs';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/**
 * EMR on EKS names the service accounts of job runs after the role: those for another role never become this one.
 *
 * @throws if the role has another name, or a name that CloudFormation makes up
 */
export function checkEmrRoleName(subjects: readonly ServiceAccountSubject[], roleName: string | undefined): void {
  for (const subject of subjects) {
    const expected = roleNameOfEmrAccount(subject.serviceAccountName);
    if (expected !== undefined && expected !== roleName && !Token.isUnresolved(roleName)) {
      throw new Error(`roleName must be ${show(expected)}, for which EMR on EKS makes the service accounts ${subject.toString()}, got ` +
        `${roleName === undefined ? 'none' : show(roleName)}: give the role and ServiceAccountSubject.emrJobs the same name`);
    }
  }
}

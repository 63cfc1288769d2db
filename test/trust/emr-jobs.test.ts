import { Aws } from 'aws-cdk-lib/core';
import { emrJobsPattern, roleNameOfEmrAccount } from '../../lib/trust/emr-jobs';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { messageOf } from '../support';

const ACCOUNT = '111122223333';
const code = (roleName: string) => emrJobsPattern(ACCOUNT, roleName).split(`-*-${ACCOUNT}-`)[1];

describe('the service accounts of EMR on EKS', () => {
  // As the command line interface of AWS encodes them in `aws emr-containers update-role-trust-policy`.
  test.each([
    ['abcdefghijkl', '2x6xx5ubcrus4bplmr0'],
    ['+=,.@-_', '3bu5b0xg4tb'],
    ['abcdefghijkl+=,.@-_', '1ll75jdngh5gbk11wbh7h35ji05wtb'],
  ])('have the role %s in their names as %s', (roleName, expected) => {
    expect(code(roleName)).toBe(expected);
    expect(roleNameOfEmrAccount(`emr-containers-sa-spark-driver-${ACCOUNT}-${expected}`)).toBe(roleName);
  });

  test('the longest name of a role fits into a name of Kubernetes', () => {
    expect(`emr-containers-sa-flink-taskmanager-${ACCOUNT}-${code('z'.repeat(64))}`.length).toBeLessThanOrEqual(253);
    expect(roleNameOfEmrAccount(`emr-containers-sa-spark-driver-${ACCOUNT}-${code('z'.repeat(64))}`)).toBe('z'.repeat(64));
  });

  test.each(['web', 'emr-containers-sa-', `emr-containers-sa-spark-driver-${ACCOUNT}-`, `emr-containers-sa-spark-driver-${ACCOUNT}-0`, `emr-containers-sa-*-*-${ACCOUNT}-${'z'.repeat(300)}`, `emr-containers-sa-x-${ACCOUNT}-*`, 'emr-containers-sa-spark-driver-1-abc'])(
    'no role is read from %s', (name) => expect(roleNameOfEmrAccount(name)).toBeUndefined());
});

describe('ServiceAccountSubject.emrJobs', () => {
  test('is a pattern within one namespace, with the account and the role', () => {
    const subject = ServiceAccountSubject.emrJobs('spark', { roleName: 'abcdefghijkl', account: ACCOUNT });
    expect(subject.subject).toBe(`system:serviceaccount:spark:emr-containers-sa-*-*-${ACCOUNT}-2x6xx5ubcrus4bplmr0`);
    expect([subject.isPattern, subject.patternReason]).toEqual([true, 'EMR on EKS makes service accounts for job runs with the role abcdefghijkl']);
  });

  test.each<[string, any, RegExp]>([
    ['spark', { roleName: '', account: ACCOUNT }, /^roleName must be /],
    ['spark', { roleName: '*', account: ACCOUNT }, /^roleName must be /],
    ['spark', { roleName: 'a'.repeat(65), account: ACCOUNT }, /^roleName must be /],
    ['spark', { roleName: 'etl', account: '1111' }, /^account must be /],
    ['spark', { roleName: 'etl', account: '*' }, /^account must be /],
    ['*', { roleName: 'etl', account: ACCOUNT }, /^namespace must be /],
    ['spark', { roleName: 'etl', account: Aws.ACCOUNT_ID }, /must be literal, got a deploy-time value/],
    ['spark', { roleName: 'etl' }, /account/],
    ['spark', undefined, /ServiceAccountSubject\.emrJobs/],
  ])('%s with %j is refused', (namespace, options, message) => expect(messageOf(() => ServiceAccountSubject.emrJobs(namespace, options))).toMatch(message));
});

import { terminalText } from '../../core/escape';
import { DEFAULT_AUDIENCE } from '../../core/names';
import type { PlannedRoleCluster } from '../../fleet/plan/fleet-plan';
import type { ServiceAccountSubject } from '../../trust/service-account-subject';
import type { Look } from '../catalogue/bundle-text';
import { wrapped } from '../wrapped';

/** Who may become a role. */
export interface ExplainedTrust {
  readonly clusters: readonly PlannedRoleCluster[];
  /** The account of the role. */
  readonly account: string;
}

/** One line for each service account of each cluster, as the trust policy compares the token, or what EKS says of the pod. */
export function trustText({ clusters, account }: ExplainedTrust, look: Look): string[] {
  const [ofIrsa, ofPods] = [clusters.filter(({ identity }) => identity !== 'podIdentity'), clusters.filter(({ identity }) => identity !== 'irsa')];
  return [
    ...ofIrsa.length === 0 ? [] : [look.paint('bold', 'Trust: sts:AssumeRoleWithWebIdentity')],
    ...ofIrsa.flatMap((cluster) => issuerText(cluster, account, look)),
    ...ofPods.length === 0 ? [] : [look.paint('bold', 'Trust: EKS Pod Identity (sts:AssumeRole, sts:TagSession)')],
    ...ofPods.flatMap((cluster) => podIdentityText(cluster, look)),
  ];
}

function issuerText(
  { name, issuerUrl = '', partition, audience = DEFAULT_AUDIENCE, createProvider, serviceAccounts }: PlannedRoleCluster, account: string, { width }: Look,
): string[] {
  const issuer = issuerUrl.replace(/^https:\/\//, '');
  return [
    ...wrapped(`  cluster ${name}, by `, `arn:${partition}:iam::${account}:oidc-provider/${issuer}${createProvider ? ' (created here)' : ''}`, width),
    `     if aud is ${audience}`,
    ...subjectLines(serviceAccounts, 'and sub is', ({ subject }) => subject, width),
  ];
}

function podIdentityText(cluster: PlannedRoleCluster, { width }: Look): string[] {
  const { name, partition, region, account, clusterName, serviceAccounts } = cluster;
  return [
    ...wrapped(`  cluster ${name}, by `, `arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`, width),
    ...subjectLines(serviceAccounts, 'for', String, width),
  ];
}

function subjectLines(
  subjects: readonly ServiceAccountSubject[], first: string, text: (subject: ServiceAccountSubject) => string, width: number | undefined,
): string[] {
  return subjects.flatMap((subject, index) => wrapped(
    `     ${(index === 0 ? first : 'or').padStart(first.length)} ${subject.isPattern ? 'like ' : ''}`,
    terminalText(`${text(subject)}${subject.patternReason === undefined ? '' : ` because ${subject.patternReason}`}`), width));
}

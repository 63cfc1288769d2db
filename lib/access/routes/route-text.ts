import { roleText } from './role-policies';
import type { Route } from './routes';
import { plain } from '../../iam/partial-text';
import type { AccessRole } from '../model/access-role';
import { clusterText } from '../model/known-clusters';

/** The way to a role, a sentence for each step. */
export function chainOf({ steps }: Route, who: string): string[] {
  return steps.flatMap(({ how, session: { role }, reason, cluster, decision, isAnnotated }, i): string[] => {
    const perhaps = decision === 'allowed' ? 'becomes' : 'may become';
    const of = cluster === undefined ? '' : ` of cluster ${clusterText(cluster)}`;
    const other = isAnnotated === false ? ', which its manifest does not name' : '';
    switch (how) {
      case 'token': return [`${who}${of} ${perhaps} ${roleText(role)} by its token${other}: ${reason}`];
      case 'association': return [`${who}${of} ${perhaps} ${roleText(role)} by EKS Pod Identity: ${reason}`];
      case 'assumed': return [assumedText(steps[i - 1].session.role, role, decision, reason)];
      default: return [];
    }
  });
}

/** That a role becomes another, and why. */
export function assumedText(from: AccessRole, to: AccessRole, decision: 'allowed' | 'undecided', reason: string): string {
  // Where both have one name, the accounts tell them apart.
  const [account, ofTarget] = from.name === to.name ? [from, to].map((one) => ` of account ${plain(one.account ?? 'unknown')}`) : ['', ''];
  return `${from.kind} ${plain(from.name)}${account} ${decision === 'allowed' ? 'becomes' : 'may become'} ${roleText(to)}${ofTarget}: ${reason}`;
}

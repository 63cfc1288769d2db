import { show } from '../../core/text';
import type { LiveCluster } from '../../inventory/live/live-clusters';
import type { LiveServiceAccount } from '../../inventory/live/live-facts';
import type { LiveState } from '../../inventory/live/live-state';
import { judgedRole } from '../judged-role';
import { annotatedRole, deleteAssociation, detailOf, keyOf, liveMessage, unannotateCommand } from '../live-message';
import { accountOfRole, liveRole } from '../role-accounts';
import type { PlacedFinding, Rule } from '../rule';
import { trusts } from '../service-account-match';

export const MISSING_ROLE: Rule = {
  id: 'MissingRole',
  level: 'error',
  title: 'A ServiceAccount has a role that does not exist',
  question: 'Does the role of an annotation or association exist, where all roles of its account are known?',
  why: 'The role was deleted, or made again under another name or path, and the annotation or association was left behind. Whoever may create a role of that name gives it to the pods.',
  fix: 'Name the role that exists, or take the annotation or association away.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judgeLive: {
    needs: ['serviceAccounts'],
    needsOfAccounts: ['roles'],
    cluster: (cluster, state) => [...ofAnnotations(cluster, state), ...ofAssociations(cluster, state)],
  },
};

function ofAnnotations(cluster: LiveCluster, state: LiveState): PlacedFinding[] {
  return cluster.serviceAccounts!.flatMap((account) => {
    const role = annotatedRole(account);
    return role === undefined || liveRole(role, state) !== 'missing' || isUnderOtherPath(account, role, state) ? [] : [{
      at: account.at,
      detail: detailOf(cluster, keyOf(account)),
      ...liveMessage({
        cause: `the ServiceAccount ${keyOf(account)} is annotated with ${role}, and its account has no such role`,
        sees: `the application gets AccessDenied, ${show('Not authorized to perform sts:AssumeRoleWithWebIdentity')}`,
        command: unannotateCommand(account),
      }),
    }];
  });
}

/** Whether the account has a role of that name which trusts the ServiceAccount: then only its path is wrong, which another rule says. */
function isUnderOtherPath(account: LiveServiceAccount, arn: string, state: LiveState): boolean {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return (accountOfRole(arn, state)?.roles ?? []).some((role) => role.roleName === name && trusts(judgedRole(role), account) === true);
}

function ofAssociations(cluster: LiveCluster, state: LiveState): PlacedFinding[] {
  return (cluster.associations ?? []).flatMap((association) => [association.roleArn, association.targetRoleArn].flatMap((role) =>
    role === undefined || liveRole(role, state) !== 'missing' ? [] : [{
      at: association.at,
      detail: detailOf(cluster, keyOf(association), 'association'),
      of: role,
      ...liveMessage({
        cause: `the EKS Pod Identity association of the ServiceAccount ${keyOf(association)} names ${role}, and its account has no such role`,
        sees: 'the application gets no credentials of EKS Pod Identity',
        command: deleteAssociation(association, cluster),
      }),
    }]));
}

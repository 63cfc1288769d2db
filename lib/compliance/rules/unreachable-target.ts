import { list } from '../../core/text';
import type { RequestContext } from '../../iam/access-request';
import { arnParts } from '../../iam/arn';
import { undecidedDocument } from '../../iam/document';
import type { Evaluation } from '../../iam/evaluation';
import { evaluate } from '../../iam/evaluator/evaluate';
import type { LiveAssociation } from '../../inventory/live/live-facts';
import type { LiveState } from '../../inventory/live/live-state';
import type { InventoryRole } from '../../inventory/role';
import { targetRequestContext } from '../../trust/target-request';
import { commandOf, detailOf, keyOf, liveMessage } from '../live-message';
import { liveRole } from '../role-accounts';
import type { Rule } from '../rule';

const ASSUME = 'sts:AssumeRole';

/** Keys of the request that are known. */
const TOLD_KEYS = /^(aws:((request|principal)tag\/(eks-cluster-(arn|name)|kubernetes-(namespace|service-account))|principal(arn|account))|sts:externalid)$/i;

export const UNREACHABLE_TARGET: Rule = {
  id: 'UnreachableTarget',
  level: 'error',
  title: 'An EKS Pod Identity association has a target role that its role may not assume',
  question: 'May the role of an association assume its target role, as EKS does, by its policies and the trust of that?',
  why: 'EKS assumes the role of the association, and with that the target role. The first needs sts:AssumeRole on the target, and sts:TagSession unless session tags are off, and the target must trust it.',
  fix: 'Allow the role sts:AssumeRole and sts:TagSession on the target role, and let the target role trust it.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html',
  judgeLive: {
    needs: ['associations'],
    needsOfAccounts: ['roles'],
    cluster: (cluster, state) => cluster.associations!.flatMap((association) => {
      const { roleArn, targetRoleArn } = association;
      const role = roleArn === undefined ? undefined : liveRole(roleArn, state);
      if (role === undefined || role === 'missing' || targetRoleArn === undefined) {
        return [];
      }
      const refused = [ASSUME, ...association.hasNoSessionTags === true ? [] : ['sts:TagSession']]
        .map((action) => ({ action, ...evaluated(association, role, action, state) })).filter(({ decision }) => /Denied$/.test(decision));
      return refused.length === 0 ? [] : [{
        at: association.at,
        detail: detailOf(cluster, keyOf(association)),
        of: targetRoleArn,
        ...liveMessage({
          cause: `the EKS Pod Identity association of the ServiceAccount ${keyOf(association)} leads from ${roleArn} to ${targetRoleArn}, and `
            + `${list(refused.map(({ action }) => action))} on that is not allowed, by the policies of the first or the trust of the second`,
          sees: 'the application gets no credentials of EKS Pod Identity',
          command: commandFor(role, targetRoleArn, refused.some(({ missing }) => missing.includes('identity'))),
        }),
      }];
    }),
  },
};

function commandFor({ roleName = '' }: InventoryRole, target: string, lacksPolicy: boolean): string {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [ASSUME, 'sts:TagSession'], Resource: target }] });
  return lacksPolicy ? commandOf('aws', 'iam', 'put-role-policy', '--role-name', roleName, '--policy-name', 'pod-identity-target', '--policy-document', policy)
    : commandOf('aws', 'iam', 'update-assume-role-policy', '--role-name', target.slice(target.lastIndexOf('/') + 1), '--policy-document', 'file://trust.json');
}

/** What IAM answers to an action of the first role on the target; undecided, if what is not given may allow it. */
function evaluated(association: LiveAssociation, role: InventoryRole, action: string, state: LiveState): Evaluation {
  const { roleArn, targetRoleArn } = association;
  const target = liveRole(targetRoleArn!, state);
  const { partition, account } = arnParts(roleArn!)!;
  return evaluate({
    principal: { kind: 'roleSession', roleArn: roleArn!, sessionArn: `arn:${partition}:sts::${account}:assumed-role/${role.roleName ?? ''}/eks` },
    action,
    resource: targetRoleArn!,
    context: contextOf(association),
  }, {
    identity: [...role.policies.map(({ document }) => document), ...isWhole(role) ? [] : [undecidedDocument('a managed policy')]],
    permissionsBoundary: role.boundary === undefined ? [] : [role.boundary],
    trust: target === undefined || target === 'missing' || hasOtherConditions(target) ? undefined : [target.trust],
  });
}

/** What EKS sends beside: the tags of the session, or an external id. */
function contextOf({ namespace, serviceAccount, clusterName, clusterArn = '', hasNoSessionTags }: LiveAssociation): RequestContext {
  const { region = '', account = '' } = arnParts(clusterArn) ?? {};
  return targetRequestContext({ clusterArn, account, region, clusterName, namespace, serviceAccount }, hasNoSessionTags === true);
}

/** Whether the documents of all its managed policies are given. */
function isWhole({ policies, managedPolicies }: InventoryRole): boolean {
  return policies.filter(({ kind }) => kind === 'managed').length >= managedPolicies;
}

/** Whether a trust asks for what nobody can tell of the request. */
function hasOtherConditions({ trust }: InventoryRole): boolean {
  return trust.statements.some(({ conditions }) => conditions.some(({ key }) => !TOLD_KEYS.test(key)));
}

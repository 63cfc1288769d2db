import type { IRole } from 'aws-cdk-lib/aws-iam';
import { knownRoleArn } from './known-role-arn';
import { podIdentityOf } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import { evaluate as evaluateIntrinsics } from '../cloudformation/intrinsics';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { parseArn } from '../core/arn';
import { CfnRole, Stack, Token } from '../core/cdk';
import { partitionOfRegion } from '../core/partition';
import { list, show } from '../core/text';
import { readDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { PolicyEvaluator } from '../iam/evaluator/evaluate';
import { targetRequestContext, targetedPods } from '../trust/target-request';

/** The role itself may do it: the library gives it that, and what else limits it is not asked here. */
const ANYTHING = readDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/**
 * Says for which pods a target role that the app creates does not trust their role. One that is imported shows nothing of its trust, and
 * where a part is known only at deploy time nothing is said.
 */
export function untrustedTarget(role: IServiceAccountRole, target: IRole): string[] {
  const resource = target.node.defaultChild;
  const roleArn = knownRoleArn(role);
  if (!(resource instanceof CfnRole) || roleArn === undefined) {
    return [];
  }
  const refused = refusedPods(role, roleArn, resource);
  return refused.length === 0 ? [] : [
    `podIdentity.targetRole must trust this role, and the trust of ${show(target.node.path)} does not for ${list(refused.length > 3 ? [...refused.slice(0, 3), `${refused.length - 3} more`] : refused)}: ` +
    'add TargetRoleTrust.of(role).toStatements() to its assumeRolePolicy, or create it as a TargetRole',
  ];
}

function refusedPods(role: IServiceAccountRole, roleArn: string, target: CfnRole): string[] {
  const { partition, account, resource } = parseArn(roleArn)!;
  const hasNoSessionTags = podIdentityOf(role)?.disableSessionTags === true;
  const evaluator = new PolicyEvaluator({ identity: [ANYTHING], trust: [trustOf(target)] });
  const { account: ofTarget } = Stack.of(target);
  const targetArn = `arn:${partition}:iam::${Token.isUnresolved(ofTarget) ? account : ofTarget}:role/target`; // by a name that no trust asks for
  const sessionArn = `arn:${partition}:sts::${account}:assumed-role/${resource.split('/').pop()}/eks`;
  const principal = { kind: 'roleSession', roleArn, sessionArn } as const;
  const exactIn = (cluster: PodIdentityCluster) => role.serviceAccountsIn(cluster).filter(({ isPattern }) => !isPattern);
  return role.podIdentityClusters.flatMap((cluster) => exactIn(cluster).flatMap((subject) => {
    const context = targetRequestContext(targetedPods(cluster, subject), hasNoSessionTags);
    const isKnown = !Token.isUnresolved(JSON.stringify(context));
    const isRefused = isKnown && ['sts:AssumeRole', ...hasNoSessionTags ? [] : ['sts:TagSession']].some((action) =>
      /Denied$/.test(evaluator.evaluate({ principal, action, resource: targetArn, context }).decision));
    return isRefused ? [`${subject.toString()} of ${cluster.displayName}`] : [];
  }));
}

/** The trust as the template will have it, with what is known of its stack. */
function trustOf(resource: CfnRole): PolicyDocument {
  const stack = Stack.of(resource);
  const { account, region } = stack;
  const partition = Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name;
  const known: [string, string][] = [['AWS::AccountId', account], ['AWS::Region', region], ...partition === undefined ? [] : [['AWS::Partition', partition] as [string, string]]];
  const pseudoParameters = new Map(known.filter(([, value]) => !Token.isUnresolved(value)));
  return readDocument(evaluateIntrinsics(stack.resolve(resource.assumeRolePolicyDocument), { resources: {}, pseudoParameters }));
}

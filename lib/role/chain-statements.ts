import { knownRoleArn } from './known-role-arn';
import type { IServiceAccountRole } from './service-account-role-ref';
import { Aws, Effect, PolicyStatement, Token } from '../core/cdk';
import { partitionOfRegion } from '../core/partition';

/**
 * What the trust of a role must allow that the pods of another assume by themselves, whichever way they became that. The session tags of EKS
 * Pod Identity go along, which IAM asks `sts:TagSession` for.
 */
export function chainStatements(role: IServiceAccountRole): PolicyStatement[] {
  return [statementFor(role, role.podIdentityClusters.length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'], {})];
}

/** For the account of a role, limited to that role. */
export function statementFor(
  role: IServiceAccountRole, actions: string[], conditions: Record<string, Record<string, string | string[]>>): PolicyStatement {
  const arn = roleArnOf(role);
  const exactly = { 'aws:PrincipalArn': arn };
  const { ArnEquals: ofArns, ...others } = conditions;
  return PolicyStatement.fromJson({
    Effect: Effect.ALLOW,
    Principal: { AWS: `arn:${partitionFor(role)}:iam::${accountFor(role)}:root` },
    Action: actions,
    // `ArnEquals` takes a "*" of a path as a wildcard.
    Condition: Token.isUnresolved(arn) || /[*?$]/.test(arn)
      ? { ...conditions, StringEquals: { ...exactly, ...conditions.StringEquals } }
      : { ArnEquals: { ...exactly, ...ofArns }, ...others },
  });
}

function accountFor(role: IServiceAccountRole): string {
  return role.podIdentityClusters[0]?.account ?? role.env.account;
}

function partitionFor({ podIdentityClusters: [cluster], clusters: [issuer] }: IServiceAccountRole): string {
  return cluster === undefined ? issuer?.partition ?? Aws.PARTITION
    : Token.isUnresolved(cluster.region) ? Aws.PARTITION : partitionOfRegion(cluster.region)!.name;
}

/** As text, where it is known: another account can refer to nothing of this stack. */
function roleArnOf(role: IServiceAccountRole): string {
  return knownRoleArn(role) ?? role.roleArn;
}

import type { IRole } from 'aws-cdk-lib/aws-iam';
import { knownRoleArn } from './known-role-arn';
import { podIdentityOf } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import { parseArn } from '../core/arn';
import { Aws } from '../core/cdk';
import { ConstructStore } from '../core/construct-store';

/** A target role that this app creates. */
export interface CreatedTarget extends IRole {
  readonly bundleIds: string[];
  literalRoleArn(): string;
}

/** A role that this app creates knows its ARN as text. */
type Target = IRole & { readonly addSource?: unknown; readonly literalRoleArn?: () => string };

/** The ARN of the target role of a role's associations, as text where it is known; nothing if it has none. */
export function targetArnOf(role: IServiceAccountRole): string | undefined {
  const target: Target | undefined = podIdentityOf(role)?.targetRole;
  return target?.literalRoleArn?.() ?? (target && ofOwnPartition(target.roleArn, role));
}

/** A role that was imported by its name is in the partition of its stack, which CDK leaves to the deploy. No role has a target of another one. */
function ofOwnPartition(arn: string, role: IServiceAccountRole): string {
  const partition = parseArn(arn)?.partition === Aws.PARTITION ? parseArn(knownRoleArn(role) ?? '')?.partition : undefined;
  return partition === undefined ? arn : arn.replace(/^arn:[^:]*:/, `arn:${partition}:`);
}

const CREATED = new ConstructStore<readonly CreatedTarget[]>('targetRoles');

/** The roles that this app creates for the pods of a role to get through it. */
export function createdTargets(role: IServiceAccountRole): readonly CreatedTarget[] {
  return CREATED.get(role) ?? [];
}

export function noteTarget(role: IServiceAccountRole, target: CreatedTarget): void {
  CREATED.set(role, [...createdTargets(role), target]);
}

/** Whether this app creates the target role, and so its trust. */
export function isTargetCreated(role: IServiceAccountRole): boolean {
  const target: Target | undefined = podIdentityOf(role)?.targetRole;
  return typeof target?.addSource === 'function';
}

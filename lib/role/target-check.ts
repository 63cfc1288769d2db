import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { placeOf } from './existing-role-place';
import type { RolePlace } from './role-trust-props';
import { roleArnFormat } from '../bundles/resources/roles';
import { parseArn } from '../core/arn';
import type { ArnFields } from '../core/arn';
import { Stack, Token } from '../core/cdk';
import { show } from '../core/text';
import { isProvisional, requireFormat } from '../core/text-format';

/** The role that pods get in place of another, and where that other is. */
export interface CheckedTarget {
  readonly target: IRole;
  /** Where the role's construct is created. */
  readonly scope: IConstruct;
  readonly place: RolePlace;
  /** The partition of the role, as far as it is known, and what says so. */
  readonly partition?: string;
  readonly partitionSource?: string;
}

const EXAMPLE = 'arn:aws:iam::444455556666:role/reports';
const TARGET_ARN = roleArnFormat({ example: EXAMPLE });

/**
 * Throws if a target role cannot be one, as far as its ARN is known at synth: its format, its account and its partition. Of a role that is
 * imported nobody knows here whether it exists and whom it trusts.
 */
export function checkTarget({ target, scope, place, partition, partitionSource }: CheckedTarget): void {
  const fields = parseArn(target.roleArn);
  if (fields !== undefined && !isProvisional(target.roleArn)) {
    requireAccount(fields, target, scope);
    requireFormat(TARGET_ARN, 'the ARN of podIdentity.targetRole', writtenOut(fields, { account: place.account, partition }));
  }
  const other = placeOf(target).partition;
  if (other !== undefined && partition !== undefined && other !== partition) {
    throw new Error(`podIdentity.targetRole must be in the partition of ${partitionSource}, got ${shown(target)}` +
      `${Token.isUnresolved(target.roleArn) ? ` in "${other}"` : ''}: no role of one can assume a role of another`);
  }
}

/** The account of the own stack would stand for one that is known only at deploy time. */
function requireAccount({ account }: ArnFields, target: IRole, scope: IConstruct): void {
  const own = Stack.of(scope);
  if (Token.isUnresolved(account) && !Token.isUnresolved(own.account) && Stack.of(target) !== own) {
    throw new Error(`podIdentity.targetRole must be of an account that is known at synth, since a role in another stack names it, got ${show(target.node.path)} ` +
      'of a stack without an account: import it with Role.fromRoleArn, or give that stack env: { account, region }');
  }
}

/** The ARN as it will be, with an example for what is known only at deploy time. */
function writtenOut(
  { partition, service, region, account, resource }: ArnFields, known: { readonly account?: string; readonly partition?: string }): string {
  const [ofExample, ofPartition] = [parseArn(EXAMPLE)!, known.partition ?? 'aws'];
  const either = (text: string, otherwise: string) => Token.isUnresolved(text) ? otherwise : text;
  return `arn:${either(partition, ofPartition)}:${either(service, 'iam')}:${either(region, '')}:${either(account, known.account ?? ofExample.account)}:${resource}`;
}

/** Throws if a role is its own target: pods get the own role without one. */
export function requireOtherTarget(roleArn: string, target: IRole): void {
  const [own, other] = [parseArn(roleArn), parseArn(target.roleArn)];
  const isSame = roleArn === target.roleArn || (own !== undefined && own.account === other?.account && own.resource === other.resource);
  if (isSame) {
    throw new Error(`podIdentity.targetRole must be another role than this one, got ${shown(target)}: leave it out, and the pods get this role`);
  }
}

/** By its ARN, or where a part of that is known only at deploy time by its construct. */
function shown({ roleArn, node }: IRole): string {
  return show(Token.isUnresolved(roleArn) ? node.path : roleArn);
}

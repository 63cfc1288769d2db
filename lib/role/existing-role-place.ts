import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { RolePlace } from './role-trust-props';
import { parseArn } from '../core/arn';
import { CfnRole, Stack, Token } from '../core/cdk';
import { partitionOfRegion } from '../core/partition';
import { show } from '../core/text';
import { isProvisional } from '../core/text-format';

/** Where an existing role is, whichever stack imports it. */
export function placeOf(role: IRole): RolePlace {
  const { account } = role.env;
  const fields = parseArn(role.roleArn);
  const { region } = Stack.of(role);
  const ofStack = Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name;
  const ofArn = fields && !Token.isUnresolved(fields.partition) ? fields.partition : undefined;
  // An ARN that is known only at deploy time may be of any partition, if it is not that of a role of this app.
  const partition = ofArn ?? (fields || role.node.defaultChild instanceof CfnRole ? ofStack : undefined);
  return {
    account: Token.isUnresolved(account) || isProvisional(role.roleArn) ? undefined : account,
    partition,
    partitionSource: `the role ${show(role.node.path)}, "${partition}" (${ofArn === undefined ? region : role.roleArn})`,
  };
}

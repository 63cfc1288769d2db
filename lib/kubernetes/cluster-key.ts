import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { writtenClusterName } from '../cluster/cluster-name';
import { DeployTimeIdentities } from '../core/deploy-time-identity';

/**
 * A cluster by its name, as constructs of several stacks may name it: it may be imported in each of them. Where only the deploy knows
 * their account or region, it is taken for the same one.
 */
export function clusterKey(clusterName: string, scope: IConstruct): string {
  const { account, region } = Stack.of(scope);
  const name = writtenClusterName(clusterName) ?? new DeployTimeIdentities().of(clusterName, scope);
  return [account, region].map((value) => Token.isUnresolved(value) ? '' : value).join('/') + `/${name}`;
}

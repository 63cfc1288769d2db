import type { IConstruct } from 'constructs';
import { Aws, Stack, Token } from '../../core/cdk';
import { partitionOfRegion } from '../../core/partition';

/**
 * Where a workload lives: what completes a name to an ARN. Of a workload of a `workloads.yaml` it is
 * literal; of a role made in TypeScript it is that of the role's stack.
 */
export interface Place {
  readonly partition: string;
  /** The account of the role. */
  readonly account: string;
  /** The regions of the workload's clusters: a name stands for the resource of that name in each. */
  readonly regions: readonly string[];
  /** The names that the workload's clusters have in EKS; nothing if one of them is not known. */
  readonly clusterNames?: readonly string[];
  /** Further placeholders that policies in JSON may hold: those of a workloads.yaml. */
  readonly placeholders?: PolicyPlaceholders;
}

/** Placeholders of a workloads.yaml. */
export interface PolicyPlaceholders {
  readonly names: readonly string[];
  /** What one stands for: one value, or several or none where it cannot be filled. */
  candidates(name: string): readonly string[];
}

/** The place of a role made in TypeScript: the account and region of its stack, or given regions. */
export function stackPlace(regions: readonly string[] = [Aws.REGION]): Place {
  return { partition: Aws.PARTITION, account: Aws.ACCOUNT_ID, regions };
}

/** The ARN of something of the role's account, in each region: `regionalArns(place, 'ec2', 'volume/*')`. */
export function regionalArns(place: Place, service: string, ...resources: string[]): string[] {
  return resources.flatMap((resource) => place.regions.map((region) => `arn:${place.partition}:${service}:${region}:${place.account}:${resource}`));
}

/** The ARN of something that has a region and no account, such as a snapshot or an image of EC2. */
export function regionalArnsWithoutAccount(place: Place, service: string, ...resources: string[]): string[] {
  return resources.flatMap((resource) => place.regions.map((region) => `arn:${place.partition}:${service}:${region}::${resource}`));
}

/** The ARN of something of the role's account that has no region, such as a role: `globalArn(place, 'iam', 'role/web')`. */
export function globalArn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}::${place.account}:${resource}`;
}

/** Whether the place may be in the commercial partition, as far as is known: elsewhere AWS does not document all condition keys. */
export function isCommercial({ partition }: Place, scope: IConstruct): boolean {
  if (!Token.isUnresolved(partition)) {
    return partition === 'aws';
  }
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) || partitionOfRegion(region)?.name === 'aws';
}

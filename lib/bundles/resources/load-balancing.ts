import { arnsOf } from '../definition';
import { nameOrArn } from './name-or-arn';
import { regionalArns } from './place';
import type { Place } from './place';
import { SECURITY_GROUP_ID, VPC_ID } from './vpcs';
import { arnFormat, parseArn } from '../../core/arn';
import { partitionOfRegion } from '../../core/partition';
import type { TextFormat } from '../../core/text-format';

/** A VPC in a `workloads.yaml`. */
export const VPC = nameOrArn(VPC_ID, arnFormat({
  service: 'ec2',
  noun: "a VPC's ARN",
  resource: `vpc/${VPC_ID.pattern}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0123456789abcdef0',
}));

/** A security group in a `workloads.yaml`. */
export const SECURITY_GROUP = nameOrArn(SECURITY_GROUP_ID, arnFormat({
  service: 'ec2',
  noun: "a security group's ARN",
  resource: `security-group/${SECURITY_GROUP_ID.pattern}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0123456789abcdef0',
}));

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?';

export const TARGET_GROUP_NAME: TextFormat = {
  pattern: NAME,
  rule: "the name of a target group (1 to 32 letters, digits and '-', beginning and ending with a letter or digit)",
  example: 'web',
};

/** A target group in a `workloads.yaml`. */
export const TARGET_GROUP = nameOrArn(TARGET_GROUP_NAME, arnFormat({
  service: 'elasticloadbalancing',
  noun: "a target group's ARN",
  resource: `targetgroup/${NAME}/[0-9a-f]{16,17}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef',
  hint: (value) => value.includes(':loadbalancer/') ? 'this is the ARN of a load balancer' : undefined,
}));

const USER_POOL_ID: TextFormat = {
  pattern: '[a-z0-9-]{1,32}_[0-9A-Za-z]{1,32}',
  rule: 'the id of a user pool',
  example: 'eu-central-1_AbCdEf123',
  also: (value) => partitionOfRegion(regionOfUserPool(value)) ? undefined : 'must begin with the region of the user pool',
};

const USER_POOL_ARN = arnFormat({
  service: 'cognito-idp',
  noun: "a user pool's ARN",
  resource: `userpool/${USER_POOL_ID.pattern}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_AbCdEf123',
});

/** A user pool of Cognito in a `workloads.yaml`. */
export const USER_POOL = nameOrArn(USER_POOL_ID, {
  ...USER_POOL_ARN,
  also: (value) => {
    const { region, resource } = parseArn(value)!;
    return USER_POOL_ARN.also?.(value) ?? (resource === `userpool/${region}_${resource.split('_')[1]}` ? undefined : 'must name one region');
  },
});

function regionOfUserPool(id: string): string {
  return id.split('_')[0];
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export const WEB_ACL = arnFormat({
  service: 'wafv2',
  noun: 'the ARN of a regional web ACL',
  resource: `regional/webacl/[0-9A-Za-z_-]{1,128}/${UUID}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/web/1234abcd-12ab-34cd-56ef-1234567890ab',
  hint: (value) => value.includes(':global/webacl/') ? 'this web ACL is for CloudFront; a load balancer takes a regional one' : undefined,
});

export const CLASSIC_WEB_ACL = arnFormat({
  service: 'waf-regional',
  noun: 'the ARN of a web ACL of WAF Classic',
  resource: `webacl/${UUID}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:waf-regional:eu-central-1:111122223333:webacl/1234abcd-12ab-34cd-56ef-1234567890ab',
});

export const CERTIFICATE_AUTHORITY = arnFormat({
  service: 'acm-pca',
  noun: "a certificate authority's ARN",
  resource: `certificate-authority/${UUID}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1234abcd-12ab-34cd-56ef-1234567890ab',
});

/** ARNs of VPCs, by their ids or ARNs. */
export function arnsOfVpcs(vpcs: readonly string[], place: Place): string[] {
  return arnsOf(vpcs, place, (id, region) => `arn:${place.partition}:ec2:${region}:${place.account}:vpc/${id}`);
}

/** ARNs of security groups, by their ids or ARNs. */
export function arnsOfSecurityGroups(groups: readonly string[], place: Place): string[] {
  return arnsOf(groups, place, (id, region) => `arn:${place.partition}:ec2:${region}:${place.account}:security-group/${id}`);
}

/** ARNs of target groups, by their names or ARNs; behind the name of one stands an id that AWS makes. */
export function arnsOfTargetGroups(groups: readonly string[], place: Place): string[] {
  return groups.flatMap((group) => group.startsWith('arn:') ? [group] : regionalArns(place, 'elasticloadbalancing', `targetgroup/${group}/*`));
}

/** ARNs of user pools, by their ids, which begin with their region, or by their ARNs. */
export function arnsOfUserPools(pools: readonly string[], { partition, account }: Place): string[] {
  return pools.map((pool) => pool.startsWith('arn:') ? pool : `arn:${partition}:cognito-idp:${regionOfUserPool(pool)}:${account}:userpool/${pool}`);
}

import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ITargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { regionalArns } from './place';
import type { ResourceKind } from './resource-kind';
import { arnsByRegion } from './resource-kind';
import { SECURITY_GROUP_ID, VPC_ID } from './vpcs';
import { arnFormat, nameOrArn, parseArn } from '../../core/arn';
import { Aws } from '../../core/cdk';
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

/** VPCs, by their ids or ARNs. */
export const VPCS: ResourceKind<IVpc> = {
  format: VPC,
  arns: (vpcs, place) => arnsByRegion(vpcs, place, (id, region) => `arn:${place.partition}:ec2:${region}:${place.account}:vpc/${id}`),
  arnOf: ({ vpcArn }, one) => one(vpcArn),
};

/** Security groups, by their ids or ARNs. */
export const SECURITY_GROUPS: ResourceKind<ISecurityGroup> = {
  format: SECURITY_GROUP,
  arns: (groups, place) => arnsByRegion(groups, place, (id, region) => `arn:${place.partition}:ec2:${region}:${place.account}:security-group/${id}`),
  arnOf: ({ env, securityGroupId }, one) => one(`arn:${Aws.PARTITION}:ec2:${env.region}:${env.account}:security-group/${securityGroupId}`),
};

/** Target groups, by their names or ARNs; AWS adds an id to the name. */
export const TARGET_GROUPS: ResourceKind<ITargetGroup> = {
  format: TARGET_GROUP,
  nameFormat: TARGET_GROUP_NAME,
  arns: (groups, place) => groups.flatMap((group) =>
    group.startsWith('arn:') ? [group] : regionalArns(place, 'elasticloadbalancing', `targetgroup/${group}/*`)),
  arnOf: ({ targetGroupArn }, one) => one(targetGroupArn),
};

/** User pools of Cognito, by their ids, which begin with their region, or by their ARNs. */
export const USER_POOLS: ResourceKind<IUserPool> = {
  format: USER_POOL,
  arns: (pools, { partition, account }) => pools.map((pool) => pool.startsWith('arn:') ? pool
    : `arn:${partition}:cognito-idp:${regionOfUserPool(pool)}:${account}:userpool/${pool}`),
  arnOf: ({ userPoolArn }, one) => one(userPoolArn),
};

import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const NAME = '[A-Za-z0-9_./@+=,()# -]{1,255}';

const GROUP_NAME: TextFormat = {
  pattern: NAME,
  rule: 'the name of an Auto Scaling group (1 to 255 letters, digits, spaces and _./@+=,()#-)',
  example: 'production-workers',
};

const GROUP_ARN = arnFormat({
  service: 'autoscaling',
  noun: "an Auto Scaling group's ARN",
  resource: `autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName/${NAME}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:1234abcd-12ab-34cd-56ef-1234567890ab:autoScalingGroupName/production-workers',
});

/** An Auto Scaling group in a `workloads.yaml`. */
export const AUTO_SCALING_GROUP = nameOrArn(GROUP_NAME, GROUP_ARN);

/** What names a group in its ARN; AWS adds an id to the name. */
export function resourceOfGroup(name: string): string {
  return `autoScalingGroup:*:autoScalingGroupName/${name}`;
}

/** Auto Scaling groups. Constructs know the names of their groups and no ids. */
export const AUTO_SCALING_GROUPS: ResourceKind<IAutoScalingGroup> = {
  format: AUTO_SCALING_GROUP,
  arns: (groups, place) =>
    arnsByRegion(groups, place, (name, region) => `arn:${place.partition}:autoscaling:${region}:${place.account}:${resourceOfGroup(name)}`),
  arnOf: ({ autoScalingGroupName, autoScalingGroupArn }, one) => {
    one(autoScalingGroupName);
    return autoScalingGroupArn;
  },
};

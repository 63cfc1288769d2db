import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { LoadBalancerControllerBundle } from '../../../lib/bundles/controllers/load-balancer-controller';
import { LoadBalancerControllerVersion } from '../../../lib/bundles/controllers/load-balancer-controller-version';

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const TARGET_GROUP = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef';
const WEB_ACL = `arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/web/${UUID}`;
const CLASSIC_WEB_ACL = `arn:aws:waf-regional:eu-central-1:111122223333:webacl/${UUID}`;
const AUTHORITY = `arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/${UUID}`;

const vpc = (stack: Stack) => Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-central-1a'] });
const group = (stack: Stack) => SecurityGroup.fromSecurityGroupId(stack, 'Nodes', 'sg-0123456789abcdef0');
const targetGroup = (stack: Stack) => ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'TargetGroup', { targetGroupArn: TARGET_GROUP });

export const SAMPLES: readonly Sample[] = [
  {
    name: 'loadBalancerController.full',
    make: () => LoadBalancerControllerBundle.full({ clusterNames: ['production'] }),
    values: {},
  },
  {
    name: 'loadBalancerController.full-given',
    make: (stack) => LoadBalancerControllerBundle.full({
      clusterNames: ['blue', 'green'],
      vpcs: [vpc(stack)],
      endpointSecurityGroups: [group(stack)],
      targetGroups: [targetGroup(stack)],
      targetGroupNames: ['api'],
    }),
    values: {
      clusterNames: ['blue', 'green'],
      vpcs: ['vpc-0123456789abcdef0'],
      endpointSecurityGroups: ['sg-0123456789abcdef0'],
      targetGroups: [TARGET_GROUP, 'api'],
    },
  },
  {
    name: 'loadBalancerController.full-addons',
    make: (stack) => LoadBalancerControllerBundle.full({
      clusterNames: ['production'],
      webAcls: [WEB_ACL],
      classicWebAcls: [CLASSIC_WEB_ACL],
      shieldAdvanced: true,
      userPools: [UserPool.fromUserPoolId(stack, 'UserPool', 'eu-central-1_AbCdEf123')],
      serverCertificates: true,
      customerOwnedIpPools: true,
      resourceGroupsTagging: true,
    }),
    values: {
      webAcls: [WEB_ACL],
      classicWebAcls: [CLASSIC_WEB_ACL],
      shieldAdvanced: true,
      userPools: ['eu-central-1_AbCdEf123'],
      serverCertificates: true,
      customerOwnedIpPools: true,
      resourceGroupsTagging: true,
    },
  },
  {
    name: 'loadBalancerController.full-certificates',
    make: (stack) => LoadBalancerControllerBundle.full({
      clusterNames: ['production'],
      certificateZones: [HostedZone.fromHostedZoneId(stack, 'Zone', 'Z0123456789ABCDEFGHIJ')],
      certificateAuthorities: [CertificateAuthority.fromCertificateAuthorityArn(stack, 'Authority', AUTHORITY)],
    }),
    values: { certificateZones: ['Z0123456789ABCDEFGHIJ'], certificateAuthorities: [AUTHORITY] },
  },
  {
    name: 'loadBalancerController.full-old',
    make: () => LoadBalancerControllerBundle.full({ clusterNames: ['production'], version: LoadBalancerControllerVersion.V2_4 }),
    values: { version: '2.4' },
  },
  {
    name: 'loadBalancerController.targetGroupBinding',
    make: (stack) => LoadBalancerControllerBundle.targetGroupBinding({ targetGroups: [targetGroup(stack)], targetGroupNames: ['api'] }),
    values: { targetGroups: [TARGET_GROUP, 'api'] },
  },
  {
    name: 'loadBalancerController.targetGroupBinding-ingress',
    make: (stack) => LoadBalancerControllerBundle.targetGroupBinding({
      targetGroups: [targetGroup(stack)], endpointSecurityGroups: [group(stack)], clusterNames: ['production'],
    }),
    values: { targetGroups: [TARGET_GROUP], endpointSecurityGroups: ['sg-0123456789abcdef0'], clusterNames: ['production'] },
  },
  {
    name: 'loadBalancerController.globalAccelerator',
    make: () => LoadBalancerControllerBundle.globalAccelerator({ clusterNames: ['production'] }),
    values: {},
  },
];

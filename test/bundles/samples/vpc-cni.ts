import type { Sample } from './sample';
import { VpcCniBundle } from '../../../lib/bundles/controllers/vpc-cni';
import { VpcCniVersion } from '../../../lib/bundles/controllers/vpc-cni-version';

const vpcIds = ['vpc-0123456789abcdef0'];
const subnetIds = ['subnet-0aaaaaaaaaaaaaaa1', 'subnet-0aaaaaaaaaaaaaaa2'];
const securityGroupIds = ['sg-0bbbbbbbbbbbbbbb1'];

export const SAMPLES: readonly Sample[] = [
  {
    name: 'vpcCni.ipv4',
    make: () => VpcCniBundle.ipv4({ clusterNames: ['production'], vpcIds }),
    values: { vpcIds },
  },
  {
    name: 'vpcCni.ipv4-limited',
    make: () => VpcCniBundle.ipv4({ clusterNames: ['production'], vpcIds, subnetIds, securityGroupIds, version: VpcCniVersion.V1_21 }),
    values: { clusterNames: ['production'], vpcIds, subnetIds, securityGroupIds, version: '1.21' },
  },
  {
    name: 'vpcCni.ipv4-sharedVpc',
    make: () => VpcCniBundle.ipv4({ clusterNames: ['blue', 'green'], vpcIds, vpcAccount: '444455556666' }),
    values: { clusterNames: ['blue', 'green'], vpcIds, vpcAccount: '444455556666' },
  },
  {
    name: 'vpcCni.ipv6',
    make: () => VpcCniBundle.ipv6({ clusterNames: ['production'], vpcIds }),
    values: { vpcIds },
  },
  {
    name: 'vpcCni.ipv6-createNetworkInterfaces',
    make: () => VpcCniBundle.ipv6({
      clusterNames: ['production'], vpcIds, subnetIds, securityGroupIds, createNetworkInterfaces: true, version: VpcCniVersion.of('1.23.0'),
    }),
    values: { vpcIds, subnetIds, securityGroupIds, createNetworkInterfaces: true, version: '1.23.0' },
  },
  {
    name: 'vpcCni.networkPolicyLogs',
    make: () => VpcCniBundle.networkPolicyLogs({ clusterNames: ['production'] }),
    values: {},
  },
];

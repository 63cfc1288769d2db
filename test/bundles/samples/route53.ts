import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { Route53Bundle } from '../../../lib/bundles/services/route53';

const zone = (stack: Stack) => HostedZone.fromHostedZoneId(stack, 'Zone', 'Z0123456789ABCDEFGHIJ');

export const SAMPLES: readonly Sample[] = [
  {
    name: 'route53.dns01',
    make: (stack) => Route53Bundle.dns01({ hostedZones: [zone(stack)] }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'] },
  },
  {
    name: 'route53.dns01-anyRecord',
    make: (stack) => Route53Bundle.dns01({ hostedZones: [zone(stack)], challengeRecordsOnly: false, discoverZones: false }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'], challengeRecordsOnly: false, discoverZones: false },
  },
  {
    name: 'route53.externalDns',
    make: (stack) => Route53Bundle.externalDns({ hostedZones: [zone(stack)] }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'] },
  },
  {
    name: 'route53.dns01-followed',
    make: (stack) => Route53Bundle.dns01({ hostedZones: [zone(stack)], recordNames: ['shop.validation.example.com'] }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'], recordNames: ['shop.validation.example.com'] },
  },
  {
    name: 'route53.externalDns-registry',
    make: (stack) => Route53Bundle.externalDns({ hostedZones: [zone(stack)], registryTables: [Table.fromTableName(stack, 'Table', 'external-dns')] }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'], registryTables: ['external-dns'] },
  },
];

import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsRecordType, HttpNamespace, RoutingPolicy, Service } from 'aws-cdk-lib/aws-servicediscovery';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { CloudMapBundle } from '../../../lib/bundles/services/cloud-map';

const NAMESPACE = 'arn:aws:servicediscovery:eu-central-1:111122223333:namespace/ns-a1b2c3d4e5f6g7h8';
const SERVICE = 'arn:aws:servicediscovery:eu-central-1:111122223333:service/srv-a1b2c3d4e5f6g7h8';

const namespace = (stack: Stack) => HttpNamespace.fromHttpNamespaceAttributes(stack, 'Namespace', {
  namespaceName: 'shop', namespaceId: 'ns-a1b2c3d4e5f6g7h8', namespaceArn: NAMESPACE,
});
const service = (stack: Stack) => Service.fromServiceAttributes(stack, 'Service', {
  serviceName: 'cart',
  serviceId: 'srv-a1b2c3d4e5f6g7h8',
  serviceArn: SERVICE,
  dnsRecordType: DnsRecordType.A,
  routingPolicy: RoutingPolicy.MULTIVALUE,
  namespace: HttpNamespace.fromHttpNamespaceAttributes(stack, 'OfService', {
    namespaceName: 'shop', namespaceId: 'ns-a1b2c3d4e5f6g7h8', namespaceArn: NAMESPACE,
  }),
});

export const SAMPLES: readonly Sample[] = [
  {
    name: 'cloudMap.register',
    make: (stack) => CloudMapBundle.register({ services: [service(stack)], hostedZones: [HostedZone.fromHostedZoneId(stack, 'Zone', 'Z0123456789ABCDEFGHIJ')] }),
    values: { services: ['srv-a1b2c3d4e5f6g7h8'], hostedZones: ['Z0123456789ABCDEFGHIJ'] },
  },
  {
    name: 'cloudMap.discover',
    make: (stack) => CloudMapBundle.discover({ namespaces: [namespace(stack)], services: [service(stack)] }),
    values: { namespaces: ['ns-a1b2c3d4e5f6g7h8'], services: [SERVICE] },
  },
];

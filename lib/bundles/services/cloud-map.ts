import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { INamespace, IService } from 'aws-cdk-lib/aws-servicediscovery';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { DISCOVERED_SERVICES, NAMESPACES } from '../resources/configurations';
import { HOSTED_ZONES } from '../resources/hosted-zones';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `CloudMapBundle.register`. */
export interface CloudMapRegisterOptions {
  /** The services. At least one. */
  readonly services: IService[];

  /**
   * The hosted zones of namespaces with DNS, in which Cloud Map writes records with the permissions of the caller.
   *
   * @default - none, which is enough for services that are found through the API only
   */
  readonly hostedZones?: IHostedZone[];
}

/** Options for `CloudMapBundle.discover`. */
export interface CloudMapDiscoverOptions {
  /** The namespaces of the services. At least one. */
  readonly namespaces: INamespace[];

  /** The services. At least one. */
  readonly services: IService[];
}

/**
 * Cloud Map: given services.
 *
 * @example
 * role.addBundle(CloudMapBundle.register({ services: [discoveredService] }));
 */
export class CloudMapBundle {
  /**
   * Register and deregister instances of services, and report their health. Bundle id `cloudMap.register`.
   *
   * @see https://docs.aws.amazon.com/cloud-map/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static register(options: CloudMapRegisterOptions): IPolicyBundle {
    return REGISTER.fromOptions(options);
  }

  /**
   * Find the instances of services through the API. Who finds them by DNS needs no permission. Bundle id `cloudMap.discover`.
   *
   * @see https://docs.aws.amazon.com/cloud-map/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static discover(options: CloudMapDiscoverOptions): IPolicyBundle {
    return DISCOVER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [REGISTER, DISCOVER];
  }

  private constructor() {}
}

const REGISTER = defineBundle<CloudMapRegisterOptions>()({
  id: 'cloudMap.register',
  summary: 'Register and deregister instances of given services',
  sources: [
    'https://docs.aws.amazon.com/cloud-map/latest/dg/security_iam_id-based-policy-examples.html',
    'https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html',
  ],
  parameters: {
    services: required(resources(DISCOVERED_SERVICES, 'Ids or ARNs of the services.')),
    hostedZones: resources(HOSTED_ZONES, 'Ids of the hosted zones of namespaces with DNS.'),
  },
  statements: ({ services, hostedZones }) => [
    allow({
      actions: [
        'servicediscovery:DeregisterInstance', 'servicediscovery:GetInstance', 'servicediscovery:GetService', 'servicediscovery:ListInstances',
        'servicediscovery:RegisterInstance', 'servicediscovery:UpdateInstanceCustomHealthStatus',
      ],
      resources: services,
    }),
    ...(hostedZones.length > 0 ? [allow({ actions: ['route53:ChangeResourceRecordSets', 'route53:GetHostedZone'], resources: hostedZones })] : []),
  ],
});

const DISCOVER = defineBundle<CloudMapDiscoverOptions>()({
  id: 'cloudMap.discover',
  summary: 'Find the instances of given services',
  sources: [
    'https://docs.aws.amazon.com/cloud-map/latest/dg/security_iam_id-based-policy-examples.html',
    'https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html',
  ],
  parameters: {
    namespaces: required(resources(NAMESPACES, 'Ids or ARNs of the namespaces of the services.')),
    services: required(resources(DISCOVERED_SERVICES, 'Ids or ARNs of the services.')),
  },
  statements: ({ namespaces, services }) => [
    // IAM is asked for the namespace and for the service.
    allow({ actions: ['servicediscovery:DiscoverInstances', 'servicediscovery:DiscoverInstancesRevision'], resources: [...namespaces, ...services] }),
  ],
});

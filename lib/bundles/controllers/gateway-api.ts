import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { gatewayApiStatements } from './gateway-api-statements';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { BUCKETS } from '../resources/buckets';
import { clusterNames } from '../resources/clusters';
import type { ClusterBoundOptions } from '../resources/clusters';
import { DELIVERY_STREAMS } from '../resources/delivery-streams';
import { resources } from '../resources/resource-kind';
import { VPC_ID } from '../resources/vpcs';

/** Options for `GatewayApiBundle.controller`. */
export interface GatewayApiControllerOptions extends ClusterBoundOptions {
  /** Ids of the clusters' VPCs (`CLUSTER_VPC_ID` of the controller). At least one. */
  readonly vpcIds: string[];

  /**
   * ARNs of the service networks that services and VPCs may be associated with. Those of other accounts must be named.
   *
   * @default - every service network of the role's account in the clusters' regions
   */
  readonly serviceNetworks?: string[];

  /**
   * Use the Resource Groups Tagging API. Not needed if the controller has `DISABLE_TAGGING_SERVICE_API`.
   *
   * @default true
   */
  readonly useTaggingApi?: boolean;

  /**
   * Find the certificate of a host name in ACM. Not needed if each Gateway names its certificate.
   *
   * @default true
   */
  readonly discoverCertificates?: boolean;

  /**
   * Allow `IAMAuthPolicy`: auth policies of any service in the account and of the service networks, since IAM
   * knows no condition on tags for them.
   *
   * @default false
   */
  readonly authPolicies?: boolean;

  /**
   * Allow making a cluster the owner of services, service networks and VPC associations that have no owner yet.
   *
   * @default false
   */
  readonly adoptUntagged?: boolean;

  /**
   * Former owners, as the annotation `application-networking.k8s.aws/allow-takeover-from` names them:
   * `<account>/<cluster>/<VPC id>`.
   *
   * @default - no takeover
   */
  readonly takeOverFrom?: string[];

  /**
   * Allow `AccessLogPolicy`. The destination's own policy must allow the delivery, unless one of the next three options,
   * which all need this one, lets log delivery write it.
   *
   * @default false
   */
  readonly accessLogs?: boolean;

  /**
   * Buckets to whose policies log delivery may add itself. A policy of a bucket says who may read it: prefer to write it yourself.
   *
   * @default - none
   */
  readonly accessLogBuckets?: IBucket[];

  /**
   * Firehose streams for access logs, which log delivery tags.
   *
   * @default - none
   */
  readonly accessLogStreams?: IDeliveryStream[];

  /**
   * Allow log delivery to write resource policies of CloudWatch Logs, for log groups that do not let it in yet. They are
   * the account's, not a log group's: prefer to write one yourself.
   *
   * @default false
   */
  readonly logResourcePolicies?: boolean;
}

/**
 * AWS Gateway API Controller: VPC Lattice by the resources of the Kubernetes Gateway API.
 *
 * @example
 * role.addBundle(GatewayApiBundle.controller({ clusterNames: ['production'], vpcIds: ['vpc-0123456789abcdef0'] }));
 */
export class GatewayApiBundle {
  /**
   * Make and keep services, target groups and service networks of VPC Lattice. Limited by the tag
   * `application-networking.k8s.aws/ManagedBy`, which the controller sets to `<account>/<cluster>/<VPC id>`, from its environment
   * variables `AWS_ACCOUNT_ID`, `CLUSTER_NAME` and `CLUSTER_VPC_ID`. Targets of any target group of the account may be registered
   * and deregistered, and tags that are not the controller's removed: IAM knows no condition on tags for these. Bundle id `gatewayApi.controller`.
   *
   * @see https://github.com/aws/aws-application-networking-k8s/blob/main/docs/guides/environment.md
   */
  public static controller(options: GatewayApiControllerOptions): IPolicyBundle {
    return CONTROLLER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONTROLLER];
  }

  private constructor() {}
}

const SERVICE_NETWORK_ARN = arnFormat({
  service: 'vpc-lattice',
  noun: "a service network's ARN",
  resource: 'servicenetwork/sn-[0-9a-z]{17}',
  region: 'required',
  account: 'required',
  example: 'arn:aws:vpc-lattice:eu-central-1:111122223333:servicenetwork/sn-0123456789abcdef0',
});

const OWNER: TextFormat = {
  pattern: '\\d{12}/[0-9A-Za-z][A-Za-z0-9_-]{0,99}/vpc-[0-9a-f]{8}(?:[0-9a-f]{9})?',
  rule: 'the owner of a service, <account>/<cluster>/<VPC id>',
  example: '111122223333/blue/vpc-0123456789abcdef0',
};

const CONTROLLER = defineBundle<GatewayApiControllerOptions>()({
  id: 'gatewayApi.controller',
  summary: 'Make and keep services, target groups and service networks of VPC Lattice that the clusters own',
  usedBy: 'AWS Gateway API Controller',
  upstream: [
    {
      repository: 'aws/aws-application-networking-k8s',
      release: 'v2.1.3',
      since: '1.1',
      documents: ['files/controller-installation/recommended-inline-policy.json'],
    },
  ],
  sources: [
    'https://github.com/aws/aws-application-networking-k8s/blob/main/files/controller-installation/recommended-inline-policy.json',
    'https://github.com/aws/aws-application-networking-k8s/blob/main/docs/guides/environment.md',
    'https://docs.aws.amazon.com/vpc-lattice/latest/ug/monitoring-access-logs.html',
  ],
  parameters: {
    clusterNames: clusterNames(),
    regions: regions(),
    vpcIds: required(texts(VPC_ID, "Ids of the clusters' VPCs.")),
    serviceNetworks: texts(SERVICE_NETWORK_ARN,
      'ARNs of the service networks to associate with. Default: those of the account in the regions of the clusters.'),
    useTaggingApi: flag('Use the Resource Groups Tagging API; not needed with DISABLE_TAGGING_SERVICE_API.', true),
    discoverCertificates: flag('Find the certificate of a host name in ACM.', true),
    authPolicies: flag('Allow IAMAuthPolicy: auth policies of any service in the account and of the service networks.'),
    adoptUntagged: flag('Allow owning services, service networks and VPC associations that have no owner yet.'),
    takeOverFrom: texts(OWNER, 'Former owners, as the annotation allow-takeover-from names them.'),
    accessLogs: flag('Allow AccessLogPolicy. The next three need it.'),
    accessLogBuckets: resources(BUCKETS, 'Names or ARNs of buckets to whose policies log delivery may add itself.'),
    accessLogStreams: resources(DELIVERY_STREAMS, 'Names or ARNs of Firehose streams for access logs.'),
    logResourcePolicies: flag('Allow log delivery to write resource policies of CloudWatch Logs.'),
  },
  check: ({ accessLogs, accessLogBuckets, accessLogStreams, logResourcePolicies }, { refuse }) => {
    if (!accessLogs && (accessLogBuckets.length > 0 || accessLogStreams.length > 0 || logResourcePolicies)) {
      refuse('accessLogs', 'must be true where log delivery may set up destinations');
    }
  },
  statements: (values, { place }) => gatewayApiStatements({ ...values, place: { ...place, clusterNames: values.clusterNames } }),
});

import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters } from './cluster-bound';
import type { ClusterBoundOptions } from './cluster-bound';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition, ParameterValues } from '../definition';
import { arnsOfDeliveryStreams, DELIVERY_STREAM } from '../resources/delivery-streams';
import {
  ACCESS_LOGS, authorizing, deliveringLogs, discoveringCertificates, keeping, making, POLICY, reading, settingUpDestinations, tagging,
  taggingApi,
} from './gateway-api-statements';
import type { Lattice } from './gateway-api-statements';
import type { IPolicyBundle } from '../policy-bundle';
import { arnsOfBuckets, BUCKET } from '../resources/buckets';
import { serviceLinkedRole } from '../services/service-linked-role';
import { arnOfOne, CatalogueBundle, requireSome, requireTexts } from '../statement';
import { VPC_ID } from '../resources/vpcs';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

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

interface Extras {
  readonly useTaggingApi?: boolean;
  readonly discoverCertificates?: boolean;
  readonly authPolicies?: boolean;
  readonly adoptUntagged?: boolean;
  readonly takeOverFrom?: readonly string[];
  readonly accessLogs?: boolean;
  readonly buckets: readonly string[];
  readonly streams: readonly string[];
  readonly logResourcePolicies?: boolean;
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

const ID = 'gatewayApi.controller';

/** AWS Gateway API Controller: VPC Lattice by the resources of the Kubernetes Gateway API. */
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
    const { vpcIds, serviceNetworks, takeOverFrom, accessLogBuckets, accessLogStreams } = options;
    requireTexts(ID, 'vpcIds', VPC_ID, vpcIds);
    if (serviceNetworks) {
      requireTexts(ID, 'serviceNetworks', SERVICE_NETWORK_ARN, serviceNetworks);
    }
    if (takeOverFrom) {
      requireTexts(ID, 'takeOverFrom', OWNER, takeOverFrom);
    }
    if (accessLogBuckets) {
      requireSome(ID, 'accessLogBuckets', accessLogBuckets);
    }
    if (accessLogStreams) {
      requireSome(ID, 'accessLogStreams', accessLogStreams);
    }
    return controller({ place: placeOfClusters(ID, options), vpcIds, serviceNetworks }, {
      ...options,
      buckets: (accessLogBuckets ?? []).map((bucket) => arnOfOne(ID, bucket.bucketArn)),
      streams: (accessLogStreams ?? []).map((stream) => arnOfOne(ID, stream.deliveryStreamArn)),
    });
  }

  private constructor() {}
}

function controller(limits: Omit<Lattice, 'accessLogs'>, extras: Extras) {
  const { useTaggingApi = true, discoverCertificates = true, authPolicies = false, adoptUntagged = false, takeOverFrom = [] } = extras;
  const { accessLogs = false, buckets, streams, logResourcePolicies = false } = extras;
  if (!accessLogs && (buckets.length > 0 || streams.length > 0 || logResourcePolicies)) {
    throw new Error(`accessLogs of ${ID} must be true where log delivery may set up destinations`);
  }
  const lattice: Lattice = { ...limits, accessLogs };
  return new CatalogueBundle(ID, () => [
    ...reading(lattice),
    ...making(lattice),
    ...keeping(lattice),
    ...tagging(lattice, adoptUntagged, takeOverFrom),
    serviceLinkedRole(lattice.place, 'vpc-lattice.amazonaws.com', 'AWSServiceRoleForVpcLattice'),
    ...(useTaggingApi ? [taggingApi()] : []),
    ...(discoverCertificates ? [discoveringCertificates()] : []),
    ...(authPolicies ? authorizing(lattice) : []),
    ...(lattice.accessLogs ? [deliveringLogs()] : []),
    ...settingUpDestinations(lattice, buckets, streams, logResourcePolicies),
  ]);
}


function some(values: ParameterValues, name: string): string[] | undefined {
  return values[name] === undefined ? undefined : texts(values, name);
}

export const GATEWAY_API_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Make and keep services, target groups and service networks of VPC Lattice that the clusters own',
    usedBy: 'AWS Gateway API Controller',
    versions: '1.1 to 2.1',
    sources: [POLICY, 'https://github.com/aws/aws-application-networking-k8s/blob/main/docs/guides/environment.md', ACCESS_LOGS],
    parameters: {
      clusterNames: CLUSTER_NAMES,
      vpcIds: { description: "Ids of the clusters' VPCs.", type: { kind: 'texts', format: VPC_ID }, required: true },
      serviceNetworks: {
        description: 'ARNs of the service networks to associate with. Default: those of the account in the regions of the clusters.',
        type: { kind: 'texts', format: SERVICE_NETWORK_ARN },
      },
      useTaggingApi: flagParameter('Use the Resource Groups Tagging API; not needed with DISABLE_TAGGING_SERVICE_API.', true),
      discoverCertificates: flagParameter('Find the certificate of a host name in ACM.', true),
      authPolicies: flagParameter('Allow IAMAuthPolicy: auth policies of any service in the account and of the service networks.'),
      adoptUntagged: flagParameter('Allow owning services, service networks and VPC associations that have no owner yet.'),
      takeOverFrom: {
        description: 'Former owners, as the annotation allow-takeover-from names them.',
        type: { kind: 'texts', format: OWNER },
      },
      accessLogs: flagParameter('Allow AccessLogPolicy. The next three need it.'),
      accessLogBuckets: {
        description: 'Names or ARNs of buckets to whose policies log delivery may add itself.',
        type: { kind: 'texts', format: BUCKET },
      },
      accessLogStreams: { description: 'Names or ARNs of Firehose streams for access logs.', type: { kind: 'texts', format: DELIVERY_STREAM } },
      logResourcePolicies: flagParameter('Allow log delivery to write resource policies of CloudWatch Logs.'),
    },
    create: (values, place) => controller(
      { place: clustersOfPlace(ID, values, place), vpcIds: texts(values, 'vpcIds'), serviceNetworks: some(values, 'serviceNetworks') },
      {
        useTaggingApi: flag(values, 'useTaggingApi'),
        discoverCertificates: flag(values, 'discoverCertificates'),
        authPolicies: flag(values, 'authPolicies'),
        adoptUntagged: flag(values, 'adoptUntagged'),
        takeOverFrom: texts(values, 'takeOverFrom'),
        accessLogs: flag(values, 'accessLogs'),
        buckets: arnsOfBuckets(texts(values, 'accessLogBuckets'), place),
        streams: arnsOfDeliveryStreams(texts(values, 'accessLogStreams'), place),
        logResourcePolicies: flag(values, 'logResourcePolicies'),
      }),
  },
];

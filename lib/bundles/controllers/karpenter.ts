import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters } from './cluster-bound';
import type { ClusterBoundOptions, ClusterPlace } from './cluster-bound';
import { Token } from '../../core/cdk';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, grantsOnKeys, keyArns, useOfKeys } from '../services/kms-statements';
import { CLOUDFORMATION, discovering, followingZonalShifts, givingRoles, launching, managing, managingInstanceProfiles } from './karpenter-statements';
import { KARPENTER_VERSION, KarpenterVersion } from './karpenter-version';
import { arnsOfParameters, PARAMETER_NAME } from '../resources/ssm-parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { ROLE_ARN } from '../resources/roles';
import { serviceLinkedRole } from '../services/service-linked-role';
import { arnsOfQueues, QUEUE } from '../resources/queues';
import { allow, arnOfOne, CatalogueBundle, requireSome, requireTexts } from '../statement';
import { isAtLeast, versionParameter } from './version';
import { ACCOUNT, TAG_KEY } from '../../core/names';
import { requireFormat } from '../../core/text-format';

/** Options for `KarpenterBundle.controller`. */
export interface KarpenterOptions extends ClusterBoundOptions {
  /** The roles of the nodes, as in `role` of the node classes, or in their instance profiles. At least one. */
  readonly nodeRoles: IRole[];

  /**
   * The version of Karpenter. What a version needs, later ones need too.
   *
   * @default KarpenterVersion.V1_12
   */
  readonly version?: KarpenterVersion;

  /**
   * Allow making, changing and deleting instance profiles, for node classes with a `role`. Not needed if
   * each node class has an `instanceProfile`.
   *
   * @default true
   */
  readonly manageInstanceProfiles?: boolean;

  /**
   * The queues that tell of interruptions. The key of each is included, where the construct knows it.
   *
   * @default - none: Karpenter does not see interruptions
   */
  readonly interruptionQueues?: IQueue[];

  /**
   * Customer-managed KMS keys of queues whose constructs do not know them; usable through SQS only.
   *
   * @default - the keys that the queues' constructs know
   */
  readonly queueEncryptionKeys?: IKey[];

  /**
   * Customer-managed KMS keys of the nodes' volumes; usable through EC2 only. For spot instances the key's
   * own policy must also allow the service-linked role of EC2 Spot.
   *
   * @default - none, which is enough for the key that AWS manages
   */
  readonly volumeEncryptionKeys?: IKey[];

  /**
   * Parameters that hold the id of an image, as in `ssmParameter` of the node classes. The public
   * parameters of AWS need not be named.
   *
   * @default - none
   */
  readonly amiParameters?: IParameter[];

  /**
   * The key of a tag that each subnet and security group of the nodes has, with the cluster's name as its value:
   * `karpenter.sh/discovery` in Karpenter's guide. Then nodes cannot be launched in others.
   *
   * @default - any subnet and security group of the account, as node classes choose them
   */
  readonly discoveryTag?: string;

  /**
   * Accounts that share subnets, security groups, capacity reservations or placement groups with the role's account.
   *
   * @default - none
   */
  readonly sharingAccounts?: string[];

  /**
   * Allow making the service-linked role of EC2 Spot, which the first spot instance of an account needs.
   *
   * @default false
   */
  readonly createSpotServiceLinkedRole?: boolean;

  /**
   * Allow asking for zonal shifts of the clusters: for `settings.enableZonalShift` of 1.12 and later.
   *
   * @default false
   */
  readonly zonalShift?: boolean;
}

/** Karpenter 1.0 and later: the nodes of given clusters. */
export class KarpenterBundle {
  /**
   * Launch and end the nodes of given clusters. All that Karpenter makes has the tag `eks:eks-cluster-name`; it may
   * change and delete only what has it with the name of one of these clusters. Nodes that a version before
   * 1.0 launched do not have it: replace them. Bundle id `karpenter.controller`.
   *
   * @see https://karpenter.sh/docs/reference/cloudformation/#controller-authorization
   */
  public static controller(options: KarpenterOptions): IPolicyBundle {
    const { nodeRoles, interruptionQueues = [], queueEncryptionKeys = [], sharingAccounts = [], discoveryTag } = options;
    const place = placeOfClusters(ID, options);
    requireSome(ID, 'nodeRoles', nodeRoles);
    if (options.interruptionQueues) {
      requireSome(ID, 'interruptionQueues', interruptionQueues);
    }
    if (options.sharingAccounts) {
      requireTexts(ID, 'sharingAccounts', ACCOUNT, sharingAccounts);
    }
    if (discoveryTag !== undefined) {
      requireTagKey(discoveryTag);
    }
    return make(place, {
      ...options,
      version: options.version?.version,
      nodeRoles: nodeRoles.map((role) => arnOfOne(ID, role.roleArn)),
      interruptionQueues: interruptionQueues.map((queue) => arnOfOne(ID, queue.queueArn)),
      queueEncryptionKeys: keyArns(ID, [...interruptionQueues.map((queue) => queue.encryptionMasterKey), ...queueEncryptionKeys]),
      volumeEncryptionKeys: keyArns(ID, options.volumeEncryptionKeys ?? []),
      amiParameters: (options.amiParameters ?? []).map((parameter) => arnOfOne(ID, parameter.parameterArn)),
      sharingAccounts,
    });
  }

  private constructor() {}
}

const ID = 'karpenter.controller';

const NEWEST = KarpenterVersion.V1_12.version;

/** What the options say, with ARNs in place of constructs. */
interface Access {
  readonly version?: string;
  readonly nodeRoles: string[];
  readonly manageInstanceProfiles?: boolean;
  readonly interruptionQueues: string[];
  readonly queueEncryptionKeys: string[];
  readonly volumeEncryptionKeys: string[];
  readonly amiParameters: string[];
  readonly discoveryTag?: string;
  readonly sharingAccounts: string[];
  readonly createSpotServiceLinkedRole?: boolean;
  readonly zonalShift?: boolean;
}

function make(place: ClusterPlace, access: Access) {
  const { version = NEWEST, volumeEncryptionKeys, interruptionQueues, zonalShift } = access;
  if (zonalShift && !isAtLeast(version, '1.12')) {
    throw new Error(`zonalShift of ${ID} must be of Karpenter 1.12 or later, got "${version}": leave it out`);
  }
  return new CatalogueBundle(ID, (scope) => [
    ...launching(place, { ...access, version }),
    ...managing(place),
    ...discovering(place, version, access.amiParameters),
    givingRoles(access.nodeRoles),
    ...(access.manageInstanceProfiles ?? true ? managingInstanceProfiles(place) : []),
    // The keys of queues do nothing without queues.
    ...(interruptionQueues.length > 0 ? [
      allow({ actions: ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'], resources: interruptionQueues }),
      ...useOfKeys(scope, ['kms:Decrypt'], access.queueEncryptionKeys, 'sqs'),
    ] : []),
    ...useOfKeys(scope, VOLUMES, volumeEncryptionKeys, 'ec2'),
    ...grantsOnKeys(scope, volumeEncryptionKeys, 'ec2'),
    ...(access.createSpotServiceLinkedRole ? [serviceLinkedRole(place, 'spot.amazonaws.com', 'AWSServiceRoleForEC2Spot')] : []),
    ...(zonalShift ? [followingZonalShifts(place)] : []),
  ]);
}

/** @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
const VOLUMES = ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

function requireTagKey(discoveryTag: string): void {
  if (Token.isUnresolved(discoveryTag)) {
    throw new Error(`discoveryTag of ${ID} must be literal, since it stands in the key of a condition, got a deploy-time value`);
  }
  requireFormat(TAG_KEY, `discoveryTag of ${ID}`, discoveryTag);
}

export const KARPENTER_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Launch and end the nodes of given clusters',
    usedBy: 'Karpenter',
    versions: '1.0 to 1.14',
    sources: [CLOUDFORMATION, 'https://karpenter.sh/docs/upgrading/upgrade-guide/', 'https://karpenter.sh/docs/troubleshooting/'],
    parameters: {
      clusterNames: CLUSTER_NAMES,
      nodeRoles: {
        description: "ARNs of the nodes' roles.",
        type: { kind: 'texts', format: ROLE_ARN },
        required: true,
        ofOwnAccount: 'a role is passed to instances of its own account only',
      },
      version: versionParameter(KARPENTER_VERSION, NEWEST, ['1.0', '1.3', '1.7', '1.11']),
      manageInstanceProfiles: flagParameter('Allow making instance profiles; not needed if each node class has an instanceProfile.', true),
      interruptionQueues: { description: 'Names or ARNs of the queues that tell of interruptions.', type: { kind: 'texts', format: QUEUE } },
      queueEncryptionKeys: { ...ENCRYPTION_KEYS, description: 'ARNs of the customer-managed KMS keys of the queues.' },
      volumeEncryptionKeys: { ...ENCRYPTION_KEYS, description: "ARNs of the customer-managed KMS keys of the nodes' volumes." },
      amiParameters: {
        description: 'Full names of parameters that hold the id of an image (ssmParameter of node classes); not needed for those of AWS.',
        type: { kind: 'texts', format: PARAMETER_NAME },
      },
      discoveryTag: {
        description: "Key of a tag that each subnet and security group has, with the cluster's name as its value. Default: any of the account.",
        type: { kind: 'text', format: { ...TAG_KEY, example: 'karpenter.sh/discovery' } },
      },
      sharingAccounts: {
        description: 'Accounts that share subnets, security groups, capacity reservations or placement groups.',
        type: { kind: 'texts', format: ACCOUNT },
      },
      createSpotServiceLinkedRole: flagParameter('Allow making the service-linked role of EC2 Spot.'),
      zonalShift: flagParameter('Allow asking for zonal shifts of the clusters (1.12 and later).'),
    },
    create: (values, place) => make(clustersOfPlace(ID, values, place), {
      version: text(values, 'version'),
      nodeRoles: texts(values, 'nodeRoles'),
      manageInstanceProfiles: flag(values, 'manageInstanceProfiles'),
      interruptionQueues: arnsOfQueues(texts(values, 'interruptionQueues'), place),
      queueEncryptionKeys: texts(values, 'queueEncryptionKeys'),
      volumeEncryptionKeys: texts(values, 'volumeEncryptionKeys'),
      amiParameters: arnsOfParameters(texts(values, 'amiParameters'), place),
      discoveryTag: text(values, 'discoveryTag'),
      sharingAccounts: texts(values, 'sharingAccounts'),
      createSpotServiceLinkedRole: flag(values, 'createSpotServiceLinkedRole'),
      zonalShift: flag(values, 'zonalShift'),
    }),
  },
];

import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { karpenterStatements } from './karpenter-statements';
import { CLOUDFORMATION } from './karpenter-tags';
import { KARPENTER_VERSION } from './karpenter-version';
import type { KarpenterVersion } from './karpenter-version';
import { isAtLeast, versionParameter } from './version';
import { ACCOUNT, TAG_KEY } from '../../core/names';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, literalText, regions, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { clusterNames, requireLiteralNames } from '../resources/clusters';
import type { ClusterBoundOptions } from '../resources/clusters';
import { encryptionKeys } from '../resources/kms-keys';
import { QUEUES } from '../resources/queues';
import { resources } from '../resources/resource-kind';
import { NODE_ROLES } from '../resources/roles';
import { SSM_PARAMETERS } from '../resources/ssm-parameters';

export { KarpenterVersion } from './karpenter-version';

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

/**
 * Karpenter 1.0 and later: the nodes of given clusters.
 *
 * @example
 * import { Role } from 'aws-cdk-lib/aws-iam';
 *
 * role.addBundle(KarpenterBundle.controller({
 *   clusterNames: ['production'],
 *   nodeRoles: [Role.fromRoleName(this, 'NodeRole', 'karpenter-node')],
 *   interruptionQueues: [queue],
 * }));
 */
export class KarpenterBundle {
  /**
   * Launch and end the nodes of given clusters. All that Karpenter makes has the tag `eks:eks-cluster-name`; it may
   * change and delete only what has it with the name of one of these clusters. Nodes that a version before
   * 1.0 launched do not have it: replace them. Bundle id `karpenter.controller`.
   *
   * @see https://karpenter.sh/docs/reference/cloudformation/#controller-authorization
   */
  public static controller(options: KarpenterOptions): IPolicyBundle {
    return CONTROLLER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONTROLLER];
  }

  private constructor() {}
}

const CONTROLLER = defineBundle<KarpenterOptions>()({
  id: 'karpenter.controller',
  summary: 'Launch and end the nodes of given clusters',
  usedBy: 'Karpenter',
  upstream: [
    {
      repository: 'aws/karpenter-provider-aws',
      release: 'v1.14.1',
      since: '1.0',
      documents: ['website/content/en/docs/getting-started/getting-started-with-karpenter/cloudformation.yaml'],
    },
  ],
  sources: [CLOUDFORMATION, 'https://karpenter.sh/docs/upgrading/upgrade-guide/', 'https://karpenter.sh/docs/troubleshooting/'],
  parameters: {
    clusterNames: clusterNames(),
    regions: regions(),
    nodeRoles: required(resources(NODE_ROLES, "ARNs of the nodes' roles.", { ofOwnAccount: 'a role is passed to instances of its own account only' })),
    version: versionParameter(KARPENTER_VERSION, '1.12', ['1.0', '1.2', '1.3', '1.7', '1.11']),
    manageInstanceProfiles: flag('Allow making instance profiles; not needed if each node class has an instanceProfile.', true),
    interruptionQueues: resources(QUEUES, 'Names or ARNs of the queues that tell of interruptions.'),
    queueEncryptionKeys: encryptionKeys({ interruptionQueues: QUEUES }, 'ARNs of the customer-managed KMS keys of the queues.'),
    volumeEncryptionKeys: encryptionKeys({}, "ARNs of the customer-managed KMS keys of the nodes' volumes."),
    amiParameters: resources(SSM_PARAMETERS,
      'Full names or ARNs of parameters that hold the id of an image (ssmParameter of node classes); not needed for those of AWS.'),
    discoveryTag: literalText({ ...TAG_KEY, example: 'karpenter.sh/discovery' },
      "Key of a tag that each subnet and security group has, with the cluster's name as its value. Default: any of the account."),
    sharingAccounts: texts(ACCOUNT, 'Accounts that share subnets, security groups, capacity reservations or placement groups.'),
    createSpotServiceLinkedRole: flag('Allow making the service-linked role of EC2 Spot.'),
    zonalShift: flag('Allow asking for zonal shifts of the clusters (1.12 and later).'),
  },
  check: ({ zonalShift, version, clusterNames: names, manageInstanceProfiles }, check) => {
    const { refuse } = check;
    if (manageInstanceProfiles && !isAtLeast(version, '1.1')) {
      requireLiteralNames({ clusterNames: names }, check);
    }
    if (zonalShift && !isAtLeast(version, '1.12')) {
      refuse('zonalShift', `must be left out with version "${version}": Karpenter has it since 1.12`);
    }
  },
  statements: (values, { place, scope }) =>
    karpenterStatements(scope, { ...values, place: { ...place, clusterNames: values.clusterNames } }),
});

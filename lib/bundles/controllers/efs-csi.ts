import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { taggedClusterNames } from './cluster-tag';
import { efsCsiStatements } from './efs-csi-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { FILE_SYSTEMS, S3_FILE_SYSTEMS } from '../resources/file-systems';
import { names, resources } from '../resources/resource-kind';
import { ROLES } from '../resources/roles';

/** Options for `EfsCsiBundle.driver`. At least one of `fileSystems`, `s3FileSystems` and `crossAccountRoles` must name something. */
export interface EfsCsiDriverOptions {
  /**
   * File systems of EFS.
   *
   * @default - none
   */
  readonly fileSystems?: IFileSystem[];

  /**
   * Ids or ARNs of file systems of S3 Files, which versions since 3.0 mount; an id is of the account of the role's stack. The nodes'
   * service account `efs-csi-node-sa` reads objects of the bucket directly, and writes logs and metrics of its mounts, where it may: add
   * `S3Bundle.read` of the bucket, `CloudWatchBundle.writeLogs` and `CloudWatchBundle.putMetrics` to its role.
   *
   * @default - none
   */
  readonly s3FileSystems?: string[];

  /**
   * The names of the clusters in EKS. With them, access points must have the tag `KubernetesCluster` with one of
   * these values: run the driver with `--tags=KubernetesCluster:<cluster name>` (in the Helm chart `controller.tags`).
   *
   * With `reuseAccessPoint` the clusters of a file system share access points: the driver of one uses, without any tag, what another made,
   * and may delete it only with that one's tag. Leave the names out where they do.
   *
   * @default - access points that the driver of any cluster made, which it tags with `efs.csi.aws.com/cluster`
   */
  readonly clusterNames?: string[];

  /**
   * The regions of the file systems.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];

  /**
   * Roles of other accounts, with which the driver makes access points on file systems there: the `awsRoleArn` of the
   * provisioner's secret.
   *
   * @default - none
   */
  readonly crossAccountRoles?: IRole[];

  /**
   * Allow mounting and writing where IAM is asked: for the nodes' service account `efs-csi-node-sa` with the mount
   * option `iam`, and for the controller with `--delete-access-point-root-dir`.
   *
   * @default false
   */
  readonly mount?: boolean;

  /**
   * Allow acting as root on what is mounted. Needed with `mount` by `--delete-access-point-root-dir`, and where pods act as root.
   *
   * @default false
   */
  readonly rootAccess?: boolean;
}

/**
 * The EFS CSI driver: access points of given file systems.
 *
 * @example
 * role.addBundle(EfsCsiBundle.driver({ s3FileSystems: ['fs-0fedcba9876543210'] }));
 */
export class EfsCsiBundle {
  /**
   * Make and delete access points of given file systems: for the service account `efs-csi-controller-sa`. Access points that
   * the driver makes without tags (`enableTagging: "false"`) are not allowed. Bundle id `efsCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/install.md#set-up-driver-permission
   */
  public static driver(options: EfsCsiDriverOptions): IPolicyBundle {
    return DRIVER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [DRIVER];
  }

  private constructor() {}
}

const DOCS = 'https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master';

const DRIVER = defineBundle<EfsCsiDriverOptions>()({
  id: 'efsCsi.driver',
  summary: 'Make and delete access points of given file systems; mount them through IAM if asked',
  usedBy: 'EFS CSI driver',
  upstream: [
    { repository: 'kubernetes-sigs/aws-efs-csi-driver', release: 'v3.4.1', since: '1.7', documents: ['docs/iam-policy-example.json'] },
  ],
  sources: [
    `${DOCS}/docs/iam-policy-example.json`, `${DOCS}/docs/parameters.md`, `${DOCS}/docs/iam-policy-create.md`,
    `${DOCS}/examples/kubernetes/efs/cross_account_mount/README.md`,
    'https://docs.aws.amazon.com/efs/latest/ug/using-tags-efs.html',
  ],
  parameters: {
    fileSystems: resources(FILE_SYSTEMS, 'Ids or ARNs of file systems of EFS.'),
    s3FileSystems: names(S3_FILE_SYSTEMS, 'Ids or ARNs of file systems of S3 Files.'),
    clusterNames: taggedClusterNames('--tags=KubernetesCluster:<cluster name>'),
    regions: regions(),
    crossAccountRoles: resources(ROLES, 'ARNs of roles of other accounts, with which the driver makes access points there.'),
    mount: flag('Allow mounting and writing where IAM is asked (the mount option iam).'),
    rootAccess: flag('Allow acting as root on what is mounted. Goes with mount.'),
  },
  oneOf: ['fileSystems', 's3FileSystems', 'crossAccountRoles'],
  check: ({ mount, rootAccess }, { refuse }) => {
    if (rootAccess && !mount) {
      refuse('rootAccess', 'must go with mount: nobody acts as root on what is not mounted');
    }
  },
  statements: (values, { place }) => efsCsiStatements({ ...values, place }),
});

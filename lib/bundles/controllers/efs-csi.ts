import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { clustersOf, requireTaggedClusters, taggedClusters } from './cluster-tag';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { arnsOfFileSystems, FILE_SYSTEM, S3_FILE_SYSTEM } from '../resources/file-systems';
import { efsCsiStatements } from './efs-csi-statements';
import type { EfsCsiAccess } from './efs-csi-statements';
import { REGION } from '../../core/names';
import { stackPlace } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { ROLE_ARN } from '../resources/roles';
import { arnOfOne, CatalogueBundle, requireSome, requireTexts } from '../statement';

/** Options for `EfsCsiBundle.driver`. At least one of `fileSystems`, `s3FileSystems` and `crossAccountRoles` must name something. */
export interface EfsCsiDriverOptions {
  /**
   * File systems of EFS.
   *
   * @default - none
   */
  readonly fileSystems?: IFileSystem[];

  /**
   * Ids or ARNs of file systems of S3 Files, which versions since 3.0 mount; an id is of the account of the role's stack.
   *
   * @default - none
   */
  readonly s3FileSystems?: string[];

  /**
   * The names of the clusters in EKS. With them, access points must have the tag `KubernetesCluster` with one of
   * these values: run the driver with `--tags=KubernetesCluster:<cluster name>` (in the Helm chart `controller.tags`).
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

const DOCS = 'https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master';

/** The EFS CSI driver: access points of given file systems. */
export class EfsCsiBundle {
  /**
   * Make and delete access points of given file systems: for the service account `efs-csi-controller-sa`. Access points that
   * the driver makes without tags (`enableTagging: "false"`) are not allowed. Bundle id `efsCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/install.md#set-up-driver-permission
   */
  public static driver(options: EfsCsiDriverOptions): IPolicyBundle {
    const { fileSystems, s3FileSystems, crossAccountRoles, regions, mount, rootAccess } = options;
    requireSome(ID, 'fileSystems, s3FileSystems or crossAccountRoles', fileSystems, s3FileSystems, crossAccountRoles);
    Object.entries({ fileSystems, crossAccountRoles }).forEach(([name, list]) => list && requireSome(ID, name, list));
    if (s3FileSystems) {
      requireTexts(ID, 's3FileSystems', S3_FILE_SYSTEM, s3FileSystems);
    }
    if (regions) {
      requireTexts(ID, 'regions', REGION, regions);
    }
    const place = stackPlace(regions);
    return make({
      place,
      fileSystems: (fileSystems ?? []).map(({ fileSystemArn }) => arnOfOne(ID, fileSystemArn)),
      s3FileSystems: arnsOfFileSystems('s3files', s3FileSystems ?? [], place),
      clusterNames: requireTaggedClusters(ID, options.clusterNames),
      crossAccountRoles: (crossAccountRoles ?? []).map(({ roleArn }) => arnOfOne(ID, roleArn)),
      mount,
      rootAccess,
    });
  }

  private constructor() {}
}

const ID = 'efsCsi.driver';

type Given = Omit<EfsCsiAccess, 'mount' | 'rootAccess'> & { mount?: boolean; rootAccess?: boolean };

function make({ mount = false, rootAccess = false, ...given }: Given): IPolicyBundle {
  if (rootAccess && !mount) {
    throw new Error(`rootAccess of ${ID} must go with mount: nobody acts as root on what is not mounted`);
  }
  return new CatalogueBundle(ID, () => efsCsiStatements({ ...given, mount, rootAccess }));
}

export const EFS_CSI_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Make and delete access points of given file systems; mount them through IAM if asked',
    usedBy: 'EFS CSI driver',
    versions: '1.7 to 3.4',
    sources: [
      `${DOCS}/docs/iam-policy-example.json`, `${DOCS}/docs/parameters.md`, `${DOCS}/docs/iam-policy-create.md`,
      `${DOCS}/examples/kubernetes/efs/cross_account_mount/README.md`,
      'https://docs.aws.amazon.com/efs/latest/ug/using-tags-efs.html',
    ],
    parameters: {
      fileSystems: { description: 'Ids or ARNs of file systems of EFS.', type: { kind: 'texts', format: FILE_SYSTEM } },
      s3FileSystems: { description: 'Ids or ARNs of file systems of S3 Files.', type: { kind: 'texts', format: S3_FILE_SYSTEM } },
      clusterNames: taggedClusters('--tags=KubernetesCluster:<cluster name>'),
      crossAccountRoles: {
        description: 'ARNs of roles of other accounts, with which the driver makes access points there.',
        type: { kind: 'texts', format: ROLE_ARN },
      },
      mount: flagParameter('Allow mounting and writing where IAM is asked (the mount option iam).'),
      rootAccess: flagParameter('Allow acting as root on what is mounted. Goes with mount.'),
    },
    oneOf: ['fileSystems', 's3FileSystems', 'crossAccountRoles'],
    create: (values, place) => make({
      place,
      fileSystems: arnsOfFileSystems('elasticfilesystem', texts(values, 'fileSystems'), place),
      s3FileSystems: arnsOfFileSystems('s3files', texts(values, 's3FileSystems'), place),
      clusterNames: clustersOf(values),
      crossAccountRoles: texts(values, 'crossAccountRoles'),
      mount: flag(values, 'mount'),
      rootAccess: flag(values, 'rootAccess'),
    }),
  },
];

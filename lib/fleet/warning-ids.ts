/** The ids of warnings about a workload, by which its entry may acknowledge them. */
export const WARNING_IDS = {
  /** A role is named by its cluster, so that the workload cannot have a second one. */
  clusterInRoleName: 'cdk-irsa:clusterInRoleName',
  /** A namespace or service account is nearly the usual one of a bundle's workload. */
  nearlyUsualName: 'cdk-irsa:nearlyUsualName',
  /** A workload may do something in one environment, and nothing in another. */
  noPermissionsInEnvironment: 'cdk-irsa:noPermissionsInEnvironment',
  /** Nothing is known of an add-on of EKS. */
  unknownAddon: 'cdk-irsa:unknownAddon',
  /** The beginning of keys ends within a name. */
  prefixWithoutSlash: 'cdk-irsa:prefixWithoutSlash',
} as const;

/** Of an acknowledgement of such a warning that is nowhere. */
export const UNUSED_WARNING = 'cdk-irsa:unusedAcknowledgement';

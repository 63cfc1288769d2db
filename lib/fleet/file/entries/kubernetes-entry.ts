import { NAMESPACE } from '../../../core/names';
import { CHARTS } from '../../../kubernetes/charts';
import { ADDON_NAME, ANNOTATION_KEY, LABEL_KEY, LABEL_VALUE, SECRET_NAME } from '../../../kubernetes/metadata';
import { ANY_TEXT, CHART_VERSION, TOKEN_EXPIRATION } from '../formats';
import { texts } from '../types/list-type';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { choice, flag } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

/** `kubernetes` of a workload and of the defaults. */
export const KUBERNETES = object({
  createdBy: choice(['manifest', 'helm', 'existing', 'addon'],
    "Who creates the ServiceAccount: a manifest that is written, a chart that gets Helm values, an add-on of EKS (commands for it are written), or no one since it exists (kubectl annotate commands are written). Default: helm if 'helm' is given, addon if 'addon' is, else manifest."),
  createNamespace: flag('Whether the manifest contains the Namespace as well. Default: false.', false),
  labels: map(LABEL_KEY, text(LABEL_VALUE, 'The value of the label.'), 'Labels of the ServiceAccount. Default: none.'),
  annotations: map(ANNOTATION_KEY, text(ANY_TEXT, 'The value of the annotation.'), 'Further annotations of the ServiceAccount. Default: none.'),
  stsRegionalEndpoints: flag('Whether SDKs call the regional STS endpoint; old SDKs call the global one. Default: no annotation, so as the webhook of the cluster is configured.'),
  tokenExpiration: text(TOKEN_EXPIRATION, "The lifetime of a pod's token, 10m to 24h. Default: 24h."),
  automountServiceAccountToken: flag('Whether pods get a token for the Kubernetes API. IRSA does not need it. Default: as Kubernetes does, true.'),
  imagePullSecrets: texts(SECRET_NAME, 'Names of the image pull secrets of the ServiceAccount. Default: none.'),
}, 'How the ServiceAccounts are created in the clusters. Default: a manifest.');

export type KubernetesEntry = TypeOf<typeof KUBERNETES>;

/** `helm` of a workload. */
export const HELM = object({
  chart: choice(Object.keys(CHARTS), 'A well-known chart, whose paths cdk-irsa knows; paths that are given as well count before these. Of other charts, give the paths. Default: none.'),
  chartVersion: text(CHART_VERSION, 'The version of that chart, for one that moved its ServiceAccount. Default: the newest that cdk-irsa knows.'),
  annotationsPath: text(ANY_TEXT, "The path of the ServiceAccount's annotations in the chart's values. Default: serviceAccount.annotations."),
  roleArnPath: text(ANY_TEXT, "The path of the role's ARN in the values of a chart that takes it as plain text, such as rbac.roleARN, instead of annotations. Default: none."),
  namePath: text(ANY_TEXT, "The path of the ServiceAccount's name in the chart's values; \"\" leaves it out. Default: name, beside the annotations."),
  createPath: text(ANY_TEXT, 'The path of the flag by which the chart creates the ServiceAccount; "" leaves it out. Default: create, beside the annotations.'),
}, {
  description: 'Writes values for the Helm chart that creates the ServiceAccount; {} for a chart with the usual paths. Default: none.',
  hint: (value) => value === true || value === null ? 'write {}' : undefined,
});

/** `addon` of a workload. */
export const ADDON = object({
  name: text(ADDON_NAME, "The add-on's name in EKS, such as aws-ebs-csi-driver. Default: the add-on that the workload's bundles are for."),
  namespace: text(NAMESPACE, 'The namespace that the add-on is installed in, where it was given one of its own (namespaceConfig). Default: the one that EKS installs it in.'),
}, {
  description: 'The add-on of EKS that creates the ServiceAccount and is given the role; {} for the add-on of the bundles. Default: none.',
  hint: (value) => value === true || value === null ? 'write {}' : typeof value === 'string' ? `write { name: ${value} }` : undefined,
});

export type AddonEntry = TypeOf<typeof ADDON>;

export type HelmEntry = TypeOf<typeof HELM>;

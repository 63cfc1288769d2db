import { ANNOTATION_KEY, LABEL_KEY, LABEL_VALUE, SECRET_NAME } from '../../../kubernetes/metadata';
import { ANY_TEXT, TOKEN_EXPIRATION } from '../formats';
import { texts } from '../types/list-type';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { choice, flag } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

/** `kubernetes` of a workload and of the defaults. */
export const KUBERNETES = object({
  createdBy: choice(['manifest', 'helm', 'existing'],
    "Who makes the ServiceAccount: a manifest that is written, a chart that gets Helm values, or nobody as it exists (kubectl annotate commands are written). Default: helm if 'helm' is given, else manifest."),
  createNamespace: flag('Write the Namespace into the manifest as well.', false),
  labels: map(LABEL_KEY, text(LABEL_VALUE, 'The value of the label.'), 'Labels of the ServiceAccount.'),
  annotations: map(ANNOTATION_KEY, text(ANY_TEXT, 'The value of the annotation.'), 'Further annotations of the ServiceAccount.'),
  stsRegionalEndpoints: flag('Whether SDKs call the regional STS endpoint (old SDKs default to the global one).'),
  tokenExpiration: text(TOKEN_EXPIRATION, 'How long a token lives, 10m to 24h. Default: 24h.'),
  automountServiceAccountToken: flag('Whether pods get the token of the Kubernetes API. IRSA does not need it.'),
  imagePullSecrets: texts(SECRET_NAME, 'Names of image pull secrets.'),
}, 'How the ServiceAccounts are created in the clusters.');

export type KubernetesEntry = TypeOf<typeof KUBERNETES>;

/** `helm` of a workload. */
export const HELM = object({
  annotationsPath: text(ANY_TEXT, 'Where the chart takes annotations of its service account. Default: serviceAccount.annotations.'),
  roleArnPath: text(ANY_TEXT, "Where the chart takes the role's ARN as plain text, such as rbac.roleARN, rather than annotations. Default: nowhere."),
  namePath: text(ANY_TEXT, "Where the chart takes the service account's name; \"\" leaves it out. Default: name, beside the annotations."),
  createPath: text(ANY_TEXT, 'Where the chart is told to create the service account; "" leaves it out. Default: create, beside the annotations.'),
}, {
  description: 'Write Helm values for the chart that makes the service account.',
  hint: (value) => value === true || value === null ? 'write {}' : undefined,
});

export type HelmEntry = TypeOf<typeof HELM>;

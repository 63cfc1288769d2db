import { identityKey } from './identity-entry';
import { KUBERNETES } from './kubernetes-entry';
import { NAMESPACE, TAG_KEY, TAG_VALUE } from '../../../core/names';
import { show } from '../../../core/text';
import { KEY, PARAMETER_NAME_PATTERN, POLICY, ROLE_NAME_PATTERN, ROLE_PATH, SESSION_DURATION } from '../formats';
import { textsByCluster } from '../types/by-cluster-type';
import { texts } from '../types/list-type';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { flag } from '../types/scalar-types';
import { filledText, patternText, text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const PUBLISH_ROLE_ARN = object({
  stackOutput: flag('As an output of the stack (at most 200 in a stack; never an export). Default: false.', false),
  parameter: patternText(PARAMETER_NAME_PATTERN, 'As a parameter of this name in Parameter Store, which may hold placeholders. Default: none.'),
}, {
  description: "Publishes the role's ARN in the account. index.json has every ARN without it. Default: not published.",
  hint: (value) => value === false ? undefined
    : typeof value !== 'string' || value === 'stackOutput' ? 'write { stackOutput: true }'
      : `write { parameter: ${show(value.startsWith('/') ? value : '/irsa/{workload}')} }`,
});

/** The keys that a workload and the defaults have in common. */
export const COMMON = {
  clusters: texts(KEY, "The clusters whose service accounts may assume the role, by their keys in this file. Several share one role (blue and green). Default: the file's only cluster."),
  namespaces: textsByCluster(KEY, NAMESPACE, 'The namespaces of the service accounts; or a map with a list for each cluster of the workload. Default: [default].'),
  identity: identityKey('that of each cluster'),
  roleName: patternText(ROLE_NAME_PATTERN, "The role's name, which may hold placeholders such as {workload}, {namespace}, {serviceAccount}, {cluster} and {environment}. A result longer than 64 characters is cut and gets a hash. The logical id follows the name, and a change replaces the role. With {cluster}, a workload cannot get a second cluster without another name. Default: {workload}."),
  path: filledText(ROLE_PATH, "The role's path, which may hold placeholders. A change replaces the role. Default: /."),
  permissionsBoundary: filledText(POLICY, "The permissions boundary: a policy's name in the role's account, or its ARN. May hold placeholders. Default: none."),
  maxSessionDuration: text(SESSION_DURATION, 'The longest session of the role, 1h to 12h. Default: 1h.'),
  tags: map(TAG_KEY, filledText(TAG_VALUE, 'The value of the tag, which may hold placeholders.'), 'Tags of the role. Tags of the defaults are kept, key by key. Default: none.'),
  publishRoleArn: PUBLISH_ROLE_ARN,
  kubernetes: KUBERNETES,
};

/** `defaults`. */
export const DEFAULTS = object(COMMON, 'Values for every workload that does not set them itself. Default: none.');

export type DefaultsEntry = TypeOf<typeof DEFAULTS>;

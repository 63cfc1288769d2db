import { KUBERNETES } from './kubernetes-entry';
import { NAMESPACE, TAG_KEY, TAG_VALUE } from '../../../core/names';
import { show } from '../../../core/text';
import { KEY, PARAMETER_NAME_PATTERN, POLICY, ROLE_NAME_PATTERN, ROLE_PATH, SESSION_DURATION } from '../formats';
import { texts } from '../types/list-type';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { flag } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const PUBLISH_ROLE_ARN = object({
  stackOutput: flag('As an output of the stack (at most 200 in a stack; never an export).', false),
  parameter: text(PARAMETER_NAME_PATTERN, 'As an SSM parameter of this name.'),
}, {
  description: "Publishes the role's ARN in the account. The index file has every ARN without it.",
  hint: (value) => value === false ? undefined
    : typeof value !== 'string' || value === 'stackOutput' ? 'write { stackOutput: true }'
      : `write { parameter: ${show(value.startsWith('/') ? value : '/irsa/{workload}')} }`,
});

/** The keys that a workload and the defaults have in common. */
export const COMMON = {
  clusters: texts(KEY, "Names of clusters. Default: the file's only cluster."),
  namespaces: texts(NAMESPACE, 'The namespaces of the service accounts. Default: [default].'),
  roleName: text(ROLE_NAME_PATTERN, "The role's name; its logical id follows it. A change replaces the role. With {cluster} a workload cannot get a second cluster without another name. Default: {workload}."),
  path: text(ROLE_PATH, "The role's path. A change replaces the role. Default: /."),
  permissionsBoundary: text(POLICY, "The permissions boundary: a policy's name in the role's account, or its ARN."),
  maxSessionDuration: text(SESSION_DURATION, 'How long a session may last, 1h to 12h. Default: 1h.'),
  tags: map(TAG_KEY, text(TAG_VALUE, 'The value of the tag.'), 'Tags of the role.'),
  publishRoleArn: PUBLISH_ROLE_ARN,
  kubernetes: KUBERNETES,
};

/** `defaults`. */
export const DEFAULTS = object(COMMON, 'What holds for every workload that does not say otherwise.');

export type DefaultsEntry = TypeOf<typeof DEFAULTS>;

import type { TextFormat } from '../core/text-format';

/** The session tags that scope a resource: EKS sets each, and none of their values has a "/" or a wildcard. */
const SCOPING_TAGS = ['kubernetes-namespace', 'kubernetes-service-account', 'eks-cluster-name'] as const;

/** All that EKS Pod Identity sets, in any case: IAM does not look at the case of a key. */
const OF_EKS = /aws:PrincipalTag\/(kubernetes-(?:namespace|service-account|pod-name|pod-uid)|eks-cluster-(?:name|arn))(?=[}"'\s,]|$)/gi;

/** What stands for a session tag in a text. */
const VARIABLE = new RegExp(`\\$\\{aws:PrincipalTag/(?:${SCOPING_TAGS.join('|')})\\}`, 'g');

/**
 * Session tags of EKS Pod Identity as policy variables, for bundles that limit a resource to the pod's own namespace, service account or
 * cluster: prefixes of S3 objects, names of secrets, names and paths of parameters, partition keys of DynamoDB. The role then serves all
 * of its service accounts, and each pod reaches its own part only.
 *
 * They are for roles of EKS Pod Identity alone, with session tags: other sessions have no such tag, and the statement allows them nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 * @example
 * role.addBundle(S3Bundle.readWrite({ buckets: [bucket], prefix: `${PodSessionTag.NAMESPACE}/` }));
 */
export class PodSessionTag {
  /** The pod's namespace: `${aws:PrincipalTag/kubernetes-namespace}`. */
  public static readonly NAMESPACE = variableOf('kubernetes-namespace');
  /** The pod's service account, without its namespace: `${aws:PrincipalTag/kubernetes-service-account}`. */
  public static readonly SERVICE_ACCOUNT = variableOf('kubernetes-service-account');
  /** The name of the pod's cluster in EKS: `${aws:PrincipalTag/eks-cluster-name}`. */
  public static readonly CLUSTER_NAME = variableOf('eks-cluster-name');

  private constructor() {}
}

function variableOf(tag: typeof SCOPING_TAGS[number]): string {
  return `\${aws:PrincipalTag/${tag}}`;
}

/** A part of a pattern that matches a session tag's variable. */
export const SESSION_TAG = `\\$\\{aws:PrincipalTag/(?:${SCOPING_TAGS.join('|')})\\}`;

/**
 * The format of a text that may hold session tags.
 *
 * @param pattern that of a text with them
 * @param isBeginning whether the text is the beginning of names, even without a wildcard
 */
export function withSessionTags(format: TextFormat, pattern: string, isBeginning = false): TextFormat {
  return {
    ...format,
    pattern,
    also: (value) => format.also?.(value) ?? sessionTagProblem(value, isBeginning),
    hint: (value) => format.hint?.(value) ?? (/\$\{?aws:/i.test(value)
      ? `of policy variables only ${SCOPING_TAGS.map((tag) => `\${aws:PrincipalTag/${tag}}`).join(', ')} may stand in it` : undefined),
  };
}

/**
 * What is wrong with the place of a session tag: behind it must be a character that no value holds, or the end of a whole name. Otherwise
 * the value of one pod would be the beginning of that of another: `team-a` and `team-a-private`.
 */
export function sessionTagProblem(value: string, isBeginning = false): string | undefined {
  const open = [...value.matchAll(VARIABLE)].find(({ 0: variable, index }) => {
    const next = value.charAt(index + variable.length);
    return next === '' ? isBeginning : /[\w.*?$-]/.test(next);
  });
  return open && `must have a "/" or another character behind ${open[0]} that is no letter, digit, ".", "_", "-", "*" or "?", since the tag of one pod may be the beginning of another's`;
}

/** The session tags of EKS that a policy asks for, by their names. */
export function sessionTagsIn(policy: string): string[] {
  return [...new Set([...policy.matchAll(OF_EKS)].map(([, tag]) => tag.toLowerCase()))];
}

/** Whether a text may speak of a session tag: cheap to ask. */
export function maySpeakOfTags(text: string): boolean {
  return /aws:principaltag\//i.test(text);
}

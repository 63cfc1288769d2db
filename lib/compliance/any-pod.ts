import { askedForExample } from './example-role';
import type { JudgedRole } from './judged-role';
import { POD_IDENTITY_SERVICE } from '../core/names';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint } from '../iam/decide/question';
import { TextSet } from '../iam/language/text-set';
import { isKnown } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

/** Pods of a cluster, a namespace and a service account that no condition names. */
export interface AnyPod {
  /** As messages say it: `evil/x of cluster/other`. */
  readonly who: string;
}

const [NAMESPACE, ACCOUNT, CLUSTER] = ['aws:requesttag/kubernetes-namespace', 'aws:requesttag/kubernetes-service-account', 'aws:requesttag/eks-cluster-name'];

/**
 * Whether a statement lets EKS Pod Identity give the role to pods of which it names neither the cluster nor the account, the
 * namespace or the service account. What EKS says of a pod besides, such as its name, anyone may choose who makes pods.
 */
export function anyPodOf(role: JudgedRole, statement: PolicyStatement): AnyPod | 'nobody' | undefined {
  const { trust } = role;
  const others = trust.statements.filter((other) => other === statement || other.effect !== 'Allow');
  const tests = others.flatMap(({ conditions }) => conditions);
  if (tests.some(({ operator, values }) => !values.every(isKnown) && (statement.conditions.length > 0 || operator.negated))) {
    return statement.conditions.length > 0 ? undefined : 'nobody'; // what is known only at deploy time names somebody
  }
  const answer = decide({
    policies: { trust: [{ ...trust, statements: others }] },
    principals: [{ kind: 'service', identifiers: TextSet.equals(POD_IDENTITY_SERVICE) }],
    actions: TextSet.equals('sts:assumerole'),
    ...askedForExample(role),
    otherKeys: (key) => ofPod(tests, key),
    examples: ['evil', 'x', 'other', '999999999999', 'arn:aws:eks:us-east-1:999999999999:cluster/other'],
  });
  if (answer.kind !== 'witness') {
    return answer.kind === 'none' ? 'nobody' : undefined;
  }
  const context = new Map(Object.entries(answer.request.context ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  return { who: `${context.get(NAMESPACE) ?? 'evil'}/${context.get(ACCOUNT) ?? 'x'} of the cluster ${context.get(CLUSTER) ?? 'other'}` };
}

/** What a key may be for pods that nobody named. An association may leave the tags out. */
function ofPod(tests: readonly ConditionTest[], key: string): KeyConstraint | undefined {
  const unnamed = () => TextSet.equals(...literals(tests, key)).not();
  switch (key) {
    case NAMESPACE: case ACCOUNT: case CLUSTER: case 'aws:requesttag/eks-cluster-arn':
      return { values: unnamed().but(TextSet.equals('')), mayBeAbsent: true };
    case 'aws:sourcearn':
      return { values: TextSet.of(['arn:*:eks:*:*:cluster/*'], 'arn').but(ofNamedClusters(tests, key)) };
    case 'aws:sourceaccount': return { values: unnamed().and(TextSet.like('????????????')) };
    case 'aws:sourceorgid': return { values: TextSet.equals('o-stranger00'), mayBeAbsent: true };
    case 'aws:sourceorgpaths': return { values: TextSet.equals('o-stranger00/r-zzzz/'), mayBeAbsent: true };
    default: return key.startsWith('aws:principal') || key === 'aws:userid' || key === 'sts:externalid' ? {} : undefined;
  }
}

/** Patterns that name a cluster or an account: those of all accounts, such as `arn:aws:eks:*:*:cluster/prod`, name the cluster. */
function ofNamedClusters(tests: readonly ConditionTest[], key: string): TextSet {
  const named = valuesOf(tests, key).filter((value) => {
    const [, , , , account = '', cluster = ''] = value.split(':');
    return !/[*?$]/.test(value) || /^\d{12}$/.test(account) || /^cluster\/.*[a-zA-Z0-9]/.test(cluster);
  });
  return TextSet.like(...named);
}

function literals(tests: readonly ConditionTest[], key: string): string[] {
  return valuesOf(tests, key).filter((value) => !/[*?$]/.test(value));
}

function valuesOf(tests: readonly ConditionTest[], key: string): string[] {
  return tests.filter((test) => test.key.toLowerCase() === key).flatMap(({ values }) => values).filter(isKnown);
}

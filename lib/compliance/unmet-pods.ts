import { askedForExample } from './example-role';
import type { JudgedRole } from './judged-role';
import { withoutTagKeys } from './pod-tag-keys';
import { POD_IDENTITY_SERVICE } from '../core/names';
import { coversAction } from '../iam/action';
import { arnParts } from '../iam/arn';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint } from '../iam/decide/question';
import { LetterClass } from '../iam/language/letters';
import type { Wildcard } from '../iam/language/pattern';
import { TextSet } from '../iam/language/text-set';
import { requiresValue } from '../iam/operator';
import { isKnown } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** The pods of one EKS Pod Identity association. */
export interface AssociatedPods {
  readonly namespace: string;
  readonly name: string;
  readonly hasNoSessionTags?: boolean;
  /** The name of the cluster in EKS, and its ARN, as far as they are known. */
  readonly clusterName?: string;
  readonly clusterArn?: string;
}

/** What EKS calls to give a role to a pod. */
export type PodAction = 'sts:AssumeRole' | 'sts:TagSession';

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const some = (letters: string): Wildcard[] => [false, true].map((repeated) => ({ letters: LetterClass.of(letters), repeated }));
const DIGIT: Wildcard = { letters: LetterClass.of('0123456789'), repeated: false };
const ACCOUNT: readonly Wildcard[] = Array.from({ length: 12 }, () => DIGIT);
const CLUSTER = some(`${LOWER}${LOWER.toUpperCase()}-_`);
/** Names of Kubernetes; that a dash is never the last letter decides nothing here. */
const LABELS = TextSet.patterns(some(`${LOWER}-.`));
const BEFORE_CLUSTER = [...'arn:', ...some(`${LOWER}-`), ...':eks:', ...some(`${LOWER}-`), ':', ...ACCOUNT, ...':cluster/'];
const CLUSTER_ARNS = TextSet.patterns([...BEFORE_CLUSTER, ...CLUSTER]);

const CLUSTER_ARN = /^arn:[a-z-]+:eks:[a-z0-9-]+:\d{12}:cluster\/([A-Za-z0-9_-]+)$/;

const TAG = 'aws:requesttag/';

const [ASSUME, TAG_SESSION] = ['sts:AssumeRole', 'sts:TagSession'];
/** More than anybody writes. */
const MAX_PAIRS = 64;

/**
 * Whether EKS Pod Identity may not call an action for any pod by these statements, or for none of one association: because of
 * their conditions, or of what denies it. Nothing of the trust that is not known makes it so.
 */
export function isUnmet(role: JudgedRole, action: PodAction, allows: readonly PolicyStatement[], pods?: AssociatedPods): boolean {
  return isUnmetBy(role, { allows, denies: denying(role, [action]), hasTags: action === TAG_SESSION }, pods);
}

/**
 * Whether there is no pod for which EKS may call both actions, as it does for each pod that has session tags: what one statement asks of
 * a pod for the first, and another for the second, must be true of the same pod.
 */
export function isUnmetTogether(
  role: JudgedRole, ofRoles: readonly PolicyStatement[], ofTags: readonly PolicyStatement[], pods?: AssociatedPods,
): boolean {
  if (ofRoles.length * ofTags.length > MAX_PAIRS) {
    return false;
  }
  const pairs = ofRoles.flatMap((one) => ofTags.map((other) => one === other ? one : {
    ...one,
    conditions: [...one.conditions, ...other.conditions],
    hasUndecidedConditions: one.hasUndecidedConditions || other.hasUndecidedConditions,
  }));
  return isUnmetBy(role, { allows: pairs, denies: denying(role, [ASSUME, TAG_SESSION]), hasTags: true }, pods);
}

/** A statement whose actions are not known denies nothing for certain. */
function denying({ trust }: JudgedRole, actions: readonly string[]): PolicyStatement[] {
  return trust.statements.filter((statement) => statement.effect === 'Deny'
    && [...statement.actions, ...statement.notActions].every(isKnown) && actions.some((action) => coversAction(statement, action)));
}

/** What is asked of the trust. */
interface Asked {
  readonly allows: readonly PolicyStatement[];
  readonly denies: readonly PolicyStatement[];
  /** Whether the pods are only those with session tags. */
  readonly hasTags: boolean;
}

function isUnmetBy(role: JudgedRole, asked: Asked, pods?: AssociatedPods): boolean {
  const { allows } = asked;
  const isUnmetByAll = (one: PolicyStatement) =>
    namedClusters(one)?.every((clusterArn) => isNeverMet(role, { ...asked, allows: [one] }, { clusterArn })) ?? false;
  return isNeverMet(role, asked, pods) || (pods === undefined && allows.length > 0 && allows.every(isUnmetByAll));
}

/** What EKS says of a cluster belongs together: with the ARN that a statement asks for come the cluster's account and name. */
function namedClusters({ conditions }: PolicyStatement): string[] | undefined {
  return conditions.find(({ key, operator, values }) => /^aws:(SourceArn|RequestTag\/eks-cluster-arn)$/i.test(key) && requiresValue(operator)
    && values.length > 0 && values.every((value) => isKnown(value) && !/[*?$]/.test(value) && CLUSTER_ARN.test(value)))?.values.map(String);
}

function isNeverMet(role: JudgedRole, { allows, denies, hasTags }: Asked, pods?: Partial<AssociatedPods>): boolean {
  const { trust } = role;
  if (trust.undecided.length > 0 || (denies.length === 0 && allows.some(({ conditions }) => conditions.length === 0))) {
    return false;
  }
  const ways = pods?.hasNoSessionTags === true ? [false] : hasTags || pods?.namespace !== undefined ? [true] : [true, false];
  return ways.every((tagged) => decide({
    policies: { trust: [{ ...trust, statements: withoutTagKeys([...allows, ...denies], tagged).map(asAssumed) }] },
    principals: [{ kind: 'service', identifiers: TextSet.equals(POD_IDENTITY_SERVICE) }],
    actions: TextSet.equals(ASSUME.toLowerCase()),
    ...askedForExample(role),
    otherKeys: (key) => ofPods(key, pods),
  }).kind === 'none');
}

/** All statements that are asked about count for one request, whichever of its actions they are of. */
function asAssumed(statement: PolicyStatement): PolicyStatement {
  return { ...statement, actions: [ASSUME], notActions: [] };
}

/** What a key may be where EKS asks for a pod. */
function ofPods(key: string, pods: Partial<AssociatedPods> | undefined): KeyConstraint | undefined {
  if (key.startsWith(TAG)) {
    const values = pods?.hasNoSessionTags === true ? undefined : tagOf(key.slice(TAG.length), pods);
    return values === undefined ? {} : { values, mayBeAbsent: pods?.namespace === undefined };
  }
  switch (key) {
    case 'aws:sourcearn': return { values: clusterArns(pods) };
    case 'aws:sourceaccount': return { values: accounts(pods) };
    case 'aws:principalservicename': case 'aws:principalservicenameslist': case 'aws:principalisawsservice': case 'aws:principaltype': return undefined;
    default: return OF_OTHER_CALLERS.test(key) ? {} : undefined;
  }
}

function clusterNameOf(pods: Partial<AssociatedPods> | undefined): string | undefined {
  const name = pods?.clusterName ?? CLUSTER_ARN.exec(pods?.clusterArn ?? '')?.[1];
  return name !== undefined && isKnown(name) ? name : undefined;
}

/** The cluster's own ARN, or all that end in its name. */
function clusterArns(pods: Partial<AssociatedPods> | undefined): TextSet {
  const name = clusterNameOf(pods);
  return pods?.clusterArn !== undefined && isKnown(pods.clusterArn) ? TextSet.equals(pods.clusterArn)
    : name === undefined ? CLUSTER_ARNS : TextSet.patterns([...BEFORE_CLUSTER, ...name]);
}

function accounts(pods: Partial<AssociatedPods> | undefined): TextSet {
  const account = arnParts(pods?.clusterArn ?? '')?.account ?? '';
  return /^\d{12}$/.test(account) ? TextSet.equals(account) : TextSet.patterns(ACCOUNT);
}

/** Keys that EKS's own request does not have. */
const OF_OTHER_CALLERS = /^(?:aws:(?:principal|userid|username|multifactorauth|federatedprovider|sourcevpc|sourceidentity)|sts:(?:externalid|sourceidentity))/;

/**
 * The values of a tag; nothing for one that EKS does not set.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
function tagOf(tag: string, pods: Partial<AssociatedPods> | undefined): TextSet | undefined {
  const exactly = (text: string | undefined) => text !== undefined && isKnown(text) ? TextSet.equals(text) : LABELS;
  switch (tag) {
    case 'kubernetes-namespace': return exactly(pods?.namespace);
    case 'kubernetes-service-account': return exactly(pods?.name);
    case 'eks-cluster-arn': return clusterArns(pods);
    case 'eks-cluster-name': return clusterNameOf(pods) === undefined ? TextSet.patterns(CLUSTER) : TextSet.equals(clusterNameOf(pods)!);
    case 'kubernetes-pod-name': case 'kubernetes-pod-uid': return LABELS;
    default: return undefined;
  }
}

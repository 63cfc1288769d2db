import type { ResourceKind } from './resource-scope';
import { globMatches } from '../iam/glob';
import { KnownActions } from '../iam/known-actions';
import { requiresValue } from '../iam/operator';
import { isKnown } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

/** An action that gives resources tags, and the resources; nothing where any of the service will do. */
interface Tagger {
  readonly action: string;
  readonly kind?: ResourceKind;
}

const [ROLE, INSTANCE, MANAGED_INSTANCE] = ['iam::*:role/*', 'ec2:*:*:instance/*', 'ssm:*:*:managed-instance/*'];
const OF_ROLES: readonly Tagger[] = [{ action: 'iam:TagRole', kind: ROLE }];
const OF_INSTANCES: Tagger = { action: 'ec2:CreateTags', kind: INSTANCE };

const TAGGERS: Readonly<Record<string, readonly Tagger[]>> = {
  'iam': OF_ROLES,
  'sts': OF_ROLES,
  'ec2': [OF_INSTANCES],
  'ec2-instance-connect': [OF_INSTANCES],
  'ssm': [OF_INSTANCES, { action: 'ssm:AddTagsToResource', kind: MANAGED_INSTANCE }],
};

/** Names of actions that take tags away, or list them. */
const GIVES_NONE = /^(?:Un|Remove|Delete|List)/;

/** The actions that give tags to what an action is about. */
export function taggersFor(action: string): readonly Tagger[] {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  return Object.hasOwn(TAGGERS, service) ? TAGGERS[service] : taggersOfService(service);
}

/** As the reference says it: `sqs:TagQueue`, `rds:AddTagsToResource`. */
function taggersOfService(service: string): readonly Tagger[] {
  const known = KnownActions.read().service(service)?.actions ?? [];
  const names = known.filter(({ name, level }) => level === 'tagging' && !GIVES_NONE.test(name)).map(({ name }) => name);
  return (names.length === 0 ? ['TagResource'] : names).map((name) => ({ action: `${service}:${name}` }));
}

/** What a request to give tags has whatever it does, or what the caller chooses. */
const CHOSEN = /^aws:(?:RequestedRegion|Principal|SourceIp|SourceVpc|CurrentTime|EpochTime|SecureTransport|UserAgent|ResourceAccount|ResourceOrg)/i;

/**
 * Whether a statement that allows an action which gives tags lets it give one of a name with one of the values: conditions on
 * the tags of the request are read, and any other keeps it from that, such as tags which the resource must have already.
 */
export function letsGive({ conditions, hasUndecidedConditions }: PolicyStatement, tag: string, values: readonly string[]): boolean {
  return !hasUndecidedConditions && conditions.every((test) => letsPass(test, tag, values));
}

function letsPass(test: ConditionTest, tag: string, values: readonly string[]): boolean {
  const { key, operator } = test;
  if (!operator.known || !isKnown(key)) {
    return false;
  }
  const [name, own] = [key.toLowerCase(), `aws:requesttag/${tag.toLowerCase()}`];
  if (name === own) {
    return operator.type === 'null' ? asksFor(test, 'false') : operator.type === 'string' && values.some((value) => isOneOf(test, value) !== operator.negated);
  }
  if (name === 'aws:tagkeys') {
    // With ForAnyValue, one key that is asked for may have others beside it.
    return operator.type === 'null' ? asksFor(test, 'false') : operator.type === 'string' && (operator.quantifier === 'ForAnyValue' || isOneOf(test, tag) !== operator.negated);
  }
  return name.startsWith('aws:requesttag/') || CHOSEN.test(key) || (!requiresValue(operator) && operator.negated && !/tag/i.test(key));
}

function asksFor({ values }: ConditionTest, wanted: string): boolean {
  return values.every((value) => value.toLowerCase() === wanted);
}

/** Whether one value of a test may be the text, or a variable in either may make it so. */
function isOneOf({ operator, values }: ConditionTest, text: string): boolean {
  const isOpen = (value: string) => !isKnown(value) || value.includes('${');
  const [wanted, given] = operator.ignoreCase ? [text.toLowerCase(), values.map((value) => value.toLowerCase())] : [text, values];
  return given.some((value) => isOpen(value) || isOpen(wanted) || value === wanted || (operator.relation === 'like' && globMatches(value, wanted)) || globMatches(wanted, value));
}

/** Tags that EKS Pod Identity gives each session, whatever the role has. */
const OF_PODS = /^(?:kubernetes-|eks-cluster-)/i;

/** The tags of the caller that statements read, but those of which a session of pods has its own. */
export function tagsOfPrincipal(statements: readonly PolicyStatement[]): string[] {
  const texts = statements.flatMap(({ resources, notResources, conditions }) =>
    [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)].filter((text) => text.includes('${')));
  const read = texts.flatMap((text) => [...text.matchAll(/\$\{aws:PrincipalTag\/([^}]+)\}/gi)].map(([, tag]) => tag));
  const asked = statements.flatMap(({ conditions }) => conditions.flatMap(({ key }) => /^aws:PrincipalTag\/(.+)$/i.exec(key)?.[1] ?? []));
  return [...new Set([...read, ...asked])].filter((tag) => !OF_PODS.test(tag));
}

/** The tags of the caller without which statements allow more: a Deny asks that they are there, or an Allow that they are not. */
function limitingTags(allowing: readonly PolicyStatement[], denying: readonly PolicyStatement[]): string[] {
  const asked = (statements: readonly PolicyStatement[], isOne: (test: ConditionTest) => boolean) =>
    statements.flatMap(({ conditions }) => conditions.filter(isOne).flatMap(({ key }) => /^aws:PrincipalTag\/(.+)$/i.exec(key)?.[1] ?? []));
  const needsIt = (test: ConditionTest) => test.operator.type === 'null' ? asksFor(test, 'false') : requiresValue(test.operator);
  return [...new Set([...asked(denying, needsIt), ...asked(allowing, (test) => !needsIt(test))])].filter((tag) => !OF_PODS.test(tag));
}

/** The tags of a role on which it depends what its policies allow. */
export class OwnTags {
  private readonly known = new Map<string, readonly string[]>();

  public constructor(private readonly allowing: readonly PolicyStatement[], private readonly denying: readonly PolicyStatement[]) {}

  /** All that policies read, or of those the ones without which they allow more. */
  public of(what: 'own tags' | 'own limiting tags'): readonly string[] {
    const tags = this.known.get(what)
      ?? (what === 'own tags' ? tagsOfPrincipal([...this.allowing, ...this.denying]) : limitingTags(this.allowing, this.denying));
    this.known.set(what, tags);
    return tags;
  }
}

import { actionsOf, servicesOf } from './guardrail-actions';
import type { NamedAction } from './guardrail-actions';
import type { GuardrailRule } from './guardrail-rule';
import { entryOverlaps, resourceOverlaps } from '../../iam/entry-overlap';
import { KnownActions } from '../../iam/known-actions';
import { TextSet } from '../../iam/language/text-set';
import { isKnown } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';

/** Requests that a guardrail is about: actions on resources. */
export interface GuardrailCell {
  readonly actions: TextSet;
  readonly resources: TextSet;
  /** Names that a request should have. */
  readonly examples: readonly string[];
}

/** Stands for a resource of which nobody knows the name. */
export const ANY_NAME = 'cdk-irsa-whatever-its-name';

/** Stands in examples for the account of whoever asks. */
export const OWN_ACCOUNT = '{account}';

const ARN_PARTS = 6;

/** How many kinds of resources are looked at one by one. */
const MOST_KINDS = 80;

/** How many names of actions are tried first. */
const MOST_EXAMPLES = 100;

/** Which requests a guardrail is about. */
export class GuardrailReach {
  /** The services, in lower case; nothing for all. */
  public readonly services?: ReadonlySet<string>;
  /** All requests, and perhaps some that AWS does not know: an action on a resource that it does not take. */
  public readonly coarse: readonly GuardrailCell[];
  private readonly may: readonly string[];
  /** Whether entries of `Action` may be one of them: many roles have the same. */
  private readonly meant = new Map<string, boolean>();
  private readonly on?: readonly string[];
  private fine?: { readonly known: readonly GuardrailCell[]; readonly others: readonly GuardrailCell[] };

  public constructor(private readonly rule: Pick<GuardrailRule, 'may' | 'on' | 'onAll' | 'except'>) {
    this.may = rule.may.map((action) => action.toLowerCase());
    this.on = rule.on?.includes('*') === true ? undefined : rule.on?.map((arn) => rule.onAll === true ? named(arn) : arn);
    this.services = this.may.includes('*') ? undefined : new Set(this.may.flatMap(servicesOf));
    const known = this.services === undefined ? [] : actionsOf(this.may);
    this.coarse = this.cells(TextSet.like(...this.may), this.resources, known.map(({ name }) => name));
  }

  /** Whether it is about those only who may do it whatever the resource is named. */
  public get isOfAll(): boolean {
    return this.rule.onAll === true;
  }

  /** The same, each action with the resources that it takes alone; nothing if these are too many to be told apart. */
  public get exact(): readonly GuardrailCell[] | undefined {
    const { known, others } = this.cellsByKind() ?? {};
    return known === undefined || others === undefined || known.length + others.length > MOST_KINDS ? undefined : [...known, ...others];
  }

  /** Those of the actions that the reference has; nothing if it has none, or if these are too many. */
  public get exactOfKnown(): readonly GuardrailCell[] | undefined {
    const { known = [] } = this.cellsByKind() ?? {};
    return known.length === 0 || known.length > MOST_KINDS ? undefined : known;
  }

  /** Whether a statement may allow something that the guardrail is about. */
  public concerns({ effect, actions, notActions, resources, notResources }: PolicyStatement): boolean {
    const { on } = this;
    return effect !== 'Deny'
      && (notActions.length > 0 || actions.some((pattern) => this.mayMean(pattern)))
      && (on === undefined || notResources.length > 0 || resources.length === 0
        || resources.some((entry) => on.some((arn) => resourceOverlaps(entry, arn))));
  }

  /** Whether one of its requests may be about a resource. */
  public isAbout(arn: string): boolean {
    return this.on === undefined || this.on.some((entry) => entryOverlaps(entry, arn) || entryOverlaps(entry, `${arn}/*`));
  }

  private mayMean(pattern: string): boolean {
    const known = this.meant.get(pattern) ?? this.may.some((action) => entryOverlaps(pattern.toLowerCase(), action));
    this.meant.set(pattern, known);
    return known;
  }

  private get resources(): TextSet {
    return this.on === undefined ? TextSet.every : TextSet.of(this.on, 'arn');
  }

  /** Takes what everybody may out of actions on resources. */
  private cells(actions: TextSet, resources: TextSet, names: readonly string[]): GuardrailCell[] {
    const examples = [...names.slice(0, MOST_EXAMPLES), ...this.exampleResources];
    let all: readonly { readonly actions: TextSet; readonly resources: TextSet }[] = [{ actions, resources }];
    for (const [key, arns] of Object.entries(this.rule.except ?? {})) {
      const own = TextSet.like(key.toLowerCase());
      const excepted = arns.includes('*') ? TextSet.every : TextSet.of(arns, 'arn');
      all = all.flatMap((cell) => [
        { actions: cell.actions.but(own), resources: cell.resources },
        ...excepted === TextSet.every ? [] : [{ actions: cell.actions.and(own), resources: cell.resources.but(excepted) }],
      ]);
    }
    return all.map((cell) => ({ ...cell, examples }));
  }

  private get exampleResources(): string[] {
    return (this.on ?? []).map(exampleOf);
  }

  private cellsByKind() {
    return this.services === undefined ? undefined : this.fine ??= this.exactCells(actionsOf(this.may));
  }

  private exactCells(known: readonly NamedAction[]) {
    const kinds = new Map<string, NamedAction[]>();
    for (const action of known) {
      const key = `${action.prefix} ${action.resources?.join(' ')}`;
      kinds.set(key, [...kinds.get(key) ?? [], action]);
    }
    const unknown = TextSet.like(...this.may).but(TextSet.equals(...known.map(({ name }) => name.toLowerCase())));
    return { known: [...kinds.values()].flatMap((actions) => this.ofKind(actions)), others: this.cells(unknown, this.resources, []) };
  }

  private ofKind(actions: readonly NamedAction[]): GuardrailCell[] {
    const [{ prefix, resources: taken }] = actions;
    const names = actions.map(({ name }) => name);
    const all = TextSet.equals(...names.map((name) => name.toLowerCase()));
    if (taken === undefined) {
      return this.cells(all, this.resources, names);
    }
    if (taken.length === 0) {
      return this.on === undefined ? this.cells(all, TextSet.equals('*'), names) : [];
    }
    const patterns = KnownActions.read().service(prefix)?.patterns.map(({ text }) => text) ?? [];
    const inner = patterns.filter((other) => !taken.includes(other) && taken.some((text) => other.startsWith(`${text}/`)));
    const kind = TextSet.of(taken.map(asArn), 'arn');
    const resources = this.resources.and(inner.length === 0 ? kind : kind.but(TextSet.of(inner.map(asArn), 'arn')));
    return this.cells(all, resources, [...names, ...taken.map((text) => exampleOf(asArn(text)))]);
  }
}

/** One ARN of a pattern, in the account that asks. */
function exampleOf(arn: string): string {
  if (arn.split(':').length < ARN_PARTS) {
    return arn;
  }
  const [, partition, service, region, account, ...resource] = arn.split(':');
  const plain = (part: string, other: string) => /^[*?]+$/.test(part) ? other : part;
  return ['arn', plain(partition, 'aws'), service, plain(region, 'us-east-1'), plain(account, OWN_ACCOUNT), resource.join(':').replace(/[*?]+/g, 'example')].join(':');
}

function asArn(pattern: string): string {
  return `arn:*:${pattern}`;
}

/** A pattern with a name of its own in place of the wildcards behind the account. */
function named(arn: string): string {
  const parts = arn.split(':');
  return [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':').replace(/[*?]+/g, ANY_NAME)].join(':');
}

/** Whether an entry of `Resource` may stand for a resource, or for something in it. */
export function mayBe(entry: string, arn: string): boolean {
  return !isKnown(arn) || resourceOverlaps(entry, arn) || resourceOverlaps(entry, `${arn}/*`);
}

// What policies allow, as actions on kinds of resources: names of buckets and clusters differ between any two policies, kinds do not.
import { readLiteralDocument } from '../../lib/iam/document';
import { KnownActions } from '../../lib/iam/known-actions';
import type { KnownAction } from '../../lib/iam/known-actions';
import type { PolicyStatement } from '../../lib/iam/policy-statement';

/** An action that is allowed on something. */
export interface Allowed {
  /** Whether it is allowed on `*`. */
  onAll: boolean;
  /** The kinds of resources, such as `ec2:*:*:volume/*`. */
  readonly kinds: Set<string>;
  /** Why it is there, by the one who allows it; empty if nobody says so. */
  readonly notes: Set<string>;
}

/** What is allowed, by actions such as `ec2:CreateTags`. */
export class AllowedActions {
  public readonly byAction = new Map<string, Allowed>();
  /** What could not be read. */
  public readonly problems = new Set<string>();

  /** Adds what a policy allows; a note says where it comes from. */
  public add(policy: unknown, note?: string): this {
    const { statements, undecided } = readLiteralDocument(policy);
    undecided.forEach(({ what }) => this.problems.add(what));
    statements.forEach((statement) => this.addStatement(statement, note));
    return this;
  }

  private addStatement(statement: PolicyStatement, note: string | undefined): void {
    const { effect, actions, notActions, resources, notResources } = statement;
    if (effect !== 'Allow') {
      return;
    }
    if (notActions.length > 0) {
      this.problems.add('a statement that allows all but some actions');
      return;
    }
    const entries = notResources.length > 0 ? ['*'] : resources;
    for (const pattern of actions) {
      const known = KnownActions.read().matching(pattern) ?? [];
      if (known.length === 0) {
        this.problems.add(`an action that the service authorization reference does not list: ${pattern}`);
      }
      const [service] = pattern.split(':');
      known.forEach((action) => this.addAction(service.toLowerCase(), action, entries, note));
    }
  }

  private addAction(service: string, action: KnownAction, entries: readonly string[], note = ''): void {
    const name = `${service}:${action.name}`;
    const allowed = this.byAction.get(name) ?? { onAll: false, kinds: new Set(), notes: new Set() };
    this.byAction.set(name, allowed);
    allowed.notes.add(note);
    for (const entry of entries) {
      if (entry === '*') {
        allowed.onAll = true;
      } else {
        const reach = KnownActions.read().reach(service, entry);
        (action.resources ?? []).filter((kind) => reach.takes([kind])).forEach((kind) => allowed.kinds.add(kind));
      }
    }
  }
}

/** An action, by itself or on one kind of resources. */
export interface Need {
  readonly action: string;
  readonly kind?: string;
  /** Why it is there; empty if nobody says so. */
  readonly notes: readonly string[];
}

/** What the one allows that the other does not. `*` is met by any resource: documents write it where ours have names. */
export function beyond(one: AllowedActions, other: AllowedActions): Need[] {
  return [...one.byAction].flatMap(([action, { kinds, notes }]): Need[] => {
    const own = [...notes].filter((note) => note !== '');
    const why = notes.has('') ? [] : own;
    const there = other.byAction.get(action);
    if (there === undefined) {
      return [{ action, notes: why }];
    }
    return there.onAll ? [] : [...kinds].filter((kind) => !there.kinds.has(kind)).map((kind) => ({ action, kind, notes: why }));
  }).sort((a, b) => needText(a) < needText(b) ? -1 : 1);
}

/** `ec2:CreateTags on ec2:*:*:volume/*` */
export function needText({ action, kind }: Pick<Need, 'action' | 'kind'>): string {
  return kind === undefined ? action : `${action} on ${kind}`;
}

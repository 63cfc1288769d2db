import type { KnownAction, KnownActions, Reach } from './known-actions';
import { once } from '../core/once';

/** Actions of a service that take the same resources. */
export interface ActionKind {
  readonly prefix: string;
  readonly resources: KnownAction['resources'];
}

/** The reference as one policy asks it: its statements repeat actions and resources, so each question is answered once. */
export class AskedActions {
  private readonly matches = new Map<string, readonly KnownAction[] | undefined>();
  private readonly kinds = new Map<string, ActionKind>();
  private readonly kindsOfActions = new Map<string, readonly ActionKind[]>();
  private readonly reaches = new Map<string, Map<string, Reach>>();

  public constructor(private readonly reference: KnownActions) {}

  /** The actions that an action of a policy, with or without wildcards, stands for; nothing if its service is not known. */
  public matching(action: string): readonly KnownAction[] | undefined {
    return once(this.matches, action, () => this.reference.matching(action));
  }

  /** The kinds of what an action stands for, each of which is one object: the actions of `s3:*` are of a dozen kinds. */
  public kindsOf(action: string): readonly ActionKind[] {
    const prefix = action.split(':')[0].toLowerCase();
    return once(this.kindsOfActions, action, () => [...new Set((this.matching(action) ?? []).map(({ resources }) =>
      once(this.kinds, `${prefix} ${resources?.join(' ')}`, () => ({ prefix, resources }))))]);
  }

  /** Whether an action of a kind may be about what an entry of `Resource` stands for. */
  public takes({ prefix, resources }: ActionKind, entry: string): boolean {
    const reaches = once(this.reaches, prefix, () => new Map<string, Reach>());
    return once(reaches, entry, () => this.reference.reach(prefix, entry)).takes(resources);
  }
}

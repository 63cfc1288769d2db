import type { Level } from '../level';
import type { ResourceKind } from '../resource-scope';

/** One action that a way needs. */
export interface Need {
  /** In AWS's own spelling: `iam:PutRolePolicy`. */
  readonly action: string;
  readonly on: ResourceKind;
  /** Whether one that is named will do: such as a script of its own, which it gives to something of others. */
  readonly evenOwn?: boolean;
}

/** Other resources that one action needs: any of a kind, or one of those of AWS that do what the caller likes. */
export interface Through {
  readonly on: ResourceKind;
  readonly names: readonly string[];
}

/**
 * A way to the permissions of others: actions that together give whoever has them what another role, user, person or service
 * may do, or that decide who may become them.
 */
export interface Way {
  /** All of them are needed. */
  readonly needs: readonly Need[];
  /** What it does, as a sentence that goes on: `gives any role any permission`. */
  readonly gives: string;
  /** A warning, where it hangs on something that a policy does not tell, such as who already may what. */
  readonly level: Level;
  /** Whether it is one also on a single thing that is named: whoever changes one role's permissions has what that role is given. */
  readonly evenNamed: boolean;
  /** Whether it gives no more than what the resource holds, as its own policy does: of whoever has everything of the service, that is said already. */
  readonly isOfResource?: boolean;
  /** Of what of its own role it is: of what the policies deny, of the tags that they read, or of those that take something away; none, where they do no such thing. */
  readonly isOf?: 'own denies' | 'own tags' | 'own limiting tags';
  /** Patterns of the names that it is about, if it is about no others; `<account>` stands for the number of an account. */
  readonly names?: readonly string[];
  /** The tag that these have, by which a condition may name them. */
  readonly tag?: { readonly key: string; readonly value: string };
  /** What it needs beside the resource that it is about. */
  readonly through?: Through;
  /** Where AWS describes what the actions do. */
  readonly source: string;
}

/** The ways by one action each, on one kind of resource. */
export function ways(
  on: ResourceKind, source: string, gives: Readonly<Record<string, string>>, { level = 'error', evenNamed = false }: Partial<Pick<Way, 'level' | 'evenNamed'>> = {},
): Way[] {
  return Object.entries(gives).map(([action, text]) => ({ needs: [{ action, on }], gives: text, level, evenNamed, source }));
}

/** The ways by one action each that hang on something which a policy does not tell: warnings. */
export function perhaps(on: ResourceKind, source: string, gives: Readonly<Record<string, string>>): Way[] {
  return ways(on, source, gives, { level: 'warning' });
}

/** A way by several actions. */
export function wayOf(needs: readonly Need[], source: string, gives: string, level: Level = 'error'): Way {
  return { needs, gives, level, evenNamed: false, source };
}

/** The page of the service authorization reference that has a service's actions. */
export function reference(page: string): string {
  return `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${page}.html`;
}

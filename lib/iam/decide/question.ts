import type { PrincipalKind } from './principal-sets';
import type { ApplicablePolicies } from '../applicable-policies';
import type { PolicyDocument } from '../document';
import type { TextSet } from '../language/text-set';

/** Principals of one kind. */
export interface PrincipalSet {
  readonly kind: PrincipalKind;
  /**
   * Their ARNs, providers or names; for a session the ARN of its role.
   *
   * @default all of the kind
   */
  readonly identifiers?: TextSet;
}

/** What a condition key may be in the requests of a question. */
export interface KeyConstraint {
  /** @default false */
  readonly mayBeAbsent?: boolean;
  /** @default none: the key is absent */
  readonly values?: TextSet;
}

/** Requests, and the policies that decide about them: is there one that is allowed? */
export interface Question {
  readonly policies: ApplicablePolicies;
  readonly principals: readonly PrincipalSet[];
  /**
   * In lower case.
   *
   * @default all
   */
  readonly actions?: TextSet;
  /** @default all */
  readonly resources?: TextSet;
  /** @default as in a request: the account in the resource's ARN */
  readonly resourceAccount?: string;
  /**
   * What keys may be, by their names.
   *
   * @default a key is absent or has any value
   */
  readonly context?: Readonly<Record<string, KeyConstraint>>;
  /** The same for keys that `context` does not name; nothing leaves a key as it is. Gets the key in lower case. */
  readonly otherKeys?: (key: string) => KeyConstraint | undefined;
  /** Policies that must not allow the request: the question is what the others allow beyond them. */
  readonly notAllowedBy?: ApplicablePolicies;
  /** Names that a witness should have where they fit: actions, resources, principals, values of keys. */
  readonly examples?: readonly string[];
  /**
   * How much work the answer may take.
   *
   * @default 800,000
   */
  readonly maxSteps?: number;
}

/** What a question says of a key. */
export function constraintOf({ context = {}, otherKeys }: Question, key: string): KeyConstraint | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key)?.[1] ?? otherKeys?.(key);
}

/** All policies of a question. */
export function documentsOf({ policies, notAllowedBy }: Question): PolicyDocument[] {
  return [policies, notAllowedBy ?? {}].flatMap(({ serviceControlPolicies = [], resourceControlPolicies = [], ...lists }) => {
    const all: (readonly PolicyDocument[] | undefined)[] = [...Object.values(lists), ...serviceControlPolicies, ...resourceControlPolicies];
    return all.flatMap((documents = []) => documents);
  });
}

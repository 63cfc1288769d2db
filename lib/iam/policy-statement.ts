import { textsOf } from './elements';
import type { Elements } from './elements';
import { parseOperator } from './operator';
import type { ConditionOperator } from './operator';
import { plain } from './partial-text';
import { isObject } from '../core/plain-object';

/** One test of a statement's conditions: one key under one operator. All tests of a statement must hold. */
export interface ConditionTest {
  readonly operator: ConditionOperator;
  /** As it is written; IAM ignores its case. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface Principal {
  /** `AWS`, `Federated`, `Service`, `CanonicalUser`, or `*`. */
  readonly type: string;
  readonly value: string;
}

/** A statement of a policy, with lists where IAM allows one value. Each text may have parts that are not known yet. */
export interface PolicyStatement {
  /** Which of the document's statements it is, from 1. */
  readonly number: number;
  readonly sid?: string;
  /** `Allow`, `Deny`, or whatever is written instead. */
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principal[];
  /** Whom the statement is not for, if it is for everyone else. */
  readonly notPrincipals: readonly Principal[];
  /** Whether there is a `NotPrincipal`, even one that names nobody or cannot be read. */
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly ConditionTest[];
  /** Whether there are conditions besides, which cannot be read. */
  readonly hasUndecidedConditions: boolean;
}

/** A part of a policy that is not known yet, or cannot be read. */
export interface UndecidedPart {
  /** `the conditions of statement 2`. */
  readonly what: string;
  /** The keys that lead to it from the policy's root, such as `Statement`, `1`, `Condition`, in IAM's own spelling. */
  readonly path: readonly string[];
  /** The number of the statement that it is a part of. */
  readonly statement?: number;
}

/** The kinds of principals. IAM ignores their case. */
const PRINCIPAL_TYPES = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

/** Reads a statement, and collects what cannot be read. */
export function readStatement(elements: Elements, number: number, undecided: UndecidedPart[]): PolicyStatement {
  const reader = new StatementReader(number, undecided);
  const before = undecided.length;
  const conditions = reader.conditions(elements.of('Condition'));
  const hasUndecidedConditions = undecided.length > before;
  const effect = String(elements.of('Effect') ?? '');
  const sid = elements.of('Sid');
  const statement = {
    number,
    sid: typeof sid === 'string' ? sid : undefined,
    effect,
    actions: textsOf(elements.of('Action')),
    notActions: textsOf(elements.of('NotAction')),
    resources: textsOf(elements.of('Resource')),
    notResources: textsOf(elements.of('NotResource')),
    principals: reader.principals(elements.of('Principal'), 'Principal'),
    notPrincipals: reader.principals(elements.of('NotPrincipal'), 'NotPrincipal'),
    hasNotPrincipal: elements.of('NotPrincipal') !== undefined,
    conditions,
    hasUndecidedConditions,
  };
  if (effect !== 'Allow' && effect !== 'Deny') {
    reader.report('the effect', 'Effect');
  }
  if (elements.hasUnknown) {
    reader.report('a part');
  }
  return statement;
}

class StatementReader {
  public constructor(private readonly number: number, private readonly undecided: UndecidedPart[]) {}

  public report(part: string, ...keys: readonly string[]): void {
    const { number } = this;
    this.undecided.push({ what: `${part} of statement ${number}`, path: ['Statement', String(number - 1), ...keys], statement: number });
  }

  public principals(value: unknown, element: 'Principal' | 'NotPrincipal'): Principal[] {
    if (value === '*') {
      return [{ type: '*', value: '*' }];
    }
    if (value === undefined || value === null) {
      return [];
    }
    if (!isObject(value)) {
      this.report(element === 'Principal' ? 'the principal' : 'the NotPrincipal', element);
      return [];
    }
    return Object.entries(value).flatMap(([key, values]) => {
      const type = PRINCIPAL_TYPES.find((known) => known.toLowerCase() === key.toLowerCase()) ?? key;
      return textsOf(values).map((text) => ({ type, value: text }));
    });
  }

  public conditions(value: unknown): ConditionTest[] {
    if (value === undefined || value === null) {
      return [];
    }
    if (!isObject(value)) {
      this.report('the conditions', 'Condition');
      return [];
    }
    return Object.entries(value).flatMap(([name, tests]) => {
      if (!isObject(tests)) {
        this.report(`the condition ${plain(name)}`, 'Condition', name);
        return [];
      }
      const operator = parseOperator(name);
      return Object.entries(tests).map(([key, values]) => ({ operator, key, values: textsOf(values) }));
    });
  }
}

import { OPERATOR_NAMES, parseOperator } from './operator';
import { isObject } from '../core/plain-object';
import { nearest, show, suggestion } from '../core/text';

/** What IAM would not take in a policy, or not as it is meant. */
export interface GrammarProblem {
  /** The keys that lead to it: `Statement`, `0`, `Effect`. */
  readonly path: readonly string[];
  /** The keys that lead to what is wrong, where that is within what the sentence is about. */
  readonly within?: readonly string[];
  /** A sentence without its subject: `must be "Allow" or "Deny", got "allow"`. */
  readonly problem: string;
}

/** Whether a value stands for one that is known at deploy time only, of which nothing can be said. */
export type IsOpen = (value: unknown) => boolean;

const POLICY_KEYS = ['Version', 'Id', 'Statement'];
const PRINCIPAL_KEYS = ['Principal', 'NotPrincipal'];
const STATEMENT_KEYS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * What is wrong with a policy for a role or user by IAM's grammar, all of it. Names of elements must be in IAM's own
 * spelling, which other tools insist on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyProblems(policy: unknown, isOpen: IsOpen): GrammarProblem[] {
  const grammar = new Grammar(isOpen);
  grammar.policy(policy);
  return grammar.problems;
}

/** The same of one statement. */
export function statementProblems(statement: unknown, path: readonly string[], isOpen: IsOpen): GrammarProblem[] {
  const grammar = new Grammar(isOpen);
  grammar.statement(path, statement);
  return grammar.problems;
}

class Grammar {
  public readonly problems: GrammarProblem[] = [];

  public constructor(private readonly isOpen: IsOpen) {}

  public policy(policy: unknown): void {
    if (!isObject(policy)) {
      this.report([], `must be an IAM policy, an object with "Version" and "Statement", got ${show(policy)}`);
      return;
    }
    const { Statement: written } = policy;
    const inner = written === undefined ? placeOfPolicy(policy) : undefined;
    if (inner !== undefined) {
      this.report([], `must be the policy alone, got one within ${show(inner.join('.'))}, as a command prints it: write what stands there`, inner[0]);
      return;
    }
    this.unknownKeys([], policy, POLICY_KEYS);
    const statements: unknown[] = Array.isArray(written) ? written : written === undefined ? [] : [written];
    if (statements.length === 0 && !isMeant(policy, 'Statement', POLICY_KEYS)) {
      this.report(['Statement'], `must have at least one statement, got ${shown(written)}`);
    }
    statements.forEach((statement, i) => this.statement(['Statement', String(i)], statement));
    const sids = statements.map((statement) => isObject(statement) ? statement.Sid : undefined);
    sids.forEach((sid, i) => sid !== undefined && sids.indexOf(sid) < i
      && this.report(['Statement', String(i), 'Sid'], `must be unique in the policy, got ${show(sid)} again`));
  }

  public statement(path: readonly string[], statement: unknown): void {
    if (!isObject(statement)) {
      this.report(path, `must be an object, got ${show(statement)}`);
      return;
    }
    PRINCIPAL_KEYS.filter((key) => key in statement)
      .forEach((key) => this.report([...path, key], 'must be left out: the policy of a role is for the role itself'));
    this.unknownKeys(path, statement, STATEMENT_KEYS, PRINCIPAL_KEYS);
    const { Sid: sid, Effect: effect } = statement;
    if (sid !== undefined && !this.isOpen(sid) && !(typeof sid === 'string' && /^[A-Za-z0-9]+$/.test(sid))) {
      this.report([...path, 'Sid'], `must be letters and digits, got ${show(sid)}`);
    }
    if (effect !== 'Allow' && effect !== 'Deny' && !(effect === undefined && isMeant(statement, 'Effect', STATEMENT_KEYS))) {
      this.report([...path, 'Effect'], `must be "Allow" or "Deny", got ${shown(effect)}`);
    }
    this.texts(path, statement, 'Action', 'NotAction');
    this.texts(path, statement, 'Resource', 'NotResource');
    this.conditions([...path, 'Condition'], statement.Condition);
  }

  private texts(path: readonly string[], statement: Record<string, unknown>, key: string, notKey: string): void {
    if (key in statement && notKey in statement) {
      this.report(path, `must have ${key} or ${notKey}, not both`);
    } else if (!(key in statement) && !(notKey in statement) && ![key, notKey].some((name) => isMeant(statement, name, STATEMENT_KEYS))) {
      this.report([...path, key], 'must name at least one, got none');
    }
    for (const name of [key, notKey].filter((candidate) => candidate in statement)) {
      const value = statement[name];
      const values: unknown[] = Array.isArray(value) ? value : [value];
      if (values.length === 0 || values.some((item) => typeof item !== 'string' || item === '')) {
        this.report([...path, name], `must be a text or a list of texts, got ${show(value)}`);
      }
    }
  }

  private conditions(path: readonly string[], conditions: unknown): void {
    if (conditions === undefined || this.isOpenObject(conditions)) {
      return;
    }
    if (!isObject(conditions)) {
      this.report(path, `must be an object of operators, such as {"StringEquals": {…}}, got ${show(conditions)}`);
      return;
    }
    for (const [operator, tests] of Object.entries(conditions)) {
      if (!this.isOpen(operator) && !parseOperator(operator).known) {
        this.report(path, `must have no operator ${show(operator)}, which IAM does not know: ${suggestion(operator, OPERATOR_NAMES)}`, operator);
      }
      if (this.isOpenObject(tests)) {
        continue;
      }
      if (!isObject(tests)) {
        this.report([...path, operator], `must be an object of condition keys, such as {"aws:RequestedRegion": "eu-central-1"}, got ${show(tests)}`);
        continue;
      }
      for (const [key, value] of Object.entries(tests)) {
        const values: unknown[] = Array.isArray(value) ? value : [value];
        if (values.some((item) => !['string', 'number', 'boolean'].includes(typeof item) && !this.isOpenObject(item))) {
          this.report([...path, operator], `must give ${show(key)} a text, number, boolean or a list of them, got ${show(value)}`);
        }
      }
    }
  }

  private unknownKeys(
    path: readonly string[], value: Record<string, unknown>, known: readonly string[], reported: readonly string[] = [],
  ): void {
    Object.keys(value).filter((key) => !known.includes(key) && !reported.includes(key))
      .forEach((key) => this.report(path, `must have no ${show(key)}, which IAM does not know: ${suggestion(key, known)}`, key));
  }

  /** A text in the place of an object is wrong, whatever it comes to. */
  private isOpenObject(value: unknown): boolean {
    return typeof value === 'object' && this.isOpen(value);
  }

  private report(path: readonly string[], problem: string, key?: string): void {
    this.problems.push({ path, problem, within: key === undefined ? undefined : [...path, key] });
  }
}

/** Whether an element that is missing is there under a slightly other name, which is reported as unknown. */
function isMeant(value: Record<string, unknown>, element: string, known: readonly string[]): boolean {
  return Object.keys(value).some((key) => !known.includes(key) && nearest(key, known) === element);
}

/** Where a policy stands in what the AWS CLI prints: `PolicyVersion.Document` or `PolicyDocument`. */
export function placeOfPolicy(value: Record<string, unknown>): readonly string[] | undefined {
  for (const path of [['PolicyVersion', 'Document'], ['PolicyDocument'], ['Document'], ['Policy'], ['policy']]) {
    const inner = path.reduce<unknown>((from, key) => isObject(from) ? from[key] : undefined, value);
    if (isObject(inner) && 'Statement' in inner) {
      return path;
    }
  }
  return undefined;
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : show(value);
}

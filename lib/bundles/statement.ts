import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { BundleStatement } from './policy-bundle';
import { Effect, PolicyStatement } from '../core/cdk';

/** A reason and the page that shows it. */
export interface Evidence {
  readonly reason: string;
  readonly source: string;
}

export interface AllowProps {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** Covers every wildcard of the statement; a function where names and prefixes stand side by side. */
  readonly evidence?: Evidence | ((wildcard: string) => Evidence);
}

/** A statement of the catalogue: its deploy-time values are those of constructs, each of which is one resource. */
export interface ShapedStatement extends BundleStatement {
  readonly namesOneResource: true;
}

/** One allowed scope: actions sorted, every wildcard with the statement's evidence, and a resource's for the statement's own actions. */
export function allow(props: AllowProps): ShapedStatement {
  const actions = [...new Set(props.actions)].sort();
  const resources = [...new Set(props.resources)];
  const statement = new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions: props.conditions });
  const { evidence } = props;
  const why = (wildcard: string) => typeof evidence === 'function' ? evidence(wildcard) : evidence;
  return {
    statement,
    namesOneResource: true,
    evidence: evidence && [
      ...actions.filter(hasWildcard).map((wildcard) => ({ wildcard, ...why(wildcard)! })),
      ...resources.filter(hasWildcard).map((wildcard) => ({ wildcard, actions, ...why(wildcard)! })),
    ],
  };
}

/** Whether a statement is one of the catalogue. */
export function isShaped(statement: BundleStatement): statement is ShapedStatement {
  return (statement as Partial<ShapedStatement>).namesOneResource === true;
}

/** Whether IAM would read a wildcard in an action or resource. Policy variables (`${aws:…}`) are none. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text.replace(/\$\{[*?$]\}/g, ''));
}

/** Every action and resource of a statement that has a wildcard. */
export function wildcardsOf(statement: PolicyStatement): string[] {
  if (statement.effect !== Effect.ALLOW) {
    return [];
  }
  return [...statement.actions, ...statement.resources].filter(hasWildcard);
}

/** One value alone as it is, several as a list: how IAM writes them back. */
export function oneOrMore<T>(values: readonly T[]): T | T[] {
  return values.length === 1 ? values[0] : [...values];
}

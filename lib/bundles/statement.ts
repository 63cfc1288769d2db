import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { BundleStatement, WildcardEvidence } from './policy-bundle';
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

/** One allowed scope: actions sorted, every wildcard with the statement's evidence. */
export function allow(props: AllowProps): BundleStatement {
  const actions = [...new Set(props.actions)].sort();
  const resources = [...new Set(props.resources)];
  const statement = new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions: props.conditions });
  const { evidence } = props;
  return {
    statement,
    evidence: evidence && [...actions, ...resources].filter(hasWildcard)
      .map((wildcard): WildcardEvidence => ({ wildcard, ...typeof evidence === 'function' ? evidence(wildcard) : evidence })),
  };
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

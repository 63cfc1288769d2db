import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { BundlePolicy, BundleStatement, IPolicyBundle, WildcardEvidence } from './policy-bundle';
import { Effect, PolicyStatement, Token } from '../core/cdk';
import { replaceTokens } from '../core/cdk-internals';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';
import type { TextFormat } from '../core/text-format';

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

/**
 * The ARN of a construct, which must be of one resource: a wildcard in an imported name would pass
 * for one of the bundle's own, and be acknowledged with its reason.
 */
export function arnOfOne(bundleId: string, arn: string): string {
  if (typeof arn !== 'string') { // from plain JavaScript
    throw new Error(`a resource of ${bundleId} must have an ARN, got ${show(arn)}: give the construct itself`);
  }
  const literal = replaceTokens(arn, '<deploy-time value>');
  if (/[*?]|\$\{/.test(literal)) {
    throw new Error(`a resource of ${bundleId} must be one, without wildcards and policy variables, got ${show(literal)}`);
  }
  return arn;
}

/** Every action and resource of a statement that has a wildcard. */
export function wildcardsOf(statement: PolicyStatement): string[] {
  if (statement.effect !== Effect.ALLOW) {
    return [];
  }
  return [...statement.actions, ...statement.resources].filter(hasWildcard);
}

/** A bundle of the catalogue: made of a function, so that every role gets statements of its own. */
export class CatalogueBundle implements IPolicyBundle {
  public constructor(public readonly bundleId: string, private readonly make: (scope: IConstruct) => BundleStatement[]) {}

  public bind(scope: IConstruct): BundlePolicy {
    return { statements: this.make(scope) };
  }
}

/** Refuses what is no list, and an empty list, which would only fail at deploy time, as a statement without resources. */
export function requireSome(bundleId: string, parameter: string, ...lists: (readonly unknown[] | undefined)[]): void {
  for (const list of lists) {
    if (Token.isUnresolved(list)) {
      throw new Error(
        `${parameter} of ${bundleId} must be a list whose length is known, got one that is known at deploy time only: take its items with Fn.select`);
    }
    if (list !== undefined && !Array.isArray(list)) { // from plain JavaScript, where a text has a length too
      throw new Error(`${parameter} of ${bundleId} must be a list, got ${show(list)}`);
    }
  }
  if (lists.every((list) => list === undefined || list.length === 0)) {
    throw new Error(`${parameter} of ${bundleId} must name at least one, got ${lists.some((list) => list) ? '[]' : 'none'}`);
  }
}

/** Refuses an empty list, and texts that do not have a format. */
export function requireTexts(bundleId: string, parameter: string, format: TextFormat, values: readonly string[]): void {
  requireSome(bundleId, parameter, values);
  values.forEach((value, i) => requireFormat(format, `${parameter}[${i}] of ${bundleId}`, value));
}

/** One value alone as it is, several as a list: how IAM writes them back. */
export function oneOrMore<T>(values: readonly T[]): T | T[] {
  return values.length === 1 ? values[0] : [...values];
}

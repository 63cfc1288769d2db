import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { WildcardEvidence } from './policy-bundle';
import { evidenceText, isFor, mergedWildcards, missingEvidence, openWildcards, sameAction, withoutEvidence } from './wildcard-evidence';
import type { OpenWildcard } from './wildcard-evidence';
import { Token } from '../core/cdk';
import { isObject } from '../core/plain-object';
import { reasonProblem } from '../core/reason';
import { show, suggestion } from '../core/text';

/** What is wrong with evidence: the keys from `evidence` to it, and a sentence without its subject. */
export interface EvidenceProblem {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** What is wrong with the evidence of a bundle, all of it. */
export class EvidenceError extends Error {
  public constructor(noun: string, public readonly problems: readonly EvidenceProblem[]) {
    super(problems.map(({ path, problem }) => `${pathText(path)} of ${noun} ${problem}`).join('\n'));
  }
}

/**
 * The evidence that was given for statements of a program or a policy, if it is right and none is missing.
 *
 * @throws EvidenceError if evidence is not right
 */
export function checkEvidence(
  noun: string, statements: readonly PolicyStatement[], evidence: readonly WildcardEvidence[] = [],
): readonly WildcardEvidence[] {
  if (!Array.isArray(evidence)) { // from plain JavaScript
    throw new Error(`evidence of ${noun} must be a list, got ${show(evidence)}`);
  }
  const wildcards = mergedWildcards(statements.flatMap(openWildcards));
  const hidden = statements.flatMap(deployTimeValues);
  const problems = evidence.flatMap((item, i) => evidenceProblems(item, wildcards, hidden)
    .map(({ path, problem }) => ({ path: [i, ...path], problem })));
  if (problems.length > 0) {
    throw new EvidenceError(noun, problems);
  }
  const missing = withoutEvidence(wildcards.map(literalActions), evidence);
  if (missing.length > 0) {
    throw new Error(missingEvidence(noun, missing));
  }
  return evidence;
}

/** The evidence that speaks for a statement. */
export function evidenceOf(statement: PolicyStatement, evidence: readonly WildcardEvidence[]): WildcardEvidence[] {
  const wildcards = openWildcards(statement);
  const hidden = deployTimeValues(statement);
  return evidence.filter((item) => hidden.includes(item.wildcard)
    || (hidden.some(isListToken) && !wildcards.some((open) => isFor(item, open)))
    || wildcards.some((open) => isFor(item, open) && (open.actions?.some((action) => isNamed(item, action)) ?? true)));
}

function isNamed({ actions = [] }: WildcardEvidence, action: string): boolean {
  return actions.some((named) => sameAction(named, action) || isListToken(action));
}

function evidenceProblems(item: WildcardEvidence, wildcards: readonly OpenWildcard[], hidden: readonly string[]): EvidenceProblem[] {
  if (!isObject(item)) { // from plain JavaScript
    return [{ path: [], problem: `must be an object such as ${evidenceText(wildcards[0] ?? { wildcard: '*' })}, got ${show(item)}` }];
  }
  const { wildcard, actions, reason } = item;
  const why = reasonProblem('the wildcard cannot be narrower', reason);
  return [...scopeProblems(wildcard, actions, reason, wildcards, hidden), ...why === undefined ? [] : [{ path: ['reason'], problem: why }]];
}

function scopeProblems(
  wildcard: string, actions: readonly string[] | undefined, reason: string, wildcards: readonly OpenWildcard[], hidden: readonly string[],
): EvidenceProblem[] {
  const own = wildcards.filter((open) => open.wildcard === wildcard);
  if (own.length === 0) {
    // Its wildcard is known when it is bound, to a role of a stack.
    const isHidden = hidden.includes(wildcard) || hidden.some(isListToken);
    return isHidden ? [] : [{
      path: ['wildcard'],
      problem: 'must be an action or resource with a wildcard that a statement allows, ' +
        `got ${show(wildcard)}: ${suggestion(String(wildcard), [...new Set(wildcards.map((open) => open.wildcard))])}`,
    }];
  }
  if (actions !== undefined && (!Array.isArray(actions) || actions.length === 0)) {
    return [{ path: ['actions'], problem: `must be a list that names at least one action, got ${show(actions)}` }];
  }
  const onResource = own.find((open) => open.actions !== undefined);
  if (actions === undefined) {
    return onResource === undefined || own.length > 1 ? [] : [{
      path: [],
      problem: `must have "actions", since ${show(wildcard)} is a resource: the reason counts for the actions that it names alone, such as\n  - ${evidenceText(onResource, reason)}`,
    }];
  }
  if (onResource === undefined) {
    return [{ path: ['actions'], problem: `must be left out, since ${show(wildcard)} is itself an action, got ${show(actions)}` }];
  }
  return actions.flatMap((action, i) => onResource.actions!.some((allowed) => sameAction(allowed, action) || isListToken(allowed)) ? [] : [{
    path: ['actions', i],
    problem: `must be an action that a statement allows on ${show(wildcard)}, got ${show(action)}: ${suggestion(String(action), onResource.actions!)}`,
  }]);
}

/** The items of a list that is known at deploy time are asked for when it is bound. */
function literalActions(open: OpenWildcard): OpenWildcard {
  return open.actions === undefined ? open : { ...open, actions: open.actions.filter((action) => !isListToken(action)) };
}

function deployTimeValues({ actions, resources }: PolicyStatement): string[] {
  return [...actions, ...resources].filter((value) => Token.isUnresolved(value) || isListToken(value));
}

function isListToken(value: string): boolean {
  return Token.isUnresolved([value]);
}

/** `evidence[0].actions[1]` */
function pathText([index, ...keys]: readonly (string | number)[]): string {
  return `evidence[${index}]${keys.map((key) => typeof key === 'number' ? `[${key}]` : `.${key}`).join('')}`;
}

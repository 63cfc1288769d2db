import type { PolicyCheckOptions, PolicyChecks } from './policy-checks';
import { filledStatement } from './policy-placeholders';
import type { Place } from './resources/place';
import { PolicyStatement, Token } from '../core/cdk';
import { readJson } from '../core/json';
import { placeOf, TextError } from '../core/placed-data';
import type { PlacedData } from '../core/placed-data';
import { isObject } from '../core/plain-object';
import { show, suggestion } from '../core/text';
import { listOf } from '../iam/elements';
import { placeOfPolicy, policyProblems, statementProblems } from '../iam/grammar';
import type { GrammarProblem } from '../iam/grammar';
import { pathText, writtenPath } from '../iam/written-path';

const REFERENCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html';

/** A policy in JSON that was found to be right. */
export interface ReadPolicy {
  /** Its statements as they are written. */
  readonly statements: PolicyStatement[];
  /** The same, with the placeholders filled. */
  readonly statementsIn: (place: Place) => PolicyStatement[];
  /** What may be wrong. */
  readonly warnings: readonly string[];
}

/**
 * The statements of an IAM policy in JSON. Throws with all that is wrong, a line each, which begins with
 * the source and the position in it.
 */
export function readPolicy(source: string, text: string, options: PolicyCheckOptions = {}): ReadPolicy {
  const data = parsed(source, text);
  const { value } = data;
  const problems = policyProblems(value, isOpen);
  const statements = isObject(value) ? listOf(value.Statement) : [];
  if (isObject(value) && value.Version !== '2012-10-17' && placeOfPolicy(value) === undefined) {
    problems.push({ path: ['Version'], problem: `must be "2012-10-17", got ${value.Version === undefined ? 'none' : show(value.Version)}: in the older version policy variables are plain text` });
  }
  statements.forEach((statement, i) => problems.push(...ruleProblems(['Statement', String(i)], statement)));
  const checks = policyChecks(options);
  statements.forEach((statement, i) => checks.statement(['Statement', String(i)], statement));
  problems.push(...checks.problems, ...unusedActions(options, statements));
  const placed = problems.map((problem) => ({ ...problem, position: placeOf(data, writtenPath(value, problem.within ?? problem.path)) }))
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  refuse(placed.map(({ position: { line, column }, ...problem }) => `${source}:${line}:${column}: ${sentence(problem)}`));
  return {
    statements: statements.map((statement) => PolicyStatement.fromJson(statement)),
    statementsIn: (place) => statements.map((statement) => PolicyStatement.fromJson(filledStatement(statement, place))),
    warnings: checks.warnings,
  };
}

/** The list of actions is large, and only policies in JSON need it. */
function policyChecks(options: PolicyCheckOptions): PolicyChecks {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it at once
  const { PolicyChecks: Created } = require('./policy-checks') as typeof import('./policy-checks');
  return new Created(options);
}

/** An exception for an action that the policy does not have hides the mistake in the one that it was made for. */
function unusedActions({ knownActions = [] }: PolicyCheckOptions, statements: readonly unknown[]): GrammarProblem[] {
  const actions = statements.filter(isObject)
    .flatMap((statement) => [...listOf(statement.Action), ...listOf(statement.NotAction)]).map(String);
  return knownActions.filter((known) => !actions.some((action) => action.toLowerCase() === known.toLowerCase()))
    .map((known) => ({ path: [], problem: `must have each action of "knownActions", got ${show(known)}: ${suggestion(known, [...new Set(actions)])}` }));
}

/** Copies of statements that a program made, checked as those of a policy in JSON. */
export function checkStatements(source: string, statements: readonly PolicyStatement[]): PolicyStatement[] {
  const problems = statements.flatMap((statement, i) => {
    const [json, path] = [statement.toStatementJson(), ['statements', String(i)]];
    return [...statementProblems(json, path, isOpen), ...ruleProblems(path, json)];
  });
  refuse(problems.map((problem) => `${source}: ${sentence(problem)}`));
  return statements.map((statement) => statement.copy());
}

function parsed(source: string, text: string): PlacedData {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof TextError)) {
      throw error;
    }
    const { place: { line, column } = { line: 1, column: 1 } } = error;
    throw new Error(Token.isUnresolved(text) ? `${source}: must be known at synth, got a deploy-time value` : `${source}:${line}:${column}: ${error.message}`);
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}

function sentence({ path, problem }: GrammarProblem): string {
  return `${pathText(path)}${path.length > 0 ? ' ' : ''}${problem}`;
}

/** What IAM would take, and a bundle must not have. */
function ruleProblems(path: readonly string[], statement: unknown): GrammarProblem[] {
  if (!isObject(statement)) {
    return [];
  }
  const openEnds = statement.Effect !== 'Allow' ? [] : ['Action', 'Resource'].filter((key) => `Not${key}` in statement).map((key) => ({
    path: [...path, `Not${key}`],
    problem: `must not stand with "Allow": it grants everything that AWS adds later; name each ${key.toLowerCase()} (${REFERENCE})`,
  }));
  const actions = ['Action', 'NotAction'].flatMap((key) => listOf(statement[key]).map((action) => ({ path: [...path, key], problem: actionProblem(action, statement.Effect) })));
  return [...openEnds, ...actions.flatMap((action) => action.problem === undefined ? [] : [{ ...action, problem: action.problem }])];
}

function actionProblem(action: unknown, effect: unknown): string | undefined {
  if (typeof action !== 'string' || action === '' || Token.isUnresolved(action) || (action === '*' && effect === 'Deny')) {
    return undefined;
  }
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) {
    return `must be an action such as "s3:GetObject" (service:Name), got ${show(action)}`;
  }
  // Legal in IAM; PolicyStatement refuses it.
  return action.includes('?') ? `must be without "?", which CDK refuses in an action, got ${show(action)}` : undefined;
}

/** A deploy-time value: a text with a part that is one, or an object that stands for one. */
function isOpen(value: unknown): boolean {
  return Token.isUnresolved(value);
}

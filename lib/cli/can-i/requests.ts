import { readControlFiles } from './control-files';
import { noteAction } from './note-action';
import { parametersGiven } from './parameters-given';
import { readPaths } from './read-paths';
import type { Answer } from '../../access/access-answer';
import type { AccessQuestion } from '../../access/access-question';
import { answerByDocuments } from '../../access/answer-question';
import { RequestAnswers } from '../../access/request-answers';
import { readRequests } from '../../access/requests-file';
import { jsonText, terminalText } from '../../core/escape';
import { TextError } from '../../core/placed-data';
import { count } from '../../core/text';
import { masked } from '../../iam/partial-text';
import { readText } from '../../inventory/read-text';
import { problemLine } from '../audit/text-report';
import { paintOf } from '../colours';
import type { Paint } from '../colours';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';

/** A question with its answer. */
interface Answered {
  readonly question: AccessQuestion;
  readonly answer: Answer;
  /** Whether it is the answer that the file expects. */
  readonly isExpected: boolean;
}

/** Options that count for all questions of a file. */
export interface RequestsOptions {
  readonly scp?: readonly string[];
  readonly rcp?: readonly string[];
  readonly parameter?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Answers the questions of a file by the policies in it, and by what is at the paths. */
export function runRequests(
  file: string, paths: readonly string[], { scp, rcp, parameter, format }: RequestsOptions, console: Console,
): number {
  const { questions, problems } = read(file, paths.length > 0);
  if (problems.length > 0) {
    const name = file === '-' ? '(standard input)' : file;
    problems.forEach((problem) => console.err(`${problemLine({ file: name, ...problem })}\n`));
    return ExitCode.WRONG_USAGE;
  }
  const control = readControlFiles(scp, rcp, console);
  const found = paths.length === 0 ? undefined : readPaths(paths, console, parametersGiven(parameter));
  if (control === undefined || (found === undefined && paths.length > 0)) {
    return ExitCode.WRONG_USAGE;
  }
  questions.forEach(({ name, request }) => noteAction(masked(request.action, '*'), masked(request.resource, '*'), console, name));
  const answers = found && new RequestAnswers(found.inventory, found.clusters, control);
  const answered = questions.map((question): Answered => {
    const answer = answers?.answer(question) ?? answerByDocuments({ ...question, principal: question.principal! });
    return { question, answer, isExpected: question.expect === undefined || question.expect === answer.decision };
  });
  console.out(format === 'json' ? json(answered) : text(answered, paintOf(console.isColoured)));
  return answered.every(({ isExpected }) => isExpected) ? ExitCode.SUCCESS : ExitCode.FOUND;
}

function read(file: string, hasPaths: boolean): ReturnType<typeof readRequests> {
  try {
    return readRequests(readText(file), hasPaths);
  } catch (error) {
    if (error instanceof TextError) {
      return { questions: [], problems: [{ message: error.message, place: error.place }] };
    }
    throw error;
  }
}

/** Fields are added, not changed. */
function json(answered: readonly Answered[]): string {
  return jsonText(answered.map(({ question: { name }, answer: { decision, reason } }) => ({ name, decision, reason })));
}

function text(answered: readonly Answered[], paint: Paint): string {
  const others = answered.filter(({ isExpected }) => !isExpected).length;
  const hasExpectations = answered.some(({ question: { expect } }) => expect !== undefined);
  const summary = !hasExpectations ? count(answered.length, 'request') : others === 0 ? `${count(answered.length, 'request')}, all as expected`
    : `${count(answered.length, 'request')}, ${paint(['red', 'bold'], `${others.toLocaleString('en-US')} not as expected`)}`;
  return `${answered.map((one) => `${blockOf(one, paint)}\n`).join('')}\n${summary}.\n`;
}

function blockOf({ question: { name, expect }, answer: { decision, reason }, isExpected }: Answered, paint: Paint): string {
  const other = isExpected ? '' : paint(['red', 'bold'], `, expected ${String(expect)}`);
  return `${terminalText(name)}: ${paint('bold', decision)}${other}\n  ${terminalText(reason)}`;
}

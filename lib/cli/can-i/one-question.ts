import { readControlFiles } from './control-files';
import { givenKeys } from './given-keys';
import { noteAccount } from './note-account';
import { noteAction } from './note-action';
import { parametersGiven } from './parameters-given';
import { readPaths } from './read-paths';
import { requireWords } from './require-words';
import { rolesMeant, userMeant } from './roles-meant';
import type { AccessResult } from '../../access/access-result';
import { AccessAnswers, UnknownClusterError } from '../../access/answer-as';
import type { Asking } from '../../access/answer-as';
import { AccessModel } from '../../access/model/access-model';
import { requestOf } from '../../access/request-entry';
import { serviceAccountName } from '../../access/service-account-name';
import type { ServiceAccountName } from '../../access/service-account-name';
import { jsonText, terminalText } from '../../core/escape';
import { list, show } from '../../core/text';
import { arnParts } from '../../iam/arn';
import { paintOf } from '../colours';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/** Options of one question, as commander gives them. */
export interface QuestionOptions {
  readonly as?: string;
  readonly asRole?: string;
  readonly asUser?: string;
  readonly given?: readonly string[];
  readonly scp?: readonly string[];
  readonly rcp?: readonly string[];
  readonly parameter?: readonly string[];
  readonly resourceAccount?: string;
  readonly format: 'text' | 'json';
}

const EXIT_CODES = { allowed: ExitCode.SUCCESS, denied: ExitCode.FOUND, undecided: ExitCode.UNDECIDED } as const;

/**
 * Answers one question by what is at the paths, and gives the exit code.
 *
 * @throws UsageError
 */
export function askOne([action, resource, ...paths]: readonly string[], options: QuestionOptions, console: Console): number {
  const { as, asRole, asUser, resourceAccount, format } = options;
  const asking = [as, asRole, asUser].filter((one) => one !== undefined);
  if (action === undefined || resource === undefined || paths.length === 0) {
    throw new UsageError('can-i must be given ACTION RESOURCE --as NAMESPACE/ACCOUNT PATH..., or --requests FILE');
  }
  if (asking.length !== 1) {
    throw new UsageError(`can-i must be given ${asking.length === 0 ? 'who asks: --as NAMESPACE/ACCOUNT, --as-role ARN|NAME|STACK/LOGICAL-ID or --as-user ARN|NAME' : 'one of --as, --as-role and --as-user'}`);
  }
  const account = as === undefined ? undefined : readAs(as);
  requireWords(action, resource);
  const asked = requestOf(action, resource, givenKeys(options.given), accountOf(resourceAccount), (key, problem) => {
    throw new UsageError(`${key.toUpperCase()} ${problem}`);
  });
  const control = readControlFiles(options.scp, options.rcp, console);
  const read = readPaths(paths, console, parametersGiven(options.parameter));
  if (read === undefined || control === undefined) {
    return ExitCode.WRONG_USAGE;
  }
  const model = new AccessModel(read.inventory, read.clusters, arnParts(resource)?.partition);
  const who: Asking = account !== undefined ? { as: account }
    : { roles: asRole !== undefined ? rolesMeant(model, asRole) : [userMeant(model, asUser!)] };
  noteAccount(model, account, console);
  noteAction(action, resource, console);
  const result = answerOrUsage(() => new AccessAnswers(model, control).answer(who, asked));
  console.out(format === 'json' ? jsonText({ version: 1, ...result }) : textOf(result, console));
  return EXIT_CODES[result.decision];
}

function answerOrUsage<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    throw error instanceof UnknownClusterError ? new UsageError(error.message) : error;
  }
}

function readAs(text: string): ServiceAccountName {
  try {
    return serviceAccountName(text);
  } catch (error) {
    throw new UsageError(`--as ${(error as Error).message}`);
  }
}

function accountOf(text: string | undefined): string | undefined {
  if (text !== undefined && !/^\d{12}$/.test(text)) {
    throw new UsageError(`--resource-account must be an account's 12 digits, got ${show(text)}`);
  }
  return text;
}

function textOf({ decision, chain, because, conditions, assumed, notSeen }: AccessResult, console: Console): string {
  const paint = paintOf(console.isColoured);
  const word = decision === 'allowed' ? paint(['green', 'bold'], 'yes') : decision === 'denied' ? paint(['red', 'bold'], 'no') : paint(['yellow', 'bold'], 'undecided');
  const lines = [...chain, ...because, ...assumed].map((line) => `  ${terminalText(line)}`);
  return [
    `${word}${conditions.length === 0 ? '' : terminalText(`, if ${conditions.join(', and if ')}`)}`,
    ...lines,
    ...notSeen.length === 0 ? [] : [paint('dim', `  ${terminalText(`not seen: ${list(notSeen, 'and')}`)}`)],
  ].join('\n') + '\n';
}

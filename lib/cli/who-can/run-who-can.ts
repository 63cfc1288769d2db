import type { AbleOne } from '../../access/able-one';
import { AccessModel } from '../../access/model/access-model';
import { requestOf } from '../../access/request-entry';
import { WhoCanSearch } from '../../access/who-can';
import type { WhoCan } from '../../access/who-can';
import { jsonText, terminalText } from '../../core/escape';
import { count, list, show } from '../../core/text';
import { arnParts } from '../../iam/arn';
import { literalText } from '../../iam/partial-text';
import { readControlFiles } from '../can-i/control-files';
import { givenKeys } from '../can-i/given-keys';
import { noteAction } from '../can-i/note-action';
import { parametersGiven } from '../can-i/parameters-given';
import { readPaths } from '../can-i/read-paths';
import { requireWords } from '../can-i/require-words';
import { paintOf } from '../colours';
import type { Paint } from '../colours';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface WhoCanOptions {
  readonly given?: readonly string[];
  readonly resourceAccount?: string;
  readonly scp?: readonly string[];
  readonly rcp?: readonly string[];
  readonly parameter?: readonly string[];
  readonly format: 'text' | 'json';
}

/**
 * Finds everybody who can, and gives the exit code.
 *
 * @throws UsageError
 */
export function runWhoCan(action: string, resource: string, paths: readonly string[], options: WhoCanOptions, console: Console): number {
  const { resourceAccount, format } = options;
  if (resourceAccount !== undefined && !/^\d{12}$/.test(resourceAccount)) {
    throw new UsageError(`--resource-account must be an account's 12 digits, got ${show(resourceAccount)}`);
  }
  requireWords(action, resource);
  requestOf(action, resource, undefined, undefined, (key, problem) => {
    throw new UsageError(`${key.toUpperCase()} ${problem}`);
  });
  const context = givenKeys(options.given);
  const control = readControlFiles(options.scp, options.rcp, console);
  const read = readPaths(paths, console, parametersGiven(options.parameter));
  if (read === undefined || control === undefined) {
    return ExitCode.WRONG_USAGE;
  }
  noteAction(action, resource === '*' ? undefined : resource, console);
  const partition = arnParts(resource)?.partition;
  const model = new AccessModel(read.inventory, read.clusters, partition === '*' ? undefined : partition);
  const account = resourceAccount === undefined ? {} : { resourceAccount };
  const asked = { action: literalText(action), resource: literalText(resource), context, ...account };
  const found = new WhoCanSearch(model, control, asked).find();
  console.out(format === 'json' ? jsonText({ version: 1, action, resource, ...found }) : textOf(found, paintOf(console.isColoured)));
  return found.able.some(({ decision }) => decision === 'allowed') ? ExitCode.SUCCESS : found.able.length > 0 ? ExitCode.UNDECIDED : ExitCode.FOUND;
}

function textOf({ able, roles, users, notSeen }: WhoCan, paint: Paint): string {
  const sure = able.filter(({ decision }) => decision === 'allowed').length;
  const perhaps = able.length - sure;
  const asked = `${count(roles, 'role')}${users === 0 ? '' : ` and ${count(users, 'user')}`} asked about`;
  const summary = `${sure.toLocaleString('en-US')} can${perhaps > 0 ? `, ${perhaps.toLocaleString('en-US')} perhaps` : ''}; ${asked}.`;
  return [
    ...able.map((one) => `${blockOf(one, paint)}\n`),
    able.length === 0 ? `Nobody can; ${asked}.` : summary,
    ...notSeen.length === 0 ? [] : [paint('dim', terminalText(`Not seen: ${list(notSeen)}.`))],
  ].join('\n') + '\n';
}

function blockOf({ who, decision, through, because, conditions, sample }: AbleOne, paint: Paint): string {
  const lines = [
    ...through,
    because,
    ...conditions.length === 0 ? [] : [`if ${conditions.join(', and if ')}`],
    ...sample === undefined ? [] : [`for example ${sample}`],
  ];
  const name = paint('bold', terminalText(who));
  return [decision === 'allowed' ? name : `${paint('yellow', 'perhaps')} ${name}`, ...lines.map((line) => `  ${terminalText(line)}`)].join('\n');
}

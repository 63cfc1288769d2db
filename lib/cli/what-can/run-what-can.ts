import { UnknownClusterError } from '../../access/answer-as';
import { AccessModel } from '../../access/model/access-model';
import { serviceAccountName } from '../../access/service-account-name';
import type { ServiceAccountName } from '../../access/service-account-name';
import { whatCan } from '../../access/what-can';
import type { RolePermissions, WhatCan } from '../../access/what-can';
import { jsonText, terminalText } from '../../core/escape';
import { list } from '../../core/text';
import { noteAccount } from '../can-i/note-account';
import { parametersGiven } from '../can-i/parameters-given';
import { readPaths } from '../can-i/read-paths';
import { paintOf } from '../colours';
import type { Paint } from '../colours';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface WhatCanOptions {
  readonly parameter?: readonly string[];
  readonly format: 'text' | 'json';
}

/**
 * Says what a service account may do, and gives the exit code.
 *
 * @throws UsageError
 */
export function runWhatCan(account: string, paths: readonly string[], { format, parameter }: WhatCanOptions, console: Console): number {
  const as = accountOf(account);
  const read = readPaths(paths, console, parametersGiven(parameter));
  if (read === undefined) {
    return ExitCode.WRONG_USAGE;
  }
  const model = new AccessModel(read.inventory, read.clusters);
  noteAccount(model, as, console);
  const found = orUsage(() => whatCan(model, as));
  console.out(format === 'json' ? jsonText({ version: 1, account, ...found }) : textOf(account, found, paintOf(console.isColoured)));
  return found.roles.length === 0 ? ExitCode.FOUND : ExitCode.SUCCESS;
}

function accountOf(text: string): ServiceAccountName {
  try {
    return serviceAccountName(text);
  } catch (error) {
    throw new UsageError(`ACCOUNT ${(error as Error).message}`);
  }
}

function orUsage<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof UnknownClusterError ? new UsageError(error.message) : error;
  }
}

function textOf(account: string, { roles, notSeen }: WhatCan, paint: Paint): string {
  const blocks = roles.map((role) => blockOf(role, paint));
  const nothing = terminalText(`${account} becomes no role that is among the paths.`);
  return `${[...blocks.length === 0 ? [nothing] : blocks, paint('dim', terminalText(`Not seen: ${list(notSeen)}.`))].join('\n\n')}\n`;
}

function blockOf({ chain, services, reasons, notes }: RolePermissions, paint: Paint): string {
  const nothing = services.length === 0 ? ['  nothing by policies that are among the paths'] : [];
  return [
    ...chain.map((line) => terminalText(line)),
    ...nothing,
    ...services.flatMap(({ service, lines }) => [
      `  ${paint('bold', terminalText(service))}`, ...lines.map(({ text, policy }) => `    ${terminalText(text)} ${paint('dim', terminalText(`(${policy})`))}`),
    ]),
    ...notes.map((note) => `  ${terminalText(note)}`),
    ...reasons.map(({ policy, reason }) => `  ${terminalText(`why ${policy}: ${reason}`)}`),
  ].join('\n');
}

import type { AccessModel } from '../../access/model/access-model';
import type { ServiceAccountName } from '../../access/service-account-name';
import { terminalText } from '../../core/escape';
import { nearest } from '../../core/text';
import type { Console } from '../console';

/** A name that stands nowhere among the paths is likely mistyped: a "no" must not pass for an answer about another one. */
export function noteAccount(model: AccessModel, account: ServiceAccountName | undefined, console: Console): void {
  const names = model.givenNames;
  const name = account === undefined ? undefined : `${account.namespace}/${account.name}`;
  const near = name === undefined || names.includes(name) ? undefined : nearest(name, names);
  if (near !== undefined) {
    console.err(`${terminalText(`note: no manifest among the paths has ${name}: did you mean ${near}?`)}\n`);
  }
}

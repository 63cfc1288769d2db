import type { AccessModel } from '../../access/model/access-model';
import type { AccessRole } from '../../access/model/access-role';
import { placeText } from '../../access/routes/role-policies';
import { terminalText } from '../../core/escape';
import { list, nearest, show } from '../../core/text';
import { arnParts } from '../../iam/arn';
import { isKnown } from '../../iam/partial-text';
import { UsageError } from '../usage-error';

/** How many roles a message lists. */
const MOST_ROLES = 10;

/**
 * The role that `--as-role` names, by its ARN, its name, its logical id or `STACK/LOGICAL-ID`. It may stand among the paths several times.
 *
 * @throws UsageError
 */
export function rolesMeant(model: AccessModel, text: string): readonly AccessRole[] {
  const found = arnParts(text) === undefined ? model.rolesNamed(text) : model.rolesOfArn(text);
  if (found.length === 0) {
    throw new UsageError(`--as-role must be a role among the paths, got ${show(text)}${elsewhere(model, text) ?? hint(model, text)}`);
  }
  // Two roles whose names CloudFormation makes are two, though all that is known of them is the same.
  const written = [...new Set(found.map(writtenName))];
  if (written.length > 1) {
    const shown = written.slice(0, MOST_ROLES).map(terminalText);
    throw new UsageError(`--as-role ${show(text)} is the name of several roles: write one of ${list(shown, 'or')}${written.length > MOST_ROLES ? ', …' : ''}`);
  }
  const files = [...new Set(found.map(({ origin: { file } }) => file))];
  if (files.length > 1 && !isKnown(found[0].arn)) {
    throw new UsageError(`--as-role ${show(text)} is a role of several files: name one of ${list(files.slice(0, MOST_ROLES).map(terminalText), 'or')} in place of all of them`);
  }
  return found;
}

/**
 * The user that `--as-user` names, by its ARN, its name or its logical id.
 *
 * @throws UsageError
 */
export function userMeant(model: AccessModel, text: string): AccessRole {
  const { users } = model;
  const [found, ...others] = arnParts(text) !== undefined ? model.usersOfArn(text)
    : users.filter(({ name, logicalId }) => text === name || text === logicalId);
  if (found === undefined) {
    const near = nearest(text, users.map(({ name }) => name));
    throw new UsageError(`--as-user must be a user among the paths, got ${show(text)}${near !== undefined ? `: did you mean ${show(near)}?`
      : users.length === 0 ? ': aws iam get-account-authorization-details writes them' : ''}`);
  }
  if (others.length > 0) {
    const arns = [found, ...others].map(({ arn, origin }) => `${terminalText(arn)} (${placeText(origin)})`);
    throw new UsageError(`--as-user ${show(text)} is the name of several users: write one of ${list(arns.slice(0, MOST_ROLES), 'or')}`);
  }
  return found;
}

/** A role of which only policies are known: what else it may, and who becomes it, nobody can tell. */
function elsewhere(model: AccessModel, text: string): string | undefined {
  const name = text.slice(text.lastIndexOf('/') + 1).toLowerCase();
  const found = model.elsewhere.find((one) => one.kind === 'role' && one.name.toLowerCase() === name);
  return found && `: only a policy that is attached to it is (${placeText(found.origin)})`;
}

/** What names a role and no other. */
function writtenName(role: AccessRole): string {
  const { arn, logicalId, stackNames: [stack] } = role;
  return isKnown(arn) || logicalId === undefined ? isKnown(arn) ? arn : `${role.name} (${placeText(role.origin)})` : `${stack}/${logicalId}`;
}

function hint({ roles }: AccessModel, text: string): string {
  const near = nearest(text, roles.flatMap(({ name, logicalId, stackNames: [stack] }) =>
    logicalId === undefined ? [name] : text.includes('/') && arnParts(text) === undefined ? [`${stack}/${logicalId}`] : [name, logicalId]));
  return near !== undefined ? `: did you mean ${show(near)}?`
    : arnParts(text) !== undefined && roles.some(({ arn }) => !isKnown(arn))
      ? ': a role whose name CloudFormation makes is given by its logical id, or as STACK/LOGICAL-ID' : '';
}

import { basename } from 'path';
import { textOfDocument } from './side-policies';
import { addTo } from '../../core/add-to';
import { POD_IDENTITY_SERVICE } from '../../core/names';
import { arnParts } from '../../iam/arn';
import { isKnown, nameOfUnknown, splitText } from '../../iam/partial-text';
import type { AccessModel } from '../model/access-model';
import type { AccessRole } from '../model/access-role';

/** One role before and after; one of them is missing, where it is new or gone. */
export interface RolePair {
  readonly before?: AccessRole;
  readonly after?: AccessRole;
}

/** By what roles are found again, one after the other. Each key must name one role on both sides. */
const KEYS: readonly ((role: AccessRole, model: AccessModel) => string | undefined)[] = [
  ({ logicalId, origin: { file } }) => logicalId === undefined ? undefined : `${basename(file)} ${logicalId}`,
  (role) => nameOf(role) === undefined ? undefined : `${knownAccount(role)} ${nameOf(role)}`,
  (role) => nameOf(role),
  ({ logicalId }) => logicalId,
  (role, model) => purposeOf(role, model),
];

/** Which role is which: by its place and logical id, by its name, or as the one that the same service accounts become. */
export function rolePairs(before: AccessModel, after: AccessModel): RolePair[] {
  const found = new Map<AccessRole, AccessRole>();
  let [old, fresh] = [before.roles, after.roles];
  for (const key of KEYS) {
    const [byOld, byFresh] = [grouped(old, key, before), grouped(fresh, key, after)];
    byOld.forEach((roles, name) => {
      const others = byFresh.get(name) ?? [];
      if (roles.length === others.length) {
        roles.forEach((role, i) => found.set(others[i], role));
      }
    });
    const paired = new Set(found.values());
    [old, fresh] = [old.filter((role) => !paired.has(role)), fresh.filter((role) => !found.has(role))];
  }
  const ofAfter = after.roles.map((role) => ({ after: role, ...found.has(role) ? { before: found.get(role)! } : {} }));
  return [...ofAfter, ...old.map((role) => ({ before: role }))];
}

function grouped(roles: readonly AccessRole[], key: (typeof KEYS)[number], model: AccessModel): Map<string, AccessRole[]> {
  const groups = new Map<string, AccessRole[]>();
  roles.forEach((role) => {
    const name = key(role, model);
    if (name !== undefined) {
      addTo(groups, name, [role]);
    }
  });
  return groups;
}

/** The name in IAM, if it is known. IAM tells none apart by case. */
function nameOf({ arn }: AccessRole): string | undefined {
  const name = splitText(arnParts(arn)?.resource ?? '', '/').at(-1) ?? '';
  return name !== '' && isKnown(name) ? name.toLowerCase() : undefined;
}

function knownAccount({ arn }: AccessRole): string {
  const { account = '' } = arnParts(arn) ?? {};
  return isKnown(account) ? account : '';
}

/** Who becomes a role by itself, as a text. */
function purposeOf(role: AccessRole, model: AccessModel): string | undefined {
  const trusts = role.ways.map(({ trust }) => textOfDocument(trust)).sort().join('\n');
  const given = [...model.associatedWith(role), ...model.passedOnBy(role)].map(({ account: { namespace, name }, cluster }) => `${namespace}/${name} ${cluster?.names[0] ?? ''}`).sort().join();
  return trusts.includes(POD_IDENTITY_SERVICE) && given === '' ? undefined : `${trusts}\n${given}`;
}

/** Why CloudFormation makes a role anew; nothing if it is the same one. */
export function replacement({ before, after }: RolePair, filesAfter: ReadonlySet<string>): string | undefined {
  if (before?.logicalId === undefined || after?.logicalId === undefined) {
    return undefined;
  }
  const [old, fresh] = [before, after].map((role) => nameParts(role));
  if (before.logicalId !== after.logicalId) {
    return withSameName(old.name, fresh.name, `its logical id changes from ${before.logicalId} to ${after.logicalId}`);
  }
  const move = moveOf(before, after, filesAfter);
  if (move !== undefined) {
    return withSameName(old.name, fresh.name, `it moves from ${move}`);
  }
  return old.name !== fresh.name ? `its name changes from ${old.name ?? 'one that CloudFormation makes'} to ${fresh.name ?? 'one that CloudFormation makes'}`
    : old.path !== fresh.path ? `its path changes from ${old.path} to ${fresh.path}` : undefined;
}

/** From where to where; a file alone may have been renamed, if the old one is gone and an assembly does not name the stacks. */
function moveOf(before: AccessRole, after: AccessRole, filesAfter: ReadonlySet<string>): string | undefined {
  const [old, fresh] = [before, after].map(({ origin: { file } }) => basename(file));
  if (old !== fresh && filesAfter.has(old)) {
    return `${old} to ${fresh}`;
  }
  return before.stackName !== undefined && after.stackName !== undefined && before.stackName !== after.stackName
    ? `stack ${before.stackName} to stack ${after.stackName}` : undefined;
}

function withSameName(old: string | undefined, fresh: string | undefined, what: string): string {
  return old !== undefined && old === fresh ? `${what}, and IAM has no two roles of one name: the deployment fails unless the old one is deleted first` : what;
}

/** The name as it is written, and the path. */
function nameParts({ arn }: AccessRole): { readonly name?: string; readonly path: string } {
  const [, ...parts] = splitText(arnParts(arn)?.resource ?? '', '/');
  const name = parts.pop() ?? '';
  return { path: `/${parts.map((part) => `${part}/`).join('')}`, ...nameOfUnknown(name) === undefined && name !== '' ? { name } : {} };
}

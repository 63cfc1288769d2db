import { basename } from 'path';
import { textOfDocument } from './side-policies';
import { addTo } from '../../core/add-to';
import { POD_IDENTITY_SERVICE } from '../../core/names';
import { arnParts } from '../../iam/arn';
import { isKnown, nameOfUnknown, splitText } from '../../iam/partial-text';
import type { AccessModel } from '../model/access-model';
import type { AccessRole, HolderKind } from '../model/access-role';

/** One role before and after; one of them is missing, where it is new or gone. */
export interface RolePair {
  readonly before?: AccessRole;
  readonly after?: AccessRole;
}

type Key = (role: AccessRole, model: AccessModel) => string | undefined;

/** By what holders of policies are found again, one after the other. Each key must name one on both sides. */
const KEYS: readonly Key[] = [
  ({ logicalId, origin: { file } }) => logicalId === undefined ? undefined : `${basename(file)} ${logicalId}`,
  (role) => nameOf(role) === undefined ? undefined : `${knownAccount(role)} ${nameOf(role)}`,
  (role) => nameOf(role),
  ({ logicalId }) => logicalId,
];

const KEYS_OF_ROLES: readonly Key[] = [...KEYS, purposeOf];

/** Which role is which: by its place and logical id, by its name, or as the one that the same service accounts become. */
export function rolePairs(before: AccessModel, after: AccessModel): RolePair[] {
  return pairsOf(before, after, ({ roles }) => roles, KEYS_OF_ROLES);
}

/** The same of users, or of groups: nobody becomes them, so that place and name tell which is which. */
export function userPairs(before: AccessModel, after: AccessModel, which: 'users' | 'groups'): RolePair[] {
  return pairsOf(before, after, (model) => model[which], KEYS);
}

/** The same of those who are written nowhere: by their names alone. */
export function pairsElsewhere(before: AccessModel, after: AccessModel): RolePair[] {
  return pairsOf(before, after, ({ elsewhere }) => elsewhere, [(one) => `${one.kind} ${knownAccount(one)} ${one.name.toLowerCase()}`]);
}

function pairsOf(
  before: AccessModel, after: AccessModel, listOf: (model: AccessModel) => readonly AccessRole[], keys: readonly Key[],
): RolePair[] {
  const found = new Map<AccessRole, AccessRole>();
  let [old, fresh] = [listOf(before), listOf(after)];
  for (const key of keys) {
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
  const ofAfter = listOf(after).map((role) => ({ after: role, ...found.has(role) ? { before: found.get(role)! } : {} }));
  return [...ofAfter, ...old.map((role) => ({ before: role }))];
}

function grouped(roles: readonly AccessRole[], key: Key, model: AccessModel): Map<string, AccessRole[]> {
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
function nameOf({ kind, arn, name: ofGroup, logicalId }: AccessRole): string | undefined {
  const name = kind !== 'group' ? splitText(arnParts(arn)?.resource ?? '', '/').at(-1) ?? '' : ofGroup === logicalId ? '' : ofGroup;
  return name !== '' && isKnown(name) ? name.toLowerCase() : undefined;
}

function knownAccount({ arn }: AccessRole): string {
  const { account = '' } = arnParts(arn) ?? {};
  return isKnown(account) ? account : '';
}

/** Who becomes a role by itself, as a text. */
function purposeOf(role: AccessRole, model: AccessModel): string | undefined {
  const trusts = [...new Set(role.ways.map(({ trust }) => textOfDocument(trust)))].sort().join('\n');
  const given = [...model.associatedWith(role), ...model.passedOnBy(role)].map(({ account: { namespace, name }, cluster }) => `${namespace}/${name} ${cluster?.names[0] ?? ''}`).sort().join();
  return trusts.includes(POD_IDENTITY_SERVICE) && given === '' ? undefined : `${trusts}\n${given}`;
}

/** Why CloudFormation makes a role, user or group anew; nothing if it is the same one. */
export function replacement({ before, after }: RolePair, filesAfter: ReadonlySet<string>): string | undefined {
  if (before?.logicalId === undefined || after?.logicalId === undefined) {
    return undefined;
  }
  const [old, fresh] = [before, after].map((role) => nameParts(role));
  if (before.logicalId !== after.logicalId) {
    return withSameName(old, fresh, `its logical id changes from ${before.logicalId} to ${after.logicalId}`);
  }
  const move = moveOf(before, after, filesAfter);
  if (move !== undefined) {
    return withSameName(old, fresh, `it moves from ${move}`);
  }
  return old.name !== fresh.name ? `its name changes from ${old.name ?? 'one that CloudFormation makes'} to ${fresh.name ?? 'one that CloudFormation makes'}`
    : old.path !== fresh.path && after.kind === 'role' ? `its path changes from ${old.path} to ${fresh.path}` : undefined;
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

function withSameName({ name: old }: Name, { name: fresh, kind }: Name, what: string): string {
  return old !== undefined && old === fresh ? `${what}, and IAM has no two ${kind}s of one name: the deployment fails unless the old one is deleted first` : what;
}

interface Name {
  readonly kind: HolderKind;
  readonly name?: string;
  readonly path: string;
}

/** The name as it is written, and the path. */
function nameParts({ arn, kind, name: ofGroup, logicalId }: AccessRole): Name {
  if (kind === 'group') {
    return { kind, path: '/', ...ofGroup === logicalId ? {} : { name: ofGroup } };
  }
  const [, ...parts] = splitText(arnParts(arn)?.resource ?? '', '/');
  const name = parts.pop() ?? '';
  return { kind, path: `/${parts.map((part) => `${part}/`).join('')}`, ...nameOfUnknown(name) === undefined && name !== '' ? { name } : {} };
}

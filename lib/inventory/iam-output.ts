import { dirname, resolve } from 'path';
import { goesOn, hasMore, inRuns, pageOf } from './iam-pages';
import type { KeyedItem } from './iam-pages';
import { itemsOf, IamPieces, pieceOf } from './iam-pieces';
import { asList, roleOf, text, usersOf } from './iam-principal';
import type { Item } from './iam-principal';
import type { InputFile } from './input-file';
import { EMPTY_PART } from './inventory';
import type { FilePart } from './inventory';
import { InputProblem } from './problem';
import type { InventoryPolicy, InventoryRole, StandalonePolicy } from './role';
import { isOfSize } from './sizes';
import type { FileData, Source, SourceReader } from './source-reader';
import { addTo } from '../core/add-to';
import { inList, placeOf } from '../core/placed-data';
import type { PlacedData } from '../core/placed-data';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';
import { arnParts } from '../iam/arn';
import { readLiteralDocument } from '../iam/document';

/** A role that the IAM API returned, and where in the JSON. */
export interface IamRole {
  readonly role: InventoryRole;
  /** The keys from the root to the role, such as `RoleDetailList` and `3`. */
  readonly keys: readonly string[];
}

/** A customer-managed policy that the IAM API returned, and where in the JSON. */
interface IamPolicy {
  readonly policy: StandalonePolicy;
  readonly keys: readonly string[];
}

/** What there is of roles and policies in the output of the IAM API. */
export interface IamJson {
  readonly roles: readonly IamRole[];
  readonly users: readonly IamRole[];
  readonly policies: readonly IamPolicy[];
  /** Whether it is one page of several. */
  readonly isPartial: boolean;
  /** Whether it is a list of all roles of an account. */
  readonly isWhole: boolean;
}

/** What the IAM API returns, as the AWS CLI prints it. */
export const IAM_OUTPUT: Source = {
  title: 'IAM JSON',
  details: 'of aws iam get-role, list-roles or get-account-authorization-details, or a trust policy',
  sign: /AssumeRolePolicyDocument|RoleDetailList|sts:AssumeRole|"AttachedPolicies"|"PolicyVersion"/,
  makeReader: () => new IamOutputReader(),
};

class IamOutputReader implements SourceReader {
  private readonly read: FilePart[] = [];
  private readonly pieces = new IamPieces();
  private readonly pages: FileData[] = [];

  /** Pages come one behind the other, and are read when the last of them was. */
  public take(file: FileData): boolean {
    const [page, last] = [pageOf(file.data.value), this.pages.at(-1)];
    const isNext = last !== undefined && last.input.path === file.input.path && goesOn(pageOf(last.data.value), page);
    if (!isNext) {
      this.takePages();
    }
    if (page !== undefined && (isNext || page.isPartial)) {
      this.pages.push(file);
      return true;
    }
    return this.takeValue(file);
  }

  public parts(): FilePart[] {
    this.takePages();
    return this.pieces.join(this.read);
  }

  private takePages(): void {
    const pages = this.pages.splice(0);
    if (pages.length > 0) {
      this.takeValue({ input: pages[0].input, data: pages.length === 1 ? pages[0].data : inList(pages.map(({ data }) => data)) });
    }
  }

  private takeValue({ data, input }: FileData): boolean {
    const found = readIamJson(data.value);
    this.read.push(...found === undefined ? [] : [partFrom(found, data, input)]);
    // Of a list, each item has roles of its own.
    const roles = new Map<string, InventoryRole[]>();
    found?.roles.forEach(({ role, keys }) => addTo(roles, Array.isArray(data.value) ? keys[0] : '', [role]));
    let hasPieces = false;
    for (const { item, keys } of itemsOf(data.value)) {
      const piece = pieceOf(item);
      hasPieces ||= piece !== undefined;
      if (piece !== undefined) {
        this.pieces.add(piece, { data, keys, input });
      } else {
        this.pieces.roles(input, roles.get(keys[0] ?? '') ?? []);
      }
    }
    return found !== undefined || hasPieces;
  }
}

/**
 * Roles as the IAM API returns them: one, lists of them, or a trust policy alone; also several of these in a list.
 * Nothing if the JSON is none of the shapes that are known.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html
 */
export function readIamJson(content: unknown): IamJson | undefined {
  const parts = inRuns(itemsOf(content)).map(partOf).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined
    : {
      roles: distinct(parts.flatMap(({ roles }) => roles)),
      users: distinct(parts.flatMap(({ users }) => users)),
      policies: parts.flatMap(({ policies }) => policies),
      isPartial: parts.some(({ isPartial }) => isPartial),
      isWhole: parts.every(({ isWhole }) => isWhole),
    };
}

function partFrom({ roles, users, policies: managed, isPartial, isWhole }: IamJson, data: PlacedData, { file, path }: InputFile): FilePart {
  const byId = new Map([...roles, ...users].map((role) => [role.role.at, role]));
  const tooLarge = [...byId.values()]
    .filter(({ role: { trust, policies } }) => ![trust, ...policies.map(({ document }) => document)].every(isOfSize));
  return {
    ...EMPTY_PART,
    file,
    roles: roles.filter((role) => !tooLarge.includes(role)).map(({ role }) => role),
    ...users.length === 0 ? {} : { users: users.filter((user) => !tooLarge.includes(user)).map(({ role }) => role) },
    policies: managed.map(({ policy }) => policy),
    live: { folder: path === '-' ? '' : dirname(resolve(path)) },
    // A list of one path has none of those that AWS makes, such as that of EKS.
    listsRoles: isWhole && !isPartial && roles.some(({ role }) => role.path?.startsWith('/aws-service-role/') === true),
    refersByLogicalId: false,
    problems: [
      ...isPartial ? [new InputProblem('is one page of several: have all roles listed, without --max-items and --no-paginate')] : [],
      ...tooLarge.map(({ role: { at }, keys }) => {
        const kind = roles.some(({ role }) => role.at === at) ? 'role ' : '';
        return new InputProblem(`the ${at === '' ? 'trust policy' : `${kind}${show(at)}`} is too large to be judged`, placeOf(data, keys));
      }),
    ],
    originOf: (at) => {
      const policy = managed.find((item) => item.policy.at === at);
      if (policy !== undefined) {
        return { file, place: placeOf(data, policy.keys), resource: at };
      }
      const { keys, role: { roleName } } = byId.get(at)!;
      return { file, place: placeOf(data, keys), resource: roleName ?? '(a trust policy)', roleName };
    },
  };
}

/** @param run one value, or the pages of one list */
function partOf(run: readonly KeyedItem[]): IamJson | undefined {
  const [{ item: content, keys }] = run;
  if (!isObject(content)) {
    return undefined;
  }
  const { RoleDetailList: details, Role: role, Roles: listed } = content;
  const lacksPages = hasMore(run.at(-1)!.item as Item);
  if (Array.isArray(details)) { // aws iam get-account-authorization-details
    return { ...detailsOf(run.map((page) => ({ ...page, item: page.item as Item }))), isPartial: lacksPages, isWhole: true };
  }
  const ofRoles = (roles: readonly IamRole[], isWhole = false): IamJson =>
    ({ roles, users: [], policies: [], isPartial: lacksPages, isWhole });
  if (isObject(role) && isRole(role)) { // aws iam get-role
    return ofRoles(roleAt(role, [...keys, 'Role']));
  }
  if (Array.isArray(listed) && listed.every((item) => isObject(item) && isRole(item))) { // aws iam list-roles
    return ofRoles(run.flatMap((page) => asList((page.item as Item).Roles).flatMap((item, i) => roleAt(item, [...page.keys, 'Roles', String(i)]))), true);
  }
  return isRole(content) ? ofRoles(roleAt(content, keys)) // aws iam get-role --query Role
    : isTrustPolicy(content) ? ofRoles(roleAt({ AssumeRolePolicyDocument: content }, keys)) : undefined;
}

/** What a role, user or group has of managed policies may stand on another page. */
function detailsOf(pages: readonly (KeyedItem & { readonly item: Item })[]): Pick<IamJson, 'roles' | 'users' | 'policies'> {
  const policies = pages.flatMap(({ item, keys }) => managedPolicies(item.Policies, [...keys, 'Policies']));
  const byArn = new Map(policies.map(({ policy: { at, ways: [policy] } }) => [at, policy]));
  const groups = pages.flatMap(({ item }) => asList(item.GroupDetailList));
  return {
    roles: pages.flatMap(({ item, keys }) => asList(item.RoleDetailList).flatMap((role, i) => roleAt(role, [...keys, 'RoleDetailList', String(i)], byArn))),
    users: pages.flatMap(({ item, keys }) => usersOf(asList(item.UserDetailList), groups, byArn)
      .map(({ role, i }) => ({ role, keys: [...keys, 'UserDetailList', String(i)] }))),
    policies,
  };
}

function roleAt(role: unknown, keys: readonly string[], managed: ReadonlyMap<string, InventoryPolicy> = new Map()): IamRole[] {
  return isObject(role) ? [{ role: roleOf(role, managed), keys }] : [];
}

/** Roles of several accounts may have one name, and findings stand at names. */
function distinct(roles: readonly IamRole[]): IamRole[] {
  const times = new Map<string, number>();
  return roles.map(({ role, keys }) => {
    const time = (times.get(role.at) ?? 0) + 1;
    times.set(role.at, time);
    return { role: time === 1 ? role : { ...role, at: `${role.at}#${time}` }, keys };
  });
}

/** The default versions of the customer-managed policies; those of AWS are judged by their names. */
function managedPolicies(policies: unknown, keys: readonly string[]): IamPolicy[] {
  return asList(policies).flatMap((policy, i): IamPolicy[] => {
    const arn = text(policy?.Arn);
    const version = isObject(policy) && arnParts(arn)?.account !== 'aws'
      ? asList(policy.PolicyVersionList).find((item) => item?.IsDefaultVersion === true) : undefined;
    return version === undefined ? [] : [{
      policy: {
        at: arn,
        ways: [{ name: `the managed policy ${arn}`, kind: 'managed', document: readLiteralDocument(version.Document) }],
        names: typeof policy.PolicyName === 'string' ? [policy.PolicyName] : [],
        roles: [],
      },
      keys: [...keys, String(i)],
    }];
  });
}

function isRole(item: Item): boolean {
  return 'AssumeRolePolicyDocument' in item;
}

/** A trust policy says for whom it is; a policy of permissions does not, and is no role's whole. */
function isTrustPolicy({ Statement: statements }: Item): boolean {
  return (Array.isArray(statements) ? statements : [statements])
    .some((statement) => isObject(statement) && ('Principal' in statement || 'NotPrincipal' in statement));
}

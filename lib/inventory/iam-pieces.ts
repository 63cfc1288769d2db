import { dirname, resolve } from 'path';
import { asList, text } from './iam-principal';
import type { InputFile } from './input-file';
import { EMPTY_PART } from './inventory';
import type { FilePart } from './inventory';
import { InputProblem } from './problem';
import type { InventoryPolicy, InventoryRole, StandalonePolicy } from './role';
import { isOfSize } from './sizes';
import { standInRole } from './stand-in-role';
import { placeOf } from '../core/placed-data';
import type { PlacedData } from '../core/placed-data';
import { isObject } from '../core/plain-object';
import type { Position } from '../core/position';
import { show } from '../core/text';
import { readLiteralDocument } from '../iam/document';

/** What single commands print of a role or a policy: each tells a part. */
export type IamPiece =
  // aws iam get-role-policy
  | { readonly kind: 'inline'; readonly roleName: string; readonly policy: InventoryPolicy }
  // aws iam list-attached-role-policies, which does not say of which role
  | { readonly kind: 'attached'; readonly arns: readonly string[]; readonly isPartial: boolean }
  // aws iam get-policy
  | { readonly kind: 'policy'; readonly arn: string; readonly name: string; readonly version: string }
  // aws iam get-policy-version, which does not say of which policy
  | { readonly kind: 'version'; readonly version: string; readonly isDefault: boolean; readonly document: unknown };

/** Reads what one of the commands prints; nothing of any other value. */
export function pieceOf(content: unknown): IamPiece | undefined {
  if (!isObject(content)) {
    return undefined;
  }
  const { RoleName: roleName, PolicyName: policyName, PolicyDocument: document } = content;
  const { AttachedPolicies: attached, Policy: policy, PolicyVersion: version } = content;
  if (text(roleName) !== '' && text(policyName) !== '' && document !== undefined) {
    const name = text(policyName);
    return { kind: 'inline', roleName: text(roleName), policy: { name: `the inline policy "${name}"`, kind: 'inline', policyName: name, document: readLiteralDocument(document) } };
  }
  if (Array.isArray(attached) && attached.every((item) => isObject(item) && text(item.PolicyArn) !== '')) {
    return { kind: 'attached', arns: attached.map(({ PolicyArn: arn }) => text(arn)), isPartial: content.IsTruncated === true || typeof content.NextToken === 'string' };
  }
  if (isObject(policy) && text(policy.Arn) !== '') {
    return { kind: 'policy', arn: text(policy.Arn), name: text(policy.PolicyName), version: text(policy.DefaultVersionId) };
  }
  return isObject(version) && version.Document !== undefined
    ? { kind: 'version', version: text(version.VersionId), isDefault: version.IsDefaultVersion === true, document: version.Document } : undefined;
}

/** Where a piece was read. */
interface Read {
  readonly data: PlacedData;
  readonly keys: readonly string[];
  readonly input: InputFile;
}

/** A file of pieces, in which a command is about what the one before it was about. */
interface FileOfPieces {
  readonly input: InputFile;
  role?: InventoryRole;
  policy?: IamPiece & { readonly kind: 'policy' };
  readonly policies: Map<string, { readonly policy: StandalonePolicy; readonly place: Position }>;
  readonly notes: InputProblem[];
  readonly problems: InputProblem[];
}

/** Joins what single commands print to roles: by the role's name, or by what stands before it in a file, as a loop writes it. */
export class IamPieces {
  private readonly files = new Map<string, FileOfPieces>();
  private readonly inline: { readonly roleName: string; readonly policy: InventoryPolicy; readonly read: Read }[] = [];
  private readonly attached = new Map<InventoryRole, string[]>();

  /** Tells that roles were read: what follows in their file is about the one, if it is one. */
  public roles(input: InputFile, roles: readonly InventoryRole[]): void {
    if (roles.length > 0) {
      this.fileOf(input).role = roles.length === 1 ? roles[0] : undefined;
    }
  }

  public add(piece: IamPiece, read: Read): void {
    const file = this.fileOf(read.input);
    const place = placeOf(read.data, read.keys);
    switch (piece.kind) {
      case 'inline':
        if (isOfSize(piece.policy.document)) {
          this.inline.push({ ...piece, read });
        } else {
          file.problems.push(tooLarge(piece.policy.name, place));
        }
        break;
      case 'attached':
        file.problems.push(...piece.isPartial ? [new InputProblem('is one page of several: have all attached policies listed, without --max-items and --no-paginate', place)] : []);
        if (file.role === undefined) {
          file.notes.push(new InputProblem('lists the policies of a role that it does not name, and is not judged: print it behind aws iam get-role into one file, or audit what aws iam get-account-authorization-details prints', place));
        } else {
          this.attached.set(file.role, [...this.attached.get(file.role) ?? [], ...piece.arns]);
        }
        break;
      case 'policy':
        file.policy = piece;
        break;
      case 'version':
        addVersion(file, piece, place);
    }
  }

  /** The parts with what belongs to their roles, and those of files that have pieces. */
  public join(parts: readonly FilePart[]): FilePart[] {
    const policies = [...this.files.values()].flatMap((file) => [...file.policies]);
    const managed = new Map(policies.map(([arn, { policy }]) => [arn, policy]));
    const named = new Set(parts.flatMap(({ roles }) => roles.map(({ roleName }) => roleName)));
    const joined = this.isEmpty(managed) ? parts
      : parts.map((part) => ({ ...part, roles: part.roles.map((role) => this.withPieces(role, managed)) }));
    return [...joined, ...[...this.files.values()].flatMap((file) => this.partOf(file, named))];
  }

  private isEmpty(managed: ReadonlyMap<string, StandalonePolicy>): boolean {
    return this.inline.length === 0 && this.attached.size === 0 && managed.size === 0;
  }

  private withPieces(role: InventoryRole, managed: ReadonlyMap<string, StandalonePolicy>): InventoryRole {
    const written = new Set(role.policies.flatMap(({ policyName }) => policyName ?? []));
    const inline = this.inline.filter(({ roleName, policy }) => roleName === role.roleName && !written.has(policy.policyName ?? ''))
      .map(({ policy }) => policy);
    const arns = [...new Set([...role.managedPolicyArns, ...this.attached.get(role) ?? []])];
    const names = new Set(role.policies.map(({ name }) => name));
    const documents = arns.flatMap((arn) => managed.get(arn)?.ways ?? []).filter(({ name }) => !names.has(name));
    return {
      ...role,
      policies: [...role.policies, ...inline, ...documents],
      managedPolicyArns: arns,
      managedPolicies: arns.length,
      boundary: role.boundary ?? managed.get(role.boundaryArn ?? '')?.ways[0].document,
    };
  }

  /** What of a file's pieces is of no role that was read: the policies of its own, and those that stand for a role elsewhere. */
  private partOf({ input, policies, notes, problems }: FileOfPieces, named: ReadonlySet<string | undefined>): FilePart[] {
    const places = new Map([...policies].map(([arn, { place }]) => [arn, place]));
    const own = this.inline.filter(({ roleName, read }) => keyOf(read.input) === keyOf(input) && !named.has(roleName));
    const alone = own.map(({ roleName, policy, read }): InventoryRole => {
      const at = `${roleName}/${policy.policyName}`;
      places.set(at, placeOf(read.data, read.keys));
      return standInRole({ at, policies: [policy], who: `the role ${show(roleName)}`, standsFor: roleName });
    });
    return policies.size + notes.length + problems.length + alone.length === 0 ? [] : [{
      ...EMPTY_PART,
      file: input.file,
      roles: alone,
      policies: [...policies.values()].map(({ policy }) => policy),
      live: { folder: input.path === '-' ? '' : dirname(resolve(input.path)) },
      refersByLogicalId: false,
      problems,
      notes,
      originOf: (at) => ({ file: input.file, place: places.get(at)!, resource: at }),
    }];
  }

  private fileOf(input: InputFile): FileOfPieces {
    const known = this.files.get(keyOf(input)) ?? { input, policies: new Map(), notes: [], problems: [] };
    this.files.set(keyOf(input), known);
    return known;
  }
}

/** A version belongs to the policy before it; the default one counts. */
function addVersion(file: FileOfPieces, { version, isDefault, document }: IamPiece & { readonly kind: 'version' }, place: Position): void {
  const { policy } = file;
  if (policy === undefined) {
    file.notes.push(new InputProblem('is a version of a policy that it does not name, and is not judged: print it behind aws iam get-policy into one file, or audit what aws iam get-account-authorization-details prints', place));
  } else if (isDefault || version === policy.version) {
    const way: InventoryPolicy = { name: `the managed policy ${policy.arn}`, kind: 'managed', document: readLiteralDocument(document) };
    if (!isOfSize(way.document)) {
      file.problems.push(tooLarge(way.name, place));
      return;
    }
    file.policies.set(policy.arn, { policy: { at: policy.arn, ways: [way], names: policy.name === '' ? [] : [policy.name], roles: [] }, place });
  }
}

function tooLarge(name: string, place: Position): InputProblem {
  return new InputProblem(`${name} is too large to be judged`, place);
}

function keyOf({ path }: InputFile): string {
  return path === '-' ? path : resolve(path);
}

/** The items of a value, of which a list may have several, with their keys. */
export function itemsOf(content: unknown): { readonly item: unknown; readonly keys: readonly string[] }[] {
  return Array.isArray(content) ? asList(content).map((item: unknown, i) => ({ item, keys: [String(i)] })) : [{ item: content, keys: [] }];
}

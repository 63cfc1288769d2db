import { posix } from 'path';
import { policyWays } from './policy-ways';
import { unseenPolicies } from './unseen-policies';
import { judgedRole } from '../../compliance/judged-role';
import type { JudgedRole } from '../../compliance/judged-role';
import type { KnownTrusts } from '../../compliance/known-trusts';
import { undecidedDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import { documentWithKnownParts, withKnownParts } from '../../iam/known-parts';
import type { ValueOf } from '../../iam/known-parts';
import { plain, unknownPart } from '../../iam/partial-text';
import type { Origin } from '../../inventory/inventory';
import type { InventoryPolicy, InventoryRole } from '../../inventory/role';

/** A document, and what it is called in an answer. */
export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
  /** The policy as the inventory has it; nothing for what stands for one that is not known. */
  readonly policy?: InventoryPolicy;
}

/** One way in which a role can come out, as the conditions of its template decide. */
export interface RoleWay {
  readonly role: JudgedRole;
  readonly trust: PolicyDocument;
  readonly identity: readonly NamedDocument[];
  readonly boundary: readonly PolicyDocument[];
  /** What of it is not among the paths: managed policies. */
  readonly unseen: readonly string[];
}

/** What has policies. */
export type HolderKind = 'role' | 'user' | 'group';

/** What the model tells a role about its surroundings. */
export interface RoleSurroundings {
  readonly valueOf: ValueOf;
  readonly originOf: (at: string) => Origin;
  /** The account of its template or file, if that is known. */
  readonly account?: string;
  /** The ARN as its template's references say it. */
  readonly arn?: string;
  /** What it is: a user acts as a role does, and so do the members of a group; nobody becomes them. */
  readonly kind?: HolderKind;
  /** Whether it is written nowhere, and only policies tell of it that are attached to it. */
  readonly isElsewhere?: boolean;
  /** Whether its id is a logical id of CloudFormation. */
  readonly isOfTemplate?: boolean;
  /** What was read of trusts before. */
  readonly trusts?: KnownTrusts;
}

/** A role, or a user or group of IAM, that may be asked about. Its policies are read when they are asked for. */
export class AccessRole {
  public readonly kind: HolderKind;
  /** Whether it is written nowhere, and only policies tell of it that are attached to it. */
  public readonly isElsewhere: boolean;
  /** Parts that are not known stand in it as such. Of a group that of a member. */
  public readonly arn: string;
  public readonly account?: string;
  /** The name in IAM, the logical id, or what messages call it. */
  public readonly name: string;
  /** Its logical id, if a template makes it. */
  public readonly logicalId?: string;
  private read?: readonly RoleWay[];
  private readonly valueOf: ValueOf;

  /** @param roles the same role, once for each way in which it can come out */
  public constructor(
    private readonly roles: readonly [InventoryRole, ...InventoryRole[]], private readonly surroundings: RoleSurroundings,
  ) {
    const [{ account = surroundings.account, path = '/', roleName, at }] = roles;
    const { kind = 'role', isElsewhere = false, isOfTemplate = false, valueOf } = surroundings;
    [this.account, this.kind, this.isElsewhere, this.valueOf] = [account, kind, isElsewhere, valueOf];
    const name = kind === 'group' ? unknownPart(`a member of group ${roleName ?? at}`) : roleName ?? unknownPart(`the name of ${at === '' ? 'the role' : at}`);
    const own = `arn:${unknownPart('AWS::Partition')}:iam::${account ?? unknownPart('AWS::AccountId')}:${kind === 'role' ? 'role' : 'user'}${kind === 'group' ? '/' : path}${name}`;
    this.arn = withKnownParts(surroundings.arn ?? own, valueOf);
    this.name = roleName ?? (isOfTemplate ? at : surroundings.originOf(at).resource);
    this.logicalId = isOfTemplate && !isElsewhere ? at : undefined;
  }

  /** What its stack is called: its name where that is known, and the file without what files of templates end with. */
  public get stackNames(): readonly string[] {
    const file = posix.basename(this.origin.file.replace(/\\/g, '/')).replace(/(?:\.template)?\.(?:json|ya?ml|template)$/i, '');
    return [...new Set([this.stackName ?? file, file])];
  }

  /** The name of its stack, where an assembly has it. */
  public get stackName(): string | undefined {
    return this.valueOf('AWS::StackName');
  }

  public get origin(): Origin {
    return this.originOf(this.roles[0].at);
  }

  /** Where a policy is written: with the role, or where it stands by itself. */
  public originOf(at: string): Origin {
    return this.surroundings.originOf(at);
  }

  public get ways(): readonly RoleWay[] {
    return this.read ??= this.roles.flatMap((role) => this.waysOf(role));
  }

  /** The same value for a text that stands near the role. */
  public known(text: string): string {
    return withKnownParts(text, this.valueOf);
  }

  /** The ways of one of the ways of the role: its policies may depend on conditions, too. */
  private waysOf(role: InventoryRole): RoleWay[] {
    const document = (one: PolicyDocument) => documentWithKnownParts(one, this.valueOf);
    const { boundary, permissionsBoundary } = role;
    const unseen = unseenPolicies(role);
    const shared = {
      role: judgedRole(role, false, this.surroundings.trusts?.factsOf(role)),
      trust: document(role.trust),
      boundary: boundary !== undefined ? [document(boundary)]
        : permissionsBoundary !== 'present' ? [] : [undecidedDocument('the permissions boundary, which is not among the paths')],
      unseen: unseen.map(({ name }) => name),
    };
    return policyWays(role.policies).map((policies) => ({
      ...shared,
      identity: [
        ...policies.map((policy): NamedDocument => ({ name: policy.name, document: document(policy.document), policy })),
        ...unseen.map(({ name, document: standIn }) => ({ name, document: standIn })),
        ...role.undecided.map((what): NamedDocument => ({ name: 'the policies', document: undecidedDocument(plain(what)) })),
      ],
    }));
  }
}

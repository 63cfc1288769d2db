import { posix } from 'path';
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

/** What the model tells a role about its surroundings. */
export interface RoleSurroundings {
  readonly valueOf: ValueOf;
  readonly originOf: (at: string) => Origin;
  /** The account of its template or file, if that is known. */
  readonly account?: string;
  /** The ARN as its template's references say it. */
  readonly arn?: string;
  /** Whether it is a user, which acts as a role does and whom nobody becomes. */
  readonly isUser?: boolean;
  /** Whether its id is a logical id of CloudFormation. */
  readonly isOfTemplate?: boolean;
  /** What was read of trusts before. */
  readonly trusts?: KnownTrusts;
}

/** A role, or a user of IAM, that may be asked about. Its policies are read when they are asked for. */
export class AccessRole {
  public readonly kind: 'role' | 'user';
  /** Parts that are not known stand in it as such. */
  public readonly arn: string;
  public readonly account?: string;
  /** The name in IAM, or the logical id. */
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
    this.account = account;
    this.kind = surroundings.isUser === true ? 'user' : 'role';
    this.valueOf = surroundings.valueOf;
    const name = roleName ?? unknownPart(`the name of ${at === '' ? 'the role' : at}`);
    const own = `arn:${unknownPart('AWS::Partition')}:iam::${account ?? unknownPart('AWS::AccountId')}:${this.kind}${path}${name}`;
    this.arn = withKnownParts(surroundings.arn ?? own, this.valueOf);
    this.name = roleName ?? (at === '' ? '(a trust policy)' : at);
    this.logicalId = surroundings.isOfTemplate === true ? at : undefined;
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
    return this.read ??= this.roles.map((role) => this.wayOf(role));
  }

  /** The same value for a text that stands near the role. */
  public known(text: string): string {
    return withKnownParts(text, this.valueOf);
  }

  private wayOf(role: InventoryRole): RoleWay {
    const document = (one: PolicyDocument) => documentWithKnownParts(one, this.valueOf);
    const { trust, boundary, permissionsBoundary } = role;
    const own = decidedPolicies(role.policies);
    const unseen = unseenPolicies(role);
    return {
      role: judgedRole(role, false, this.surroundings.trusts?.factsOf(role)),
      trust: document(trust),
      identity: [
        ...own.map((policy): NamedDocument => ({ name: policy.name, document: document(policy.document), policy })),
        ...unseen.map(({ name, document: standIn }) => ({ name, document: standIn })),
        ...role.undecided.map((what): NamedDocument => ({ name: 'the policies', document: undecidedDocument(plain(what)) })),
      ],
      boundary: boundary !== undefined ? [document(boundary)]
        : permissionsBoundary !== 'present' ? [] : [undecidedDocument('the permissions boundary, which is not among the paths')],
      unseen: unseen.map(({ name }) => name),
    };
  }
}

/** Of a policy that can come out in several ways, nothing is certain. */
function decidedPolicies(policies: readonly InventoryPolicy[]): readonly InventoryPolicy[] {
  const times = new Map<string, number>();
  const keyOf = ({ at, name }: InventoryPolicy) => at === undefined ? undefined : `${at}\n${name}`;
  policies.forEach((policy) => times.set(keyOf(policy) ?? '', (times.get(keyOf(policy) ?? '') ?? 0) + 1));
  const seen = new Set<string>();
  return policies.flatMap((policy) => {
    const key = keyOf(policy);
    if (key === undefined || times.get(key) === 1) {
      return [policy];
    }
    return seen.size === seen.add(key).size ? [] : [{ ...policy, document: undecidedDocument('a policy that depends on conditions of the template') }];
  });
}

import type { Policy as PolicyResource, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { InlinePolicies } from './inline-policies';
import { EMPTY_DOCUMENT, requireUniqueSids, sizeOf, splitToFit, withoutSid } from './piece';
import type { Piece } from './piece';
import type { BundleStatement, IPolicyBundle } from '../bundles/policy-bundle';
import { hasWildcard, wildcardsOf } from '../bundles/statement';
import { CfnManagedPolicy, CfnPolicy, CfnRole, Effect, ManagedPolicy, Policy, Stack, Token } from '../core/cdk';
import { documentSize } from '../core/deploy-time-size';
import { flatReference } from '../core/flat-reference';
import { Quotas } from '../core/quotas';
import { show } from '../core/text';

interface Overflow {
  readonly policy: ManagedPolicy;
  readonly acknowledgements?: Acknowledgements;
  characters: number;
}

/**
 * The permissions of one role: each bundle a policy inline in the role's own resource, until the
 * inline limit is reached; from there on packed into managed policies. A bundle never moves once it
 * is placed, so that adding one changes nothing for those before it.
 *
 * Apart, nothing of them stands in the role's resource, nor is named there: all name the role.
 */
export class Permissions {
  private readonly inline?: InlinePolicies;
  private inlineSize = 0;
  private readonly overflow: Overflow[] = [];
  private readonly onRole?: Acknowledgements;
  private apart?: { readonly policy: PolicyResource; readonly acknowledgements?: Acknowledgements };

  public constructor(
    private readonly scope: Construct, private readonly role: Role,
    private readonly options: { readonly path?: string; readonly isApart: boolean },
  ) {
    const resource = role.node.defaultChild;
    // Absent where CDK is told to use roles made elsewhere (Role.customizeRoles).
    if (resource instanceof CfnRole) {
      this.onRole = new Acknowledgements(resource);
      // A property injector may have added policies, such as an organisation's guardrail: they stay.
      const given = Array.isArray(resource.policies) ? resource.policies : [];
      this.inlineSize = given.reduce((sum, policy) => sum + documentSize(policy, scope).characters, 0);
      this.inline = new InlinePolicies(resource);
    }
  }

  /** Characters of the bundles' inline policies, an upper bound. */
  public get inlineCharacters(): number {
    return this.inlineSize;
  }

  /** The policy resource beside the role that has the bundles' permissions, if they are apart. */
  public get policyApart(): PolicyResource | undefined {
    return this.apart?.policy;
  }

  /** Policies of bundles that the role no longer has once, by their names. */
  public lost(others: readonly string[]): ReturnType<InlinePolicies['lost']> {
    return this.inline?.lost(others) ?? { gone: [], twice: [] };
  }

  public add(bundle: IPolicyBundle): void {
    const { statements = [], managedPolicies = [] } = bundle.bind(this.scope);
    const pieces = statements.map((statement) => this.pieceOf(bundle.bundleId, statement));
    requireUniqueSids(bundle.bundleId, statements.map(({ statement }) => statement.sid));
    for (const { managedPolicy, reason, source } of managedPolicies) {
      this.role.addManagedPolicy(managedPolicy);
      this.onRole?.addManagedPolicy(bundle.bundleId, managedPolicy.managedPolicyArn, { reason, source });
    }
    if (!this.onRole) {
      // Without a resource of its own, CDK lists the statements for whoever makes the role.
      pieces.forEach((piece) => this.role.addToPrincipalPolicy(piece.statement));
    } else if (pieces.length > 0 && !this.tryInline(bundle.bundleId, pieces)) {
      pieces.flatMap((piece) => splitToFit(piece, this.scope)).forEach((piece) => this.addToOverflow(piece));
    }
    if (pieces.length > 0 || managedPolicies.length > 0) {
      this.acknowledge('construct');
    }
  }

  /** True if the ids of findings depend on deploy-time values. */
  public get hasTokens(): boolean {
    return this.acknowledgements.some((item) => item.hasTokens);
  }

  public acknowledge(phase: 'construct' | 'synthesis'): void {
    this.acknowledgements.forEach((item) => item.write(phase));
  }

  private get acknowledgements(): Acknowledgements[] {
    const all = [this.onRole, this.apart?.acknowledgements, ...this.overflow.map((item) => item.acknowledgements)];
    return all.filter((item) => item !== undefined);
  }

  private pieceOf(bundleId: string, { statement, evidence = [] }: BundleStatement): Piece {
    if (statement.hasPrincipal) {
      throw new Error(`a statement of ${bundleId} must have no principal: a role's policy is for the role itself`);
    }
    if (statement.effect === Effect.ALLOW && (statement.notActions.length > 0 || statement.notResources.length > 0)) {
      throw new Error(`a statement of ${bundleId} that allows must name its actions and resources: NotAction and NotResource allow all that AWS adds later`);
    }
    const size = sizeOf(statement, this.scope);
    const covered = new Set(evidence.map((item) => item.wildcard));
    const wildcards = [...wildcardsOf(statement), ...size.isLiteral ? [] : this.hiddenWildcards(statement)];
    const missing = wildcards.filter((wildcard) => !covered.has(wildcard));
    if (missing.length > 0) {
      throw new Error(
        `each wildcard of ${bundleId} must have evidence (why it cannot be narrower), missing for ${missing.map(show).join(', ')}`);
    }
    // Evidence for what is not in the statement would acknowledge somebody else's wildcard.
    const used = evidence.filter((item) => wildcards.includes(item.wildcard));
    return { bundleId, statement, evidence: used, ...size };
  }

  /** Wildcards that stand within a deploy-time value, such as `Fn.join('', [arn, '/*'])`: the value, or the item of a list of them. */
  private hiddenWildcards(statement: PolicyStatement): string[] {
    if (statement.effect !== Effect.ALLOW) {
      return [];
    }
    const stack = Stack.of(this.scope);
    const values = [...statement.actions, ...statement.resources];
    return values.filter((value) => !hasWildcard(value)).flatMap((value) => {
      // A list of deploy-time values stands as one text, which no evidence can name: its items do.
      const isList = Token.isUnresolved([value]);
      if (!isList && !Token.isUnresolved(value)) {
        return [];
      }
      const resolved: unknown = stack.resolve(isList ? [value] : value);
      return [resolved].flat().map(flatReference).filter(hasWildcard).map((text) => isList ? text : value);
    });
  }

  private tryInline(bundleId: string, pieces: readonly Piece[]): boolean {
    const characters = EMPTY_DOCUMENT + pieces.reduce((sum, piece) => sum + piece.characters + 1, 0);
    if (this.inlineSize + characters > Quotas.inlinePolicyCharacters) {
      return false;
    }
    this.inlineSize += characters;
    if (this.options.isApart) {
      pieces.forEach((piece) => this.addApart(piece));
      return true;
    }
    this.inline?.add(bundleId, pieces.map((piece) => piece.statement), pieces.every((piece) => piece.isLiteral));
    pieces.forEach((piece) => this.onRole?.addWildcards(piece.bundleId, piece.evidence));
    return true;
  }

  private addApart(piece: Piece): void {
    const { policy, acknowledgements } = this.apart ??= this.newApart();
    policy.addStatements(withoutSid(piece.statement));
    acknowledgements?.addWildcards(piece.bundleId, piece.evidence);
  }

  private newApart(): NonNullable<Permissions['apart']> {
    const policy = new Policy(this.scope, 'Policy', { roles: [this.role] });
    const resource = policy.node.defaultChild;
    return { policy, acknowledgements: resource instanceof CfnPolicy ? new Acknowledgements(resource) : undefined };
  }

  private addToOverflow(piece: Piece): void {
    const fits = (bin: Overflow) => bin.characters + piece.characters + 1 <= Quotas.managedPolicyCharacters;
    const bin = this.overflow.find(fits) ?? this.newOverflow();
    bin.characters += piece.characters + 1;
    bin.policy.addStatements(withoutSid(piece.statement));
    bin.acknowledgements?.addWildcards(piece.bundleId, piece.evidence);
  }

  private newOverflow(): Overflow {
    const policy = new ManagedPolicy(this.scope, `Overflow${this.overflow.length + 1}`, {
      description: `Permissions past the inline limit of the role ${this.scope.node.id}`.slice(0, 1000),
      path: this.options.path,
      roles: this.options.isApart ? [this.role] : undefined,
    });
    const resource = policy.node.defaultChild;
    if (!this.options.isApart) {
      this.role.addManagedPolicy(policy);
    }
    const bin: Overflow = {
      policy,
      acknowledgements: resource instanceof CfnManagedPolicy ? new Acknowledgements(resource) : undefined,
      characters: EMPTY_DOCUMENT,
    };
    this.overflow.push(bin);
    return bin;
  }
}

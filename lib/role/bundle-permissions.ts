import type { IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import type { OwnPolicy } from './circular-bundles';
import { InlinePolicies } from './inline-policies';
import type { GivenStatement } from './other-accounts';
import type { OverflowPolicies } from './overflow-policies';
import type { SeparatePolicy } from './separate-policy';
import { EMPTY_DOCUMENT, requireUniqueSids } from './sized-statement';
import type { SizedStatement } from './sized-statement';
import { ownStatement, requireEvidence } from './statement-evidence';
import { BUNDLE_POLICY } from '../bundles/bundle-kinds';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import { attachCustomSynthesis, CfnRole } from '../core/cdk';
import { requireProps } from '../core/kinds';
import { lazy } from '../core/lazy';
import { Quotas } from '../core/quotas';
import { show } from '../core/text';

/** How the permissions of bundles reach a role. */
export interface BundlePermissionsOptions {
  /** The path of managed policies. */
  readonly path?: string;
  /** Creates the policy resource beside the role, for permissions that must not be in the role's own resource. */
  readonly separatePolicy?: () => SeparatePolicy;
}

/**
 * The permissions of one role: each bundle a policy inline in the role's own resource, until the
 * inline limit is reached; from there on packed into managed policies. A bundle never moves once it
 * is placed, so that adding one changes nothing for those before it.
 *
 * With a separate policy the role's resource neither holds nor names any of them: all policies name the role.
 */
export class BundlePermissions {
  private readonly inline?: InlinePolicies;
  private inlineSize = 0;
  private overflow?: OverflowPolicies;
  private readonly onRole?: Acknowledgements;
  private separate?: SeparatePolicy;
  private acknowledgesAtSynthesis = false;
  private added = 0;
  private readonly given: GivenStatement[] = [];

  /** @param scope the construct for policies; its own synthesis is used */
  public constructor(
    private readonly scope: Construct, private readonly role: IRole, private readonly options: BundlePermissionsOptions) {
    const resource = role.node.defaultChild;
    // Absent where CDK is told to use roles made elsewhere (Role.customizeRoles), and of imported roles.
    if (resource instanceof CfnRole) {
      this.onRole = new Acknowledgements(resource);
      // A property injector may have added policies, such as an organisation's guardrail: they stay.
      const given = Array.isArray(resource.policies) ? resource.policies : [];
      this.inlineSize = given.reduce((sum, policy) => sum + lazy.deployTimeSize.documentSize(policy, scope).characters, 0);
      this.inline = new InlinePolicies(resource);
    }
  }

  /** Characters of the bundles' inline policies, an upper bound. */
  public get inlineCharacters(): number {
    return this.inlineSize;
  }

  /** The policy resource beside the role that has the bundles' permissions, if there is one. */
  public get policyBeside(): Policy | undefined {
    return this.separate?.policy;
  }

  /** The bundles' policies that may name other resources. */
  public get ownPolicies(): OwnPolicy[] {
    const resource = this.role.node.defaultChild;
    return [
      ...resource instanceof CfnRole
        ? this.inline?.deployTime.map(({ bundleId, document }) => ({ what: `the bundle ${show(bundleId)}`, document, holder: resource })) ?? [] : [],
      ...this.separate?.deployTime.map(({ bundleId, ...policy }) => ({ what: `the bundle ${show(bundleId)}`, ...policy })) ?? [],
      ...this.overflow?.documents.map((policy) => ({ what: 'a bundle past the inline limit', ...policy })) ?? [],
    ];
  }

  /** Policies of bundles that the role no longer has once, by their names. */
  public lost(others: readonly string[]): ReturnType<InlinePolicies['lost']> {
    return this.inline?.lost(others) ?? { gone: [], twice: [] };
  }

  public add(bundle: IPolicyBundle): void {
    const { bundleId } = bundle;
    const { statements: given = [], managedPolicies = [] } = requireProps(`the bundle ${show(bundleId)}, which its bind gives,`, bundle.bind(this.scope), BUNDLE_POLICY);
    const statements = given.map(ownStatement);
    const sized = statements.map((statement) => requireEvidence(bundleId, statement, this.scope));
    this.noteStatements(bundleId, statements.map(({ statement }) => statement));
    requireUniqueSids(bundleId, statements.map(({ statement }) => statement.sid));
    for (const { managedPolicy, reason, source } of managedPolicies) {
      this.role.addManagedPolicy(managedPolicy);
      this.onRole?.addManagedPolicy(bundleId, managedPolicy.managedPolicyArn, { reason, source });
    }
    if (sized.length > 0) {
      this.place(bundleId, sized);
    }
    if (sized.length > 0 || managedPolicies.length > 0) {
      this.acknowledge();
    }
  }

  /** For what is said of them when the tree is complete. */
  private noteStatements(bundleId: string, statements: readonly PolicyStatement[]): void {
    if (this.added === 0) {
      this.scope.node.addValidation({
        validate: () => {
          /* eslint-disable @typescript-eslint/no-require-imports -- for validation only, which begins at synthesis */
          const { warnOfOtherAccounts } = require('./other-accounts') as typeof import('./other-accounts');
          const { missingSessionTags } = require('./session-tag-check') as typeof import('./session-tag-check');
          const { warnOfResourceRegions } = require('./region-warnings') as typeof import('./region-warnings');
          /* eslint-enable @typescript-eslint/no-require-imports */
          warnOfOtherAccounts(this.role, this.given);
          warnOfResourceRegions(this.role, this.given);
          return missingSessionTags(this.role, this.given);
        },
      });
    }
    const index = this.added++;
    this.given.push(...statements.map((statement) => ({ bundleId, index, statement })));
  }

  private place(bundleId: string, statements: readonly SizedStatement[]): void {
    if (!this.inline && !this.options.separatePolicy) {
      // Without a resource of its own, CDK lists the statements for whoever makes the role.
      statements.forEach(({ statement }) => this.role.addToPrincipalPolicy(statement));
    } else if (!this.tryInline(bundleId, statements)) {
      this.overflow ??= this.createOverflow();
      this.overflow.add(statements);
    }
  }

  /** Few roles have so many permissions: the file is loaded for the first that has. */
  private createOverflow(): OverflowPolicies {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every role
    const { OverflowPolicies: Created } = require('./overflow-policies') as typeof import('./overflow-policies');
    return new Created(this.scope, this.role, { path: this.options.path, namesRole: this.options.separatePolicy !== undefined });
  }

  private tryInline(bundleId: string, statements: readonly SizedStatement[]): boolean {
    const characters = EMPTY_DOCUMENT + statements.reduce((sum, statement) => sum + statement.characters + 1, 0);
    if (this.inlineSize + characters > Quotas.inlinePolicyCharacters) {
      return false;
    }
    this.inlineSize += characters;
    if (this.options.separatePolicy) {
      const separate = this.separate ??= this.options.separatePolicy();
      statements.forEach((statement) => separate.add(statement));
      return true;
    }
    this.inline?.add(bundleId, statements.map(({ statement }) => statement), statements.every(({ isLiteral }) => isLiteral));
    statements.forEach(({ evidence }) => this.onRole?.addWildcards(bundleId, evidence));
    return true;
  }

  /** At once, for Aspects that read acknowledgements; and at synthesis, when ids with deploy-time values have their final form. */
  private acknowledge(): void {
    const all = () => [this.onRole, this.separate?.acknowledgements, ...this.overflow?.acknowledgements ?? []]
      .filter((item) => item !== undefined);
    all().forEach((item) => item.write('construct'));
    if (!this.acknowledgesAtSynthesis && all().some((item) => item.hasTokens)) {
      this.acknowledgesAtSynthesis = true;
      attachCustomSynthesis(this.scope, { onSynthesize: () => all().forEach((item) => item.write('synthesis')) });
    }
  }
}

import type { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib/core';
import { NagPack } from 'cdk-nag';
import type { NagPackProps } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { UNUSED_ACKNOWLEDGEMENT, UNUSED_FIX, unusedText } from './acknowledged';
import type { UnusedAcknowledgement } from './acknowledged';
import type { Finding } from './judge';
import { judgeOptions } from './judge-options';
import type { GivenOptions } from './judge-options';
import { judgeTree } from './judge-tree';
import type { JudgedTree } from './judge-tree';
import { RULE_IDS } from './rules';
import { CHECKS } from '../core/checks-name';
import { CONSTRUCT, listOf, NUMBER, requireKind, requireProps, TEXT, TRUTH } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { synthesisOf } from '../core/shared-reading';

/** Properties of `IrsaChecks`. */
export interface IrsaChecksProps extends NagPackProps {
  /**
   * The audiences that a trust may ask for.
   *
   * @default - `sts.amazonaws.com`, and those that a `workloads.yaml` gives its clusters
   */
  readonly audiences?: string[];

  /**
   * Whether each role of a workload must have a permissions boundary.
   *
   * @default - as a `workloads.yaml` says for its roles, else false
   */
  readonly requirePermissionsBoundary?: boolean;

  /**
   * The account's quota of characters in a trust policy, by which a size counts as near. At most 4,096.
   *
   * @default - as a `workloads.yaml` says for the account, else 2048
   */
  readonly trustPolicyCharacters?: number;

  /**
   * The account's quota of managed policies on a role, by which a count counts as near. At most 25.
   *
   * @default - as a `workloads.yaml` says for the account, else 10
   */
  readonly managedPoliciesPerRole?: number;
}

const PROPS: Kinds<IrsaChecksProps> = {
  audiences: listOf(TEXT),
  requirePermissionsBoundary: TRUTH,
  trustPolicyCharacters: NUMBER,
  managedPoliciesPerRole: NUMBER,
  verbose: TRUTH,
  writeSuppressionsToCloudFormation: TRUTH,
};

/**
 * Judges whether the roles of an app that Kubernetes service accounts (IRSA) or pods (EKS Pod Identity) become are
 * sound, whoever made them: this library, `eks.ServiceAccount`, `iam.Role`, `CfnRole`, an included template.
 *
 * Errors fail the synth; warnings are reported and do not. A finding is acknowledged by its exact id, such as
 * `IrsaChecks-DefaultServiceAccount[system:serviceaccount:web:default]`, on the role or above it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 * @example
 * Validations.of(app).addPlugins(new compliance.IrsaChecks(app, { requirePermissionsBoundary: true }));
 */
export class IrsaChecks extends NagPack {
  /** The name of the pack in reports, and of its findings. */
  public readonly name: string = CHECKS;

  /** The ids of all rules. */
  public readonly ruleIds?: string[] = RULE_IDS.map((id) => `${CHECKS}-${id}`);

  private readonly given: GivenOptions;
  private readonly explains: boolean;

  /**
   * @param scope the app, for `writeSuppressionsToCloudFormation`
   * @throws if an option is no value that AWS has
   */
  public constructor(scope?: IConstruct, props: IrsaChecksProps = {}) {
    if (scope !== undefined) {
      requireKind('scope', CONSTRUCT, scope);
    }
    requireProps(CHECKS, props, PROPS);
    super(scope, props);
    this.packName = CHECKS;
    const { audiences, requirePermissionsBoundary, trustPolicyCharacters, managedPoliciesPerRole } = props;
    this.given = { audiences, requirePermissionsBoundary, trustPolicyCharacters, managedPoliciesPerRole };
    judgeOptions(this.given);
    this.explains = props.verbose ?? false;
  }

  /**
   * Judges the app of a synthesis: CDK calls it.
   *
   * `validateScope` judges a construct tree without a synthesis, as tests do.
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.reportOf(judgeTree(context.appConstruct, this.given, synthesisOf(context.templatePaths)));
  }

  /** Judges a construct tree. `success` is false only if there is an error. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.reportOf(judgeTree(scope, this.given));
  }

  private reportOf({ findings, unused }: JudgedTree): PolicyValidationPluginReport {
    const violations = new Map<string, Violation>();
    findings.forEach(({ finding, node }) => this.add(violations, finding, node));
    unused.forEach((item) => this.addUnused(violations, item));
    const all = [...violations.values()];
    return { success: all.every(({ severity }) => severity !== 'error'), violations: all };
  }

  /** Judged are whole stacks, not resources one by one. */
  protected checkResource(_node: CfnResource): void {}

  private addUnused(violations: Map<string, Violation>, { node, ...item }: UnusedAcknowledgement): void {
    violations.set(`${item.id}\n${item.place}`, {
      ruleName: `${this.packName}-${UNUSED_ACKNOWLEDGEMENT}`,
      description: unusedText(item),
      fix: UNUSED_FIX,
      severity: 'warning',
      violatingResources: [{ constructPath: node.node.path, locations: ['Properties'] }],
    });
  }

  private add(violations: Map<string, Violation>, { id, rule, level = rule.level, message }: Finding, node: IConstruct): void {
    const ruleName = `${this.packName}-${id}`;
    const key = `${ruleName}\n${message}`;
    const violation = violations.get(key) ?? {
      ruleName,
      description: `${rule.title}: ${message}${this.explains ? `. ${rule.why}` : ''}`,
      fix: `${rule.fix} See ${rule.link}`,
      severity: level,
      violatingResources: [],
    };
    violation.violatingResources.push({ constructPath: node.node.path, locations: ['Properties'] });
    violations.set(key, violation);
  }
}

interface Violation extends PolicyViolation {
  readonly violatingResources: PolicyViolatingResource[];
}

import { CfnCondition, CfnElement, CfnMapping, CfnOutput, CfnResource, Stack, Token } from 'aws-cdk-lib/core';
import type { PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib/core';
import { NagPack } from 'cdk-nag';
import type { NagPackProps } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { Acknowledged, UNUSED_ACKNOWLEDGEMENT } from './acknowledged';
import { STACK_OPTIONS } from './file-settings';
import { judge } from './judge';
import type { Finding } from './judge';
import { judgeOptions } from './judge-options';
import type { GivenOptions } from './judge-options';
import { RULE_IDS } from './rule-ids';
import { PROVIDER_TYPES } from '../cloudformation/intrinsics';
import { templatePartOf } from '../core/cdk-internals';
import { readStacks } from '../inventory/linked-templates';
import type { StackTemplate } from '../inventory/linked-templates';
import { CLUSTER_TYPES, MANIFEST_TYPE, mapOf, POLICY_TYPES } from '../inventory/template';

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
  public readonly name: string = 'IrsaChecks';

  /** The ids of all rules. */
  public readonly ruleIds?: string[] = RULE_IDS.map((id) => `IrsaChecks-${id}`);

  private readonly given: GivenOptions;
  private readonly explains: boolean;

  /**
   * @param scope the app, for `writeSuppressionsToCloudFormation`
   * @throws if an option is no value that AWS has
   */
  public constructor(scope?: IConstruct, props: IrsaChecksProps = {}) {
    super(scope, props);
    this.packName = 'IrsaChecks';
    const { audiences, requirePermissionsBoundary, trustPolicyCharacters, managedPoliciesPerRole } = props;
    this.given = { audiences, requirePermissionsBoundary, trustPolicyCharacters, managedPoliciesPerRole };
    judgeOptions(this.given);
    this.explains = props.verbose ?? false;
  }

  /** Judges a construct tree. `success` is false only if there is an error. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const stacks = stacksBelow(scope);
    const nodes = new Map([...stacks].flatMap(([id, { nodes: own }]) => [...own].map(([logicalId, node]) => [`${id}/${logicalId}`, node])));
    const violations = new Map<string, Violation>();
    const acknowledged = new Acknowledged();
    const said = new Set<string>(); // of a policy that roles of several stacks have
    for (const [id, { roles, others, manifests }] of readStacks([...stacks.values()])) {
      const foreign = new Set(others.map(({ at }) => at));
      const options = judgeOptions(this.given, stacks.get(id)?.told);
      for (const finding of judge([...roles, ...others], manifests, options).filter(({ at }) => !foreign.has(at))) {
        const node = nodes.get(`${id}/${finding.at}`) ?? nodes.get(finding.at) ?? scope;
        const key = `${node.node.path}\n${finding.id}\n${finding.message}`;
        if (!acknowledged.has(node, `${this.packName}-${finding.id}`) && !said.has(key)) {
          said.add(key);
          this.add(violations, finding, node);
        }
      }
    }
    for (const { id, place, node } of acknowledged.unused([...nodes.values()])) {
      violations.set(`${id}\n${place}`, {
        ruleName: `${this.packName}-${UNUSED_ACKNOWLEDGEMENT}`,
        description: `An acknowledgement acknowledges nothing: ${place} names ${id}, which is not found on the workload's role`,
        fix: 'Take it away, or write the id as the finding shows it.',
        severity: 'warning',
        violatingResources: [{ constructPath: node.node.path, locations: ['Properties'] }],
      });
    }
    const all = [...violations.values()];
    return { success: all.every(({ severity }) => severity !== 'error'), violations: all };
  }

  /** Judged are whole stacks, not resources one by one. */
  protected checkResource(_node: CfnResource): void {}

  private add(violations: Map<string, Violation>, { id, rule, message }: Finding, node: IConstruct): void {
    const ruleName = `${this.packName}-${id}`;
    const key = `${ruleName}\n${message}`;
    const violation = violations.get(key) ?? {
      ruleName,
      description: `${rule.title}: ${message}${this.explains ? `. ${rule.why}` : ''}`,
      fix: `${rule.fix} See ${rule.link}`,
      severity: rule.level,
      violatingResources: [],
    };
    violation.violatingResources.push({ constructPath: node.node.path, locations: ['Properties'] });
    violations.set(key, violation);
  }
}

interface Violation extends PolicyViolation {
  readonly violatingResources: PolicyViolatingResource[];
}

/** What there is to judge in a stack, as it will stand in its template, and whose it is, by logical id. */
interface StackParts extends StackTemplate {
  readonly template: Record<string, Record<string, unknown>>;
  readonly nodes: Map<string, IConstruct>;
  /** What whoever makes its roles says that they are judged by. */
  readonly told?: GivenOptions;
}

const NESTED_STACK_TYPE = 'AWS::CloudFormation::Stack';
const JUDGED_TYPES = [
  'AWS::IAM::Role', ...POLICY_TYPES, 'Custom::AWSCDKCfnJson', MANIFEST_TYPE, NESTED_STACK_TYPE, ...PROVIDER_TYPES, ...CLUSTER_TYPES,
];

function stacksBelow(scope: IConstruct): Map<string, StackParts> {
  const stacks = new Map<string, StackParts>();
  for (const node of scope.node.findAll().filter(isJudged)) {
    const stack = Stack.of(node);
    const parts = stacks.get(stack.node.path) ?? partsOf(stack);
    stacks.set(stack.node.path, parts);
    const rendered = mapOf(stack.resolve(templatePartOf(node)));
    for (const [section, items] of Object.entries(rendered)) {
      parts.template[section] = Object.assign(parts.template[section] ?? {}, mapOf(items));
      Object.keys(mapOf(items)).filter(() => section === 'Resources').forEach((id) => parts.nodes.set(id, node));
    }
  }
  return stacks;
}

/** Whether a role, its policies or its ServiceAccounts may stand in an element, or what they refer to. */
function isJudged(node: IConstruct): node is CfnElement {
  return CfnResource.isCfnResource(node) ? JUDGED_TYPES.includes(node.cfnResourceType)
    : node instanceof CfnOutput || node instanceof CfnMapping || node instanceof CfnCondition;
}

function partsOf(stack: Stack): StackParts {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  return {
    id: stack.node.path,
    stackName: Token.isUnresolved(stack.stackName) ? undefined : stack.stackName,
    account: Token.isUnresolved(stack.account) ? undefined : stack.account,
    parent: parent && resource && { id: parent.node.path, logicalId: parent.resolve((resource as CfnResource).logicalId) },
    template: {},
    nodes: new Map(),
    told: STACK_OPTIONS.get(stack),
  };
}

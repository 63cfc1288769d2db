import { CfnCondition, CfnElement, CfnMapping, CfnOutput, CfnResource, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CLUSTER_RESOURCE_TYPES } from './cluster-resources';
import type { InventoryPart } from './inventory';
import { readStacks } from './linked-templates';
import { withMadeNames } from './made-names';
import { RESOURCE_POLICY_TYPES } from './policies-of-resources';
import { NAMED_TYPES } from './resource-arns';
import type { StackTemplate } from '../cloudformation/linked-stacks';
import {
  CFN_JSON_TYPE, CLUSTER_TYPES, NESTED_STACK_TYPE, POLICY_TYPES, PROVIDER_TYPES, ROLE_TYPE,
} from '../cloudformation/resource-types';
import { templatePartOf } from '../core/cdk-internals';
import { mapOf } from '../core/plain-object';
import { readOnce, renderedOnce } from '../core/shared-reading';

/** What exists in one stack of a construct tree. */
export interface StackPart extends InventoryPart {
  readonly stack: Stack;
  /** The construct of the item with an id; it may be one of another stack. */
  readonly nodeOf: (at: string) => IConstruct | undefined;
  /** The constructs whose resources were read. */
  readonly nodes: readonly IConstruct[];
}

/** A stack as it will be in its template, and the constructs of its resources, by logical id. */
interface RenderedStack extends StackTemplate {
  readonly stack: Stack;
  readonly template: Record<string, Record<string, unknown>>;
  readonly nodes: Map<string, IConstruct>;
}

const READ_TYPES: ReadonlySet<string> = new Set([
  ROLE_TYPE, ...POLICY_TYPES, CFN_JSON_TYPE, ...CLUSTER_RESOURCE_TYPES, NESTED_STACK_TYPE, ...PROVIDER_TYPES, ...CLUSTER_TYPES,
]);

/** Resources beside roles, and their policies. */
const RESOURCE_TYPES: ReadonlySet<string> = new Set([...NAMED_TYPES, ...RESOURCE_POLICY_TYPES].filter((type) => !READ_TYPES.has(type)));

/** What is read once for all plugins. */
const READ = {};

/** What of a construct tree is read. */
export interface TreeOptions {
  /**
   * Whether to read resources beside roles, such as buckets with their policies. One without a name gets one that stands for what
   * CloudFormation will make, so that it is no other's.
   *
   * @default false
   */
  readonly withResources?: boolean;
  /**
   * Which synthesis it is part of (`synthesisOf`).
   *
   * @default - everything is rendered anew
   */
  readonly synthesis?: string;
}

/** Reads what exists in a construct tree, stack by stack. */
export function readConstructTree(scope: IConstruct, { withResources = false, synthesis }: TreeOptions = {}): readonly StackPart[] {
  const render = renderedOnce(scope, synthesis, (node) => Stack.of(node).resolve(templatePartOf(node as CfnElement)));
  const more = withResources ? withMoreResources(scope, render) : undefined;
  // Most apps with roles have nothing more, and several plugins read them.
  return more === undefined ? readOnce(scope, synthesis, READ, () => partsOf(stacksBelow(scope, READ_TYPES, render))) : partsOf(more);
}

function partsOf(stacks: ReadonlyMap<string, RenderedStack>): StackPart[] {
  const nodes = new Map([...stacks].flatMap(([id, { nodes: own }]) => [...own].map(([logicalId, node]) => [`${id}/${logicalId}`, node])));
  return [...readStacks([...stacks.values()])].map(([id, part]) => ({
    ...part,
    stack: stacks.get(id)!.stack,
    nodeOf: (at) => nodes.get(`${id}/${at}`) ?? nodes.get(at),
    nodes: [...stacks.get(id)!.nodes.values()],
  }));
}

function stacksBelow(scope: IConstruct, types: ReadonlySet<string>, render: (node: IConstruct) => unknown): Map<string, RenderedStack> {
  const stacks = new Map<string, RenderedStack>();
  for (const node of scope.node.findAll().filter((one) => isRead(one, types))) {
    const stack = Stack.of(node);
    const rendered = stacks.get(stack.node.path) ?? withoutElements(stack);
    stacks.set(stack.node.path, rendered);
    for (const [section, items] of Object.entries(mapOf(render(node)))) {
      rendered.template[section] = Object.assign(rendered.template[section] ?? {}, mapOf(items));
      Object.keys(mapOf(items)).filter(() => section === 'Resources').forEach((id) => rendered.nodes.set(id, node));
    }
  }
  return stacks;
}

/** The stacks with resources beside roles, each with a name; nothing if there is none. */
function withMoreResources(scope: IConstruct, render: (node: IConstruct) => unknown): ReadonlyMap<string, RenderedStack> | undefined {
  if (!scope.node.findAll().some((node) => CfnResource.isCfnResource(node) && RESOURCE_TYPES.has(node.cfnResourceType))) {
    return undefined;
  }
  const stacks = stacksBelow(scope, new Set([...READ_TYPES, ...RESOURCE_TYPES]), render);
  stacks.forEach(({ template, stackName = 'stack' }) => {
    template.Resources = withMadeNames(template.Resources ?? {}, stackName);
  });
  return stacks;
}

/** Whether an element may hold a role, its policies or its ServiceAccounts, or what they refer to. */
function isRead(node: IConstruct, types: ReadonlySet<string>): node is CfnElement {
  return CfnResource.isCfnResource(node) ? types.has(node.cfnResourceType)
    : node instanceof CfnOutput || node instanceof CfnMapping || node instanceof CfnCondition;
}

function withoutElements(stack: Stack): RenderedStack {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  return {
    stack,
    id: stack.node.path,
    stackName: Token.isUnresolved(stack.stackName) ? undefined : stack.stackName,
    account: Token.isUnresolved(stack.account) ? undefined : stack.account,
    region: Token.isUnresolved(stack.region) ? undefined : stack.region,
    parent: parent && resource && { id: parent.node.path, logicalId: parent.resolve((resource as CfnResource).logicalId) },
    template: {},
    nodes: new Map(),
  };
}

import type { CfnResource, Stack as CdkStack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { ResourceGraph } from './resource-graph';
import { CfnRole, Stack, Token } from '../core/cdk';
import { PerSynthesis } from '../core/per-synthesis';
import { show } from '../core/text';

/** A policy of a role that may name other resources. */
export interface OwnPolicy {
  /** What it is, for messages: `the bundle "s3.read"`. */
  readonly what: string;
  /** The part of the template that names them. */
  readonly document: unknown;
  /** What is created after the resources that it names: the role, or a policy beside it. */
  readonly holder: CfnResource;
  /** The way out, if it is not `separatePolicy`. */
  readonly fix?: string;
}

const GRAPHS = new PerSynthesis<ResourceGraph>('resourceGraph');

/**
 * What a policy of a role names and is itself created after the role, such as a key whose policy names the role: CloudFormation could create
 * neither first, and says so without the bundle and the way out. A policy beside the role has such circles by dependencies, and a nested
 * stack, which is created as a whole, by what it takes of the stacks around it.
 */
export function circularBundles(role: IConstruct, policies: readonly OwnPolicy[]): string[] {
  const graphs = new Map<CdkStack, ResourceGraph>();
  const graphOf = (stack: CdkStack) => {
    const graph = graphs.get(stack) ?? GRAPHS.get(stack, role, () => new ResourceGraph(stack));
    graphs.set(stack, graph);
    return graph;
  };
  const ways = policies.flatMap((policy) => waysOf(policy, graphOf)).sort((one, other) => one.way.length - other.way.length);
  // What needs the role is told once, by whatever ways it is reached.
  const byLast = new Map<string, Way>();
  ways.forEach((way) => {
    const last = `${way.graph.stack.node.addr} ${way.way.at(-2)} ${way.way.at(-1)}`;
    byLast.set(last, byLast.get(last) ?? way);
  });
  return [...new Set([...byLast.values()].map((way) => problem(role, way)))];
}

/** What the role's own resource names besides the policies of bundles. */
export function attachedPolicies(resource: IConstruct | undefined): OwnPolicy[] {
  if (!(resource instanceof CfnRole)) {
    return [];
  }
  const { managedPolicyArns: arns, permissionsBoundary } = resource;
  return [
    ...arns !== undefined && (Token.isUnresolved(arns) || arns.some(Token.isUnresolved)) ? [{
      what: 'the list of managed policies',
      document: arns,
      holder: resource,
      fix: 'attach that policy by naming the role in it (new ManagedPolicy(…, { roles: [role] }))',
    }] : [],
    ...Token.isUnresolved(permissionsBoundary) ? [{
      what: 'the permissions boundary', document: permissionsBoundary, holder: resource, fix: 'name in the boundary nothing that needs the role',
    }] : [],
  ];
}

interface Way {
  /** The policy that begins it. */
  readonly policy: OwnPolicy;
  /** Logical ids of a stack, from what the policy names to the holder, or to the nested stack that it is in. */
  readonly way: readonly string[];
  readonly graph: ResourceGraph;
  /** The nested stack of the holder, if the way is in a stack around it. */
  readonly nested?: CdkStack;
}

function waysOf(policy: OwnPolicy, graphOf: (stack: CdkStack) => ResourceGraph): Way[] {
  const found: Way[] = [];
  let { holder, document } = policy;
  for (let nested: CdkStack | undefined; ;) {
    const stack = Stack.of(holder);
    const graph = graphOf(stack);
    const ways = graph.namedIn(document).map((id) => graph.way(id, graph.idOf(holder))).filter((way) => way !== undefined);
    found.push(...ways.map((way) => ({ policy, way, graph, nested })));
    const { nestedStackParent: parent, nestedStackResource: resource } = stack;
    if (!parent || !resource) {
      return found;
    }
    [document, holder, nested] = [graph.givenFor(document, graphOf(parent)), resource as CfnResource, stack];
  }
}

const RULE = 'a role must not need what is created after it';
const FIX = 'give the role separatePolicy: true, which puts the bundles into a policy resource that is created after both';

function problem(role: IConstruct, { policy: { what, holder, fix = FIX }, way, graph, nested }: Way): string {
  const [named, ...between] = way.slice(0, -1).map((id) => show(graph.resource(id)?.node.path));
  const through = between.length === 0 ? '' : ` through ${between.join(', ')}`;
  const begin = `but ${what} of ${show(role.node.path)} names ${named}, which in turn`;
  if (nested) {
    return `${RULE}, ${begin} needs the nested stack of the role, ${show(nested.node.path)}${through} (by a grant, a trust or a resource policy): ` +
      'create both in one stack, since a nested stack is created as a whole';
  }
  // A dependency on a construct is one on all that is in it, the separate policy included.
  const isOrdered = way.length > 1 && graph.isOrdered(way[way.length - 2], way[way.length - 1]);
  if (!(holder instanceof CfnRole)) {
    return `the policy of a role must not need what is created after it, ${begin} ${isOrdered ? 'depends on' : 'needs'} that policy${through}: ` +
      'take that dependency out, or make it one on role.node.defaultChild';
  }
  if (named === undefined) {
    return `${RULE}, but ${what} names the role itself: ${fix}`;
  }
  return `${RULE}, ${begin} ` + (isOrdered
    ? `depends on the role${through}: take that dependency out, or make it one on role.node.defaultChild and give the role separatePolicy: true`
    : `needs the role${through} (by a grant, a trust or a resource policy): ${fix}`);
}

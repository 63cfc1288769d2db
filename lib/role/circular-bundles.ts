import type { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { ResourceGraph } from './resource-graph';
import { CfnRole, Stack } from '../core/cdk';
import { PerSynthesis } from '../core/per-synthesis';
import { show } from '../core/text';

/** A policy that the role's own resource holds, or names. */
export interface OwnPolicy {
  /** What it is, for messages: `the bundle "s3.read"`. */
  readonly what: string;
  readonly document: PolicyDocument;
}

const GRAPHS = new PerSynthesis<ResourceGraph>('resourceGraph');

/**
 * What a bundle names and is itself created after the role, such as a key whose policy names the role: CloudFormation could create neither
 * first, and says so without the bundle and the way out.
 */
export function circularBundles(role: Role, policies: readonly OwnPolicy[]): string[] {
  const resource = role.node.defaultChild;
  if (!(resource instanceof CfnRole) || policies.length === 0) {
    return [];
  }
  const stack = Stack.of(role);
  const graph = GRAPHS.get(stack, role, () => new ResourceGraph(stack));
  const own = graph.idOf(resource);
  const ways = policies.flatMap(({ what, document }) => graph.namedIn(document).flatMap((id) => {
    const way = graph.way(id, own);
    return way ? [{ what, way }] : [];
  })).sort((one, other) => one.way.length - other.way.length);
  // What needs the role is told once, by whatever ways it is reached.
  const byLast = new Map<string | undefined, Way>();
  ways.forEach((way) => byLast.set(way.way.at(-2), byLast.get(way.way.at(-2)) ?? way));
  return [...byLast.values()].map((way) => problem(role, way, graph));
}

interface Way {
  /** The policy that begins it. */
  readonly what: string;
  /** Logical ids, from what the policy names to the role. */
  readonly way: readonly string[];
}

const RULE = 'a role must not need what is created after it';
const FIX = 'give the role separatePolicy: true, which puts the bundles into a policy resource that is created after both';

function problem(role: Role, { what, way }: Way, graph: ResourceGraph): string {
  const [named, ...between] = way.slice(0, -1).map((id) => show(graph.resource(id)?.node.path));
  if (named === undefined) {
    return `${RULE}, but ${what} names the role itself: ${FIX}`;
  }
  const isOrderOnly = !graph.names(way[way.length - 2], way[way.length - 1]);
  const through = between.length === 0 ? '' : ` through ${between.join(', ')}`;
  return `${RULE}, but ${what} of ${show(role.node.path)} names ${named}, which in turn ` + (isOrderOnly
    // A dependency on a construct is one on all that is in it, the separate policy included.
    ? `depends on the role${through}: take that dependency out, or make it one on role.node.defaultChild and give the role separatePolicy: true`
    : `needs the role${through} (by a grant, a trust or a resource policy): ${FIX}`);
}

import { CfnResource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { clusterKey } from './cluster-key';
import { givenProperties } from '../core/cdk-internals';
import { PerSynthesis } from '../core/per-synthesis';
import { isObject } from '../core/plain-object';
import { ResourceGraph } from '../role/resource-graph';

/** A manifest that somebody else applies, and that has a namespace in it. */
interface ForeignManifest {
  readonly resource: CfnResource;
  /** The cluster and the namespaces. */
  readonly keys: readonly string[];
}

const FOUND = new PerSynthesis<readonly ForeignManifest[]>('namespacesOfOthers');
const GRAPHS = new PerSynthesis<ResourceGraph>('namespaceGraph');

/**
 * Manifests of the app (`cluster.addManifest`) that create a namespace of a cluster, and that a manifest of ours does not wait for. We order
 * nothing after them, since they may hold more than the namespace, such as what waits for our service accounts.
 *
 * @param asker a manifest of ours, which asks once in a synthesis
 */
export function unorderedNamespaces(asker: IConstruct, key: string): CfnResource[] {
  const { root } = asker.node;
  const stack = Stack.of(asker);
  const others = FOUND.get(root, asker, () => search(root))
    .filter(({ keys, resource }) => keys.includes(key) && Stack.of(resource) === stack).map(({ resource }) => resource);
  if (others.length === 0) {
    return [];
  }
  const graph = GRAPHS.get(stack, asker, () => new ResourceGraph(stack));
  const own = asker.node.findAll().filter((node) => CfnResource.isCfnResource(node)).map((resource) => graph.idOf(resource));
  return others.filter((resource) => !own.some((id) => graph.way(id, graph.idOf(resource)) !== undefined));
}

function search(root: IConstruct): ForeignManifest[] {
  return root.node.findAll().flatMap((node) => {
    const { Manifest: manifest, ClusterName: name } = CfnResource.isCfnResource(node) ? givenProperties(node) ?? {} : {};
    const namespaces = typeof manifest === 'string' && typeof name === 'string' ? namespacesIn(Stack.of(node).resolve(manifest)) : [];
    return namespaces.length === 0 ? [] : [{ resource: node as CfnResource, keys: namespaces.map((namespace) => `${clusterKey(name as string, node)}/${namespace}`) }];
  });
}

/** The names of the namespaces in the JSON text of a manifest, as far as they are literal. */
function namespacesIn(manifest: unknown): string[] {
  const parts = isObject(manifest) && Array.isArray(manifest['Fn::Join']) ? manifest['Fn::Join'][1] as unknown : [manifest];
  const text = Array.isArray(parts) ? parts.map((part) => typeof part === 'string' ? part : '-').join('') : '';
  let objects: unknown;
  try {
    objects = JSON.parse(text);
  } catch {
    return []; // of a form that CDK does not write
  }
  return [objects].flat().flatMap((object) => isObject(object) && object.kind === 'Namespace' && isObject(object.metadata) && typeof object.metadata.name === 'string'
    ? [object.metadata.name] : []);
}

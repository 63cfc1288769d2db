import type { SchemaNode } from './schema';

/** What an environment may say: parts of what the file says, whole only together with it. */
export function environmentProperties(file: Record<string, SchemaNode>): Record<string, SchemaNode> {
  const { environments, ...properties } = file.workloads.additionalProperties.properties as Record<string, SchemaNode>;
  const { required, ...clusters } = file.clusters.additionalProperties as SchemaNode;
  const said = nullable({
    stacks: file.stacks,
    checkPodImage: file.checkPodImage,
    requirePermissionsBoundary: file.requirePermissionsBoundary,
    accounts: file.accounts,
    clusters: { ...file.clusters, additionalProperties: clusters },
    defaults: file.defaults,
    workloads: { ...file.workloads, additionalProperties: { ...file.workloads.additionalProperties, properties } },
  });
  // A whole workload is in an environment or not by its own "environments".
  return { ...said, workloads: { ...said.workloads, additionalProperties: { ...said.workloads.additionalProperties, type: 'object' } } };
}

/** `null` takes away what the file says, whatever it is. */
function nullable(properties: Record<string, SchemaNode>): Record<string, SchemaNode> {
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, orNull(node)]));
}

function orNull(node: SchemaNode): SchemaNode {
  return {
    ...node,
    ...(node.type === undefined ? {} : { type: [...new Set([node.type, 'null'].flat())] }),
    ...(node.enum === undefined ? {} : { enum: [...node.enum, null] }),
    ...(node.properties === undefined ? {} : { properties: nullable(node.properties) }),
    ...(typeof node.additionalProperties === 'object' ? { additionalProperties: orNull(node.additionalProperties) } : {}),
  };
}

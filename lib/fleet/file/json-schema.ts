import { WORKLOADS_FILE } from './entries/workloads-file';
import { ENVIRONMENT } from './formats';
import { map } from './types/map-type';
import { object } from './types/object-type';
import type { JsonSchema } from './types/value-type';
import { own } from '../../core/plain-object';

/**
 * The JSON Schema of `workloads.yaml`, as `schema/workloads.schema.json` holds it for editors: with environments, and with
 * the parts that only one of them has.
 */
export function workloadsSchema(): JsonSchema {
  const { properties, ...rest } = WORKLOADS_FILE.schema();
  const workloadProperties = properties.workloads.additionalProperties.properties as { bundles: { items: JsonSchema } };
  const bundleNode = workloadProperties.bundles.items;
  // Once, though two kinds of workload have it: most of the schema is this.
  workloadProperties.bundles.items = { $ref: '#/definitions/bundle' };
  const workload = properties.workloads.additionalProperties;
  const ofFile = { ...workload, properties: extensibleDefaults(workload.properties, properties.defaults.properties) };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'workloads.yaml of cdk-irsa',
    description: 'The IAM roles of Kubernetes workloads on EKS: clusters, defaults, and one role for each workload.',
    ...rest,
    properties: {
      ...properties,
      workloads: { ...properties.workloads, additionalProperties: ofFile },
      environments: environmentsSchema(properties),
    },
    required: ['workloads'],
    anyOf: [{ required: ['clusters'] }, { required: ['environments'] }],
    // A node that refers to another is compiled once by validators, and not again for each of the lists that have bundles.
    definitions: { bundle: { ...bundleNode, allOf: [{ $ref: '#/definitions/entryWithId' }] }, entryWithId: { type: 'object', required: ['id'] } },
  };
}

/** The JSON Schema of a file that a workloads file includes, as `schema/team.schema.json` holds it: most is that of the workloads file. */
export function teamSchema(): JsonSchema {
  const workloads = (path: string) => ({ $ref: `workloads.schema.json#/properties/${path}` });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A file that a workloads.yaml of cdk-irsa includes',
    description: 'The workloads of one team. Clusters, defaults and environments are in the workloads.yaml.',
    type: 'object',
    additionalProperties: false,
    properties: {
      'workloads': workloads('workloads'),
      'environments': {
        type: 'object',
        description: 'What environments of the workloads.yaml override of these workloads.',
        additionalProperties: { type: 'object', additionalProperties: false, properties: { workloads: workloads('environments/additionalProperties/properties/workloads') } },
      },
      'x-owner': { type: 'string', minLength: 1, description: 'Who owns the file: findings and explain name it.' },
    },
    patternProperties: { '^x-': { description: 'A place for YAML anchors (&name) that other parts of the file refer to.' } },
    required: ['workloads'],
  };
}

/** The keys that an environment may override. */
export const ENVIRONMENT_KEYS: readonly string[] = Object.entries(WORKLOADS_FILE.keys)
  .filter(([, key]) => key.isPerEnvironment).map(([name]) => name);

function environmentsSchema(file: Record<string, JsonSchema>): JsonSchema {
  const environment = map(ENVIRONMENT, object({}, { isNullable: true }),
    'Environments of the same workloads, such as dev and prod. Each is a CDK stage (stacks <environment>-<name>-<account>): this file with the keys of the environment merged over it, maps key by key, lists and values as a whole. Default: none, one set of stacks.',
    { isFilled: 'always' }).schema();
  return { ...environment, additionalProperties: { ...environment.additionalProperties, properties: environmentProperties(file) } };
}

/** The keys of an environment: each part of them is optional, since they are merged over the file. */
function environmentProperties(file: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const keys = Object.fromEntries(ENVIRONMENT_KEYS.map((name) => [name, file[name]]));
  const { environments, ...workload } = file.workloads.additionalProperties.properties as Record<string, JsonSchema>;
  const { required, anyOf, ...cluster } = file.clusters.additionalProperties as JsonSchema;
  const overrides = nullable({
    ...keys,
    clusters: { ...keys.clusters, additionalProperties: cluster },
    workloads: { ...keys.workloads, additionalProperties: { ...keys.workloads.additionalProperties, properties: workload } },
  });
  // A whole workload is in an environment or not by its own "environments".
  return { ...overrides, workloads: { ...overrides.workloads, additionalProperties: { ...overrides.workloads.additionalProperties, type: 'object' } } };
}

/** A list, or what is added to the list that would be there otherwise. Lists by cluster are maps already. */
function extensible(node: JsonSchema): JsonSchema {
  return {
    ...node,
    type: ['object', ...[node.type].flat()],
    required: ['add'],
    additionalProperties: false,
    properties: { add: { type: 'array', minItems: 1, items: node.items, description: 'What is added to the list that would be there otherwise.' } },
  };
}

/** Lists of the defaults, which a workload may add to. */
function extensibleDefaults(properties: Record<string, JsonSchema>, defaults: Record<string, unknown>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => {
    const below = own(defaults, name) as JsonSchema | undefined;
    return [name, below === undefined ? node : node.type === 'array' ? extensible(node)
      : node.properties === undefined ? node : { ...node, properties: extensibleDefaults(node.properties, below.properties) }];
  }));
}

/** `null` removes what the file has, whatever it is. */
function nullable(properties: Record<string, JsonSchema>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, orNull(node)]));
}

function orNull(node: JsonSchema): JsonSchema {
  return node.type === 'array' ? extensible({ ...node, type: [...new Set([node.type, 'null'].flat())] }) : {
    ...node,
    ...(node.type === undefined ? {} : { type: [...new Set([node.type, 'null'].flat())] }),
    ...(node.enum === undefined ? {} : { enum: [...node.enum, null] }),
    ...(node.properties === undefined ? {} : { properties: nullable(node.properties) }),
    ...(typeof node.additionalProperties === 'object' ? { additionalProperties: orNull(node.additionalProperties) } : {}),
  };
}

/** A JSON Schema, as far as it is written here. */
type SchemaNode = Readonly<Record<string, unknown>>;

const TEXT: SchemaNode = { type: 'string' };
const TEXTS: SchemaNode = { type: 'array', items: TEXT };
const COUNT: SchemaNode = { type: 'integer', minimum: 0 };
const FLAG: SchemaNode = { type: 'boolean' };
const LEVEL: SchemaNode = { enum: ['error', 'warning'] };
const DECISION: SchemaNode = { enum: ['allowed', 'undecided'], description: 'undecided: it depends on what is not known.' };
const PLACE = { file: TEXT, line: COUNT };
const SERVICE = described(TEXT, 'As it is called: S3, Secrets Manager; "all services" for what is not limited to one.');

/** All keys are always there: what is not known is null. */
function object(properties: Readonly<Record<string, SchemaNode>>, description?: string): SchemaNode {
  return { ...description === undefined ? {} : { description }, type: 'object', required: Object.keys(properties), additionalProperties: false, properties };
}

function listOf(name: string): SchemaNode {
  return { type: 'array', items: { $ref: `#/definitions/${name}` } };
}

function orNull(node: SchemaNode): SchemaNode {
  return { anyOf: [node, { type: 'null' }] };
}

function described(node: SchemaNode, description: string): SchemaNode {
  return { description, ...node };
}

function id(letter: string): SchemaNode {
  return { type: 'string', pattern: `^${letter}[1-9][0-9]*$` };
}

function ids(letter: string): SchemaNode {
  return { type: 'array', items: id(letter) };
}

/** The JSON Schema of what `report --format json` writes, as `schema/report.schema.json` holds it. Keys are added, not changed. */
export function reportSchema(): SchemaNode {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'report of cdk-irsa',
    ...object({
      version: { const: 1 },
      tool: object({ name: { const: 'cdk-irsa' }, version: TEXT }),
      title: TEXT,
      generatedAt: { type: 'string', format: 'date-time' },
      inputs: { $ref: '#/definitions/inputs' },
      clusters: listOf('cluster'),
      workloads: listOf('workload'),
      roles: listOf('role'),
      policies: listOf('policy'),
      resources: listOf('resource'),
      findings: listOf('finding'),
      acknowledged: listOf('finding'),
      rules: { type: 'object', additionalProperties: object({ level: LEVEL, title: TEXT, why: TEXT, fix: TEXT, link: TEXT }) },
    }, 'Who can do what: workloads, roles, policies and resources refer to each other by their ids, which count within one report.'),
    definitions: { ...inputDefinitions(), ...workloadDefinitions(), ...policyDefinitions(), ...resourceDefinitions(), finding: finding() },
  };
}

function inputDefinitions(): Record<string, SchemaNode> {
  const note = object({ file: TEXT, line: orNull(COUNT), message: TEXT });
  return {
    inputs: object({
      paths: described(TEXTS, 'As they were given.'),
      files: { type: 'array', items: object({ file: TEXT, roles: COUNT, serviceAccounts: COUNT, pods: COUNT }) },
      skippedFiles: described(COUNT, 'Files of folders that are nothing that is read.'),
      problems: { description: 'What could not be read or judged: the report says nothing of it.', type: 'array', items: note },
      notes: { type: 'array', items: note },
      notSeen: described(TEXTS, 'Policies that AWS asks as well, and that are not among the paths.'),
      referenceDate: described(TEXT, 'The day of the service authorization reference.'),
    }),
    cluster: object({ name: TEXT, issuer: orNull(TEXT), workloads: COUNT, hasPods: described(FLAG, 'Whether a dump of its pods is among the paths.') }),
  };
}

function workloadDefinitions(): Record<string, SchemaNode> {
  return {
    workload: object({
      id: id('w'),
      kind: described({ enum: ['service account', 'pattern'] }, 'pattern: service accounts that a trust policy takes without naming each.'),
      cluster: orNull(TEXT),
      namespace: TEXT,
      name: TEXT,
      roles: listOf('route'),
      unseenRoles: described(TEXTS, 'Roles that its manifest or association names, and that are not among the paths.'),
      pods: described(orNull(COUNT), 'Its running pods; null where no dump of the pods of its cluster is among the paths.'),
    }),
    route: object({
      role: id('r'),
      through: described(ids('r'), 'The roles on the way, in their order.'),
      how: { enum: ['token', 'association', 'assumed'] },
      decision: DECISION,
      reasons: described(TEXTS, 'A sentence for each step.'),
      conditions: described(TEXTS, 'What must hold.'),
      isAnnotated: described(orNull(FLAG), 'Whether the manifest of the service account names the role; null if none names any.'),
    }),
    role: object({
      id: id('r'),
      name: TEXT,
      arn: described(TEXT, 'Parts that are not known are written as <name>.'),
      account: orNull(TEXT),
      ...PLACE,
      constructPath: orNull(TEXT),
      workloads: ids('w'),
      trust: { type: 'array', items: object({ statement: COUNT, effect: TEXT, who: TEXTS, actions: TEXTS, conditions: TEXTS, isBroad: FLAG }) },
      policies: ids('p'),
      boundary: orNull(object({ name: TEXT, policy: orNull(id('p')) })),
      services: listOf('serviceAccess'),
      notes: TEXTS,
      pods: described(orNull(object({ use: { enum: ['used', 'unused', 'unknown'] }, reason: TEXT })), 'null where no dump of pods is among the paths.'),
    }),
    serviceAccess: object({
      service: SERVICE,
      access: { type: 'array', items: { enum: ['everything', 'read', 'write', 'delete', 'permissions'] } },
      breadth: described({ enum: ['named', 'pattern', 'any'] }, 'The widest of the resources that are named where one could be named.'),
      isConditional: described(FLAG, 'Whether each statement that allows it has conditions.'),
    }, 'What is allowed of a service, at a glance; denies and boundaries are not weighed.'),
  };
}

function policyDefinitions(): Record<string, SchemaNode> {
  return {
    policy: object({
      id: id('p'),
      name: TEXT,
      kind: { enum: ['inline', 'managed', 'boundary'] },
      ...PLACE,
      roles: ids('r'),
      statements: listOf('statement'),
      lines: { type: 'array', items: object({ statement: COUNT, service: SERVICE, text: TEXT }) },
      wildcards: listOf('wildcard'),
      reasons: described(TEXTS, 'Why it is as it is, where the template says it.'),
      undecided: described(TEXTS, 'What of it could not be read.'),
    }),
    statement: object({
      number: COUNT,
      sid: orNull(TEXT),
      effect: TEXT,
      ...Object.fromEntries(['actions', 'notActions', 'resources', 'notResources', 'conditions'].map((key) => [key, TEXTS])),
    }),
    wildcard: object({
      statement: COUNT,
      element: { enum: ['Action', 'NotAction', 'Resource', 'NotResource'] },
      value: TEXT,
      breadth: described({ enum: ['inside', 'pattern', 'any'] }, 'What is inside a named thing, names by a pattern, or anything.'),
      evidence: described({ enum: ['reason', 'reference', 'inside', 'none'] }, 'reason: written in the template; reference: AWS takes nothing else there; inside: what it stands for is inside a named thing.'),
      why: TEXT,
    }),
  };
}

function resourceDefinitions(): Record<string, SchemaNode> {
  return {
    resource: object({
      id: id('b'),
      service: SERVICE,
      arn: described(TEXT, 'For objects that of their bucket; * is anything of the service.'),
      name: TEXT,
      kind: { enum: ['named', 'pattern', 'any'] },
      reach: listOf('reach'),
      moreByPattern: described(COUNT, 'How many roles reach it by wider names, beside those that are listed.'),
      policy: orNull(object({ ...PLACE, statements: { type: 'array', items: object({ effect: TEXT, who: TEXTS, text: TEXT }) } })),
    }),
    reach: object({
      role: id('r'),
      by: { enum: ['name', 'pattern', 'any', 'the policy of the resource'] },
      lines: {
        type: 'array',
        items: object({ verbs: TEXTS, on: TEXT, decision: DECISION, conditions: TEXTS, dependsOn: orNull(TEXT) }),
      },
    }, 'What a role may do with a resource, with denies, boundaries and the policy of the resource put together.'),
  };
}

function finding(): SchemaNode {
  return object({
    rule: TEXT,
    level: LEVEL,
    id: TEXT,
    resource: TEXT,
    role: orNull(id('r')),
    ...PLACE,
    message: TEXT,
    command: described(orNull(TEXT), 'A command that mends it.'),
    reason: described(orNull(TEXT), 'Why it is accepted; null for one that is open.'),
  });
}

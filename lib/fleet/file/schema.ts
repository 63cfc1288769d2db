import { environmentProperties } from './environment-schema';
import {
  ANY_TEXT, ENVIRONMENT, FILE, FINDING_ID, FLEET_NAME, FOLDER, KEY, MANAGED_POLICY_ARN, PARAMETER_NAME_PATTERN, POLICY, REASON,
  ROLE_NAME_PATTERN, ROLE_PATH, SERVICE_ACCOUNT, SESSION_DURATION, SOURCE, STACK, TOKEN_EXPIRATION,
} from './formats';
import { CATALOGUE } from '../../bundles/catalogue';
import type { BundleDefinition, Parameter } from '../../bundles/definition';
import { ISSUER_URL } from '../../cluster/issuer-url';
import { ACCOUNT, AUDIENCE, CLUSTER_NAME, NAMESPACE, REGION, ROLE_DESCRIPTION, SERVICE_ACCOUNT_PATTERN, TAG_KEY, TAG_VALUE } from '../../core/names';
import { Quotas } from '../../core/quotas';
import type { TextFormat } from '../../core/text-format';
import { ANNOTATION_KEY, IMAGE, LABEL_KEY, LABEL_VALUE, SECRET_NAME } from '../../kubernetes/metadata';

/** A node of the JSON Schema (draft 7). The format stands under a symbol: it is for our checker, and no part of the file. */
export interface SchemaNode {
  readonly [keyword: string]: any;
  readonly [FORMAT]?: TextFormat;
}

export const FORMAT = Symbol('format');

/**
 * The JSON Schema of `workloads.yaml`, as `schema/workloads.schema.json` holds it for editors: with environments, and with
 * what only one of them says.
 */
export function workloadsSchema(): SchemaNode {
  const { properties, ...rest } = fileSchema(CATALOGUE);
  const workloadProperties = properties.workloads.additionalProperties.properties as { bundles: { items: SchemaNode } };
  const bundleNode = workloadProperties.bundles.items;
  // Once, though two kinds of workload have it: most of the schema is this.
  workloadProperties.bundles.items = { $ref: '#/definitions/bundle' };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'workloads.yaml of cdk-irsa',
    description: 'The IAM roles of Kubernetes workloads on EKS: clusters, defaults, and one role for each workload.',
    ...rest,
    properties: {
      ...properties,
      environments: {
        ...map(ENVIRONMENT, { ...object(environmentProperties(properties)), type: ['object', 'null'] },
          'Environments of the same workloads, such as dev and prod: each is a stage of its own (stacks <environment>-<name>-<account>), made of this file with what stands here put over it, map by map; lists and values are replaced.'),
        minProperties: 1,
      },
    },
    required: ['workloads'],
    anyOf: [{ required: ['clusters'] }, { required: ['environments'] }],
    definitions: { bundle: bundleNode },
  };
}

/** What the checker runs: the file as one environment sees it, whole. */
export function fileSchema(bundles: readonly BundleDefinition[]): SchemaNode {
  const file = object({
    name: text(FLEET_NAME, 'Begins the names of the stacks, <name>-<account>. A change replaces every role. Default: irsa.'),
    outputDirectory: text(FOLDER, "A folder, relative to this file's, that gets the manifests, Helm values, check pods and index as well, such as one of a GitOps repository; each environment has a folder in it."),
    stacks: {
      enum: ['single', 'perNamespace'],
      description: 'How the roles of an account stand in stacks: all in one, or one stack for each namespace, <name>-<account>-<namespace>. A change replaces every role that moves, unless the stacks are refactored. Default: single.',
    },
    checkPodImage: text(IMAGE, 'The image of the check pods, with sh and version 2 of the AWS CLI, such as a copy in your own registry.'),
    requirePermissionsBoundary: flag('Whether a role without a permissions boundary fails the synth.', false),
    accounts: map(ACCOUNT, object({
      region: text(REGION, "The region of the account's stacks. Needed if the account's clusters lie in several regions."),
      quotas: object({
        trustPolicyCharacters: wholeNumber(Quotas.trustPolicyCharacters, Quotas.trustPolicyCharactersMaximum,
          'Characters of a trust policy, if AWS raised the quota "Role trust policy length". Default: 2048.'),
        managedPolicies: wholeNumber(Quotas.managedPoliciesPerRole, Quotas.managedPoliciesPerRoleMaximum,
          'Managed policies of a role, if AWS raised the quota. Default: 10.'),
        roles: wholeNumber(Quotas.rolesPerAccount, Quotas.rolesPerAccountMaximum,
          'Roles of the account, if AWS raised the quota "Roles per account". More are warned of. Default: 1000.'),
      }, [], 'Quotas that AWS raised for the account.'),
    }), 'What is special to an account. The keys are account ids.'),
    clusters: { ...map(KEY, cluster(), 'The clusters, by a name of your choice (it names folders and appears in messages).'), minProperties: 1 },
    defaults: object(common(), [], 'What holds for every workload that does not say otherwise.'),
    workloads: {
      ...map(KEY, workload(bundles), "The workloads. The key names a workload's files and, unless roleName and serviceAccounts are given, its role and its service account. Where both are given, another key changes no resource."), minProperties: 1,
    },
  }, ['clusters', 'workloads']);
  return { ...file, patternProperties: { '^x-': { description: 'A place for anchors (&name) that other parts of the file refer to.' } } };
}

function cluster(): SchemaNode {
  return object({
    account: text(ACCOUNT, "The account in which the cluster's OIDC provider is registered and the roles are made. In quotes."),
    region: text(REGION, "The cluster's region."),
    issuerUrl: text(ISSUER_URL, 'The issuer of its tokens: aws eks describe-cluster --query cluster.identity.oidc.issuer'),
    createProvider: flag('Make the IAM OIDC provider. An account holds one for each issuer: leave it off if it exists. To turn it off later deletes the provider, and every pod of the cluster loses its role, unless retainProvider was deployed before.', false),
    retainProvider: flag('Leave the provider in the account when it is removed here.', false),
    clusterName: text(CLUSTER_NAME, 'Its name in EKS. Needed by bundles for controllers, which are limited to what is tagged with it.'),
    audience: text(AUDIENCE, 'The audience of the tokens. Default: sts.amazonaws.com.'),
  }, ['account', 'region', 'issuerUrl']);
}

function common(): Record<string, SchemaNode> {
  return {
    clusters: texts(KEY, "Names of clusters. Default: the file's only cluster."),
    namespaces: texts(NAMESPACE, 'The namespaces of the service accounts. Default: [default].'),
    roleName: text(ROLE_NAME_PATTERN, "The role's name; its logical id follows it. A change replaces the role. Default: {workload}."),
    path: text(ROLE_PATH, "The role's path. A change replaces the role. Default: /."),
    permissionsBoundary: text(POLICY, "The permissions boundary: a policy's name in the role's account, or its ARN."),
    maxSessionDuration: text(SESSION_DURATION, 'How long a session may last, 1h to 12h. Default: 1h.'),
    tags: map(TAG_KEY, text(TAG_VALUE, 'The value of the tag.'), 'Tags of the role.'),
    publishRoleArn: object({
      stackOutput: flag('As an output of the stack (at most 200 in a stack; never an export).', false),
      parameter: text(PARAMETER_NAME_PATTERN, 'As an SSM parameter of this name.'),
    }, [], "Publishes the role's ARN in the account. The index file has every ARN without it."),
    kubernetes: object({
      createdBy: {
        enum: ['manifest', 'helm', 'existing'],
        description: "Who makes the ServiceAccount: a manifest that is written, a chart that gets Helm values, or nobody as it exists (kubectl annotate commands are written). Default: helm if 'helm' is given, else manifest.",
      },
      createNamespace: flag('Write the Namespace into the manifest as well.', false),
      labels: map(LABEL_KEY, text(LABEL_VALUE, 'The value of the label.'), 'Labels of the ServiceAccount.'),
      annotations: map(ANNOTATION_KEY, text(ANY_TEXT, 'The value of the annotation.'), 'Further annotations of the ServiceAccount.'),
      stsRegionalEndpoints: flag('Whether SDKs call the regional STS endpoint (old SDKs default to the global one).'),
      tokenExpiration: text(TOKEN_EXPIRATION, 'How long a token lives, 10m to 24h. Default: 24h.'),
      automountServiceAccountToken: flag('Whether pods get the token of the Kubernetes API. IRSA does not need it.'),
      imagePullSecrets: texts(SECRET_NAME, 'Names of image pull secrets.'),
    }, [], 'What the cluster is told.'),
  };
}

function workload(bundles: readonly BundleDefinition[]): SchemaNode {
  const entry = object({
    description: text(ROLE_DESCRIPTION, "The role's description."),
    account: text(ACCOUNT, "The role's account, if it is not the clusters' own. The clusters' issuers must be registered there as well."),
    ...common(),
    environments: texts(ENVIRONMENT, 'The environments that have the workload. Default: all.'),
    stack: text(STACK, 'The end of the name of its stack, <name>-<account>-<stack>. A change replaces the role, unless the stacks are refactored. Default: by "stacks".'),
    serviceAccounts: texts(SERVICE_ACCOUNT, "Names of service accounts, in each of the namespaces, or 'namespace/name'. Default: the workload's key."),
    serviceAccountPatterns: list(object({
      namespace: text(NAMESPACE, 'The namespace, exact.'),
      pattern: text(SERVICE_ACCOUNT_PATTERN, "A name with '*' and '?'."),
      reason: text(REASON, 'Why the names cannot be listed.'),
    }, ['namespace', 'pattern', 'reason']), 'Service accounts whose names a controller makes up.'),
    bundles: list({
      type: 'object',
      required: ['id'],
      discriminator: { propertyName: 'id' },
      oneOf: bundles.map(bundle),
    }, 'What the workload may do: bundles of the catalogue with their parameters.'),
    policies: list(object({
      file: text(FILE, "A JSON file with an IAM policy, relative to this file's folder."),
      name: text(KEY, "A name for the policy. Default: the file's name."),
      evidence: list(object({
        wildcard: text(ANY_TEXT, 'The action or resource with the wildcard, as it stands in the policy.'),
        reason: text(REASON, 'Why it cannot be narrower.'),
        source: text(SOURCE, 'The page that shows it.'),
      }, ['wildcard', 'reason']), 'Evidence for each wildcard of the policy.'),
    }, ['file']), 'Policies of your own.'),
    managedPolicies: list(object({
      arn: text(MANAGED_POLICY_ARN, "The policy's ARN."),
      reason: text(REASON, 'Why it is no broader than needed. Required for policies that AWS manages.'),
      source: text(SOURCE, 'The page that shows it.'),
    }, ['arn']), 'Managed policies to attach.'),
    acknowledge: list(object({
      id: text(FINDING_ID, 'The id, as the finding shows it.'),
      reason: text(REASON, 'Why it is right here.'),
    }, ['id', 'reason']), "Findings of IrsaChecks on the workload's role that are right as they are. A warning tells of one that is found nowhere."),
    helm: object({
      annotationsPath: text(ANY_TEXT, 'Where the chart takes annotations of its service account. Default: serviceAccount.annotations.'),
      namePath: text(ANY_TEXT, "Where the chart takes the service account's name; \"\" leaves it out. Default: name, beside the annotations."),
      createPath: text(ANY_TEXT, 'Where the chart is told to create the service account; "" leaves it out. Default: create, beside the annotations.'),
    }, [], 'Write Helm values for the chart that makes the service account.'),
  });
  return { ...entry, type: ['object', 'null'] };
}

function bundle(definition: BundleDefinition): SchemaNode {
  const { parameters, oneOf } = definition;
  const required = Object.entries(parameters).filter(([, parameter]) => parameter.required).map(([name]) => name);
  const properties = Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameterNode(parameter)]));
  return {
    ...object({ id: { const: definition.id, description: definition.summary }, ...properties }, ['id', ...required]),
    description: `${definition.summary}${definition.usedBy ? ` (${definition.usedBy})` : ''}`,
    ...(oneOf ? { anyOf: oneOf.map((name) => ({ required: [name] })) } : {}),
  };
}

function parameterNode({ type, description }: Parameter): SchemaNode {
  switch (type.kind) {
    case 'texts':
      return texts(type.format, description);
    case 'text':
      return text(type.format, description);
    case 'flag':
      return flag(description, type.default);
  }
}

function object(properties: Record<string, SchemaNode>, required: string[] = [], description?: string): SchemaNode {
  return {
    type: 'object',
    ...(description ? { description } : {}),
    additionalProperties: false,
    properties,
    ...(required.length > 0 ? { required } : {}),
  };
}

function map(key: TextFormat, value: SchemaNode, description: string): SchemaNode {
  return { type: 'object', description, propertyNames: formatNode(key), additionalProperties: value };
}

function list(items: SchemaNode, description: string): SchemaNode {
  return { type: 'array', description, minItems: 1, items };
}

function texts(format: TextFormat, description: string): SchemaNode {
  return { ...list(formatNode(format), description), uniqueItems: true };
}

function text(format: TextFormat, description: string): SchemaNode {
  return { ...formatNode(format), description, ...(format.example ? { examples: [format.example] } : {}) };
}

function formatNode(format: TextFormat): SchemaNode {
  return {
    type: 'string',
    pattern: `^(?:${format.pattern})$`,
    ...(format.maxLength ? { maxLength: format.maxLength } : {}),
    [FORMAT]: format,
  };
}

function flag(description: string, byDefault?: boolean): SchemaNode {
  return { type: 'boolean', description, ...(byDefault === undefined ? {} : { default: byDefault }) };
}

function wholeNumber(minimum: number, maximum: number, description: string): SchemaNode {
  return { type: 'integer', minimum, maximum, description };
}

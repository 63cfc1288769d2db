import { ANSWER_DECISIONS } from './access-answer';
import { DOCUMENT_KEYS } from './entry-documents';

/** A JSON Schema, as far as it is written here. */
export type SchemaNode = Readonly<Record<string, unknown>>;

const TEXT: SchemaNode = { type: 'string', minLength: 1 };
const POLICY = { $ref: '#/definitions/policy' };
const POLICIES = { anyOf: [POLICY, { type: 'array', items: POLICY }] };
const LEVELS = { anyOf: [...POLICIES.anyOf, { type: 'array', items: { type: 'array', items: POLICY } }] };
const VALUE = { type: ['string', 'number', 'boolean'] };

const MEANINGS: Readonly<Record<string, string>> = {
  identityPolicies: 'The policies that are attached to the principal.',
  permissionsBoundary: 'Its permissions boundary. Default: none.',
  sessionPolicy: 'What the session was limited to when the role was assumed. Default: none.',
  resourcePolicy: 'The policy of the resource. Default: none; for a key of KMS it is not known.',
  trustPolicy: 'The trust policy of the role that is to be assumed (sts:AssumeRole and the like). Default: not known.',
  serviceControlPolicies: 'The service control policies of the principal\'s account: a list of documents is one level, a list of lists has one for each level. Each level must allow. Default: none.',
  resourceControlPolicies: 'The resource control policies of the resource\'s account, in the same form. They only deny. Default: none.',
};

/** The JSON Schema of the file that `can-i --requests` reads, as `schema/requests.schema.json` holds it for editors. */
export function requestsSchema(): SchemaNode {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'requests of cdk-irsa can-i',
    description: 'Requests to AWS, who makes them, and what the answer should be.',
    type: 'array',
    minItems: 1,
    items: { $ref: '#/definitions/request' },
    definitions: {
      request: {
        type: 'object',
        required: ['action', 'resource'],
        oneOf: [{ required: ['as'] }, { required: ['principal'] }],
        additionalProperties: false,
        properties: { ...ownKeys(), ...documentKeys() },
      },
      policy: {
        description: 'A policy document of IAM.',
        type: 'object',
        required: ['Statement'],
        properties: { Version: { enum: ['2012-10-17', '2008-10-17'] }, Id: { type: 'string' }, Statement: { type: ['array', 'object'] } },
      },
    },
  };
}

function documentKeys(): Readonly<Record<string, SchemaNode>> {
  return Object.fromEntries(DOCUMENT_KEYS.map((key) => [key, { description: MEANINGS[key], ...key.endsWith('ControlPolicies') ? LEVELS : POLICIES }]));
}

function ownKeys(): Readonly<Record<string, SchemaNode>> {
  return {
    name: { ...TEXT, description: 'By which the answer is called. Default: request and its number.' },
    as: { ...TEXT, description: 'A service account that acts through the roles that the paths have for it: [CLUSTER/]NAMESPACE/ACCOUNT or system:serviceaccount:NAMESPACE:ACCOUNT.', examples: ['shop/api', 'system:serviceaccount:shop:api'] },
    principal: {
      description: 'Who acts: the ARN of a role, a role session, a user, an account\'s root, an OIDC or SAML provider, the name of a service, or * for anybody without credentials.',
      examples: ['arn:aws:iam::111122223333:role/api', 'pods.eks.amazonaws.com'],
      anyOf: [TEXT, {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: false,
        properties: Object.fromEntries(['AWS', 'Federated', 'Service', 'CanonicalUser'].map((key) => [key, { anyOf: [TEXT, { type: 'array', items: TEXT, minItems: 1, maxItems: 1 }] }])),
      }],
    },
    action: { ...TEXT, description: 'The action, or * for every action. A wildcard stands for whatever may be there: yes is yes for all of it.', examples: ['s3:GetObject'] },
    resource: { ...TEXT, description: 'The ARN of the resource, or * for an action that is about none. A wildcard stands for whatever may be there.', examples: ['arn:aws:s3:::acme-media/logo.png'] },
    resourceAccount: { type: 'string', pattern: '^\\d{12}$', description: 'The account that owns the resource. Default: that of the ARN, else that of the principal.' },
    context: {
      description: 'The condition keys of the request. A key that is not listed is absent, but for those that follow from the principal and the resource; of a role or service account of the paths it may have any value.',
      type: 'object',
      examples: [{ 'aws:SecureTransport': true, 'aws:TagKeys': ['team'] }],
      additionalProperties: { anyOf: [VALUE, { type: 'array', items: VALUE }] },
    },
    expect: { enum: ANSWER_DECISIONS, description: 'What the answer should be: the exit code is 1 if it is another. Default: the answer is only shown.' },
  };
}

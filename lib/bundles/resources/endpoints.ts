import { regionalNames } from './regional';

/** Endpoints of SageMaker. */
export const SAGEMAKER_ENDPOINTS = regionalNames({
  service: 'sagemaker',
  name: { pattern: '[A-Za-z0-9](?:-?[A-Za-z0-9]){0,62}', rule: "the name of an endpoint (1 to 63 letters, digits and '-')", example: 'ranking' },
  noun: "an endpoint's ARN",
  resource: (name) => `endpoint/${name}`,
  hint: (value) => value.includes(':endpoint-config/') ? 'this is the ARN of a configuration; write that of the endpoint' : undefined,
});

/** Inference components of SageMaker, which share an endpoint. */
export const INFERENCE_COMPONENTS = regionalNames({
  service: 'sagemaker',
  name: { pattern: '[A-Za-z0-9](?:-?[A-Za-z0-9]){0,62}', rule: "the name of an inference component (1 to 63 letters, digits and '-')", example: 'ranking-small' },
  noun: "an inference component's ARN",
  resource: (name) => `inference-component/${name}`,
});

/** Guardrails of Bedrock. */
export const GUARDRAILS = regionalNames({
  service: 'bedrock',
  name: { pattern: '[a-z0-9]{8,32}', rule: 'the id of a guardrail (of a-z and 0-9)', example: 'a1b2c3d4e5f6' },
  noun: "a guardrail's ARN",
  resource: (id) => `guardrail/${id}`,
  hint: (value) => /^[\w-]+$/.test(value) ? 'this is a name (aws bedrock list-guardrails prints the id)' : undefined,
});

/** Knowledge bases of Bedrock. */
export const KNOWLEDGE_BASES = regionalNames({
  service: 'bedrock',
  name: { pattern: '[0-9A-Z]{10}', rule: 'the id of a knowledge base (10 of A-Z and 0-9)', example: 'A1B2C3D4E5' },
  noun: "a knowledge base's ARN",
  resource: (id) => `knowledge-base/${id}`,
  hint: (value) => /^[\w-]+$/.test(value) ? 'this is a name (aws bedrock-agent list-knowledge-bases prints the id)' : undefined,
});

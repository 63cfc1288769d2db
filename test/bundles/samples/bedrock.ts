import { FoundationModel, FoundationModelIdentifier } from 'aws-cdk-lib/aws-bedrock';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { BedrockBundle } from '../../../lib/bundles/services/bedrock';

const MODEL = 'amazon.nova-lite-v1:0';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'bedrock.invoke',
    make: (stack) => BedrockBundle.invoke({ models: [FoundationModel.fromFoundationModelId(stack, 'Model', new FoundationModelIdentifier(MODEL))] }),
    values: { models: [MODEL] },
  },
  {
    name: 'bedrock.invoke-profile',
    make: () => BedrockBundle.invoke({ inferenceProfiles: [`eu.${MODEL}`], profileRegions: ['eu-central-1', 'eu-west-1'] }),
    values: { inferenceProfiles: [`eu.${MODEL}`], profileRegions: ['eu-central-1', 'eu-west-1'] },
  },
  {
    name: 'bedrock.invoke-global',
    make: () => BedrockBundle.invoke({ inferenceProfiles: [`global.${MODEL}`] }),
    values: { inferenceProfiles: [`global.${MODEL}`] },
  },
  {
    name: 'bedrock.guardrail',
    make: (stack) => BedrockBundle.guardrail({ guardrailIds: ['a1b2c3d4e5f6'], encryptionKeys: [key(stack)] }),
    values: { guardrailIds: ['a1b2c3d4e5f6'], encryptionKeys: [KEY] },
  },
  {
    name: 'bedrock.retrieve',
    make: () => BedrockBundle.retrieve({ knowledgeBaseIds: ['A1B2C3D4E5'] }),
    values: { knowledgeBaseIds: ['A1B2C3D4E5'] },
  },
  {
    name: 'bedrock.retrieve-generate',
    make: () => BedrockBundle.retrieve({ knowledgeBaseIds: ['A1B2C3D4E5'], generate: true }),
    values: { knowledgeBaseIds: ['A1B2C3D4E5'], generate: true },
  },
];

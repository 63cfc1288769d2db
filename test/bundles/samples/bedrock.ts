import { FoundationModel, FoundationModelIdentifier } from 'aws-cdk-lib/aws-bedrock';
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
];

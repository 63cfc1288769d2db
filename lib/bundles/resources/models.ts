import type { IModel } from 'aws-cdk-lib/aws-bedrock';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const MODEL = '[a-z0-9-]+\\.[A-Za-z0-9][A-Za-z0-9.:_-]*';
const PROFILE = '(?:[a-z]{2,4}(?:-gov)?|global)\\.[a-z][a-z0-9-]*\\.[A-Za-z][A-Za-z0-9.:_-]*';
const GEOGRAPHY = /^(?:us|us-gov|eu|apac|jp|au|ca|global)\./;

const MODEL_ID: TextFormat = {
  pattern: MODEL,
  maxLength: 140,
  rule: "the id of a foundation model (its provider, '.' and its name)",
  example: 'amazon.nova-lite-v1:0',
  also: (value) => GEOGRAPHY.test(value) ? 'must be a model, not an inference profile: write it in inferenceProfiles' : undefined,
};

const MODEL_ARN = arnFormat({
  service: 'bedrock',
  noun: "a foundation model's ARN",
  resource: `foundation-model/${MODEL}`,
  region: 'required',
  account: 'none',
  example: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0',
});

function profileHint(value: string): string | undefined {
  return value.includes(':application-inference-profile/') ? 'the ARN of an application profile does not say its models; allow it with a policy of your own'
    : /^[a-z0-9-]{5,}\.[^.]+$/.test(value) ? 'this is a model; write it in models' : undefined;
}

const PROFILE_ID: TextFormat = {
  pattern: PROFILE,
  maxLength: 150,
  rule: "the id of an inference profile (its geography or 'global', '.' and the id of its model)",
  example: 'eu.amazon.nova-lite-v1:0',
  hint: profileHint,
};

const PROFILE_ARN = arnFormat({
  service: 'bedrock',
  noun: "an inference profile's ARN",
  resource: `inference-profile/${PROFILE}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0',
  hint: profileHint,
});

/** Foundation models of Bedrock, which belong to no account. */
export const MODELS: ResourceKind<IModel> = {
  format: nameOrArn(MODEL_ID, MODEL_ARN),
  arns: (models, place) => arnsByRegion(models, place, (id, region) => `arn:${place.partition}:bedrock:${region}::foundation-model/${id}`),
  arnOf: ({ modelArn }, one) => one(modelArn),
};

/** Inference profiles of Bedrock that AWS defines: the id ends with that of the model. */
export const INFERENCE_PROFILES: Pick<ResourceKind<never>, 'format' | 'arns'> = {
  format: nameOrArn(PROFILE_ID, PROFILE_ARN),
  arns: (profiles, place) =>
    arnsByRegion(profiles, place, (id, region) => `arn:${place.partition}:bedrock:${region}:${place.account}:inference-profile/${id}`),
};

/** Whether a profile reaches the models of every region, as those do whose id begins with "global". */
export function isGlobalProfile(profileArn: string): boolean {
  return profileArn.includes(':inference-profile/global.');
}

/** The model behind a profile, by the end of the profile's ARN. */
export function modelOfProfile(profileArn: string): string {
  const id = profileArn.slice(profileArn.lastIndexOf('/') + 1);
  return id.slice(id.indexOf('.') + 1);
}

import type { IModel } from 'aws-cdk-lib/aws-bedrock';
import { Token } from '../../core/cdk';
import { REGION } from '../../core/names';
import type { BundleParameter } from '../bundle-parameter';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone, texts } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { INFERENCE_PROFILES, modelOfProfile, MODELS } from '../resources/models';
import type { Place } from '../resources/place';
import { names, namesFor, resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `BedrockBundle.invoke`. At least one of `models`, `modelIds` and `inferenceProfiles` must name something. */
export interface BedrockInvokeOptions {
  /**
   * Foundation models to invoke without a profile.
   *
   * @default - none
   */
  readonly models?: IModel[];

  /**
   * Ids of foundation models in the region of the stack, such as `amazon.nova-lite-v1:0`, or ARNs.
   *
   * @default - none
   */
  readonly modelIds?: string[];

  /**
   * Ids of inference profiles of AWS in the region of the stack, such as `eu.amazon.nova-lite-v1:0`, or ARNs. Their models are allowed
   * through the profile only. Global profiles and application profiles are refused.
   *
   * @default - none
   */
  readonly inferenceProfiles?: string[];

  /**
   * All regions to which the inference profiles route requests; Bedrock asks for the model in the one that it takes
   * (`aws bedrock get-inference-profile` prints them).
   *
   * @default - none; required with `inferenceProfiles`
   */
  readonly profileRegions?: string[];
}

/**
 * Bedrock: given models.
 *
 * @example
 * role.addBundle(BedrockBundle.invoke({ modelIds: ['amazon.nova-lite-v1:0'] }));
 */
export class BedrockBundle {
  /**
   * Invoke models, and take the answer whole or as a stream; the Converse API is included. Bundle id `bedrock.invoke`.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
   */
  public static invoke(options: BedrockInvokeOptions): IPolicyBundle {
    return INVOKE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [INVOKE];
  }

  private constructor() {}
}

/** The Converse API has no actions of its own. */
const ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

const INVOKE = defineBundle<BedrockInvokeOptions>()({
  id: 'bedrock.invoke',
  summary: 'Invoke given models, themselves or through inference profiles',
  sources: [
    'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html',
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html',
  ],
  parameters: {
    models: orNone(resources(MODELS, 'Ids or ARNs of foundation models.')),
    modelIds: orNone(namesFor('models', MODELS)),
    inferenceProfiles: literal(orNone(names(INFERENCE_PROFILES, 'Ids or ARNs of inference profiles that AWS defines for a geography.'))),
    profileRegions: texts(REGION, 'All regions to which the inference profiles route; required with them.'),
  },
  oneOf: ['models', 'modelIds', 'inferenceProfiles'],
  check: ({ inferenceProfiles, profileRegions }, { refuse }) => {
    if (inferenceProfiles.length > 0 && profileRegions.length === 0) {
      refuse('profileRegions', 'must name every region to which the inferenceProfiles route (aws bedrock get-inference-profile prints them), got none: '
        + 'Bedrock asks for the model in the one that it takes');
    }
    if (inferenceProfiles.length === 0 && profileRegions.length > 0) {
      refuse('profileRegions', 'must not be given without inferenceProfiles: a model is invoked in the region of its ARN');
    }
  },
  statements: ({ models, inferenceProfiles, profileRegions }, { place }) => [
    ...(models.length > 0 ? [allow({ actions: ACTIONS, resources: models })] : []),
    ...(inferenceProfiles.length > 0 ? [allow({ actions: ACTIONS, resources: inferenceProfiles })] : []),
    ...inferenceProfiles.map((profile) => modelsBehind(profile, profileRegions, place)),
  ],
});

/** The model of a profile in each region of the profile, through the profile only. */
function modelsBehind(profile: string, regions: readonly string[], { partition }: Place): BundleStatement {
  return allow({
    actions: ACTIONS,
    resources: regions.map((region) => `arn:${partition}:bedrock:${region}::foundation-model/${modelOfProfile(profile)}`),
    conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profile } },
  });
}

/** What a profile's model is read from must be known. */
function literal(parameter: BundleParameter<string[] | undefined, string[]>): BundleParameter<string[] | undefined, string[]> {
  return {
    ...parameter,
    fromOption: (given, name, input) => {
      const unknown = Array.isArray(given) ? given.findIndex((value) => Token.isUnresolved(value)) : -1;
      return unknown >= 0
        ? input.refuse([name, unknown], 'must be literal, since it says the model, got a deploy-time value') : parameter.fromOption(given, name, input);
    },
  };
}

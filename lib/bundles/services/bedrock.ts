import type { IModel } from 'aws-cdk-lib/aws-bedrock';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { keyUseStatements } from './kms-statements';
import { Token } from '../../core/cdk';
import { REGION } from '../../core/names';
import type { BundleParameter } from '../bundle-parameter';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone, required, texts } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { GUARDRAILS, KNOWLEDGE_BASES } from '../resources/endpoints';
import { encryptionKeys } from '../resources/kms-keys';
import { INFERENCE_PROFILES, isGlobalProfile, modelOfProfile, MODELS } from '../resources/models';
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
   * through the profile only, those of a global one, such as `global.amazon.nova-lite-v1:0`, in every region. Application profiles are
   * refused.
   *
   * @default - none
   */
  readonly inferenceProfiles?: string[];

  /**
   * All regions to which the inference profiles of geographies route requests; Bedrock asks for the model in the one that it takes
   * (`aws bedrock get-inference-profile` prints them).
   *
   * @default - none; required with `inferenceProfiles` that are not global
   */
  readonly profileRegions?: string[];
}

/** Options for `BedrockBundle.guardrail`. */
export interface BedrockGuardrailOptions {
  /** Ids of guardrails in the account and region of the role's stack, or ARNs. At least one. */
  readonly guardrailIds: string[];

  /**
   * Customer-managed KMS keys of guardrails; usable through Bedrock only.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `BedrockBundle.retrieve`. */
export interface BedrockRetrieveOptions {
  /** Ids of knowledge bases in the account and region of the role's stack, or ARNs. At least one. */
  readonly knowledgeBaseIds: string[];

  /**
   * Allow answers of a model from what is found (`RetrieveAndGenerate`).
   *
   * @default false
   */
  readonly generate?: boolean;
}

/**
 * Bedrock: given models, guardrails and knowledge bases.
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

  /**
   * Apply guardrails: by themselves, and with models, which `BedrockBundle.invoke` allows. Bundle id `bedrock.guardrail`.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html
   */
  public static guardrail(options: BedrockGuardrailOptions): IPolicyBundle {
    return GUARDRAIL.fromOptions(options);
  }

  /**
   * Search knowledge bases. Answers from a model (`RetrieveAndGenerate`) need `generate`, and `BedrockBundle.invoke` for the model.
   * Bundle id `bedrock.retrieve`.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-permissions-general.html
   */
  public static retrieve(options: BedrockRetrieveOptions): IPolicyBundle {
    return RETRIEVE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [INVOKE, GUARDRAIL, RETRIEVE];
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
    'https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html',
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html',
  ],
  parameters: {
    models: orNone(resources(MODELS, 'Ids or ARNs of foundation models.')),
    modelIds: orNone(namesFor('models', MODELS)),
    inferenceProfiles: literal(orNone(names(INFERENCE_PROFILES, 'Ids or ARNs of inference profiles that AWS defines, for a geography or global.'))),
    profileRegions: texts(REGION, 'All regions to which the inference profiles of geographies route; required with them.'),
  },
  oneOf: ['models', 'modelIds', 'inferenceProfiles'],
  check: ({ inferenceProfiles, profileRegions }, { refuse }) => {
    const ofGeographies = inferenceProfiles.filter((profile) => !isGlobalProfile(profile));
    if (ofGeographies.length > 0 && profileRegions.length === 0) {
      refuse('profileRegions', 'must name every region to which the inferenceProfiles route (aws bedrock get-inference-profile prints them), got none: '
        + 'Bedrock asks for the model in the one that it takes');
    }
    if (inferenceProfiles.length === 0 && profileRegions.length > 0) {
      refuse('profileRegions', 'must not be given without inferenceProfiles: a model is invoked in the region of its ARN');
    }
    if (inferenceProfiles.length > 0 && ofGeographies.length === 0 && profileRegions.length > 0) {
      refuse('profileRegions', 'must not be given for global profiles alone: they route to every region, and Bedrock asks for the model without one');
    }
  },
  statements: ({ models, inferenceProfiles, profileRegions }, { place }) => [
    ...(models.length > 0 ? [allow({ actions: ACTIONS, resources: models })] : []),
    ...(inferenceProfiles.length > 0 ? [allow({ actions: ACTIONS, resources: inferenceProfiles })] : []),
    ...inferenceProfiles.flatMap((profile) => isGlobalProfile(profile)
      ? modelsBehindGlobal(profile)
      : [modelsBehind(profile, profileRegions, place)]),
  ],
});

const GUARDRAIL = defineBundle<BedrockGuardrailOptions>()({
  id: 'bedrock.guardrail',
  summary: 'Apply given guardrails, by themselves and with models',
  sources: [
    'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-kms.html',
    // Its statement BedrockGuardrailKmsPermissions has the service through which the key is used.
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SageMakerStudioBedrockFlowServiceRolePolicy.html',
  ],
  parameters: {
    guardrailIds: required(names(GUARDRAILS, 'Ids or ARNs of the guardrails.')),
    encryptionKeys: encryptionKeys({}, 'ARNs of the customer-managed KMS keys of the guardrails.'),
  },
  statements: ({ guardrailIds, encryptionKeys: keys }, { scope }) => [
    allow({ actions: ['bedrock:ApplyGuardrail'], resources: guardrailIds }),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'bedrock'),
  ],
});

const RETRIEVE = defineBundle<BedrockRetrieveOptions>()({
  id: 'bedrock.retrieve',
  summary: 'Search given knowledge bases',
  sources: ['https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-permissions-general.html'],
  parameters: {
    knowledgeBaseIds: required(names(KNOWLEDGE_BASES, 'Ids or ARNs of the knowledge bases.')),
    generate: flag('Allow answers of a model from what is found.'),
  },
  statements: ({ knowledgeBaseIds, generate }) => [
    allow({ actions: ['bedrock:Retrieve'], resources: knowledgeBaseIds }),
    ...(generate ? [allow({
      actions: ['bedrock:RetrieveAndGenerate'],
      resources: ['*'],
      evidence: {
        reason: 'the call searches a knowledge base and asks a model, for which it needs their own permissions; it supports no resource itself',
        source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html',
      },
    })] : []),
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

/** The model of a global profile, in the profile's own region and, wherever the request goes, as a model without a region. */
function modelsBehindGlobal(profile: string): BundleStatement[] {
  const [, partition, , region] = profile.split(':');
  const through = (model: string, more: Record<string, string> = {}) => allow({
    actions: ACTIONS, resources: [model], conditions: { StringEquals: { ...more, 'bedrock:InferenceProfileArn': profile } },
  });
  const model = `foundation-model/${modelOfProfile(profile)}`;
  return [
    through(`arn:${partition}:bedrock:${region}::${model}`),
    through(`arn:${partition}:bedrock:::${model}`, { 'aws:RequestedRegion': 'unspecified' }),
  ];
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

import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { INFERENCE_COMPONENTS, SAGEMAKER_ENDPOINTS } from '../resources/endpoints';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `SageMakerBundle.invoke`. */
export interface SageMakerInvokeOptions {
  /** Names of endpoints in the account and region of the role's stack, or ARNs. At least one. */
  readonly endpoints: string[];

  /**
   * Names of inference components that calls name, or ARNs.
   *
   * @default - none
   */
  readonly inferenceComponents?: string[];

  /**
   * Allow asynchronous calls, whose input and answer are objects of S3: see `S3Bundle.readWrite` for these.
   *
   * @default false
   */
  readonly asynchronous?: boolean;
}

/**
 * SageMaker AI: given endpoints.
 *
 * @example
 * role.addBundle(SageMakerBundle.invoke({ endpoints: ['ranking'] }));
 */
export class SageMakerBundle {
  /**
   * Invoke endpoints, and take the answer whole or as a stream. Bundle id `sageMaker.invoke`.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
   */
  public static invoke(options: SageMakerInvokeOptions): IPolicyBundle {
    return INVOKE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [INVOKE];
  }

  private constructor() {}
}

const ACTIONS = ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'];

const INVOKE = defineBundle<SageMakerInvokeOptions>()({
  id: 'sageMaker.invoke',
  summary: 'Invoke given endpoints',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html',
  ],
  parameters: {
    endpoints: required(names(SAGEMAKER_ENDPOINTS, 'Names or ARNs of the endpoints.')),
    inferenceComponents: names(INFERENCE_COMPONENTS, 'Names or ARNs of inference components of the endpoints.'),
    asynchronous: flag('Allow asynchronous calls, whose input and answer are objects of S3.'),
  },
  statements: ({ endpoints, inferenceComponents, asynchronous }) => [
    allow({ actions: ACTIONS, resources: [...endpoints, ...inferenceComponents] }),
    ...(asynchronous ? [allow({ actions: ['sagemaker:InvokeEndpointAsync'], resources: endpoints })] : []),
  ],
});

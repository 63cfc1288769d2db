import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { FUNCTIONS } from '../resources/functions';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `LambdaBundle.invoke`. */
export interface LambdaInvokeOptions {
  /**
   * The functions, aliases and versions. At least one. Lambda asks for what the call names: a function alone does not allow its aliases
   * and versions, and an alias does not allow the function without it.
   */
  readonly functions: IFunction[];
}

/**
 * Lambda: given functions.
 *
 * @example
 * role.addBundle(LambdaBundle.invoke({ functions: [lambdaFunction] }));
 */
export class LambdaBundle {
  /**
   * Invoke functions through the API, and wait for the answer or not. Function URLs are not included. Bundle id `lambda.invoke`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
   */
  public static invoke(options: LambdaInvokeOptions): IPolicyBundle {
    return INVOKE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [INVOKE];
  }

  private constructor() {}
}

const INVOKE = defineBundle<LambdaInvokeOptions>()({
  id: 'lambda.invoke',
  summary: 'Invoke given functions',
  sources: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html',
    'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html',
  ],
  parameters: { functions: required(resources(FUNCTIONS, 'Names or ARNs of the functions, with the alias or version by which they are invoked.')) },
  statements: ({ functions }) => [allow({ actions: ['lambda:InvokeFunction'], resources: functions })],
});

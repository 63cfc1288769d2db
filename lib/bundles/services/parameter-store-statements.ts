import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { keyArns } from './kms-statements';
import { arnsOfParameters, PARAMETER_NAME, PARAMETER_PATH } from '../resources/ssm-parameters';
import { stackPlace } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { allow, arnOfOne, requireSome } from '../statement';
import type { Evidence } from '../statement';
import { requireFormat } from '../../core/text-format';

/** Why a path stands for what is below it. */
export const BELOW_A_PATH: Evidence = {
  reason: 'a path stands for the parameters below it, which are made by others, later',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
};

/** Reading parameters, and those below paths; all are ARNs. */
export function readingParameters(names: readonly string[], paths: readonly string[]): BundleStatement[] {
  return [
    ...(names.length > 0 ? [allow({ actions: ['ssm:GetParameter', 'ssm:GetParameters'], resources: names })] : []),
    ...(paths.length > 0 ? [allow({
      actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      resources: paths.flatMap((path) => [path, `${path}/*`]),
      evidence: BELOW_A_PATH,
    })] : []),
  ];
}

/** Listing the names of all parameters. */
export function listingParameters(): BundleStatement {
  return allow({
    actions: ['ssm:DescribeParameters'],
    resources: ['*'],
    evidence: {
      reason: 'finding parameters by name or tag lists them all, and the action supports no resource; it gives no values',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html',
    },
  });
}

/** How factories in TypeScript take parameters. */
export interface ParametersInTypeScript {
  readonly parameters?: IParameter[];
  readonly parameterNames?: string[];
  readonly paths?: string[];
  readonly encryptionKeys?: IKey[];
}

/** The ARNs of parameters, of paths and of keys. At least one parameter or path must be given. */
export function resolveParameters(bundleId: string, options: ParametersInTypeScript): { names: string[]; paths: string[]; keys: string[] } {
  const { parameters = [], parameterNames = [], paths = [] } = options;
  requireSome(bundleId, 'parameters, parameterNames or paths', options.parameters, options.parameterNames, options.paths);
  parameterNames.forEach((name, i) => requireFormat(PARAMETER_NAME, `parameterNames[${i}] of ${bundleId}`, name));
  paths.forEach((path, i) => requireFormat(PARAMETER_PATH, `paths[${i}] of ${bundleId}`, path));
  return {
    names: [
      ...parameters.map((parameter) => arnOfOne(bundleId, parameter.parameterArn)),
      ...arnsOfParameters(parameterNames, stackPlace()),
    ],
    paths: arnsOfParameters(paths, stackPlace()),
    keys: keyArns(bundleId, options.encryptionKeys ?? []),
  };
}

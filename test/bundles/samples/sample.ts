import { Key } from 'aws-cdk-lib/aws-kms';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Stack } from 'aws-cdk-lib/core';
import type { ParameterValues } from '../../../lib/bundles/definition';
import type { IPolicyBundle } from '../../../lib/bundles/policy-bundle';

/** A bundle made both ways: by its factory from constructs, and from `workloads.yaml`. */
export interface Sample {
  /** The bundle's id, and after a hyphen what is special: the name of the golden file and of the cases. */
  readonly name: string;
  readonly make: (stack: Stack) => IPolicyBundle;
  readonly values: ParameterValues;
}

export const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export function key(stack: Stack): IKey {
  return Key.fromKeyArn(stack, 'Key', KEY);
}

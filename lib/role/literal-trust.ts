import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IResolvable } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Lazy, Stack } from '../core/cdk';

/**
 * A trust policy without deploy-time values: it has no references, and stays as it is until a statement is added, so that
 * it is rendered once, where CDK renders it three times.
 */
export function literalTrust(scope: IConstruct, document: PolicyDocument): IResolvable {
  const { statementCount } = document;
  let rendered: unknown;
  return Lazy.uncachedAny({
    produce: ({ preparing }) => {
      if (document.statementCount !== statementCount) {
        return document;
      }
      // Something, since CloudFormation requires the property: without it no reference of the resource would be found.
      return preparing ? {} : rendered ??= Stack.of(scope).resolve(document);
    },
  });
}

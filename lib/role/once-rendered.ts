import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IResolvable } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Lazy, Stack } from '../core/cdk';

/**
 * A policy document without deploy-time values. CDK resolves a resource three times: for its references, its template and
 * `tree.json`, and its documents take most of that time. Such a document has no references, and is rendered once, as long
 * as no statement is added.
 */
export function onceRendered(scope: IConstruct, document: PolicyDocument): IResolvable {
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

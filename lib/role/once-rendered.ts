import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IResolvable } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Lazy, Stack } from '../core/cdk';

/** How a template refers to something: `{"Ref":…}`, `{"Fn::GetAtt":…}`. */
const INTRINSIC = /"(?:Ref|Fn::\w+)":/;

/**
 * A policy document that should have no deploy-time values. CDK resolves a resource three times: for its references, its
 * template and `tree.json`, and its documents take most of that time. Such a document has no references, and is rendered
 * once, as long as no statement is added. One that refers to something after all, since a property injector or an Aspect
 * changed it, is left to CDK.
 */
export function onceRendered(scope: IConstruct, document: PolicyDocument): IResolvable {
  const { statementCount } = document;
  let rendered: unknown;
  let isLiteral = true;
  return Lazy.uncachedAny({
    produce: ({ preparing }) => {
      if (rendered === undefined) {
        rendered = Stack.of(scope).resolve(document);
        isLiteral = !INTRINSIC.test(JSON.stringify(rendered));
      }
      if (!isLiteral || document.statementCount !== statementCount) {
        return document;
      }
      // Something, since CloudFormation requires the property: without it no reference of the resource would be found.
      return preparing ? {} : rendered;
    },
  });
}

import { Stage } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { show } from '../core/text';

/** The stage of an environment. */
export function stageOf(scope: Construct, environment: string): Stage {
  if (scope.node.tryFindChild(environment)) {
    throw new Error(
      `the scope must have nothing named ${show(environment)}, which is the stage of an environment: make it in a Stage of its own, with the option environment`);
  }
  return new Stage(scope, environment);
}

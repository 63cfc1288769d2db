import { statSync } from 'fs';
import { join } from 'path';
import { attachCustomSynthesis, CfnResource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ASSOCIATION_TYPE, ROLE_TYPE } from '../cloudformation/resource-types';
import { Quotas } from '../core/quotas';
import { count, show } from '../core/text';

/** What helps where a stack is full. */
const WAY_OUT = 'spread its workloads over more stacks, by "stacks: perNamespace" or by "stack" on some of them ' +
  '(a role that is deployed and changes its stack is replaced, unless the stacks are refactored: see docs/stacks-and-scale.md#moving-workloads-between-stacks)';

/** Refuses, at synth, more resources in a stack than CloudFormation takes. */
export function limitResources(stack: Stack): void {
  stack.node.addValidation({
    validate: () => {
      const resources = stack.node.findAll().filter((node) => CfnResource.isCfnResource(node) && node.stack === stack) as CfnResource[];
      const roles = resources.filter((resource) => resource.cfnResourceType === ROLE_TYPE).length;
      const associations = resources.filter((resource) => resource.cfnResourceType === ASSOCIATION_TYPE).length;
      return resources.length <= Quotas.stackResources ? [] : associations > 0 ? [
        `a stack must have at most ${count(Quotas.stackResources, 'resource')}, got ${count(resources.length, 'resource')}, ` +
        `of which ${count(associations, 'EKS Pod Identity association')}, which follow the stacks of the roles: ${WAY_OUT}`,
      ] : [
        `a stack must have at most ${count(Quotas.stackResources, 'resource')}, got ${count(resources.length, 'resource')}, ` +
        `of which ${count(roles, 'role')}: ${WAY_OUT}`,
      ];
    },
  });
}

/** Says when the templates are written, and refuses those that are larger than CloudFormation takes. */
export class TemplateSizes extends Construct {
  public constructor(scope: Construct, id: string, stacks: () => readonly Stack[], written: () => void) {
    super(scope, id);
    // Children are synthesised in the order in which they were made: this one comes after the stacks.
    attachCustomSynthesis(this, {
      onSynthesize: ({ outdir }) => {
        written();
        const problems = stacks().flatMap(({ stackName, templateFile }) => {
          const { size } = statSync(join(outdir, templateFile));
          return size <= Quotas.templateBytes ? [] : [
            `the template of stack ${show(stackName)} must have at most ${count(Quotas.templateBytes, 'byte')}, got ${count(size, 'byte')}: ` +
            `${WAY_OUT}; or write it without indentation, by the context "@aws-cdk/core:suppressTemplateIndentation": true`,
          ];
        });
        if (problems.length > 0) {
          throw new Error(problems.join('\n'));
        }
      },
    });
  }
}

import { CfnResource, Token } from 'aws-cdk-lib/core';
import type { IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { Dependable } from 'constructs';
import { deployedStack } from '../core/account-of';
import { createAfter } from '../core/cdk-internals';
import { knownRoleArn } from '../role/known-role-arn';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** The role's ARN for objects that may go into a template: as text where it is known at synth. */
export function roleArnOf(role: IServiceAccountRole): string {
  return knownRoleArn(role) ?? Token.asString(new CompleteRoleArn(role));
}

/**
 * The ARN of a role with all its policies: what is made with it waits for the policies too. A reference to the role alone orders the two
 * resources, but a pod that starts before the policies would be refused by AWS.
 */
class CompleteRoleArn implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(private readonly role: IServiceAccountRole) {}

  /** CDK looks for references once the tree is complete, and before templates are written: the moment to add what they must wait for. */
  public resolve({ preparing, scope }: IResolveContext): string {
    if (preparing && CfnResource.isCfnResource(scope)) {
      resourcesOf(this.role).filter((resource) => mayWaitFor(scope, resource)).forEach((resource) => createAfter(scope, resource));
    }
    return this.role.roleArn;
  }

  public toString(): string {
    return Token.asString(this);
  }
}

/** The role and its policies. */
function resourcesOf(role: IServiceAccountRole): CfnResource[] {
  return Dependable.of(role).dependencyRoots.flatMap((root) => root.node.findAll()).filter((node) => CfnResource.isCfnResource(node));
}

/** Another stack waits for the whole of the role's, by the reference to it. */
function mayWaitFor(scope: CfnResource, resource: CfnResource): boolean {
  return scope !== resource && deployedStack(scope) === deployedStack(resource);
}

import type { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnOutput, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PARAMETER_NAME } from './metadata';
import { ConstructStore } from '../core/construct-store';
import { making } from '../core/error-place';
import { requireKind, requireProps, required, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { lazy } from '../core/lazy';
import { Quotas } from '../core/quotas';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';
import { SERVICE_ACCOUNT_ROLE } from '../role/role-kinds';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** Options for a stack output with a role's ARN. */
export interface RoleArnStackOutputOptions {
  /**
   * A description, at most 1,024 characters.
   *
   * @default - the service accounts
   */
  readonly description?: string;
}

/** Options for an SSM parameter with a role's ARN. */
export interface RoleArnParameterOptions {
  /**
   * The parameter's name, such as `/irsa/production/cert-manager`.
   */
  readonly parameterName: string;

  /**
   * A description, at most 1,024 characters.
   *
   * @default - the service accounts
   */
  readonly description?: string;
}

const STACK_OUTPUT_OPTIONS: Kinds<RoleArnStackOutputOptions> = { description: TEXT };
const PARAMETER_OPTIONS: Kinds<RoleArnParameterOptions> = { parameterName: required(TEXT), description: TEXT };

const DESCRIPTION_LENGTH = 1_024;

/**
 * Publishes a role's ARN for those who do not read files: as a stack output or as an SSM parameter,
 * never as a CloudFormation export, which could not change as long as another stack imports it.
 *
 * @example
 * RoleArnOutput.toStackOutput(stack, 'RoleArn', role);
 * RoleArnOutput.toParameter(stack, 'RoleArnParameter', role, { parameterName: '/irsa/thumbnailer' });
 */
export class RoleArnOutput {
  /**
   * A stack output, without an export. A stack can have 200.
   *
   * @throws if the scope is in another stack than the role, or the description is too long
   */
  public static toStackOutput(
    scope: Construct, id: string, role: IServiceAccountRole, options: RoleArnStackOutputOptions = {}): CfnOutput {
    making(scope, id, () => {
      requireKind('role', SERVICE_ACCOUNT_ROLE, role);
      requireProps('a stack output', options, STACK_OUTPUT_OPTIONS);
      requireSameStack(scope, role);
    });
    countOutputs(Stack.of(scope));
    return new CfnOutput(scope, id, { value: role.roleArn, description: description(role, options.description) });
  }

  /**
   * An SSM parameter of type String. It is made after the role and all its policies, so whoever
   * finds it finds a complete role.
   *
   * @throws if the scope is in another stack than the role, or the name or description is not legal
   */
  public static toParameter(scope: Construct, id: string, role: IServiceAccountRole, options: RoleArnParameterOptions): StringParameter {
    making(scope, id, () => {
      requireKind('role', SERVICE_ACCOUNT_ROLE, role);
      requireProps('an SSM parameter', options, PARAMETER_OPTIONS);
      requireFormat(PARAMETER_NAME, 'parameterName', options.parameterName);
      requireSameStack(scope, role);
    });
    const parameter = new lazy.ssm.StringParameter(scope, id, {
      parameterName: options.parameterName,
      // CDK cannot tell whether a deploy-time name is a path, and asks; only the ARN of the parameter depends on it.
      simpleName: Token.isUnresolved(options.parameterName) ? false : undefined,
      stringValue: role.roleArn,
      description: description(role, options.description),
    });
    if (!parameter.node.scopes.includes(role)) {
      parameter.node.addDependency(role);
    }
    return parameter;
  }

  private constructor() {}
}

const COUNTED = new ConstructStore<true>('countedOutputs');

/** Refuses, once for each stack, more outputs than CloudFormation takes. */
function countOutputs(stack: Stack): void {
  COUNTED.getOrCreate(stack, () => {
    stack.node.addValidation({
      validate: () => {
        const outputs = stack.node.findAll().filter((node) => node instanceof CfnOutput && node.stack === stack).length;
        return outputs <= Quotas.stackOutputs ? [] : [
          `a stack must have at most ${Quotas.stackOutputs} outputs, got ${outputs}: publish role ARNs as SSM parameters, or read them from index.json`,
        ];
      },
    });
    return true;
  });
}

/** A reference from another stack would become an export. */
function requireSameStack(scope: Construct, role: IServiceAccountRole): void {
  if (Token.isUnresolved(role.roleArn) && Stack.of(scope) !== role.stack) {
    throw new Error(
      `scope must be in the stack of the role ${show(role.node.path)}, got ${show(scope.node.path)}: from another stack CDK would export the ARN`);
  }
}

function description(role: IServiceAccountRole, given?: string): string {
  const text = given ?? `ARN of the role of ${role.serviceAccounts.join(', ')}`;
  if (given !== undefined && !Token.isUnresolved(given) && given.length > DESCRIPTION_LENGTH) {
    throw new Error(`description must be at most ${DESCRIPTION_LENGTH.toLocaleString('en-US')} characters, got ${given.length.toLocaleString('en-US')}`);
  }
  return given === undefined && text.length > DESCRIPTION_LENGTH ? `ARN of the role ${role.node.id}`.slice(0, DESCRIPTION_LENGTH) : text;
}

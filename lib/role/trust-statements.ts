import { evaluate, UnreadableError } from '../cloudformation/intrinsics';
import { ROLE_TYPE } from '../cloudformation/resource-types';
import { scopeOf } from '../cloudformation/template-scope';
import { requireKind, TEXT } from '../core/kinds';
import type { Kind } from '../core/kinds';
import { isObject, own } from '../core/plain-object';
import { list, show } from '../core/text';
import { parsedJson } from '../iam/partial-text';

const TEMPLATE: Kind = {
  noun: 'a template as an object, such as Template.fromStack(stack).toJSON()',
  isOne: (value) => isObject(value) && typeof value.toJSON !== 'function',
};

/**
 * The statements of a role's trust policy in a synthesised template, for tests: in one form, whether the template has the policy as an
 * object or, for a cluster of the same app, as JSON text (`Fn::Join` or `Fn::Sub`).
 *
 * A value that is known only at deploy time is a placeholder, with the logical id of the resource or parameter that it comes from:
 * `<issuer of ClusterProvider>` is the issuer that the OIDC provider `ClusterProvider` stands for, `<ClusterProvider>` the provider's
 * ARN, `<AWS::Partition>` the partition. Equal placeholders are equal values, and different issuers have different placeholders.
 *
 * @example
 * import { Template } from 'aws-cdk-lib/assertions';
 *
 * const template = Template.fromStack(stack).toJSON();
 * const statements = TrustStatements.fromTemplate(template, 'ReportsC0F84A12').toObjects();
 * // [{
 * //   Effect: 'Allow',
 * //   Action: 'sts:AssumeRoleWithWebIdentity',
 * //   Principal: { Federated: '<ClusterProvider>' },
 * //   Condition: {
 * //     StringEquals: {
 * //       '<issuer of ClusterProvider>:aud': 'sts.amazonaws.com',
 * //       '<issuer of ClusterProvider>:sub': 'system:serviceaccount:reports:reports',
 * //     },
 * //   },
 * // }]
 */
export class TrustStatements {
  /**
   * The trust of one role, whoever created it.
   *
   * @param template the template as an object: `Template.fromStack(stack).toJSON()`, or the parsed file
   * @param logicalId the role's logical id in it: `stack.getLogicalId(role.node.defaultChild as CfnRole)`
   * @throws if the template has no such role, or its trust policy, or a statement of it, is known only at deploy time as a whole
   */
  public static fromTemplate(template: any, logicalId: string): TrustStatements {
    requireKind('template', TEMPLATE, template);
    requireKind('logicalId', TEXT, logicalId);
    requireRole(template, logicalId);
    return new TrustStatements(statementsOf(template, logicalId));
  }

  private constructor(private readonly statements: readonly Readonly<Record<string, unknown>>[]) {}

  /** The statements in the order of the policy, each as a new object with the policy's own elements (`Effect`, `Principal`, …). */
  public toObjects(): any[] {
    return structuredClone(this.statements) as any[];
  }
}

function requireRole(template: unknown, logicalId: string): void {
  const { resources } = scopeOf(template);
  const roles = Object.keys(resources).filter((id) => resources[id].Type === ROLE_TYPE);
  if (!roles.includes(logicalId)) {
    const type: unknown = own(own(resources, logicalId), 'Type');
    const got = `${show(logicalId)}${type === undefined ? '' : `, of type ${show(type)}`}`;
    throw new Error(`logicalId must be the logical id of an ${ROLE_TYPE} in the template, got ${got}: ${roles.length === 0 ? 'it has none' : `it has ${list(roles)}`}`);
  }
}

function statementsOf(template: unknown, logicalId: string): Record<string, unknown>[] {
  const policy = policyOf(template, logicalId);
  const what = `the trust policy of ${show(logicalId)}`;
  const statements = own(policy, 'Statement');
  if (!isObject(policy) || !(isObject(statements) || Array.isArray(statements))) {
    throw new Error(`${what} must be a policy with statements, as an object or as JSON text, got ${policy === undefined ? 'none' : show(readable(policy))}`);
  }
  return [statements].flat(1).map((statement: unknown, index) => {
    if (!isObject(statement)) {
      throw new Error(`statement ${index + 1} of ${what} must be an object, got ${show(readable(statement))}`);
    }
    return readable(statement) as Record<string, unknown>;
  });
}

/** The policy as an object, if it can be read, with its deploy-time parts marked. */
function policyOf(template: unknown, logicalId: string): unknown {
  const scope = scopeOf(template);
  try {
    const policy = evaluate(own(scope.resources[logicalId].Properties, 'AssumeRolePolicyDocument'), scope);
    return typeof policy === 'string' ? parsedJson(policy) ?? policy : policy;
  } catch (error) {
    if (error instanceof UnreadableError || error instanceof RangeError) {
      throw new Error(`the trust policy of ${show(logicalId)} cannot be read: it is nested too deep or too long`);
    }
    throw error;
  }
}

/** With `<…>` for each deploy-time part, in keys as well. */
function readable(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/\uE000/g, '<').replace(/\uE001/g, '>');
  }
  if (Array.isArray(value)) {
    return value.map(readable);
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [readable(key), readable(item)])) : value;
}

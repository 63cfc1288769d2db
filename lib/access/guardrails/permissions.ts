import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Stage, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { PermissionQuestions } from './permission-questions';
import { isArn } from './workload-names';
import { CONSTRUCT, mapOf, requireKind, requireProps, TEXT } from '../../core/kinds';
import type { Kinds } from '../../core/kinds';
import { show } from '../../core/text';
import { hasWildcard } from '../../iam/glob';

/** What a request comes along with. */
export interface PermissionOptions {
  /**
   * Condition keys of the request, such as `aws:SourceVpc`.
   *
   * @default - a key may be absent or have any value
   */
  readonly context?: { [key: string]: string };

  /**
   * The account that owns the resource.
   *
   * @default - that of the ARN, else that of the role
   */
  readonly resourceAccount?: string;
}

const OPTIONS: Kinds<PermissionOptions> = { context: mapOf(TEXT), resourceAccount: TEXT };

/**
 * What a role or a service account of an app may do, for unit tests: beside `Template`, which tests what a policy looks like, this tests
 * what it means. Deny statements, permissions boundaries, policies of resources and roles that can be assumed count.
 *
 * The app is synthesised, as by `Template.fromStack`.
 *
 * @example
 * const permissions = Permissions.ofRole(role);
 * permissions.assertCan('s3:GetObject', 'arn:aws:s3:::acme-media/logo.png');
 * permissions.assertCannot('s3:Delete*', '*');
 */
export class Permissions {
  /**
   * What a role of the app may do, with the roles that it may assume.
   *
   * @throws if the role is none of the app: what one that is imported may do is written elsewhere
   */
  public static ofRole(role: IRole): Permissions {
    requireKind('role', CONSTRUCT, role);
    return new Permissions(PermissionQuestions.ofRole(synthesised(role), role.node.defaultChild ?? role));
  }

  /**
   * What a service account may do, by the roles of the app that it becomes.
   *
   * @param scope the app, or anything in it
   */
  public static ofServiceAccount(scope: IConstruct, namespace: string, serviceAccountName: string): Permissions {
    requireKind('scope', CONSTRUCT, scope);
    requireKind('namespace', TEXT, namespace);
    requireKind('serviceAccountName', TEXT, serviceAccountName);
    return new Permissions(PermissionQuestions.ofServiceAccount(synthesised(scope), { namespace, name: serviceAccountName }));
  }

  private readonly questions: PermissionQuestions;

  private constructor(questions: PermissionQuestions) {
    this.questions = questions;
  }

  /**
   * Throws unless a request is allowed, whatever condition keys it has that `options` does not name.
   *
   * @param action such as `s3:GetObject`
   * @param resource an ARN, such as `bucket.arnForObjects('logo.png')`, or `*` for an action that is about no resource
   */
  public assertCan(action: string, resource: string, options: PermissionOptions = {}): void {
    check(action, resource, options);
    if (hasWildcard(action) || (resource !== '*' && hasWildcard(resource))) {
      throw new Error(`assertCan must ask for one action on one resource, without wildcards, got ${show(action)} on ${show(resource)}: name an example of each`);
    }
    fail(this.questions.whyNot(action, resource, options));
  }

  /**
   * Throws unless a request is denied, whatever condition keys it has that `options` does not name.
   *
   * @param action such as `s3:DeleteObject`; with wildcards, none of what they stand for may be allowed
   * @param resource an ARN, perhaps with wildcards, or `*` for any
   */
  public assertCannot(action: string, resource: string, options: PermissionOptions = {}): void {
    check(action, resource, options);
    const isPattern = hasWildcard(action) || hasWildcard(resource);
    if (isPattern && (options.context !== undefined || options.resourceAccount !== undefined)) {
      throw new Error(`assertCannot with wildcards must have no options, got ${show(Object.keys(options))}: it asks for any request`);
    }
    fail(isPattern ? this.questions.whyAny(action, resource) : this.questions.why(action, resource, options));
  }
}

function check(action: string, resource: string, options: PermissionOptions): void {
  requireKind('action', TEXT, action);
  requireKind('resource', TEXT, resource);
  requireProps('Permissions', options, OPTIONS);
  if (!/^[\w-]+:[\w*?]+$/.test(action) && action !== '*') {
    throw new Error(`action must be an action (service:Name), got ${show(action)}`);
  }
  if (resource !== '*' && !isArn(resource) && !Token.isUnresolved(resource)) {
    throw new Error(`resource must be an ARN or "*", got ${show(resource)}`);
  }
}

function fail(message: string | undefined): void {
  if (message !== undefined) {
    throw new Error(message);
  }
}

/** The tree as it is deployed: aspects have been applied. */
function synthesised({ node: { root } }: IConstruct): IConstruct {
  if (Stage.isStage(root)) {
    root.synth();
  }
  return root;
}

import type { IManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { MANAGED_POLICY, STATEMENT } from './bundle-kinds';
import { checkEvidence, evidenceOf } from './custom-evidence';
import type { BundlePolicy, IPolicyBundle, WildcardEvidence } from './policy-bundle';
import { checkStatements, readPolicy } from './policy-json';
import type { ReadPolicy } from './policy-json';
import { filled } from './policy-placeholders';
import { stackPlace } from './resources/place';
import type { Place } from './resources/place';
import { Annotations } from '../core/cdk';
import { ANYTHING, listOf, requireProps, required, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { lazy } from '../core/lazy';
import { BUNDLE_ID } from '../core/names';
import { requireReason } from '../core/reason';
import { show, visible } from '../core/text';
import { requireFormat } from '../core/text-format';
import { UNKNOWN_ACTION_WARNING } from '../core/unknown-action-warning';

/** More than all policies of a role may have together, many times. */
const MOST_BYTES = 1_000_000;

/** Options for `CustomBundle.fromStatements`. */
export interface CustomStatementsOptions {
  /** The statements. At least one; they are copied, so that later changes have no effect. */
  readonly statements: PolicyStatement[];

  /**
   * Evidence for each wildcard of an action that is allowed, and for the wildcard of a resource with each action on it.
   *
   * @default - there is no wildcard
   */
  readonly evidence?: WildcardEvidence[];
}

/** Options for `CustomBundle.fromJson`. */
export interface CustomJsonOptions {
  /**
   * An IAM policy in JSON, of version 2012-10-17. In resources and in values of conditions, `{account}`, `{region}` and
   * `{partition}` stand for those of the role's stack.
   */
  readonly policy: string;

  /**
   * Evidence for each wildcard of an action that is allowed, and for the wildcard of a resource with each action on it.
   *
   * @default - there is no wildcard
   */
  readonly evidence?: WildcardEvidence[];

  /**
   * Actions of the policy that are right though the service authorization reference of this version does not have them, or not
   * with their resource, such as those of a service that is newer.
   *
   * @default - none
   */
  readonly knownActions?: string[];
}

/** Options for `CustomBundle.fromFile`. */
export interface CustomFileOptions {
  /** A regular file with an IAM policy in JSON, of version 2012-10-17, in UTF-8 and at most 1 MB; relative to the working directory. */
  readonly path: string;

  /**
   * Evidence for each wildcard of an action that is allowed, and for the wildcard of a resource with each action on it.
   *
   * @default - there is no wildcard
   */
  readonly evidence?: WildcardEvidence[];

  /**
   * Actions of the policy that are right though the service authorization reference of this version does not have them, or not
   * with their resource, such as those of a service that is newer.
   *
   * @default - none
   */
  readonly knownActions?: string[];
}

/** Options for `CustomBundle.fromManagedPolicy`. */
export interface CustomManagedPolicyOptions {
  /** The policy. */
  readonly managedPolicy: IManagedPolicy;

  /**
   * Why the policy is no broader than needed, in a sentence (at least three different words). It becomes the reason of the
   * cdk-nag acknowledgement.
   */
  readonly reason: string;

  /**
   * The page that shows it.
   *
   * @default - the reason stands alone
   */
  readonly source?: string;
}

/** What is wrong with evidence, `custom-evidence` says. */
const STATEMENTS_OPTIONS: Kinds<CustomStatementsOptions> = {
  statements: { ...listOf(STATEMENT), isNeeded: true },
  evidence: ANYTHING,
};
const JSON_OPTIONS: Kinds<CustomJsonOptions> = { policy: required(TEXT), evidence: ANYTHING, knownActions: listOf(TEXT) };
const FILE_OPTIONS: Kinds<CustomFileOptions> = { path: required(TEXT), evidence: ANYTHING, knownActions: listOf(TEXT) };
const MANAGED_POLICY_OPTIONS: Kinds<CustomManagedPolicyOptions> = {
  managedPolicy: required(MANAGED_POLICY),
  reason: required(TEXT),
  source: TEXT,
};

/**
 * Permissions that the catalogue does not have, with the same duty to give evidence for each wildcard.
 *
 * @example
 * import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
 *
 * role.addBundle(CustomBundle.fromStatements('table-info', {
 *   statements: [new PolicyStatement({
 *     actions: ['dynamodb:DescribeTable'],
 *     resources: ['arn:aws:dynamodb:eu-central-1:111122223333:table/orders'],
 *   })],
 * }));
 */
export class CustomBundle {
  /** Statements made in the program. The id names the role's inline policy. */
  public static fromStatements(bundleId: string, options: CustomStatementsOptions): IPolicyBundle {
    requireFormat(BUNDLE_ID, 'bundleId', bundleId);
    requireProps('CustomBundle.fromStatements', options, STATEMENTS_OPTIONS);
    requireStatements(bundleId, options.statements);
    return withEvidence(bundleId, checkStatements(`statements of ${bundleId}`, options.statements), options.evidence);
  }

  /** The statements of an IAM policy in JSON. The id names the role's inline policy. */
  public static fromJson(bundleId: string, options: CustomJsonOptions): IPolicyBundle {
    requireFormat(BUNDLE_ID, 'bundleId', bundleId);
    requireProps('CustomBundle.fromJson', options, JSON_OPTIONS);
    const { knownActions } = options;
    return withPolicy(bundleId, readPolicy(`policy of ${bundleId}`, options.policy, { knownActions }), options.evidence);
  }

  /**
   * The statements of an IAM policy in a JSON file, read at once. The id names the role's inline policy.
   *
   * @example
   * role.addBundle(CustomBundle.fromFile('orders', {
   *   path: 'policies/orders.json',
   *   evidence: [{
   *     wildcard: '*',
   *     actions: ['ec2:DescribeInstances'],
   *     reason: 'EC2 knows no resources for this action',
   *     source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
   *   }],
   * }));
   */
  public static fromFile(bundleId: string, options: CustomFileOptions): IPolicyBundle {
    requireFormat(BUNDLE_ID, 'bundleId', bundleId);
    requireProps('CustomBundle.fromFile', options, FILE_OPTIONS);
    return CustomBundle._fromFile(bundleId, options, { id: 'bundleId', path: `path of ${bundleId}`, policy: bundleId });
  }

  /** With the words for what is given, where it comes from a file. @internal */
  public static _fromFile(
    bundleId: string, { path, evidence, knownActions }: CustomFileOptions,
    words: { id: string; path: string; policy: string }, place?: Place,
  ): IPolicyBundle {
    requireFormat(BUNDLE_ID, words.id, bundleId);
    const policy = readPolicy(visible(path), readText(words.path, path), { place, knownActions });
    return withPolicy(bundleId, policy, evidence, words.policy, place);
  }

  /** A managed policy: one that AWS keeps, or the organisation. The id stands in the acknowledgement. */
  public static fromManagedPolicy(bundleId: string, options: CustomManagedPolicyOptions): IPolicyBundle {
    requireFormat(BUNDLE_ID, 'bundleId', bundleId);
    requireProps('CustomBundle.fromManagedPolicy', options, MANAGED_POLICY_OPTIONS);
    requireReason(`reason of ${bundleId}`, 'the policy is no broader than needed', options.reason);
    const { managedPolicy, reason, source } = options;
    return new FixedBundle(bundleId, () => ({ managedPolicies: [{ managedPolicy, reason, source }] }));
  }

  private constructor() {}
}

class FixedBundle implements IPolicyBundle {
  public constructor(public readonly bundleId: string, private readonly make: (scope: IConstruct) => BundlePolicy) {}

  public bind(scope: IConstruct): BundlePolicy {
    return this.make(scope);
  }
}

function withEvidence(bundleId: string, statements: PolicyStatement[], evidence: readonly WildcardEvidence[] | undefined): IPolicyBundle {
  const given = checkEvidence(bundleId, statements, evidence);
  return new FixedBundle(bundleId, () => ({
    statements: statements.map((statement) => ({ statement: statement.copy(), evidence: evidenceOf(statement, given) })),
  }));
}

/** @param inPlace the place of the role, if it is not that of its stack */
function withPolicy(
  bundleId: string, policy: ReadPolicy, evidence: readonly WildcardEvidence[] | undefined, noun = bundleId, inPlace?: Place,
): IPolicyBundle {
  const given = checkEvidence(noun, policy.statements, evidence);
  return new FixedBundle(bundleId, (scope) => {
    policy.warnings.forEach((warning) => Annotations.of(scope).addWarningV2(UNKNOWN_ACTION_WARNING, `${noun}: ${warning}`));
    const place = inPlace ?? stackPlace();
    return {
      statements: policy.statementsIn(place).map((statement, i) => ({
        statement,
        evidence: evidenceOf(policy.statements[i], given)
          .flatMap((item) => filled(item.wildcard, place).map((wildcard) => ({ ...item, wildcard }))),
      })),
    };
  });
}

function requireStatements(bundleId: string, statements: readonly PolicyStatement[] | undefined): void {
  if (!statements?.length) {
    throw new Error(`statements of ${bundleId} must name at least one, got ${statements ? '[]' : 'none'}`);
  }
}

function readText(what: string, path: string): string {
  const fail = (why: string): never => {
    throw new Error(`${what} must be a file in UTF-8 that can be read, got ${show(path)}: ${why}`);
  };
  let bytes: Buffer;
  try {
    bytes = lazy.regularFile.readRegularFile(path, MOST_BYTES);
  } catch (error) {
    return fail((error as Error).message);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('it is not UTF-8');
  }
}

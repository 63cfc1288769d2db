import type { CfnRole, PolicyDocument as PolicyDocumentConstruct, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { onceRendered } from './once-rendered';
import { PolicyDocument, Stack } from '../core/cdk';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';

/**
 * The bundles' policies in a role's own resource, in the order in which they were added. They stand in the resource's
 * list as CDK's own do: what others put there stays, and an Aspect may add to it.
 */
export class InlinePolicies {
  /** Those with parts that are known only at deploy time, which may name other resources. */
  public readonly deployTime: { readonly bundleId: string; readonly document: PolicyDocumentConstruct }[] = [];
  private readonly names = new Set<string>();
  private asLeft: unknown;

  public constructor(private readonly resource: CfnRole) {}

  /** @param isLiteral whether no statement has a part that is known only at deploy time */
  public add(id: string, statements: PolicyStatement[], isLiteral: boolean): void {
    const { policies = [] } = this.resource;
    if (!Array.isArray(policies)) {
      throw new Error(
        `bundle ${show(id)} must be added before the policies of the role's resource are set to a deploy-time value: ` +
        'set them to a list that holds those that are there');
    }
    // What was counted and found to have evidence must stay so.
    statements.forEach((statement) => statement.freeze());
    const document = new PolicyDocument({ statements });
    const policyName = freeName(id, policies.map(nameOf));
    this.names.add(policyName);
    if (!isLiteral) {
      this.deployTime.push({ bundleId: id, document });
    }
    const policyDocument = isLiteral ? onceRendered(this.resource, document) : document;
    this.asLeft = this.resource.policies = [...policies, { policyName, policyDocument }];
  }

  /**
   * Bundles' policies that the resource no longer has once, by their names: IAM takes of two the later.
   *
   * @param others names of policies that are attached to the role
   */
  public lost(others: readonly string[]): { readonly gone: string[]; readonly twice: string[] } {
    const { policies } = this.resource;
    if (policies === this.asLeft && others.length === 0) {
      return { gone: [], twice: [] };
    }
    const list = Array.isArray(policies) ? policies : Stack.of(this.resource).resolve(policies);
    const found = Array.isArray(list) ? list.map(nameOf) : [];
    const all = [...found, ...others];
    return {
      gone: [...this.names].filter((name) => !found.includes(name)),
      twice: [...this.names].filter((name) => all.indexOf(name) !== all.lastIndexOf(name)),
    };
  }
}

function nameOf(policy: unknown): unknown {
  return isObject(policy) ? policy.policyName : undefined;
}

/** `s3.read`, `s3.read-2`, … */
function freeName(id: string, taken: readonly unknown[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? id : `${id}-${n}`;
    if (!taken.includes(name)) {
      return name;
    }
  }
}

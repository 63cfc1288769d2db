import type { CfnManagedPolicy, Policy, Role } from 'aws-cdk-lib/aws-iam';
import { CfnRole, Stack } from '../core/cdk';

/** What is attached to a role: it counts toward the limits. */
export class PolicyAttachments {
  /** The policies that grants and others attach; they share the inline limit. */
  public readonly inline: Policy[] = [];
  private mostManaged: number;
  private readonly arnsAtFirst: unknown;

  /** @param mostManaged how many managed policies the role was created with; `Infinity` if that is not known */
  public constructor(private readonly role: Role, mostManaged: number) {
    this.mostManaged = mostManaged;
    this.arnsAtFirst = this.arns;
  }

  public addInline(policy: Policy): void {
    if (!this.inline.includes(policy)) {
      this.inline.push(policy);
    }
  }

  public addManaged(): void {
    this.mostManaged++;
  }

  /**
   * How many managed policies are attached, if they are more than a limit.
   *
   * @param others those that name the role themselves; the role does not know them
   */
  public managedOver(limit: number, others: readonly CfnManagedPolicy[]): number | undefined {
    const { arns } = this;
    // To resolve a list takes longer than all other checks, and most roles have no managed policy at all.
    if (arns === this.arnsAtFirst && this.mostManaged + others.length <= limit) {
      return undefined;
    }
    const stack = Stack.of(this.role);
    const resolved: unknown = stack.resolve(arns);
    // One may be attached both ways.
    const all = [...Array.isArray(resolved) ? resolved : [], ...others.map(({ ref }): unknown => stack.resolve(ref))];
    const { size } = new Set(all.map((arn) => JSON.stringify(arn)));
    return size > limit ? size : undefined;
  }

  private get arns(): unknown {
    const resource = this.role.node.defaultChild;
    return resource instanceof CfnRole ? resource.managedPolicyArns : undefined;
  }
}

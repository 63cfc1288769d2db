import type { CfnManagedPolicy, IManagedPolicy, Policy, RoleProps } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { CfnRole, PropertyInjectors, Role, Stack } from '../core/cdk';

/** A role that knows what is attached to it: it counts toward the limits. */
export class CountedRole extends Role {
  /** The policies that grants and others attach; they share the inline limit. */
  public readonly attached: Policy[] = [];
  /** Whether a property injector may have given it other properties than it was asked for. */
  public readonly isInjected: boolean;
  private mostManaged: number;
  private readonly arnsAsMade: unknown;

  public constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id, props);
    this.isInjected = this.node.scopes.some((above) => PropertyInjectors.hasPropertyInjectors(above));
    this.mostManaged = this.isInjected ? Infinity : props.managedPolicies?.length ?? 0;
    this.arnsAsMade = this.arns;
  }

  public attachInlinePolicy(policy: Policy): void {
    if (!this.attached.includes(policy)) {
      this.attached.push(policy);
    }
    super.attachInlinePolicy(policy);
  }

  public addManagedPolicy(policy: IManagedPolicy): void {
    this.mostManaged++;
    super.addManagedPolicy(policy);
  }

  /**
   * How many managed policies are attached, if they are more than a limit.
   *
   * @param others those that are attached by naming the role, of which it does not know
   */
  public managedPoliciesOver(limit: number, others: readonly CfnManagedPolicy[]): number | undefined {
    const { arns } = this;
    // To resolve a list takes longer than all other checks, and most have no policy at all.
    if (arns === this.arnsAsMade && this.mostManaged + others.length <= limit) {
      return undefined;
    }
    const stack = Stack.of(this);
    const resolved: unknown = stack.resolve(arns);
    // One may be attached both ways.
    const all = [...Array.isArray(resolved) ? resolved : [], ...others.map(({ ref }): unknown => stack.resolve(ref))];
    const { size } = new Set(all.map((arn) => JSON.stringify(arn)));
    return size > limit ? size : undefined;
  }

  private get arns(): unknown {
    const resource = this.node.defaultChild;
    return resource instanceof CfnRole ? resource.managedPolicyArns : undefined;
  }
}

import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Lazy, PolicyDocument, Stack } from '../core/cdk';

interface Inline {
  readonly document: PolicyDocument;
  readonly isLiteral: boolean;
  /** What it is in a template. */
  rendered?: unknown;
}

/** The policies in a role's own resource, in the order in which they were added. */
export class InlinePolicies {
  private readonly policies = new Map<string, Inline>();

  /** @param given policies that were there before, such as those of a property injector: they stay first */
  public constructor(private readonly scope: IConstruct, private readonly given: readonly unknown[]) {}

  /** @param isLiteral whether no statement has a part that is known only at deploy time */
  public add(id: string, statements: PolicyStatement[], isLiteral: boolean): void {
    // What was counted and found to have evidence must stay so.
    statements.forEach((statement) => statement.freeze());
    this.policies.set(this.freeName(id), { document: new PolicyDocument({ statements }), isLiteral });
  }

  /** The value of the resource's property. It is asked anew each time: a policy may be added after somebody looked. */
  public toToken(): IResolvable {
    return Lazy.uncachedAny({ produce: (context) => this.produce(context) }, { omitEmptyArray: true });
  }

  /**
   * CDK resolves a resource three times: for its references, its template and `tree.json`, and a policy takes most of that time.
   * A literal one has no references, and its statements are frozen, so that it is rendered once.
   */
  private produce({ preparing }: IResolveContext): unknown[] {
    const own = [...this.policies].filter(([, { isLiteral }]) => !(preparing && isLiteral));
    return [...this.given, ...own.map(([policyName, policy]) => ({ policyName, policyDocument: this.render(policy) }))];
  }

  private render(policy: Inline): unknown {
    return policy.isLiteral ? policy.rendered ??= Stack.of(this.scope).resolve(policy.document) : policy.document;
  }

  /** `s3.read`, `s3.read-2`, … */
  private freeName(id: string): string {
    for (let n = 1; ; n++) {
      const name = n === 1 ? id : `${id}-${n}`;
      if (!this.policies.has(name)) {
        return name;
      }
    }
  }
}

import type { CfnResource } from 'aws-cdk-lib/core';
import type { WildcardEvidence } from '../bundles/policy-bundle';
import { Reference, Stack, Token, Tokenization } from '../core/cdk';
import { acknowledge } from '../core/cdk-internals';
import { CHECKS } from '../core/checks-name';
import { flatReference } from '../core/flat-reference';

/**
 * The evidence of one resource's wildcards and AWS-managed policies, as acknowledgements of cdk-nag's
 * findings, each with its own id and reason.
 *
 * They stand on the CloudFormation resource itself, not on the role's construct: a statement that
 * somebody adds by hand lands in the role's default policy, a sibling, and its wildcard is reported.
 */
export class Acknowledgements {
  private readonly reasons = new Map<string, { readonly kind: 'wildcard' | 'managed'; readonly text: string; readonly reasons: Set<string> }>();
  private readonly written = new Map<string, string>();

  public constructor(private readonly resource: CfnResource) {}

  public addWildcards(bundleId: string, evidence: readonly WildcardEvidence[]): void {
    for (const item of evidence) {
      this.add('wildcard', item.wildcard, `${bundleId}: ${sentence(item)}`);
    }
  }

  public addManagedPolicy(bundleId: string, policyArn: string, evidence: { reason: string; source?: string }): void {
    this.add('managed', policyArn, `${bundleId}: ${sentence(evidence)}`);
  }

  /** True if an id depends on deploy-time values, whose final form is known only when the app is prepared. */
  public get hasTokens(): boolean {
    return [...this.reasons.values()].some((entry) => Token.isUnresolved(entry.text));
  }

  /**
   * Acknowledges what was added. Called at once, for Aspects that read acknowledgements, and again
   * at synthesis, when references to other stacks have become imports.
   */
  public write(phase: 'construct' | 'synthesis'): void {
    const stack = Stack.of(this.resource);
    const merged = new Map<string, string>();
    for (const entry of this.reasons.values()) {
      if (phase === 'construct' && refersToOtherStack(entry.text, stack)) {
        continue;
      }
      const flat = flatReference(Token.isUnresolved(entry.text) ? stack.resolve(entry.text) : entry.text);
      for (const id of entry.kind === 'managed' ? managedPolicyIds(flat) : wildcardIds(entry.text, flat)) {
        merged.set(id, [...(merged.has(id) ? [merged.get(id)!] : []), ...entry.reasons].join('; '));
      }
    }
    for (const [id, reason] of merged) {
      if (this.written.get(id) !== reason) {
        this.written.set(id, reason);
        acknowledge(this.resource, id, reason);
      }
    }
  }

  private add(kind: 'wildcard' | 'managed', text: string, reason: string): void {
    const key = `${kind} ${text}`;
    const entry = this.reasons.get(key) ?? { kind, text, reasons: new Set<string>() };
    entry.reasons.add(reason);
    this.reasons.set(key, entry);
  }
}

/** `AwsSolutions-IAM5` reports `*`, not `?`; actions and resources have ids of their own. */
function wildcardIds(text: string, flat: string): string[] {
  if (!flat.includes('*')) {
    return [];
  }
  const isAction = !Token.isUnresolved(text) && /^[a-z0-9-]+:[a-z0-9*?]+$/i.test(text);
  return [`AwsSolutions-IAM5[${isAction ? 'Action' : 'Resource'}::${flat}]`];
}

/** `AwsSolutions-IAM4` reports policies that AWS manages, `IrsaChecks` those that allow everything of a service. */
function managedPolicyIds(flat: string): string[] {
  return flat.includes(':iam::aws:') ? [`AwsSolutions-IAM4[Policy::${flat}]`, `${CHECKS}-BroadManagedPolicy[${flat.split('/').pop()}]`] : [];
}

function refersToOtherStack(text: string, stack: Stack): boolean {
  return Token.isUnresolved(text) && Tokenization.reverseString(text).tokens
    .some((token) => Reference.isReference(token) && Stack.of(token.target) !== stack);
}

function sentence(evidence: { reason: string; source?: string }): string {
  return evidence.source ? `${evidence.reason} (${evidence.source})` : evidence.reason;
}

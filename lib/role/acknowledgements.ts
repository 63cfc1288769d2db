import type { CfnResource } from 'aws-cdk-lib/core';
import { RootConstruct } from 'constructs';
import type { IConstruct } from 'constructs';
import type { WildcardEvidence } from '../bundles/policy-bundle';
import { Reference, Stack, Token, Tokenization, Validations } from '../core/cdk';
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

/** Acknowledges a finding below a construct, as CDK does: with its exact id. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  const written = PLAIN_ID.test(id) ? prefixOfIds() : undefined;
  if (written !== undefined) {
    construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`${written}${id}`]: reason });
    return;
  }
  try {
    Validations.of(construct).acknowledge({ id, reason });
  } catch (error) {
    if (!/Invalid validation rule ID/.test((error as Error).message)) {
      throw error;
    }
    // aws-cdk-lib before 2.263 takes no id with a second `::`, as in `[Resource::<AWS::Partition>…]`;
    // the record that cdk-nag reads is the same.
    construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}

/** An id of which CDK changes nothing but what stands before it. */
const PLAIN_ID = /^[A-Za-z0-9-]+\[(?:[\w.,:/*?<>$+=@-]+)\]$/;

let prefix: { readonly text?: string } | undefined;

/**
 * What CDK writes before an id. Its own method notes a stack trace with each acknowledgement, which takes a hundred times
 * longer than the record itself and leads nowhere but here: so it is asked once, how it writes one.
 *
 * @returns undefined if it writes something else than it did
 */
function prefixOfIds(): string | undefined {
  if (prefix === undefined) {
    const id = 'AwsSolutions-IAM5[Resource::*]';
    const probe = new RootConstruct();
    try {
      Validations.of(probe).acknowledge({ id, reason: id });
    } catch {
      // Before 2.263, which writes nothing before it.
      probe.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: id });
    }
    const records: Record<string, unknown>[] = probe.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);
    const [key = '', ...others] = records.flatMap((record) => Object.keys(record));
    prefix = { text: others.length === 0 && key.endsWith(id) && records[0][key] === id ? key.slice(0, -id.length) : undefined };
  }
  return prefix.text;
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
  return flat.includes(':iam::aws:') ? [`AwsSolutions-IAM4[Policy::${flat}]`, `IrsaChecks-BroadManagedPolicy[${flat.split('/').pop()}]`] : [];
}

function refersToOtherStack(text: string, stack: Stack): boolean {
  return Token.isUnresolved(text) && Tokenization.reverseString(text).tokens
    .some((token) => Reference.isReference(token) && Stack.of(token.target) !== stack);
}

function sentence(evidence: { reason: string; source?: string }): string {
  return evidence.source ? `${evidence.reason} (${evidence.source})` : evidence.reason;
}

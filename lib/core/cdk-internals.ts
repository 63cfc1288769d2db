import type { CfnElement, CfnResource, Stack } from 'aws-cdk-lib/core';
import { RootConstruct } from 'constructs';
import type { IConstruct } from 'constructs';
import { Validations } from './cdk';
import { ConstructStore } from './construct-store';

/*
 * What we use of aws-cdk-lib beyond its public API, each with a test on the oldest and the newest supported version. Nothing else in
 * this package reads an underscored member of CDK, or how CDK encodes a token.
 */

/** How CDK writes a deploy-time value into text and into a list: `${Token[Bucket.Arn.123]}`, `#{Token[…]}`. */
const TOKEN_BEGINS = /[$#]\{Token\[/;
const TEXT_TOKEN_BEGINS = '${Token[';
const TEXT_TOKEN = /\$\{Token\[[^\]]*\]\}/g;
/** How CDK writes a deploy-time value into a number. */
const NUMBER_TOKEN = /-1\.8\d+e\+289/;

/** Whether JSON text holds a token of any kind: text, list or number. Faster than to ask for each value of a document. */
export function jsonHoldsToken(json: string): boolean {
  return TOKEN_BEGINS.test(json) || NUMBER_TOKEN.test(json);
}

/** The literal text before the first token; the whole text if there is none. */
export function textBeforeToken(text: string): string {
  return text.split(TEXT_TOKEN_BEGINS, 1)[0];
}

/** The text with a replacement for each token. */
export function replaceTokens(text: string, replacement: string): string {
  return text.replace(TEXT_TOKEN, () => replacement);
}

/** The part of a template that an element (resource, output, mapping, condition) becomes, with its tokens unresolved. */
export function templatePartOf(element: CfnElement): object {
  return (element as unknown as { _toCloudFormation(): object })._toCloudFormation();
}

/** The properties of an untyped `CfnResource`, such as a custom resource, by the names that CloudFormation has for them. */
export function givenProperties(resource: IConstruct | undefined): Record<string, unknown> | undefined {
  return (resource as { readonly _cfnProperties?: Record<string, unknown> } | undefined)?._cfnProperties;
}

/** Has CloudFormation create a resource after another. CDK renamed the method, and warns about the old name. */
export function createAfter(resource: CfnResource, other: CfnResource): void {
  const { addResourceDependency } = resource as { addResourceDependency?(target: CfnResource): void };
  if (addResourceDependency) {
    addResourceDependency.call(resource, other);
  } else {
    (resource as { addDependency(target: CfnResource): void }).addDependency(other);
  }
}

/** Has a stack deployed after another, of the same Stage. CDK renamed the method, and warns about the old name. */
export function createStackAfter(stack: Stack, other: Stack, reason: string): void {
  const { addStackDependency } = stack as { addStackDependency?(target: Stack, reason?: string): void };
  if (addStackDependency) {
    addStackDependency.call(stack, other, reason);
  } else {
    (stack as { addDependency(target: Stack, reason?: string): void }).addDependency(other, reason);
  }
}

/** The name that was given to a resource, which CDK keeps for derived classes only; of a resource without one, a deploy-time value or nothing. */
export function givenName(resource: IConstruct): string | undefined {
  const { physicalName } = resource as { readonly physicalName?: unknown };
  return typeof physicalName === 'string' && physicalName !== '' ? physicalName : undefined;
}

/** The context by which CDK takes no stack trace for each resource below a construct. `--debug` takes them all the same. */
export const DISABLE_STACK_TRACES_CONTEXT = 'aws:cdk:disable-creation-stack-traces';

/** The metadata that CDK and its CLI take for the place where a resource was made, a stack trace. */
export const CREATION_STACK_METADATA = 'aws:cdk:creationStack';

/** An id of a finding to which CDK adds at most a prefix. */
const PLAIN_ID = /^[A-Za-z0-9-]+\[(?:[\w.,:/*?<>$+=@-]+)\]$/;

const ACKNOWLEDGEMENT_PREFIX = new ConstructStore<{ readonly text?: string }>('acknowledgementPrefix');

/**
 * Acknowledges a finding below a construct, by its exact id.
 *
 * CDK's own method notes a stack trace with each acknowledgement, which takes a hundred times longer than the record itself and
 * leads only to our own code. So it is used once for each app, to learn how it writes an id; then the same record is written directly.
 */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  const { text: prefix } = PLAIN_ID.test(id) ? ACKNOWLEDGEMENT_PREFIX.getOrCreate(construct.node.root, acknowledgementPrefix) : {};
  if (prefix !== undefined) {
    construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`${prefix}${id}`]: reason });
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

/** What CDK writes before an id; no text if it writes anything else than a prefix and the id. */
function acknowledgementPrefix(): { readonly text?: string } {
  const id = 'AwsSolutions-IAM5[Resource::*]';
  const probe = new RootConstruct();
  try {
    Validations.of(probe).acknowledge({ id, reason: id });
  } catch {
    return { text: '' }; // before 2.263
  }
  const records: Record<string, unknown>[] = probe.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);
  const [key = '', ...others] = records.flatMap((record) => Object.keys(record));
  return others.length === 0 && key.endsWith(id) && records[0][key] === id ? { text: key.slice(0, -id.length) } : {};
}

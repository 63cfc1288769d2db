import type { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { GivenOptions } from './judge-options';

/** A finding that a file acknowledges. */
export interface ToldAcknowledgement {
  /** `IrsaChecks-DefaultServiceAccount[system:serviceaccount:web:default]`. */
  readonly id: string;
  /** Where it is written: `workloads.yaml:14:9`. */
  readonly place: string;
}

/** The construct that holds an acknowledgement, and what it says. */
export interface PlacedAcknowledgement extends ToldAcknowledgement {
  readonly scope: IConstruct;
}

const OPTIONS = Symbol.for('cdk-irsa.checkOptions');
const ACKNOWLEDGED = Symbol.for('cdk-irsa.acknowledged');

/** What the roles of a stack are judged by, told by what makes them: such as a file, which knows the audiences of its clusters. */
export function tellOptions(stack: Stack, options: GivenOptions): void {
  Object.defineProperty(stack, OPTIONS, { value: options, configurable: true });
}

export function toldOptions(stack: Stack): GivenOptions | undefined {
  return (stack as { [OPTIONS]?: GivenOptions })[OPTIONS];
}

/** Which acknowledgements of a role are a file's: one that acknowledges nothing is to be told of there. */
export function tellAcknowledged(resource: IConstruct, acknowledgements: readonly PlacedAcknowledgement[]): void {
  Object.defineProperty(resource, ACKNOWLEDGED, { value: acknowledgements, configurable: true });
}

export function toldAcknowledged(resource: IConstruct): readonly PlacedAcknowledgement[] {
  return (resource as { [ACKNOWLEDGED]?: readonly PlacedAcknowledgement[] })[ACKNOWLEDGED] ?? [];
}

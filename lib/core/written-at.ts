import type { Construct, IConstruct } from 'constructs';
import { CREATION_STACK_METADATA, DISABLE_STACK_TRACES_CONTEXT } from './cdk-internals';

/**
 * For what a file asks for: no stack traces of the resources below, since all of them lead to our own code.
 * Must be called before the first of them is made.
 */
export function withoutTraces(construct: Construct): void {
  construct.node.setContext(DISABLE_STACK_TRACES_CONTEXT, true);
}

/** Says where a resource was asked for, such as `web (workloads.yaml:14:3)`: findings are shown with it. */
export function writtenAt(resource: IConstruct | undefined, place: string): void {
  resource?.node.addMetadata(CREATION_STACK_METADATA, [place]);
}

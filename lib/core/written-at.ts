import type { Construct } from 'constructs';

/** The context by which CDK takes no stack trace for each resource below a construct. `--debug` takes them all the same. */
const NO_TRACES = 'aws:cdk:disable-creation-stack-traces';

/** What CDK and its CLI take for the place where a resource was made, a stack trace. */
const PLACE = 'aws:cdk:creationStack';

/**
 * For what a file asks for: no stack traces of the resources below, since all of them lead to our own code.
 * Must be called before the first of them is made.
 */
export function withoutTraces(construct: Construct): void {
  construct.node.setContext(NO_TRACES, true);
}

/** Says where a resource was asked for, such as `web (workloads.yaml:14:3)`: findings are shown with it. */
export function writtenAt(resource: Construct, place: string): void {
  resource.node.addMetadata(PLACE, [place]);
}

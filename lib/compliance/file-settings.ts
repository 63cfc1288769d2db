import type { IConstruct } from 'constructs';
import type { GivenOptions } from './judge-options';
import { ConstructStore } from '../core/construct-store';

/** A finding that a file acknowledges. */
export interface FileAcknowledgement {
  /** `IrsaChecks-DefaultServiceAccount[system:serviceaccount:web:default]`. */
  readonly id: string;
  /** Where it is written: `workloads.yaml:14:9`. */
  readonly place: string;
}

/** The construct that holds an acknowledgement, and what it says. */
export interface PlacedAcknowledgement extends FileAcknowledgement {
  readonly scope: IConstruct;
  /** Of which role of the workload, where it has two. */
  readonly of?: string;
}

/** What the roles of a stack are judged by, set by what creates them: a `workloads.yaml` knows the audiences of its clusters. */
export const STACK_OPTIONS = new ConstructStore<GivenOptions>('checkOptions');

/** The acknowledgements of a role's resource that stand in a file: one that acknowledges nothing is reported at its place. */
export const FILE_ACKNOWLEDGEMENTS = new ConstructStore<readonly PlacedAcknowledgement[]>('fileAcknowledgements');

import type { GuardrailRule } from './guardrail-rule';
import type { UnseenRole } from './search-facts';
import type { NamedWorkload } from './workload-names';
import { ConstructStore } from '../../core/construct-store';
import type { KnownCluster } from '../model/known-clusters';

/** The guardrails of a file, for all that is in a scope. */
export interface FileGuardrails {
  readonly rules: readonly GuardrailRule[];
  /** Roles of which the file has no policies. */
  readonly unseen: readonly UnseenRole[];
  readonly clusters: readonly KnownCluster[];
}

/** On the App or Stage of a file's fleet. */
export const FILE_GUARDRAILS = new ConstructStore<FileGuardrails>('fileGuardrails');

/** On the resource of a role: the workload of a file that it is made for. */
export const NAMED_WORKLOAD = new ConstructStore<NamedWorkload>('namedWorkload');

/** On an app: whether its synthesis judges the guardrails of files, or somebody else does. */
export const HAS_PLUGIN = new ConstructStore<true>('hasGuardrailsPlugin');

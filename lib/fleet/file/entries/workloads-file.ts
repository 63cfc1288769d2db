import { ACCOUNT_ENTRY } from './account-entry';
import { CLUSTER } from './cluster-entry';
import { DEFAULTS } from './defaults-entry';
import { GUARDRAIL } from './guardrail-entry';
import { INCLUDE } from './include-entry';
import { WORKLOAD } from './workload-entry';
import { ACCOUNT } from '../../../core/names';
import { IMAGE } from '../../../kubernetes/metadata';
import { ANY_TEXT, FLEET_NAME, FOLDER, KEY, VARIABLE } from '../formats';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { choice, flag } from '../types/scalar-types';
import { patternText, text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

/**
 * A `workloads.yaml` as one of its environments sees it. A key is defined here and nowhere else: the JSON Schema with its
 * documentation, the reader that checks a file and the type of what is read follow from it.
 */
export const WORKLOADS_FILE = object({
  name: text(FLEET_NAME, 'Begins the names of the stacks, <name>-<account>. A change replaces every role. Default: irsa.'),
  outputDirectory: text(FOLDER, "A folder, relative to this file's, into which the manifests, Helm values, check pods and the index are written as well, such as one of a GitOps repository. Each environment has a folder in it. It belongs to this file alone. Default: none, the files are in cdk.out/irsa only."),
  stacks: choice(['single', 'perNamespace'],
    'How the roles of an account are spread over stacks: all in one, or one stack for each namespace, <name>-<account>-<namespace>. A change replaces every role that moves, unless the stacks are refactored. Default: single.').perEnvironment(),
  checkPodImage: text(IMAGE, 'The image of the check pods, with sh and version 2 of the AWS CLI, such as a copy in your own registry. Default: the image of the AWS CLI in Amazon ECR Public.').perEnvironment(),
  requirePermissionsBoundary: flag('Whether a role without a permissions boundary fails the synth. Default: false.', false).perEnvironment(),
  accounts: map(ACCOUNT, ACCOUNT_ENTRY, 'Settings of accounts. The keys are account ids, in quotes. Default: none.').perEnvironment(),
  include: INCLUDE,
  variables: map(VARIABLE, patternText(ANY_TEXT, 'What the placeholder stands for. It may hold other placeholders.'),
    'Placeholders of your own: {name} stands for the value, as {environment}, {account}, {region}, {partition}, {cluster}, {clusterName}, {namespace}, {serviceAccount} and {workload} do for theirs. Default: none.').perEnvironment(),
  clusters: map(KEY, CLUSTER, 'The clusters. The keys are names of your choice, used for folders and in messages.', { isFilled: 'always' })
    .perEnvironment().required(),
  defaults: DEFAULTS.perEnvironment(),
  workloads: map(KEY, WORKLOAD,
    "The workloads. The key names a workload's files, and its role and service account unless roleName and serviceAccounts are given. If both are given, another key changes no resource.",
    { isFilled: 'inTheFile' }).perEnvironment().required(),
  guardrails: map(KEY, GUARDRAIL, 'What only some workloads may do, or nobody, checked at each synth (docs/guardrails.md). The keys are names of your choice. Default: none.', { isFilled: 'inTheFile' }).perEnvironment(),
}, {
  ownKeys: { prefix: 'x-', description: 'A place for YAML anchors (&name) that other parts of the file refer to.' },
  // Which may have the clusters.
  readElsewhere: { environments: ['clusters'] },
});

export type WorkloadsFile = TypeOf<typeof WORKLOADS_FILE>;

import { RULE_IDS } from '../../compliance/rules';
import { nearest, show, suggestion } from '../../core/text';

/** What a subject may have been meant to be. */
export interface KnownNames {
  readonly file: string;
  /** Whether the file is not there, has errors, or is planned. */
  readonly state: 'missing' | 'wrong' | 'right';
  readonly workloads: readonly string[];
  readonly guardrails: readonly string[];
}

/** Why a subject cannot be explained, and what to write instead: one sentence. */
export function unknownSubject(subject: string, { file, state, workloads, guardrails }: KnownNames): string {
  const elsewhere = shownElsewhere(subject);
  if (elsewhere !== undefined) {
    return elsewhere;
  }
  const near = nearest(subject, [...workloads, ...guardrails, ...RULE_IDS]);
  const hint = near === undefined ? undefined : `: did you mean ${show(near)}?`;
  switch (state) {
    case 'missing':
      return `${show(subject)} is no rule, and there is no file ${show(file)} that could have a workload of this name${hint ?? ': --file FILE names another'}`;
    case 'wrong':
      return `${show(subject)} is no rule, and ${show(file)} has errors, so its workloads cannot be explained${hint ?? ': correct the errors first (npx cdk-irsa check)'}`;
    case 'right':
      return `${show(subject)} is no workload or service account of ${show(file)}, and no rule: ${hint?.slice(2) ?? `workloads: ${suggestion(subject, workloads).replace('known: ', '')}`}`;
  }
}

/** Where something is shown that is neither of the file nor a rule of ours; nothing if it is not known at all. */
function shownElsewhere(subject: string): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the catalogue is for this error only
  const { bundleDefinition } = require('../../bundles/definitions') as typeof import('../../bundles/definitions');
  if (bundleDefinition(subject) !== undefined) {
    return `${show(subject)} is a bundle: npx cdk-irsa bundles ${subject} shows it`;
  }
  return /^Aws\w+-\w+/.test(subject) ? `${show(subject)} is a rule of cdk-nag: https://github.com/cdklabs/cdk-nag/blob/main/RULES.md explains it` : undefined;
}

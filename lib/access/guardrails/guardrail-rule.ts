/** What follows where it is not decided whether somebody may: it counts as a breach, as a warning, or not at all. */
export type OnUndecided = 'breach' | 'warn' | 'allow';

export const ON_UNDECIDED: readonly OnUndecided[] = ['breach', 'warn', 'allow'];

/** A guardrail: what only some workloads may do, or nobody. */
export interface GuardrailRule {
  readonly name: string;
  readonly reason: string;
  /** Who may: keys of workloads, `namespace/account`, ARNs of principals, each perhaps with wildcards. Nothing if nobody may. */
  readonly only?: readonly string[];
  /** Actions, perhaps with wildcards. */
  readonly may: readonly string[];
  /** ARNs, perhaps with wildcards. Nothing for any resource. */
  readonly on?: readonly string[];
  /** What everybody may: by actions, the ARNs. */
  readonly except?: Readonly<Record<string, readonly string[]>>;
  /** Whether it is about those only who may do it whatever the resource is named. */
  readonly onAll?: boolean;
  readonly undecided: OnUndecided;
  /** Where it is written: `workloads.yaml:3:3`. */
  readonly place?: string;
  /** The page that says why. */
  readonly source?: string;
}

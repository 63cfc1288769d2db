import { guardrailProblems, ruleOf } from './given-guardrail';
import type { GivenGuardrail } from './given-guardrail';
import type { GuardrailRule } from './guardrail-rule';
import { listOf, mapOf, oneOf, pathText, required, requireKind, requireProps, TEXT, TRUTH } from '../../core/kinds';
import type { Kinds } from '../../core/kinds';
import { requireReason } from '../../core/reason';

/** What follows where it cannot be decided whether somebody may. */
export enum GuardrailUndecided {
  /** It fails the synth. */
  BREACH = 'breach',
  /** It is a warning. */
  WARN = 'warn',
  /** It passes. */
  ALLOW = 'allow',
}

/** What guardrails of any kind may say. */
export interface GuardrailOptions {
  /**
   * The resources, as ARNs, perhaps with wildcards.
   *
   * @default - any resource, or those of the ready guardrail
   */
  readonly on?: string[];

  /**
   * What everybody may all the same: by action, the resources.
   *
   * @default - nothing
   */
  readonly except?: { [action: string]: string[] };

  /**
   * What follows where it cannot be decided whether somebody may, such as by a managed policy whose document is elsewhere.
   *
   * @default GuardrailUndecided.BREACH
   */
  readonly undecided?: GuardrailUndecided;
}

/** Properties of a guardrail of one's own. */
export interface GuardrailProps extends GuardrailOptions {
  /** Why nobody else may, in a sentence. */
  readonly reason: string;

  /** The actions, perhaps with wildcards. */
  readonly may: string[];

  /**
   * Whether it is about those only who may do it to all of `on`, whatever the names.
   *
   * @default false
   */
  readonly onAll?: boolean;
}

/** Options of a ready guardrail. */
export interface ReadyGuardrailOptions extends GuardrailOptions {
  /**
   * The name in reports.
   *
   * @default - that of the ready guardrail
   */
  readonly guardrailName?: string;

  /**
   * Who may all the same: keys of workloads, `namespace/account`, or ARNs of roles, each perhaps with wildcards.
   *
   * @default - nobody
   */
  readonly only?: string[];

  /**
   * Why nobody else may, in a sentence.
   *
   * @default - the reason of the ready guardrail
   */
  readonly reason?: string;
}

const OPTIONS: Kinds<GuardrailOptions> = {
  on: listOf(TEXT),
  except: mapOf(listOf(TEXT)),
  undecided: oneOf('a GuardrailUndecided', Object.values(GuardrailUndecided)),
};
const PROPS: Kinds<GuardrailProps> = { ...OPTIONS, reason: required(TEXT), may: required(listOf(TEXT)), onAll: TRUTH };
const READY_OPTIONS: Kinds<ReadyGuardrailOptions> = { ...OPTIONS, guardrailName: TEXT, only: listOf(TEXT), reason: TEXT };

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/**
 * What only some workloads may do, or nobody: a rule about permissions, whoever writes them.
 *
 * @see https://github.com/cdk-irsa/cdk-irsa/blob/main/docs/guardrails.md
 * @example
 * Guardrail.only('invoices', ['billing', 'shop/reporting'], {
 *   reason: 'invoices hold personal data',
 *   may: ['s3:*'],
 *   on: ['arn:aws:s3:::acme-billing/*'],
 * });
 */
export class Guardrail {
  /**
   * Only some may.
   *
   * @param name the name in reports: letters, digits, '.', '_' and '-'
   * @param who keys of workloads of a `workloads.yaml`, `namespace/account`, or ARNs of roles, each perhaps with wildcards
   */
  public static only(name: string, who: string[], props: GuardrailProps): Guardrail {
    requireKind('who', listOf(TEXT), who);
    return Guardrail.of(name, { ...requireProps('Guardrail.only', props, PROPS), only: who });
  }

  /**
   * Nobody may.
   *
   * @param name the name in reports: letters, digits, '.', '_' and '-'
   */
  public static nobody(name: string, props: GuardrailProps): Guardrail {
    return Guardrail.of(name, { ...requireProps('Guardrail.nobody', props, PROPS), nobody: true });
  }

  /**
   * One of the ready guardrails, such as `no-iam-changes`.
   *
   * @param id the name of the ready guardrail; docs/guardrails.md lists them
   * @throws if there is none of this name
   */
  public static ready(id: string, options: ReadyGuardrailOptions = {}): Guardrail {
    requireKind('id', TEXT, id);
    const { guardrailName = id, ...given } = requireProps('Guardrail.ready', options, READY_OPTIONS);
    return Guardrail.of(guardrailName, { ...given, ready: id });
  }

  private static of(name: string, given: GivenGuardrail): Guardrail {
    requireKind('name', TEXT, name);
    if (!NAME.test(name)) {
      throw new Error(`the name of a guardrail must be letters, digits, '.', '_' and '-', beginning and ending with a letter or digit, got ${JSON.stringify(name)}`);
    }
    if (given.ready === undefined || given.reason !== undefined) {
      requireReason(`reason of the guardrail ${name}`, 'nobody else may', given.reason);
    }
    const problems = guardrailProblems(given, (key) => given[key] !== undefined);
    if (problems.length > 0) {
      throw new Error(problems.map(({ path, message }) => `${[`guardrail ${name}`, pathText(path)].filter((part) => part !== '').join(': ')} ${message}`).join('\n'));
    }
    return new Guardrail(ruleOf(name, given));
  }

  /** The name in reports. */
  public readonly guardrailName: string;

  /** @internal */
  public readonly _rule: GuardrailRule;

  private constructor(rule: GuardrailRule) {
    this.guardrailName = rule.name;
    this._rule = rule;
  }
}

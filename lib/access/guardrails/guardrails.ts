import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Guardrail } from './guardrail';
import { guardrailReport } from './guardrail-report';
import { judgeGuardrails } from './judge-guardrails';
import { GUARDRAILS } from '../../core/checks-name';
import { CONSTRUCT, listOf, required, requireKind, requireProps } from '../../core/kinds';
import type { Kinds } from '../../core/kinds';
import { synthesisOf } from '../../core/shared-reading';
import { show } from '../../core/text';

/** Properties of `Guardrails`. */
export interface GuardrailsProps {
  /** The guardrails; each has a name of its own. */
  readonly guardrails: Guardrail[];
}

const PROPS: Kinds<GuardrailsProps> = {
  guardrails: required(listOf({ noun: 'a Guardrail, such as Guardrail.ready(\'no-iam-changes\')', isOne: (value) => value instanceof Guardrail })),
};

/**
 * Judges the roles of an app by guardrails, whoever made them: this library, `eks.ServiceAccount`, `iam.Role`, `CfnRole`, an included
 * template. A breach fails the synth. The guardrails of a `workloads.yaml` are judged without it.
 *
 * @see https://github.com/cdk-irsa/cdk-irsa/blob/main/docs/guardrails.md
 * @example
 * Validations.of(app).addPlugins(new Guardrails({ guardrails: [Guardrail.ready('no-iam-changes')] }));
 */
export class Guardrails implements IPolicyValidationPlugin {
  /** The name in reports. */
  public readonly name: string = GUARDRAILS;

  /** The ids of what they find: `Guardrails-<name>`. */
  public readonly ruleIds?: string[];

  private readonly guardrails: readonly Guardrail[];

  /** @throws if two guardrails have one name, or there is none */
  public constructor(props: GuardrailsProps) {
    const { guardrails } = requireProps(GUARDRAILS, props, PROPS);
    const names = guardrails.map(({ guardrailName }) => guardrailName);
    const twin = names.find((name, i) => names.indexOf(name) < i);
    if (guardrails.length === 0 || twin !== undefined) {
      throw new Error(twin === undefined ? `guardrails of ${GUARDRAILS} must name at least one, got []`
        : `guardrails of ${GUARDRAILS} must have a name each, got ${show(twin)} twice: give one another name`);
    }
    this.guardrails = [...guardrails];
    this.ruleIds = names.map((name) => `${GUARDRAILS}-${name}`);
  }

  /** Judges an app; CDK asks for it at the end of each synth. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { appConstruct, templatePaths } = context;
    return guardrailReport(judgeGuardrails(appConstruct, this.guardrails.map(({ _rule }) => _rule), synthesisOf(templatePaths)));
  }

  /** Judges a construct tree. `success` is false only if there is a breach. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    requireKind('scope', CONSTRUCT, scope);
    return guardrailReport(judgeGuardrails(scope, this.guardrails.map(({ _rule }) => _rule)));
  }
}

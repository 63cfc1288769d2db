import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { guardrailReport } from './guardrail-report';
import { judgeGuardrails } from './judge-guardrails';
import { GUARDRAILS } from '../../core/checks-name';
import { synthesisOf } from '../../core/shared-reading';

/** Judges an app by the guardrails of its files. */
export class FileGuardrailsPlugin implements IPolicyValidationPlugin {
  public readonly name = GUARDRAILS;

  public validate({ appConstruct, templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    return guardrailReport(judgeGuardrails(appConstruct, undefined, synthesisOf(templatePaths)));
  }
}

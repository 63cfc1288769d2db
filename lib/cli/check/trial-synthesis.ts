import type { App } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { CheckFinding } from './check-finding';
import { PlanPlaces } from './plan-places';
import { UNUSED_ACKNOWLEDGEMENT, UNUSED_FIX, unusedText } from '../../compliance/acknowledged';
import { judgeTree } from '../../compliance/judge-tree';
import { CHECKS } from '../../core/checks-name';
import type { FleetPlan } from '../../fleet/plan/fleet-plan';
import { ServiceAccountFleet } from '../../fleet/service-account-fleet';
import { withScratchApp } from '../scratch-app';

/** Metadata by which CDK notes annotations. */
const ANNOTATIONS = { 'aws:cdk:error': 'error', 'aws:cdk:warning': 'warning' } as const;

/** The checks report it as well, with its place. */
const REPORTED_BY_RULES = 'cdk-irsa:defaultServiceAccount';

/**
 * What a synthesis says of plans, but for cdk-nag, CloudFormation's validation and the output directory: it is the synthesis itself, into
 * a folder that is removed at once.
 */
export function trialSynthesis(plans: readonly FleetPlan[]): CheckFinding[] {
  const places = new PlanPlaces(plans);
  try {
    return withScratchApp((app) => [
      ...errorsOf(app, plans, places), ...annotationsIn(app, places),
      ...ruleFindings(app, places), ...guardrailFindings(app, plans, places),
    ]);
  } catch (error) {
    return [placed(places, 'error', (error as Error).message)];
  }
}

/** @throws if a construct cannot be made, which ends a synthesis as well */
function errorsOf(app: App, plans: readonly FleetPlan[], places: PlanPlaces): CheckFinding[] {
  ServiceAccountFleet._fromFile(app, 'Fleet', plans[0].file, {}, undefined, plans);
  try {
    app.synth();
    return [];
  } catch (error) {
    const { message } = error as Error;
    // CDK puts all of them into one text, of which an app has only the beginning of each line.
    const invalid = message.startsWith('Validation failed') ? app.node.findAll().flatMap((node) =>
      node.node.validate().map((text) => placed(places, 'error', text, node))) : [];
    return invalid.length > 0 ? invalid : message.split('\n').map((line) => placed(places, 'error', line));
  }
}

function annotationsIn(app: App, places: PlanPlaces): CheckFinding[] {
  return app.node.findAll().flatMap((node) => node.node.metadata.flatMap(({ type, data }) => {
    const level = ANNOTATIONS[type as keyof typeof ANNOTATIONS] as CheckFinding['level'] | undefined;
    if (level === undefined || typeof data !== 'string') {
      return [];
    }
    const [, message, id] = /^(.*?)(?: \[ack: (.*)\])?$/s.exec(data)!;
    return id === REPORTED_BY_RULES ? [] : [{ ...placed(places, level, message, node), id }];
  }));
}

function ruleFindings(app: App, places: PlanPlaces): CheckFinding[] {
  const { findings, unused } = judgeTree(app, {});
  return [
    ...findings.map(({ finding: { rule, id, message }, node }): CheckFinding => ({
      ...placed(places, rule.level, message, node),
      id: `${CHECKS}-${id}`,
      rule,
    })),
    ...unused.map((item): CheckFinding => ({
      ...placed(places, 'warning', `${unusedText(item)}. ${UNUSED_FIX}`, item.node),
      ...places.written(item.place),
      id: `${CHECKS}-${UNUSED_ACKNOWLEDGEMENT}`,
    })),
  ];
}

function guardrailFindings(app: App, plans: readonly FleetPlan[], places: PlanPlaces): CheckFinding[] {
  if (plans.every(({ guardrails }) => guardrails.length === 0)) {
    return [];
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- few files have guardrails
  const { judgeGuardrails } = require('../../access/guardrails/judge-guardrails') as typeof import('../../access/guardrails/judge-guardrails');
  return judgeGuardrails(app).map(({ id, level, message, fix, node, place, workload, rule }) => ({
    ...placed(places, level, message, node),
    ...place === undefined ? {} : { file: undefined, owner: undefined, ...places.written(place) },
    subject: workload !== undefined ? `workloads.${workload}` : rule !== undefined ? `guardrails.${rule.name}` : undefined,
    id,
    message: `${message}. ${fix}`,
  }));
}

function placed(places: PlanPlaces, level: CheckFinding['level'], text: string, node?: IConstruct): CheckFinding {
  const [, named, message] = /^\s*\[([^\]]*)\] (.*)$/s.exec(text) ?? [undefined, undefined, text.trim()];
  const path = node?.node.path ?? named;
  const owner = (path === undefined ? undefined : places.ownerOf(path)) ?? places.ownerIn(message);
  const written = owner === undefined ? places.mentioned(message) : places.written(owner.place);
  return {
    level,
    ...written,
    subject: owner !== undefined ? `workloads.${owner.workload}` : written.place === undefined ? path || undefined : undefined,
    message,
  };
}

import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { FleetPlan } from './plan/fleet-plan';
import { FILE_GUARDRAILS, HAS_PLUGIN } from '../access/guardrails/file-guardrails';

/** Has the guardrails of a file checked at each synth, whichever checks the app has beside them. */
export function setGuardrails(scope: IConstruct, { guardrails, existingRoles, clusters }: FleetPlan): void {
  if (guardrails.length === 0) {
    return;
  }
  FILE_GUARDRAILS.set(scope, {
    rules: guardrails,
    unseen: existingRoles.map(({ workload, place, roleArn, clusters: own }) => ({
      workload: { key: workload, place },
      serviceAccounts: own.flatMap(({ serviceAccounts }) => serviceAccounts)
        .map(({ namespace, serviceAccountName: name }) => ({ namespace, name })),
      roleArn,
    })),
    clusters: clusters.map(({ name, issuerUrl, clusterName }) => ({
      names: [name, ...clusterName === undefined ? [] : [clusterName]],
      ...issuerUrl === undefined ? {} : { issuer: issuerUrl.replace(/^https:\/\//, '') },
    })),
  });
  const { root } = scope.node;
  if (HAS_PLUGIN.get(root) === undefined) {
    HAS_PLUGIN.set(root, true);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- few files have guardrails
    const { FileGuardrailsPlugin } = require('../access/guardrails/file-guardrails-plugin') as typeof import('../access/guardrails/file-guardrails-plugin');
    Validations.of(root).addPlugins(new FileGuardrailsPlugin());
  }
}

import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack, Validations } from 'aws-cdk-lib/core';
import type { Stage } from 'aws-cdk-lib/core';
import type * as cdkNag from 'cdk-nag';
import { ClusterIssuer } from '../lib/cluster/cluster-issuer';
import { PodIdentityCluster } from '../lib/cluster/pod-identity-cluster';
import { ServiceAccountSubject } from '../lib/trust/service-account-subject';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';

/** The n-th issuer of a region. */
export function issuer(n = 1, region = REGION, suffix = 'amazonaws.com'): string {
  return `oidc.eks.${region}.${suffix}/id/${n.toString(16).toUpperCase().padStart(32, '0')}`;
}

export function literalCluster(n = 1, clusterName = `cluster-${n}`): ClusterIssuer {
  return ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(n), clusterName });
}

/** The same cluster for EKS Pod Identity. */
export function podIdentityCluster(n = 1, clusterName = `cluster-${n}`): PodIdentityCluster {
  return PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: REGION, clusterName });
}

export function newStack(context: { [key: string]: unknown } = {}, id = 'Stack'): Stack {
  return new Stack(new App({ context }), id, { env: { account: ACCOUNT, region: REGION } });
}

/** Loaded when a test asks for it: its rules are 300 files, and most tests need none of them. */
function awsSolutionsChecks(): cdkNag.AwsSolutionsChecks {
  const { AwsSolutionsChecks } = require('cdk-nag') as typeof cdkNag; // eslint-disable-line @typescript-eslint/no-require-imports
  return new AwsSolutionsChecks();
}

/** A subject that no other test uses by accident. */
export const subject = (name = 'web', namespace = 'default') => ServiceAccountSubject.of(namespace, name);

/** The message of what is thrown. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, and none was thrown');
}

/** The errors that the finished tree is refused with, without the construct's path. */
export function validationErrors(stack: Stack): string[] {
  try {
    Template.fromStack(stack);
  } catch (error) {
    const lines = (error as Error).message.split('\n').map((line) => line.trim()).filter((line) => !line.startsWith('...'));
    if (!lines[0].includes('Validation failed with the following errors')) {
      throw error;
    }
    return lines.slice(1);
  }
  return [];
}

/** The ids of cdk-nag's AwsSolutions findings that nothing acknowledges, sorted. */
export function nagFindings(stack: Stack): string[] {
  (stack.node.root as Stage).synth({ force: true });
  return awsSolutionsChecks().validateScope(stack.node.root).violations.map((violation) => violation.ruleName).sort();
}

/** Makes the whole app's synth fail on any finding, as users do. */
export function addNag(stack: Stack): void {
  Validations.of(stack.node.root).addPlugins(awsSolutionsChecks());
}

/** The one role of a template. */
export function onlyRole(stack: Stack): any {
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(roles).toHaveLength(1);
  return roles[0];
}

/** Resource types of a template and how many of each it has. */
export function resourceCounts(stack: Stack): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const resource of Object.values(Template.fromStack(stack).toJSON().Resources ?? {})) {
    const { Type } = resource as { Type: string };
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
}

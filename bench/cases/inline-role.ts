import { PolicyDocument, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { PER_STACK } from './bench-case';
import type { BenchCase } from './bench-case';
import { inStacks, statementsOf, trustCondition, workloadsOf } from '../workload';
import type { Workload } from '../workload';

/** What a careful user of `aws-cdk-lib` writes by hand. */
export const INLINE_ROLE: BenchCase = {
  perStack: PER_STACK,
  build: ({ app, count, perStack }) => inStacks(app, workloadsOf(count, perStack), () => undefined, (stack, workload) => {
    new Role(stack, workload.name, {
      roleName: workload.name,
      assumedBy: principalOf(workload),
      inlinePolicies: { 's3.read': new PolicyDocument({ statements: statementsOf(workload).map((statement) => new PolicyStatement(statement)) }) },
    });
  }),
};

export function principalOf(workload: Workload): WebIdentityPrincipal {
  return new WebIdentityPrincipal(workload.cluster.providerArn, trustCondition(workload));
}

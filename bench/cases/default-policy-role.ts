import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { BenchCase } from './bench-case';
import { principalOf } from './inline-role';
import { inStacks, statementsOf, workloadsOf } from '../workload';

/** A role and its policy are two resources each. */
const PER_STACK = 200;

/** What most users of `aws-cdk-lib` write. */
export const DEFAULT_POLICY_ROLE: BenchCase = {
  perStack: PER_STACK,
  build: ({ app, count, perStack }) => inStacks(app, workloadsOf(count, perStack), () => undefined, (stack, workload) => {
    const role = new Role(stack, workload.name, { roleName: workload.name, assumedBy: principalOf(workload) });
    statementsOf(workload).forEach((statement) => role.addToPolicy(new PolicyStatement(statement)));
  }),
};

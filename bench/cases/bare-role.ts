import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { PER_STACK } from './bench-case';
import type { BenchCase } from './bench-case';
import { inStacks, policyDocument, statementsOf, trustDocument, workloadsOf } from '../workload';

/** The floor: the CloudFormation resource with documents written out. */
export const BARE_ROLE: BenchCase = {
  perStack: PER_STACK,
  build: ({ app, count, perStack }) => inStacks(app, workloadsOf(count, perStack), () => undefined, (stack, workload) => {
    new CfnRole(stack, workload.name, {
      roleName: workload.name,
      assumeRolePolicyDocument: trustDocument(workload),
      policies: [{ policyName: 's3.read', policyDocument: policyDocument(statementsOf(workload)) }],
    });
  }),
};

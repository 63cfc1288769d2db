import type { CfnPolicy as CfnPolicyResource, IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { withoutSid } from './sized-statement';
import type { SizedStatement } from './sized-statement';
import { CfnPolicy, Policy, Stack } from '../core/cdk';

/** The policy resource (`AWS::IAM::Policy`) beside a role that holds the statements of its bundles. */
export class SeparatePolicy {
  public readonly policy: Policy;
  public readonly acknowledgements?: Acknowledgements;
  /** Statements with parts that are known only at deploy time, which may name other resources. */
  public readonly deployTime: { readonly bundleId: string; readonly document: object; readonly holder: CfnPolicyResource }[] = [];

  public constructor(scope: Construct, role: IRole, policyName?: string) {
    this.policy = new Policy(scope, 'Policy', { policyName });
    // Asked of the role, since one that this app must not change refuses by doing nothing.
    role.attachInlinePolicy(this.policy);
    const resource = this.policy.node.defaultChild;
    this.acknowledgements = resource instanceof CfnPolicy ? new Acknowledgements(resource) : undefined;
  }

  /** Whether the role took the policy. */
  public get isAttached(): boolean {
    const resource = this.policy.node.defaultChild;
    const roles: unknown = resource instanceof CfnPolicy ? Stack.of(resource).resolve(resource.roles) : undefined;
    return Array.isArray(roles) && roles.length > 0;
  }

  public add({ bundleId, statement, evidence, isLiteral }: SizedStatement): void {
    const holder = this.policy.node.defaultChild;
    if (!isLiteral && holder instanceof CfnPolicy) {
      this.deployTime.push({ bundleId, document: statement.toStatementJson(), holder });
    }
    this.policy.addStatements(withoutSid(statement));
    this.acknowledgements?.addWildcards(bundleId, evidence);
  }
}

import type { IRole } from 'aws-cdk-lib/aws-iam';
import { AttachedBundles } from './attached-bundles';
import { IAM_ROLE } from './role-kinds';
import type { IServiceAccountRole } from './service-account-role-ref';
import { BUNDLE } from '../bundles/bundle-kinds';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import { about } from '../core/error-place';
import { requireKind } from '../core/kinds';

/**
 * Bundles for any role: of a Lambda function, of a service account that CDK's EKS library created, an imported one.
 *
 * @example
 *
 * PolicyBundles.of(lambdaFunction.role!).add(SqsBundle.consume({ queues: [queue] }));
 */
export class PolicyBundles {
  /** The bundles of a role; the same for the same role, however often it is asked. */
  public static of(role: IRole): PolicyBundles {
    requireKind('role', IAM_ROLE, role);
    return new PolicyBundles(role);
  }

  private constructor(private readonly role: IRole) {}

  /**
   * Gives the role one more bundle, with the evidence of its wildcards as acknowledgements of cdk-nag's findings. The permissions
   * are in a policy resource of their own (`AWS::IAM::Policy`), past the inline limit (10,240 characters) in managed policies; those of a
   * `ServiceAccountRole` are where its own bundles are.
   *
   * CDK changes no policy of a role of another account, or of one that was imported with `mutable: false`: then a warning
   * says so.
   *
   * @returns false if CDK must not change the role's policies
   * @throws if a wildcard of the bundle has no evidence, or a statement fits in no policy
   */
  public add(bundle: IPolicyBundle): boolean {
    if (!isServiceAccountRole(this.role)) {
      return about(this.role, () => {
        requireKind('bundle', BUNDLE, bundle);
        return AttachedBundles.of(this.role).add(bundle);
      });
    }
    const before = this.role.bundleIds.length;
    this.role.addBundle(bundle);
    return this.role.bundleIds.length > before;
  }
}

function isServiceAccountRole(role: IRole): role is IServiceAccountRole {
  return typeof (role as Partial<IServiceAccountRole>).addBundle === 'function';
}

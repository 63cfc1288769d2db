import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BundlePermissions } from './bundle-permissions';
import { SeparatePolicy } from './separate-policy';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import { Annotations, CfnRole, Names, Role } from '../core/cdk';
import { BUNDLE_ID } from '../core/names';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';

const ID = 'PolicyBundles';

/** IAM's limit for the name of a policy. */
const POLICY_NAME_LENGTH = 128;

/** The bundles of a role that is no `ServiceAccountRole`, in policies beside it. */
export class AttachedBundles extends Construct {
  public static of(role: IRole): AttachedBundles {
    const known = role.node.tryFindChild(ID);
    return known instanceof AttachedBundles ? known : new AttachedBundles(role);
  }

  private readonly permissions: BundlePermissions;
  private readonly isChangeable: boolean;

  private constructor(private readonly role: IRole) {
    super(role as unknown as Construct, ID);
    // CDK's list for whoever creates the role (Role.customizeRoles) takes statements only.
    const isListed = Role.isRole(role) && !(role.node.defaultChild instanceof CfnRole);
    // The name holds the stack's, since several stacks may import the role, and a second policy of one name replaces the first.
    const policy = isListed
      ? undefined : new SeparatePolicy(this, role, Names.uniqueResourceName(this, { maxLength: POLICY_NAME_LENGTH, allowedSpecialCharacters: '-' }));
    this.isChangeable = isListed || (policy?.isAttached ?? false);
    this.permissions = new BundlePermissions(this, role, { separatePolicy: policy && (() => policy) });
    this.node.addValidation({
      validate: () => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- for validation only, which begins at synthesis
        const { circularBundles } = require('./circular-bundles') as typeof import('./circular-bundles');
        return circularBundles(role, this.permissions.ownPolicies);
      },
    });
  }

  /** @returns false if CDK must not change the role's policies */
  public add(bundle: IPolicyBundle): boolean {
    requireFormat(BUNDLE_ID, 'bundleId', bundle.bundleId);
    if (this.isChangeable) {
      this.permissions.add(bundle);
    } else {
      this.warn(bundle);
    }
    return this.isChangeable;
  }

  private warn({ bundleId }: IPolicyBundle): void {
    Annotations.of(this.role).addWarningV2('cdk-irsa:bundleNotAttached',
      `the permissions of the bundle ${show(bundleId)} are not attached, since CDK must not change the policies of this role: ` +
      'attach them where the role is created');
  }
}

import type { CfnAddon } from 'aws-cdk-lib/aws-eks';
import { CfnResource, Stage, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { addonGrant } from './addon-grant';
import { roleArnOf } from './complete-role-arn';
import { annotatedSubjects } from './exact-subjects';
import { forRole } from './option-kinds';
import { trustedCluster } from './trusted-cluster';
import { ROLE_CLUSTER } from '../cluster/issuer-kind';
import type { IRoleCluster } from '../cluster/role-cluster';
import { CONSTRUCT, requireKind, requireProps, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { show } from '../core/text';
import { claimAssociation } from '../role/associate';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** Options for an add-on of EKS that is given a role. */
export interface AddonRoleOptions {
  /**
   * The add-on's cluster, one of the role's.
   *
   * @default - the role's only one; those of several clusters must not differ
   */
  readonly cluster?: IRoleCluster;

  /**
   * The namespace that the add-on is installed in, where it was given one of its own.
   *
   * @default - the one that EKS installs it in
   */
  readonly namespace?: string;
}

const OPTIONS: Kinds<AddonRoleOptions> = { cluster: ROLE_CLUSTER, namespace: TEXT };
const ADD_ON_TYPE = 'AWS::EKS::Addon';

/**
 * Gives roles to add-ons of EKS that the app installs. `ServiceAccountCreation.addon` is for those that it does not.
 *
 * @example
 * AddonRole.applyTo(driver, role); // an eks.Addon with addonName: 'aws-ebs-csi-driver'
 */
export class AddonRole {
  /**
   * Gives a role to an `eks.Addon` or `eks.CfnAddon`: by IRSA as its `ServiceAccountRoleArn`, and by EKS Pod Identity as an association
   * that the add-on owns, for each service account of the role. Such a service account gets no association by `PodIdentityAssociations`
   * as well, which EKS would refuse. The add-on is created after the role and all its policies.
   *
   * @throws if the add-on is not the one of the role's bundles, runs as other service accounts, takes no role, has one already, or the role
   * is not one of its cluster
   */
  public static applyTo(addon: IConstruct, role: IServiceAccountRole, options: AddonRoleOptions = {}): void {
    requireKind('addon', CONSTRUCT, addon);
    forRole(role, () => {
      requireProps('AddonRole.applyTo', options, OPTIONS);
      give(resourceOf(addon), role, options);
    });
  }

  private constructor() {}
}

function give(addon: CfnAddon, role: IServiceAccountRole, { cluster, namespace }: AddonRoleOptions): void {
  const trusted = trustedCluster(role, cluster);
  const { addonName } = addon;
  const { isIrsa, associated } = addonGrant(role, { namespace, ...Token.isUnresolved(addonName) ? {} : { addonName } }, trusted);
  if (annotatedSubjects(role, trusted).length === 0) {
    throw new Error(`the role ${show(role.node.path)} must have a service account with a name in ${trusted.displayName}, as which the add-on runs, got none`);
  }
  if (isIrsa) {
    if (addon.serviceAccountRoleArn !== undefined) {
      throw new Error(`the add-on ${show(addon.node.path)} must be given one role by IRSA, got a second`);
    }
    addon.serviceAccountRoleArn = roleArnOf(role);
  }
  if (associated.length > 0) {
    const known = addon.podIdentityAssociations ?? [];
    if (!Array.isArray(known)) {
      throw new Error(`podIdentityAssociations of the add-on ${show(addon.node.path)} must be a list, to which those of the role can be added, got a deploy-time value`);
    }
    associated.forEach((subject) => claimAssociation(addon, trusted.podIdentity!, subject));
    addon.podIdentityAssociations = [
      ...known, ...associated.map(({ serviceAccountName }) => ({ serviceAccount: serviceAccountName, roleArn: roleArnOf(role) })),
    ];
  }
  if (Stage.of(addon) === Stage.of(role)) {
    addon.node.addDependency(role);
  }
}

/** The resource of an `eks.Addon`, or the resource itself. */
function resourceOf(addon: IConstruct): CfnAddon {
  const resource = CfnResource.isCfnResource(addon) ? addon
    : addon.node.defaultChild ?? addon.node.children.find((child) => CfnResource.isCfnResource(child));
  if (!resource || !CfnResource.isCfnResource(resource) || resource.cfnResourceType !== ADD_ON_TYPE) {
    throw new Error(`addon must be an eks.Addon or an eks.CfnAddon that the app creates, got ${show(addon.node.path)}`);
  }
  return resource as CfnAddon;
}

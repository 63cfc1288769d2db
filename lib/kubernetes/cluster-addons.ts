import { Token } from 'aws-cdk-lib/core';
import { addonGrant } from './addon-grant';
import type { AddonCommand } from './addon-script';
import type { AddedRole } from './kubernetes-output';
import { requireLiteral } from './literal-check';
import { compare } from './metadata';
import { show } from '../core/text';
import type { RoleCluster } from '../role/role-clusters';

/** A cluster with the add-ons that are given roles there. */
export interface ClusterAddons {
  /** The name in files. */
  readonly displayName: string;
  /** The name in EKS. */
  readonly clusterName: string;
  readonly region?: string;
  readonly addons: readonly AddonCommand[];
}

/** Gathers the add-ons of each cluster: what an update leaves out of an add-on's associations is deleted, so all of them stand together. */
export class AddonsByCluster {
  private readonly byCluster = new Map<string, Omit<ClusterAddons, 'addons'> & { readonly addons: Map<string, AddonCommand> }>();

  /** @throws if an add-on would get two roles in one way */
  public add({ role, createdBy: { _addon: options } }: AddedRole, cluster: RoleCluster): void {
    if (options === undefined) {
      return;
    }
    const { displayName, region, podIdentity } = cluster;
    const { addonName, namespace, isIrsa, associated } = addonGrant(role, options, cluster);
    const roleArn = role.literalRoleArn();
    const clusterName = options.clusterNames?.[displayName] ?? podIdentity?.clusterName ?? displayName;
    requireLiteral(role, 'what the add-on is given', [addonName, namespace, clusterName, associated.map(String)]);
    const known = this.byCluster.get(displayName) ?? {
      displayName, clusterName, region: Token.isUnresolved(region) ? undefined : region, addons: new Map<string, AddonCommand>(),
    };
    const before = known.addons.get(addonName);
    if (isIrsa && before?.serviceAccountRoleArn !== undefined && before.serviceAccountRoleArn !== roleArn) {
      throw new Error(`the add-on ${addonName} of ${displayName} must be given one role by IRSA, got ${show(before.serviceAccountRoleArn)} and ${show(roleArn)}`);
    }
    known.addons.set(addonName, {
      addonName,
      namespace: namespace ?? before?.namespace,
      serviceAccountRoleArn: isIrsa ? roleArn : before?.serviceAccountRoleArn,
      associations: [...before?.associations ?? [], ...associated.map((subject) => (
        { namespace: subject.namespace, serviceAccount: subject.serviceAccountName, roleArn }))]
        .sort((a, b) => compare(a.serviceAccount, b.serviceAccount)),
    });
    this.byCluster.set(displayName, known);
  }

  public get all(): ClusterAddons[] {
    return [...this.byCluster.values()].map(({ addons, ...cluster }) => (
      { ...cluster, addons: [...addons.values()].sort((a, b) => compare(a.addonName, b.addonName)) }));
  }
}

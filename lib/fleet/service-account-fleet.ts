import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { App, Duration, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { durationSeconds } from './model';
import { planFleet } from './plan';
import type { FleetPlan, PlannedCluster, PlannedRole } from './planned-role';
import { CustomBundle } from '../bundles/custom';
import { ClusterIssuer } from '../cluster/cluster-issuer';
import { show, suggestion } from '../core/text';
import { KubernetesFiles } from '../kubernetes/kubernetes-files';
import { RoleArnOutput } from '../kubernetes/role-arn-output';
import { ServiceAccountRole } from '../role/service-account-role';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import { ServiceAccountSubject } from '../trust/service-account-subject';

/** One role of a fleet. */
export interface FleetRole {
  /** The workload's key in the file. */
  readonly workload: string;
  /** The role. */
  readonly role: ServiceAccountRole;
  /** The role's literal name. */
  readonly roleName: string;
  /** The role's path. */
  readonly path: string;
  /** The ids of its bundles and the names of its policies. */
  readonly bundleIds: string[];
  /** The stack that owns the role. */
  readonly stack: Stack;
}

/**
 * The roles of all workloads of a `workloads.yaml`: one stack for each account, named
 * `<name>-<account>`, and one role for each workload.
 *
 * The name of a role, its logical id and its stack depend on the workload's own entry only: to add,
 * remove or edit a workload changes no other.
 */
export class ServiceAccountFleet extends Construct {
  /**
   * Makes the roles of a file.
   *
   * @param scope an App or a Stage; the stacks are made in it
   * @param id the construct's id; it is no part of any name
   * @param file the path of a `workloads.yaml`
   * @throws with every error of the file, each with `file:line:column`
   */
  public static fromFile(scope: Construct, id: string, file: string): ServiceAccountFleet {
    if (!App.isApp(scope) && !Stage.isStage(scope)) {
      throw new Error(`the scope of a fleet must be an App or a Stage, since it makes stacks, got ${show(scope.node.path)}`);
    }
    return new ServiceAccountFleet(scope, id, planFleet(file));
  }

  /** The files for the clusters: manifests, Helm values, commands, check pods and the index. */
  public readonly files: KubernetesFiles;
  private readonly stacksByName = new Map<string, Stack>();
  private readonly boundaries = new Map<string, IManagedPolicy>();
  private readonly issuers = new Map<string, ClusterIssuer>();
  private readonly fleetRoles: FleetRole[] = [];

  private constructor(private readonly parent: Construct, id: string, private readonly plan: FleetPlan) {
    super(parent, id);
    this.files = new KubernetesFiles(this, 'KubernetesFiles', { outputDirectory: plan.outputDirectory });
    // Stacks stand in the order of the file's clusters, whatever needs them first.
    const used = new Set(plan.roles.map((role) => role.account));
    plan.clusters.filter(({ account, createProvider }) => createProvider || used.has(account))
      .forEach(({ account }) => this.stack(account));
    // A declared provider is made even while no workload uses it.
    plan.clusters.filter((cluster) => cluster.createProvider).forEach((cluster) => this.issuer(cluster, cluster.account));
    plan.roles.forEach((role) => this.addRole(role));
  }

  /** The roles, in the order of the file. */
  public get roles(): FleetRole[] {
    return [...this.fleetRoles];
  }

  /** The stacks, one for each account. */
  public get stacks(): Stack[] {
    return [...this.stacksByName.values()];
  }

  /**
   * The role of a workload, for grants.
   *
   * @param workload the workload's key in the file
   * @param account needed if the workload has a role in several accounts
   * @throws if there is none, or several and no account is given
   */
  public role(workload: string, account?: string): IServiceAccountRole {
    const found = this.fleetRoles
      .filter((entry) => entry.workload === workload && (account === undefined || entry.stack.account === account));
    if (found.length === 1) {
      return found[0].role;
    }
    const names = [...new Set(this.fleetRoles.map((entry) => entry.workload))];
    throw new Error(found.length === 0
      ? `workload must be one of the file, got ${show(workload)}${account ? ` in account ${show(account)}` : ''}: ${suggestion(workload, names)}`
      : `workload ${show(workload)} has a role in ${found.map((entry) => entry.stack.account).join(', ')}: say in which account`);
  }

  private addRole(planned: PlannedRole): void {
    const { entry, workload } = planned;
    const stack = this.stack(planned.account);
    const role = new ServiceAccountRole(stack, workload, {
      clusters: planned.clusters.map((cluster) => this.issuer(cluster, planned.account)),
      serviceAccounts: [
        ...planned.subjects.map(({ namespace, name }) => ServiceAccountSubject.of(namespace, name)),
        ...(entry.serviceAccountPatterns ?? [])
          .map(({ namespace, pattern, reason }) => ServiceAccountSubject.pattern(namespace, pattern, { reason })),
      ],
      bundles: [...planned.bundles],
      roleName: planned.roleName,
      path: entry.path,
      description: entry.description,
      permissionsBoundary: planned.permissionsBoundary === undefined ? undefined : this.policy(stack, planned.permissionsBoundary),
      maxSessionDuration: entry.maxSessionDuration === undefined ? undefined : Duration.seconds(durationSeconds(entry.maxSessionDuration)),
      tags: { ...entry.tags },
      quotas: this.plan.quotas.get(planned.account),
    });
    for (const { arn, reason, source } of entry.managedPolicies ?? []) {
      const managedPolicy = this.policy(stack, arn);
      role.addBundle(CustomBundle.fromManagedPolicy('managed-policy', { managedPolicy, reason: reason ?? 'a policy of the account', source }));
    }
    const bundleIds = [
      ...planned.bundles.map((bundle) => bundle.bundleId),
      ...(entry.managedPolicies ?? []).map(({ arn }) => arn.split(':policy/')[1]),
    ];
    if (entry.publishRoleArn?.stackOutput) {
      RoleArnOutput.toStackOutput(role, 'RoleArn', role);
    }
    if (planned.parameterName !== undefined) {
      RoleArnOutput.toParameter(role, 'RoleArnParameter', role, { parameterName: planned.parameterName });
    }
    this.files.addRole(role, { workload, createdBy: planned.createdBy, bundles: bundleIds });
    this.fleetRoles.push({ workload, role, roleName: planned.roleName, path: planned.path, bundleIds, stack });
  }

  private stack(account: string): Stack {
    const name = `${this.plan.name}-${account}`;
    const known = this.stacksByName.get(name);
    if (known) {
      return known;
    }
    const stack = new Stack(this.parent, name, {
      env: { account, region: this.plan.stackRegions.get(account) },
      description: 'IAM roles for Kubernetes service accounts (IRSA), made by cdk-irsa',
    });
    this.stacksByName.set(name, stack);
    return stack;
  }

  /** A cluster's issuer as an account knows it; the provider is made in each account that asks for it. */
  private issuer(cluster: PlannedCluster, account: string): ClusterIssuer {
    const key = `${account} ${cluster.name}`;
    const known = this.issuers.get(key);
    if (known) {
      return known;
    }
    const options = { issuerUrl: cluster.issuerUrl, audience: cluster.audience, clusterName: cluster.name };
    const issuer = cluster.createProvider
      // Named by the issuer, so that a cluster can get another name here; a colon is in no workload's key.
      ? ClusterIssuer.create(this.stack(account), `issuer:${cluster.issuerUrl.slice(-32)}`, {
        ...options, removalPolicy: cluster.retainProvider ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      })
      : ClusterIssuer.fromIssuerUrl({ account, ...options });
    this.issuers.set(key, issuer);
    return issuer;
  }

  private policy(stack: Stack, arn: string): IManagedPolicy {
    const key = `${stack.node.addr} ${arn}`;
    const known = this.boundaries.get(key) ?? ManagedPolicy.fromManagedPolicyArn(stack, `policy:${arn.replace(/\//g, '|')}`, arn);
    this.boundaries.set(key, known);
    return known;
  }
}

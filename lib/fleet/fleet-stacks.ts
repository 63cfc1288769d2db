import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { setCheckOptions } from './fleet-checks';
import { setGuardrails } from './fleet-guardrails';
import type { FleetPlan, PlannedCluster, PlannedRole, PlannedTargetRole } from './plan/fleet-plan';
import { accountStack, associationStack } from './plan/stack-names';
import type { FleetProgress } from './progress';
import { limitResources } from './stack-limits';
import { ClusterIssuer } from '../cluster/cluster-issuer';
import type { ClusterIssuerOptions } from '../cluster/cluster-issuer-options';
import { IssuerKind } from '../cluster/kubernetes-issuer-options';
import { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { ROLES_QUOTA } from '../core/account-quotas';
import { withoutTraces } from '../core/written-at';
import type { TargetRole } from '../role/target-role';

/** An OIDC provider that a file makes, for one of its clusters. */
export interface MadeProvider {
  readonly cluster: string;
  readonly stack: Stack;
}

/** Where a role is. */
type PlannedPlace = Pick<PlannedRole, 'account' | 'stack'>;

/** The stacks of a fleet, and what its roles share in them: issuers and policies. */
export class FleetStacks {
  /** The target roles that are created, by their plans. */
  public readonly targetRoles = new Map<PlannedTargetRole, TargetRole>();
  private readonly byId = new Map<string, Stack>();
  private readonly policies = new Map<string, IManagedPolicy>();
  private readonly issuers = new Map<string, ClusterIssuer>();
  private readonly madeProviders: MadeProvider[] = [];

  public constructor(private readonly scope: Construct, private readonly plan: FleetPlan) {
    setGuardrails(scope, plan);
    // Stacks stand in the order of the file's clusters, whatever needs them first: each account's own, then those of its roles.
    const uses = new Map<string, Set<string>>();
    [...plan.roles, ...plan.existingRoles].forEach(({ account, stack }) => uses.set(account, (uses.get(account) ?? new Set()).add(stack)));
    for (const { account, createProvider } of plan.clusters) {
      const own = accountStack(plan.name, account);
      const others = uses.get(account) ?? new Set();
      if (createProvider || others.has(own)) {
        this.stack(own, account);
      }
      [...others].sort().forEach((id) => this.stack(id, account));
    }
    // A declared provider is made even while no workload uses it.
    plan.clusters.filter((cluster) => cluster.createProvider).forEach((cluster) => this.issuer(cluster, cluster.account));
  }

  public get all(): Stack[] {
    return [...this.byId.values()];
  }

  /** In the order of the file's clusters, each in its own account first. */
  public get providers(): readonly MadeProvider[] {
    return this.madeProviders;
  }

  /** Reports to the progress when each stack is checked. */
  public report(progress: FleetProgress): void {
    this.all.forEach((stack, index, { length }) => stack.node.addValidation({
      validate: () => {
        progress('checking', index + 1, length);
        return [];
      },
    }));
  }

  public stack(id: string, account: string): Stack {
    const description = 'IAM roles for Kubernetes service accounts (IRSA), made by cdk-irsa';
    return this.byId.get(id) ?? this.made(id, account, { region: this.plan.stackRegions.get(account), description });
  }

  /** The stack of the associations that a cluster has with the roles of a stack. */
  public associations({ account, stack }: PlannedPlace, cluster: PlannedCluster): Stack {
    const id = associationStack({ name: this.plan.name, account, stack, cluster });
    const description = `EKS Pod Identity associations of the cluster ${cluster.clusterName}, made by cdk-irsa`;
    return this.byId.get(id) ?? this.made(id, account, { region: cluster.region, description });
  }

  /** A cluster for EKS Pod Identity: in its own account only. */
  public podIdentityCluster({ account, region, clusterName = '', name }: PlannedCluster): PodIdentityCluster {
    return PodIdentityCluster.fromClusterAttributes({ account, region, clusterName, displayName: name });
  }

  private made(id: string, account: string, { region, description }: { readonly region?: string; readonly description: string }): Stack {
    const stack = new Stack(this.scope, id, { env: { account, region }, description });
    withoutTraces(stack);
    limitResources(stack);
    setCheckOptions(stack, account, this.plan);
    const { roles } = this.plan.quotas.get(account) ?? {};
    if (roles !== undefined) {
      ROLES_QUOTA.set(stack, roles);
    }
    this.byId.set(id, stack);
    return stack;
  }

  /** A cluster's issuer as an account knows it; the provider is made in each account that asks for it, in the account's own stack. */
  public issuer(cluster: PlannedCluster, account: string): ClusterIssuer {
    const key = `${account} ${cluster.name}`;
    const known = this.issuers.get(key);
    if (known) {
      return known;
    }
    const { issuerUrl = '' } = cluster; // which a cluster has, if a role or a provider asks for its issuer
    const options = { issuerUrl, ...issuerOptions(cluster) };
    const issuer = cluster.createProvider
      // Named by the issuer, so that a cluster can get another name here; a colon is in no workload's key.
      ? ClusterIssuer.create(this.stack(accountStack(this.plan.name, account), account), `issuer:${providerName(cluster)}`, {
        ...options,
        thumbprints: cluster.issuer?.thumbprints && [...cluster.issuer.thumbprints],
        clientIds: cluster.issuer?.clientIds && [...cluster.issuer.clientIds],
        removalPolicy: cluster.retainProvider ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      })
      : ClusterIssuer.fromIssuerUrl({ account, ...options });
    this.issuers.set(key, issuer);
    if (cluster.createProvider) {
      this.madeProviders.push({ cluster: cluster.name, stack: this.stack(accountStack(this.plan.name, account), account) });
    }
    return issuer;
  }

  /** A cluster's issuer as the account of an existing role knows it; nothing is made in an account that is not the cluster's own. */
  public knownIssuer(cluster: PlannedCluster, account: string): ClusterIssuer {
    return account === cluster.account ? this.issuer(cluster, account)
      : ClusterIssuer.fromIssuerUrl({ account, issuerUrl: cluster.issuerUrl ?? '', ...issuerOptions(cluster) });
  }

  public policy(stack: Stack, arn: string): IManagedPolicy {
    const key = `${stack.node.addr} ${arn}`;
    const known = this.policies.get(key) ?? ManagedPolicy.fromManagedPolicyArn(stack, `policy:${arn.replace(/\//g, '|')}`, arn);
    this.policies.set(key, known);
    return known;
  }
}

/** What a file says of a cluster, as a `ClusterIssuer` takes it. */
function issuerOptions({ name, audience, region, issuer }: PlannedCluster): ClusterIssuerOptions {
  const { kind, podTokens, annotationPrefix } = issuer ?? {};
  return { clusterName: name, audience, ...kind === IssuerKind.KUBERNETES ? { kind, region, podTokens, annotationPrefix } : {} };
}

/** The id of an issuer of EKS, or all of another one: the end of two may be the same. A construct's id has no slash. */
function providerName({ issuerUrl = '', issuer }: PlannedCluster): string {
  return issuer?.kind === IssuerKind.KUBERNETES ? issuerUrl.replace(/^https:\/\//, '').replace(/\//g, '|') : issuerUrl.slice(-32);
}

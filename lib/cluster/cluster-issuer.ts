/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load the files at once */
import type { ICluster } from 'aws-cdk-lib/aws-eks';
import type { ICluster as IClusterV2 } from 'aws-cdk-lib/aws-eks-v2';
import type { IOIDCProviderRef } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { ClusterIssuerOptions, CreateIssuerProps, IssuerUrlProps } from './cluster-issuer-options';
import {
  checkedCreation, checkIssuerOptions, CLUSTER, ISSUER_URL_PROPS, issuerOf, literal, PROVIDER, requireClientId, requireEks, requireIssuer,
  requireOptions, provisionalIssuer, requireProviderArn, requireSound, warnOfCustomResource, withoutScheme,
} from './issuer-checks';
import type { ProviderArnParts } from './issuer-checks';
import type { IssuerParts } from './issuer-parts';
import { IssuerKind, PodTokens } from './kubernetes-issuer-options';
import { providerOfCluster } from './provider-of-cluster';
import type { IRoleCluster } from './role-cluster';
import { Aws, CfnOIDCProvider, OidcProviderNative, OpenIdConnectProvider, Stack, Token } from '../core/cdk';
import { making } from '../core/error-place';
import { requireKind, requireProps, TEXT } from '../core/kinds';
import { ACCOUNT, AUDIENCE, DEFAULT_AUDIENCE } from '../core/names';
import { partitionOfRegion } from '../core/partition';
import { seal } from '../core/sealed';
import { isProvisional, requireFormat } from '../core/text-format';
import { WEBHOOK_PREFIX } from '../core/webhook-annotations';

/**
 * Who signs the tokens: the OIDC issuer of an EKS cluster, or with `kind` of another Kubernetes cluster, and the IAM OIDC provider that
 * stands for it.
 *
 * A literal issuer (an URL or ARN whose issuer is written out) gives trust policies that a person and the CDK CLI
 * can read; a deploy-time one (of a cluster made in the same app) gives the same policy as a JSON
 * string. Neither needs a Lambda function.
 */
export class ClusterIssuer implements IRoleCluster {
  /**
   * The issuer of a cluster of `aws-cdk-lib/aws-eks`. Uses the cluster's own `openIdConnectProvider`,
   * which the cluster makes once and shares with everything else that asks for it.
   *
   * @throws if the cluster is imported without its `openIdConnectProvider`
   * @example const issuer = ClusterIssuer.fromCluster(cluster, { clusterName: 'production' });
   */
  public static fromCluster(cluster: ICluster, options: ClusterIssuerOptions = {}): ClusterIssuer {
    return ClusterIssuer.ofCluster('ClusterIssuer.fromCluster', cluster, options);
  }

  /**
   * The same for a cluster of `aws-cdk-lib/aws-eks-v2`.
   * @example const issuer = ClusterIssuer.fromClusterV2(cluster, { clusterName: 'production' });
   */
  public static fromClusterV2(cluster: IClusterV2, options: ClusterIssuerOptions = {}): ClusterIssuer {
    return ClusterIssuer.ofCluster('ClusterIssuer.fromClusterV2', cluster, options);
  }

  /**
   * The issuer behind an OIDC provider construct, made or imported: `iam.OidcProviderNative`,
   * `iam.OpenIdConnectProvider`, their siblings in `aws-eks`, or `iam.CfnOIDCProvider`. Those of `iam` have no audience
   * unless they are given `clientIds: ['sts.amazonaws.com']`; those of `aws-eks` have this one.
   *
   * @throws if the provider is literal and not of an EKS cluster, or is made in this app without the audience among its `clientIds` (what an imported one lists is not known)
   * @example const issuer = ClusterIssuer.fromProvider(oidcProvider, { clusterName: 'production' });
   */
  public static fromProvider(provider: IOIDCProviderRef, options: ClusterIssuerOptions = {}): ClusterIssuer {
    requireOptions('ClusterIssuer.fromProvider', options);
    requireKind('provider', PROVIDER, provider);
    return ClusterIssuer.ofProvider(provider, clusterNames().named(options, provider.node.scope)); // a cluster's own is below it
  }

  /**
   * The issuer behind the ARN of an existing OIDC provider,
   * `arn:<partition>:iam::<account>:oidc-provider/oidc.eks.<region>.<suffix>/id/<id>`, literal or
   * deploy-time. The issuer is literal if what is behind `:oidc-provider/` is, whatever the account and partition
   * before it are (`stack.formatArn(…)`).
   *
   * @throws if what is literal of the ARN is malformed or not of an EKS cluster
   * @example const issuer = ClusterIssuer.fromProviderArn('arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213');
   */
  public static fromProviderArn(arn: string, options: ClusterIssuerOptions = {}): ClusterIssuer {
    requireKind('arn', TEXT, arn);
    requireOptions('ClusterIssuer.fromProviderArn', options);
    if (isProvisional(arn)) {
      const issuer = provisionalIssuer(arn, options);
      return new ClusterIssuer({ ...options, issuer, providerArn: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:oidc-provider/${issuer}` });
    }
    return ClusterIssuer.ofArn(arn, options);
  }

  /**
   * The issuer with a given URL, whose OIDC provider is registered in the given account. Makes no resource.
   *
   * @throws if a literal URL is not the issuer of an EKS cluster (the dual-stack address is none), nor with `kind` that of another cluster, or the account is no account id
   * @example
   * const issuer = ClusterIssuer.fromIssuerUrl({
   *   account: '111122223333',
   *   issuerUrl: 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213',
   *   clusterName: 'production',
   * });
   * const kops = ClusterIssuer.fromIssuerUrl({
   *   account: '111122223333',
   *   kind: IssuerKind.KUBERNETES,
   *   region: 'eu-central-1',
   *   issuerUrl: 'https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com',
   *   audience: 'amazonaws.com',
   * });
   */
  public static fromIssuerUrl(props: IssuerUrlProps): ClusterIssuer {
    requireProps('ClusterIssuer.fromIssuerUrl', props, ISSUER_URL_PROPS);
    checkIssuerOptions(props);
    requireFormat(ACCOUNT, 'account', props.account);
    const isKnown = !Token.isUnresolved(props.issuerUrl) && !isProvisional(props.issuerUrl);
    const parsed: ProviderArnParts = isKnown ? requireIssuer('issuerUrl', props.issuerUrl, props)
      : { issuer: withoutScheme(props.issuerUrl, props) };
    const providerArn = `arn:${parsed.partition ?? Aws.PARTITION}:iam::${props.account}:oidc-provider/${parsed.issuer}`;
    return new ClusterIssuer({ ...props, ...parsed, account: literal(props.account), providerArn });
  }

  /**
   * Makes the IAM OIDC provider for an issuer, once for each account and cluster: the native
   * resource `AWS::IAM::OIDCProvider`, without Lambda and without thumbprint. Roles are made after it, whatever their stacks.
   *
   * A role in another `Stage` can trust it too, where account and URL are literal. CDK has no order between stages, so deploy
   * the one that makes the provider first: before, no pod can become the role.
   *
   * @throws if a literal URL is not the issuer of a cluster of its kind; at synth, if the app makes a second provider for it in the same account
   * @example
   * const issuer = ClusterIssuer.create(this, 'Production', {
   *   issuerUrl: 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213',
   *   clusterName: 'production',
   * });
   */
  public static create(scope: Construct, id: string, props: CreateIssuerProps): ClusterIssuer {
    const { audiences, parsed } = making(scope, id, () => checkedCreation(props));
    const provider = new OidcProviderNative(scope, id, {
      url: Token.isUnresolved(props.issuerUrl) ? props.issuerUrl : `https://${parsed?.issuer ?? withoutScheme(props.issuerUrl, props)}`,
      clientIds: audiences,
      thumbprints: props.thumbprints,
    });
    if (props.removalPolicy !== undefined) {
      provider.applyRemovalPolicy(props.removalPolicy);
    }
    const { account, region } = Stack.of(scope);
    const { registerProvider } = require('./provider-registry') as typeof import('./provider-registry'); // for no provider that is there
    registerProvider(provider, parsed?.issuer ?? props.issuerUrl);
    const partition = parsed?.partition ?? (Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name);
    if (parsed && partition !== undefined && !Token.isUnresolved(account)) {
      // Literal, so that a role in another stack needs no export; the dependency keeps the order.
      const providerArn = `arn:${partition}:iam::${account}:oidc-provider/${parsed.issuer}`;
      return new ClusterIssuer({ ...props, ...parsed, partition, account, providerArn, dependency: provider, construct: provider });
    }
    return new ClusterIssuer({
      ...props,
      account: literal(account),
      ...(parsed ?? { issuer: withoutScheme(props.issuerUrl, props) }),
      providerArn: provider.oidcProviderArn,
      dependency: provider,
      construct: provider,
    });
  }

  private static ofProvider(provider: IOIDCProviderRef, options: ClusterIssuerOptions, cluster?: IConstruct): ClusterIssuer {
    const arn = provider.oidcProviderRef.oidcProviderArn;
    const child = provider instanceof CfnOIDCProvider ? provider : provider.node.defaultChild;
    const resource = child instanceof CfnOIDCProvider ? child : undefined;
    if (!resource && !(provider instanceof OpenIdConnectProvider)) {
      // Imported. Its construct says nothing: its account is that of whichever stack imports it.
      return ClusterIssuer.ofArn(arn, options, { construct: provider, cluster });
    }
    if (provider instanceof OpenIdConnectProvider) {
      warnOfCustomResource(provider);
    }
    requireClientId(provider, resource, options.audience ?? DEFAULT_AUDIENCE);
    const account = literal(Stack.of(provider).account);
    const literalUrl = resource?.url !== undefined && !Token.isUnresolved(resource.url) ? resource.url : undefined;
    if (literalUrl !== undefined) {
      const parsed = requireIssuer('the url of the OIDC provider', literalUrl, options);
      return new ClusterIssuer({ ...options, ...parsed, account, providerArn: arn, dependency: provider, construct: provider, cluster });
    }
    const made = { providerArn: arn, dependency: provider, construct: provider, cluster };
    return new ClusterIssuer({ ...options, ...made, account, issuer: issuerOf(arn) });
  }

  private static ofArn(
    arn: string, options: ClusterIssuerOptions, of: { readonly construct?: IConstruct; readonly cluster?: IConstruct } = {},
  ): ClusterIssuer {
    return new ClusterIssuer({ ...options, ...requireProviderArn(arn, options), providerArn: arn, ...of });
  }

  private static ofCluster(factory: string, cluster: ICluster | IClusterV2, options: ClusterIssuerOptions): ClusterIssuer {
    requireKind('cluster', CLUSTER, cluster);
    requireEks(factory, options);
    return ClusterIssuer.ofProvider(providerOfCluster(cluster), clusterNames().named(options, cluster), cluster);
  }

  /** Host and path of the issuer, as condition keys name it: without scheme. May be a deploy-time value. */
  public readonly issuer: string;
  /** The ARN of the IAM OIDC provider. May be a deploy-time value. */
  public readonly providerArn: string;
  /** The audience that tokens must carry. */
  public readonly audience: string;
  /** True if the issuer is known at synth; its trust policy is then rendered as an object. */
  public readonly isLiteral: boolean;
  /** The account of the OIDC provider, if it is known at synth: from its construct, or from a literal part of its ARN. */
  public readonly account?: string;
  /** The cluster's region, if it is known at synth. */
  public readonly region?: string;
  /** The partition, if it is known at synth. */
  public readonly partition?: string;
  /** The cluster's name in files, tables and messages. */
  public readonly clusterName: string;
  /** The same as `clusterName`. */
  public readonly displayName: string;
  /** Whose issuer it is. */
  public readonly kind: IssuerKind;
  /** How the cluster's pods get their tokens. */
  public readonly podTokens: PodTokens;
  /** What the annotations for the cluster's webhook begin with, without `/`. */
  public readonly annotationPrefix: string;
  /** The cluster's construct, if the issuer was made from one. @internal */
  public readonly _cluster?: IConstruct;
  /** What must exist before a role that trusts this issuer. @internal */
  public readonly _dependency?: IConstruct;

  private constructor(parts: IssuerParts) {
    requireSound(parts);
    this.audience = parts.audience ?? DEFAULT_AUDIENCE;
    requireFormat(AUDIENCE, 'audience', this.audience);
    this.issuer = parts.issuer;
    this.providerArn = parts.providerArn;
    this.isLiteral = !Token.isUnresolved(parts.issuer);
    this.account = parts.account;
    this.region = parts.region;
    this.partition = parts.partition;
    this.clusterName = parts.clusterName ?? parts.id
      ?? (parts.construct ? clusterNames().nameOfPath(parts.construct) : 'cluster');
    this.displayName = this.clusterName;
    this.kind = parts.kind ?? IssuerKind.EKS;
    this.podTokens = parts.podTokens ?? PodTokens.WEBHOOK;
    this.annotationPrefix = parts.annotationPrefix ?? WEBHOOK_PREFIX.slice(0, -1);
    this._dependency = parts.dependency;
    this._cluster = parts.cluster;
    seal(this, 'ClusterIssuer');
  }

  /** The issuer as a person reads it: the URL, or where it comes from if that is known only at deploy time. */
  public toString(): string {
    return this.isLiteral ? `https://${this.issuer}` : `the issuer of ${this.clusterName} (known at deploy time)`;
  }
}

/** For clusters that are constructs: an issuer by its URL has its name from there. */
const clusterNames = () => require('./cluster-name') as typeof import('./cluster-name');

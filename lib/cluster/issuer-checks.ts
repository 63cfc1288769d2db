import type { CfnOIDCProvider } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { ClusterIssuerOptions, CreateIssuerProps, IssuerUrlProps } from './cluster-issuer-options';
import { parseIssuerUrl } from './issuer-url';
import { IssuerKind, PodTokens } from './kubernetes-issuer-options';
import { parseArn } from '../core/arn';
import { Annotations, Fn, Token } from '../core/cdk';
import { givenProperties, textBeforeToken } from '../core/cdk-internals';
import { CONSTRUCT, listOf, oneOf, requireProps, required, TEXT } from '../core/kinds';
import type { Kind, Kinds } from '../core/kinds';
import { AUDIENCE, DEFAULT_AUDIENCE } from '../core/names';
import { show } from '../core/text';
import { isProvisional, requireFormat } from '../core/text-format';

export const ISSUER_OPTIONS: Kinds<ClusterIssuerOptions> = {
  clusterName: TEXT,
  audience: TEXT,
  kind: oneOf('an IssuerKind, such as IssuerKind.KUBERNETES', Object.values(IssuerKind)),
  region: TEXT,
  podTokens: oneOf('a PodTokens, such as PodTokens.VOLUME', Object.values(PodTokens)),
  annotationPrefix: TEXT,
};
export const ISSUER_URL_PROPS: Kinds<IssuerUrlProps> = { ...ISSUER_OPTIONS, account: required(TEXT), issuerUrl: required(TEXT) };
const CREATE_PROPS: Kinds<CreateIssuerProps> = {
  ...ISSUER_OPTIONS,
  issuerUrl: required(TEXT),
  removalPolicy: oneOf('a RemovalPolicy, such as RemovalPolicy.RETAIN', ['destroy', 'retain', 'snapshot', 'retain-on-update-or-delete']),
  thumbprints: listOf(TEXT),
  clientIds: listOf(TEXT),
};
export const PROVIDER: Kind = {
  noun: 'the construct of an OIDC provider',
  hint: 'an ARN is for ClusterIssuer.fromProviderArn',
  isOne: (value) => CONSTRUCT.isOne(value) && typeof value.oidcProviderRef?.oidcProviderArn === 'string',
};
export const CLUSTER: Kind = {
  noun: 'the construct of a cluster',
  hint: 'without one use ClusterIssuer.fromIssuerUrl',
  isOne: (value) => CONSTRUCT.isOne(value) && typeof value.clusterName === 'string',
};

/** A new provider, as far as it is known at synth. */
export interface CheckedCreation {
  readonly audiences: string[];
  readonly parsed?: KnownIssuer;
}

/** What is wrong with the properties of a new provider, before it is created. */
export function checkedCreation(props: CreateIssuerProps): CheckedCreation {
  const { audience = DEFAULT_AUDIENCE, issuerUrl, clientIds = [] } = requireProps('ClusterIssuer.create', props, CREATE_PROPS);
  requireFormat(AUDIENCE, 'audience', audience);
  checkIssuerOptions(props);
  if (props.thumbprints ?? props.clientIds) {
    ofKubernetes().checkCreation(props);
  }
  return {
    audiences: [...new Set([audience, ...clientIds])],
    parsed: Token.isUnresolved(issuerUrl) || isProvisional(issuerUrl) ? undefined : requireIssuer('issuerUrl', issuerUrl, props),
  };
}

interface Sound extends Pick<ClusterIssuerOptions, 'kind' | 'region' | 'podTokens' | 'annotationPrefix'> {
  readonly issuer: string;
  readonly providerArn: string;
}
const { clusterName: _name, audience: _audience, ...OF_KIND } = ISSUER_OPTIONS;
const SOUND: Kinds<Sound> = { issuer: required(TEXT), providerArn: required(TEXT), ...OF_KIND };

/** Plain JavaScript reaches the constructor too: a trust must name no other issuer than one of a cluster, as the factories see to. */
export function requireSound(parts: Sound): void {
  const { issuer, providerArn } = requireProps('a ClusterIssuer', parts, SOUND);
  if (Token.isUnresolved(issuer)) {
    return;
  }
  const isOther = requireIssuer('issuer', issuer, parts).issuer !== issuer || !providerArn.endsWith(`:${RESOURCE}${issuer}`);
  if (isOther && !Token.isUnresolved(providerArn)) {
    throw new Error(`providerArn must be that of the issuer ${show(issuer)}, got ${show(providerArn)}`);
  }
}

/** An issuer in the place of one that the CDK CLI has yet to look up; another for each parameter. */
export function provisionalIssuer(text: string, options: OfKind): string {
  const id = Buffer.from(text.split('').reverse().join('')).toString('hex').toUpperCase().slice(0, 32).padEnd(32, '0');
  return isOfKubernetes(options) ? `provisional.s3.us-east-1.amazonaws.com/${id}` : `oidc.eks.us-east-1.amazonaws.com/id/${id}`;
}

/** An issuer that is known at synth, with what it says of its cluster. */
export interface KnownIssuer {
  readonly issuer: string;
  readonly region?: string;
  readonly partition?: string;
  readonly id?: string;
}

type OfKind = Pick<ClusterIssuerOptions, 'kind' | 'region'>;

/** The parts of a literal issuer URL, or an error that says what is wrong with it. */
export function requireIssuer(what: string, url: string, options: OfKind): KnownIssuer {
  if (isOfKubernetes(options)) {
    return ofKubernetes().requireKubernetesIssuer(what, url, options.region);
  }
  const parsed = parseIssuerUrl(url);
  if ('problem' in parsed) {
    throw new Error(`${what} ${parsed.problem}${ofKubernetes().isOne(url) ? '; for a cluster that is none of EKS give kind: IssuerKind.KUBERNETES' : ''}`);
  }
  return parsed;
}

/** Whether it is said of an issuer that it is none of EKS. */
export function isOfKubernetes({ kind }: OfKind): boolean {
  return kind === IssuerKind.KUBERNETES;
}

/** Options of any factory that takes issuers of both kinds. */
export function requireOptions(factory: string, options: ClusterIssuerOptions): void {
  checkIssuerOptions(requireProps(factory, options, ISSUER_OPTIONS));
}

/** Options for a cluster whose construct says that it is one of EKS. */
export function requireEks(factory: string, options: ClusterIssuerOptions): void {
  requireOptions(factory, options);
  if (isOfKubernetes(options)) {
    throw new Error(`kind must be left out for ${factory}, whose cluster is one of EKS, got ${show(options.kind)}: ClusterIssuer.fromIssuerUrl takes the issuers of others`);
  }
}

/** What is for clusters of one kind only. */
export function checkIssuerOptions(options: ClusterIssuerOptions): void {
  if (isOfKubernetes(options) || [options.region, options.podTokens, options.annotationPrefix].some((value) => value !== undefined)) {
    ofKubernetes().checkKubernetesOptions(options);
  }
}

/** For clusters that are none of EKS, and for what is wrong. */
function ofKubernetes(): typeof import('./kubernetes-issuer') {
  return require('./kubernetes-issuer'); // eslint-disable-line @typescript-eslint/no-require-imports -- `import` would load it for every issuer
}

/** A text that is known at synth, or nothing. */
export function literal(text: string): string | undefined {
  return Token.isUnresolved(text) || isProvisional(text) ? undefined : text;
}

/** What is known of a provider by its ARN, in each of its fields: literal, deploy-time, or a part of each. */
export interface ProviderArnParts {
  readonly issuer: string;
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly id?: string;
}

const RESOURCE = 'oidc-provider/';

/** Reads what is literal in the ARN of a provider, or throws what is wrong with it. A deploy-time part passes: nobody can know it at synth. */
export function requireProviderArn(arn: string, options: OfKind): ProviderArnParts {
  const { partition, account } = requireProviderFields(arn);
  const start = arn.indexOf(`:${RESOURCE}`);
  const issuer = arn.slice(start + 1 + RESOURCE.length);
  if (start < 0 || Token.isUnresolved(issuer)) {
    return { issuer: issuerOf(arn), account, partition };
  }
  const parsed = requireIssuer('the issuer in providerArn', issuer, options);
  if (parsed.partition !== undefined && parsed.partition !== (partition ?? parsed.partition)) {
    throw new Error(
      `providerArn must be in partition "${parsed.partition}", where its issuer's region ${parsed.region} is, got ${show(arn)}`);
  }
  return { ...parsed, partition: parsed.partition ?? partition, account };
}

function requireProviderFields(arn: string): { readonly partition?: string; readonly account?: string } {
  const fields = parseArn(arn);
  if (!fields && Token.isUnresolved(arn)) {
    return {};
  }
  const [partition, service, account] = fields ? [fields.partition, fields.service, fields.account].map(literal) : [];
  if (!fields || (service ?? 'iam') !== 'iam' || fields.region !== '' || !isProvider(fields.resource) || !/^\d{12}$/.test(account ?? '000000000000')) {
    throw new Error(
      `providerArn must be the ARN of an IAM OIDC provider (arn:<partition>:iam::<account>:oidc-provider/<issuer>), got ${show(arn)}` +
      (fields?.region ? ": it has no region, leave the fourth field empty (formatArn({ region: '', … }))" : ''));
  }
  return { partition, account };
}

/** As far as it is literal: a deploy-time value may be anything. */
function isProvider(resource: string): boolean {
  const beginning = textBeforeToken(resource);
  return beginning === resource
    ? resource.startsWith(RESOURCE) && resource !== RESOURCE
    : resource.startsWith(RESOURCE) || RESOURCE.startsWith(beginning);
}

/** Host and path of the issuer in a deploy-time ARN. */
export function issuerOf(arn: string): string {
  return Fn.select(1, Fn.split(`:${RESOURCE}`, arn));
}

/** Host and path of an URL that is known only at deploy time, or that the CDK CLI has yet to look up. */
export function withoutScheme(url: string, options: OfKind): string {
  if (isProvisional(url)) {
    return provisionalIssuer(url, options);
  }
  if (!url.startsWith('https://') && textBeforeToken(url) !== '') {
    throw new Error(`a deploy-time issuerUrl must begin with "https://", got ${show(url)}`);
  }
  return Fn.select(1, Fn.split('//', url));
}

/**
 * A provider that this app makes must list the audience. Without a list IAM takes no token at all; CDK gives
 * those of `aws-eks` the default audience, and others none.
 */
export function requireClientId(provider: IConstruct, resource: CfnOIDCProvider | undefined, audience: string): void {
  const clientIds = resource ? resource.clientIdList ?? [] : clientIdsOfCustomResource(provider);
  if (clientIds && !Token.isUnresolved(clientIds) && !clientIds.some(Token.isUnresolved) && !clientIds.includes(audience)) {
    throw new Error(
      `the OIDC provider ${show((resource ?? provider).node.path)} must have the audience ${show(audience)} among its clientIds, ` +
      `got ${clientIds.length > 0 ? show(clientIds) : 'none'}: give it clientIds: [${show(audience)}], or use ClusterIssuer.create, which does`);
  }
}

/** The list that was given to `iam.OpenIdConnectProvider`, which keeps it in its resource only; nothing where CDK keeps it elsewhere. */
function clientIdsOfCustomResource(provider: IConstruct): string[] | undefined {
  const properties = givenProperties(provider.node.defaultChild?.node.defaultChild);
  if (properties?.Url === undefined) {
    return undefined;
  }
  const clientIds = properties.ClientIDList ?? [];
  return Array.isArray(clientIds) ? clientIds : undefined;
}

export function warnOfCustomResource(provider: IConstruct): void {
  Annotations.of(provider).addWarningV2(
    'cdk-irsa:customResourceProvider',
    'this OIDC provider is a custom resource: a Lambda function and its role, which may change every OIDC provider of the account. ' +
    'Set the feature flag "@aws-cdk/aws-eks:useNativeOidcProvider" for new clusters; for a deployed one follow ' +
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks-readme.html on migrating to the native provider with `cdk import`, ' +
    'since a second provider for the same issuer cannot be made');
}

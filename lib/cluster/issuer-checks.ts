import type { CfnOIDCProvider } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { parseIssuerUrl } from './issuer-url';
import { Annotations, Fn, Token } from '../core/cdk';
import { show } from '../core/text';

/** The parts of a literal issuer URL, or an error that says what is wrong with it. */
export function requireIssuer(what: string, url: string) {
  const parsed = parseIssuerUrl(url);
  if ('problem' in parsed) {
    throw new Error(`${what} ${parsed.problem}`);
  }
  return parsed;
}

/** Host and path of a deploy-time URL. */
export function withoutScheme(url: string): string {
  if (!/^(https:\/\/|\$\{Token\[)/.test(url)) {
    throw new Error(`a deploy-time issuerUrl must begin with "https://", got ${show(url)}`);
  }
  return Fn.select(1, Fn.split('//', url));
}

export function requireClientId(resource: CfnOIDCProvider, audience: string): void {
  const clientIds = resource.clientIdList;
  if (clientIds && !Token.isUnresolved(clientIds) && !clientIds.some(Token.isUnresolved) && !clientIds.includes(audience)) {
    throw new Error(
      `the OIDC provider ${show(resource.node.path)} must have the audience ${show(audience)} among its clientIds, got ${show(clientIds)}`);
  }
}

export function warnOfCustomResource(provider: IConstruct): void {
  Annotations.of(provider).addWarningV2(
    'cdk-irsa:customResourceProvider',
    'this OIDC provider is a custom resource: a Lambda function and its role, which may change every OIDC provider of the account. ' +
    'Set the feature flag "@aws-cdk/aws-eks:useNativeOidcProvider" for new clusters; for a deployed one follow ' +
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks-readme.html on migrating to the native provider with `cdk import`, ' +
    'since a second provider for the same issuer cannot be made');
}

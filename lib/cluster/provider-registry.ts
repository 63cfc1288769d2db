import type { IConstruct } from 'constructs';
import { accountKey } from '../core/account-of';
import { Annotations, Token } from '../core/cdk';
import { ConstructStore } from '../core/construct-store';
import { Quotas } from '../core/quotas';

const REGISTRY = new ConstructStore<Map<string, IConstruct[]>>('providerRegistry');

/**
 * Remembers that a construct makes the provider of an issuer in an account. IAM keeps one provider
 * for each issuer and account; the second to be made would fail at deploy time with
 * EntityAlreadyExists, so the app's validation refuses it.
 */
export function registerProvider(provider: IConstruct, issuer: string): void {
  const registry = REGISTRY.getOrCreate(provider.node.root, () => new Map<string, IConstruct[]>());
  const where = accountKey(provider);
  const key = `${where} ${issuer}`;
  const inAccount = [...registry].filter(([known]) => known.startsWith(`${where} `)).length;
  if (inAccount === Quotas.oidcProvidersPerAccount) {
    Annotations.of(provider.node.root).addWarningV2(
      'cdk-irsa:providersPerAccount',
      `this app makes more than ${Quotas.oidcProvidersPerAccount} OIDC providers in one account, which is its quota unless AWS raised it`);
  }
  const others = registry.get(key) ?? [];
  registry.set(key, [...others, provider]);
  if (others.length > 0) {
    const first = others[0].node.path;
    provider.node.addValidation({
      validate: () => [
        `the OIDC provider of ${Token.isUnresolved(issuer) ? 'this issuer' : issuer} must be made once in an account, ` +
        `but "${first}" makes it as well: share one ClusterIssuer, or use ClusterIssuer.fromIssuerUrl for the second`,
      ],
    });
  }
}

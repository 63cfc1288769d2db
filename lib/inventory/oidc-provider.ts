import { evaluate } from '../cloudformation/intrinsics';
import type { TemplateScope } from '../cloudformation/intrinsics';
import { PROVIDER_TYPES } from '../cloudformation/resource-types';
import { readableOr } from '../cloudformation/template-scope';
import { issuerOfUnknown } from '../cloudformation/text-pieces';
import { mapOf } from '../core/plain-object';
import { nameOfUnknown } from '../iam/partial-text';

/** An OIDC provider of IAM. */
export interface InventoryProvider {
  /** Its logical id. */
  readonly at: string;
  /** Its issuer, without the scheme; undefined if that cannot be read. */
  readonly issuer?: string;
}

/** The OIDC providers that a template creates. */
export function providersIn(scope: TemplateScope): InventoryProvider[] {
  return providerIdsIn(scope).map((at) => ({ at, issuer: issuerOf(at, scope) }));
}

/** The logical ids of the OIDC providers that a template creates. */
export function providerIdsIn({ resources }: TemplateScope): string[] {
  return Object.entries(resources).flatMap(([id, { Type: type }]) => PROVIDER_TYPES.includes(String(type)) ? [id] : []);
}

/** The issuers, in all spellings, of providers, by what refers to them. */
export function issuersOfProviders(ids: readonly string[], scope: TemplateScope): Map<string, readonly string[]> {
  return new Map(ids.map((id) => {
    const issuer = issuerOf(id, scope);
    return [`${scope.prefix ?? ''}${id}`, issuer === undefined ? [] : [issuer]];
  }));
}

function issuerOf(id: string, scope: TemplateScope): string | undefined {
  const { Url: url, url: ofCustomResource } = mapOf(scope.resources[id].Properties);
  const [text] = readableOr([], () => [evaluate(url ?? ofCustomResource, scope)]);
  if (typeof text !== 'string') {
    return undefined;
  }
  const name = nameOfUnknown(text);
  return name === undefined ? text.replace(/^https:\/\//, '') : issuerOfUnknown(name);
}

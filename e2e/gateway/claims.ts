import { createVerify } from 'node:crypto';
import type { Issuer } from './issuer';
import { Refusal } from './refusal';

/** What the token of a service account says. */
export interface Claims {
  readonly 'iss': string;
  readonly 'sub': string;
  readonly 'aud': string | string[];
  readonly 'exp': number;
  readonly 'kubernetes.io'?: {
    readonly namespace: string;
    readonly serviceaccount: { readonly name: string };
    readonly pod?: { readonly name: string; readonly uid: string };
  };
}

/** @throws Refusal if the text is no token */
export function claimsOf(token: string): Claims {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;
    if (typeof claims?.iss === 'string' && typeof claims.sub === 'string') {
      return claims;
    }
  } catch { // said below
  }
  throw new Refusal('InvalidIdentityToken', 'The ID Token provided is not a valid JWT.');
}

export function isSignedBy(issuer: Issuer, token: string): boolean {
  const [head, payload, signature] = token.split('.');
  return createVerify('RSA-SHA256').update(`${head}.${payload}`).verify(issuer.publicKey, Buffer.from(signature ?? '', 'base64url'));
}

import { createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface TokenProps {
  /** `system:serviceaccount:<namespace>:<name>`. */
  readonly sub: string;
  /** @default 'sts.amazonaws.com' */
  readonly aud?: string;
  /** Seconds from now; negative for a token that has expired. */
  readonly expiresIn?: number;
}

/** A cluster, as far as IAM knows it: an issuer with a key pair, which signs tokens of service accounts. */
export class Issuer {
  public readonly publicKey: KeyObject;
  private readonly privateKey: KeyObject;

  public constructor(public readonly url: string) {
    ({ publicKey: this.publicKey, privateKey: this.privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 }));
  }

  /** A token as the kubelet projects it into a pod. */
  public token({ sub, aud = 'sts.amazonaws.com', expiresIn = 600 }: TokenProps): string {
    const now = Math.floor(Date.now() / 1000);
    const [, , namespace, name] = sub.split(':');
    const head = { alg: 'RS256', kid: 'k1', typ: 'JWT' };
    const pod = { name: `${name}-0`, uid: '0f6b2c1d-5a7e-4e0f-9d43-1c2b3a495867' };
    const claims = {
      ...{ iss: this.url, sub, aud: [aud], iat: now, nbf: now, exp: now + expiresIn }, 'kubernetes.io': { namespace, serviceaccount: { name }, pod },
    };
    const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.privateKey).toString('base64url')}`;
  }
}

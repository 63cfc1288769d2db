import { Issuer } from '../gateway/issuer';
import type { TokenProps } from '../gateway/issuer';
import { assume } from '../pod/pod';
import type { Checks } from '../support/checks';

/** A role, and a service account that it trusts. */
export interface TrustedAccount {
  readonly gatewayUrl: string;
  readonly roleArn: string;
  readonly region: string;
  readonly issuer: Issuer;
  readonly namespace: string;
  readonly name: string;
  /** An audience that the cluster's OIDC provider admits and the role does not, if there is one. */
  readonly otherAudience?: string;
  /** Another cluster whose OIDC provider the account has. */
  readonly otherCluster: Issuer;
}

const REFUSED = /^AccessDenied/;

/** Who may become a role, and who may not. */
export async function checkTokens(checks: Checks, prefix: string, account: TrustedAccount): Promise<void> {
  const { issuer, namespace, name, otherCluster, otherAudience, ...pod } = account;
  const sub = `system:serviceaccount:${namespace}:${name}`;
  const become = async (token: string, duration?: number) => {
    const session = await assume({ ...pod, token }, duration);
    return 'refused' in session ? session.refused : 'ok';
  };
  const refused = async (what: string, cluster: Issuer, props: Partial<TokenProps>, expected: RegExp) =>
    checks.matches(`${prefix}refuses ${what}`, await become(cluster.token({ sub, ...props })), expected);

  checks.equal(`${prefix}admits its service account`, await become(issuer.token({ sub })), 'ok');
  await refused('another service account of the namespace', issuer, { sub: `system:serviceaccount:${namespace}:other` }, REFUSED);
  await refused('a service account whose name goes on', issuer, { sub: `${sub}-2` }, REFUSED);
  await refused('the same name in another namespace', issuer, { sub: `system:serviceaccount:elsewhere:${name}` }, REFUSED);
  if (otherAudience !== undefined) {
    await refused('another audience that the provider admits', issuer, { aud: otherAudience }, REFUSED);
  }
  await refused('an audience that the provider does not admit', issuer, { aud: 'somebody' }, /^InvalidIdentityToken.*audience/);
  await refused('another cluster of the account', otherCluster, {}, REFUSED);
  await refused('a cluster that is not registered', stranger(`${issuer.url.slice(0, -32)}${'F'.repeat(32)}`), {}, /^InvalidIdentityToken.*No OpenIDConnect provider/);
  await refused('a signature by another key', stranger(issuer.url), {}, /^InvalidIdentityToken.*signature/);
  await refused('a token that has expired', issuer, { expiresIn: -5 }, /^ExpiredToken/);
  checks.matches(`${prefix}refuses what is no token`, await become('a.b.c'), /^InvalidIdentityToken/);
}

const strangers = new Map<string, Issuer>();

/** Somebody with a key of their own who says to be an issuer; made once, since making a key takes long. */
function stranger(url: string): Issuer {
  const known = strangers.get(url) ?? new Issuer(url);
  strangers.set(url, known);
  return known;
}

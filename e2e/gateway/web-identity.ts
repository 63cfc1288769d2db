import { GetOpenIDConnectProviderCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import type { IAMClient } from '@aws-sdk/client-iam';
import { claimsOf, isSignedBy } from './claims';
import type { Issuer } from './issuer';
import { trustAllows } from './judge';
import type { Session } from './permissions';
import { Refusal } from './refusal';
import { roleTrust } from '../support/role-state';

/**
 * Whether STS would give a session for a token: its signature, issuer, expiry and audience, in the
 * account of the role, then the role's trust policy, as it stands in IAM at this moment.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @throws Refusal
 */
export async function webIdentity(
  form: URLSearchParams, issuers: ReadonlyMap<string, Issuer>, iamOf: (account: string) => Promise<IAMClient>,
): Promise<Session> {
  const roleArn = form.get('RoleArn') ?? '';
  const account = roleArn.split(':')[4];
  const sessionName = form.get('RoleSessionName') ?? '';
  const iam = await iamOf(account);
  const token = form.get('WebIdentityToken') ?? '';
  const claims = claimsOf(token);
  const host = claims.iss.replace(/^https:\/\//, '');
  const providerArn = `arn:aws:iam::${account}:oidc-provider/${host}`;
  const provider = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn })).catch(orUndefined);
  if (!provider) {
    throw new Refusal('InvalidIdentityToken', `No OpenIDConnect provider found in your account for ${claims.iss}`);
  }
  const issuer = issuers.get(claims.iss);
  if (!issuer || !isSignedBy(issuer, token)) {
    throw new Refusal('InvalidIdentityToken', "Couldn't verify the signature of the ID Token.");
  }
  if (claims.exp * 1000 < Date.now()) {
    throw new Refusal('ExpiredTokenException', 'Token expired: current date/time must be before the expiration date/time');
  }
  const audience = [claims.aud].flat()[0];
  if (!provider.ClientIDList?.includes(audience)) {
    throw new Refusal('InvalidIdentityToken', 'Incorrect token audience');
  }
  const role = await roleTrust(iam, roleArn.split('/').pop()!).catch(orUndefined);
  const context = { [`${host}:sub`]: claims.sub, [`${host}:aud`]: audience, 'sts:RoleSessionName': sessionName };
  if (role?.arn !== roleArn || !trustAllows(role.trust, { principal: providerArn, roleArn, account, context })) {
    throw new Refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
  if (Number(form.get('DurationSeconds') ?? 3600) > role.maxSessionDuration) {
    throw new Refusal('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return { account, roleName: role.name, name: sessionName };
}

function orUndefined(error: unknown): undefined {
  if (error instanceof NoSuchEntityException) {
    return undefined;
  }
  throw error;
}

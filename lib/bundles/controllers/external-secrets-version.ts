import { isAtLeast, requireVersion, versionFormat } from './version';

export const EXTERNAL_SECRETS_VERSION = versionFormat('External Secrets', '0.9', '2.9');

/** What is taken if no version is given. */
export const NEWEST_EXTERNAL_SECRETS = '2.9';

/** A version of External Secrets, for `ExternalSecretsBundle.push`. */
export class ExternalSecretsVersion {
  /** What 0.20.4 and later need: they remove a secret's resource policy where a `PushSecret` declares none. */
  public static readonly V0_20_4 = ExternalSecretsVersion.of('0.20.4');

  /** Another version, such as `0.18`, which is its newest patch. An error if it is older than 0.9, or known only at deploy time. */
  public static of(version: string): ExternalSecretsVersion {
    requireVersion(EXTERNAL_SECRETS_VERSION, version);
    return new ExternalSecretsVersion(version);
  }

  private constructor(
    /** The version as it was given. */
    public readonly version: string,
  ) {}
}

/** @see https://github.com/external-secrets/external-secrets/issues/6806 */
export function keepsResourcePolicies(version: string): boolean {
  return isAtLeast(version, '0.20.4');
}

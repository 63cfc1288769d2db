/**
 * One request to AWS, as IAM sees it when it decides. Each text may have parts that are not known yet.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
 */
export interface AccessRequest {
  readonly principal: RequestPrincipal;
  /** `s3:GetObject`. IAM ignores its case. */
  readonly action: string;
  /** The ARN of the one resource that is asked for, or `*` for an action that is about none. */
  readonly resource: string;
  /**
   * The account that owns the resource.
   *
   * @default the account in the ARN; for `*` that of the principal. Where the ARN has none, as those of S3, it is not known
   */
  readonly resourceAccount?: string;
  /** @default only the keys that follow from the principal and the resource */
  readonly context?: RequestContext;
  /**
   * Whether a key that is not listed may be absent or have any value, so that what depends on it is not decided.
   *
   * @default false - it is absent
   */
  readonly hasOpenKeys?: boolean;
}

/**
 * The condition keys of a request, in any case. A key that is not listed is absent, but for those that follow from the principal
 * and the resource, such as `aws:PrincipalArn`; `undefined` says that even such a key is absent.
 */
export type RequestContext = Readonly<Record<string, ContextValue>>;

/** One text for a key that has a single value, a list for a key that may have several: of one too, or of none. */
export type ContextValue = string | readonly string[] | undefined;

export type RequestPrincipal = RoleSession | User | AccountRoot | WebIdentity | SamlIdentity | ServicePrincipal | Anonymous | CanonicalUser;

/** A session of a role that was assumed. */
export interface RoleSession {
  readonly kind: 'roleSession';
  /** `arn:aws:iam::111122223333:role/path/name`. */
  readonly roleArn: string;
  /** `arn:aws:sts::111122223333:assumed-role/name/session`, without the role's path. */
  readonly sessionArn: string;
}

/** A user of IAM. */
export interface User {
  readonly kind: 'user';
  /** `arn:aws:iam::111122223333:user/path/name`. */
  readonly arn: string;
}

/** The root user of an account. */
export interface AccountRoot {
  readonly kind: 'accountRoot';
  /** `arn:aws:iam::111122223333:root`. */
  readonly arn: string;
}

/** The bearer of a token of an OpenID Connect provider, who has no credentials of AWS yet. */
export interface WebIdentity {
  readonly kind: 'webIdentity';
  /** The provider's ARN, or the name of one that IAM knows without: `accounts.google.com`. */
  readonly provider: string;
}

/** The bearer of a SAML assertion, who has no credentials of AWS yet. */
export interface SamlIdentity {
  readonly kind: 'saml';
  /** `arn:aws:iam::111122223333:saml-provider/name`. */
  readonly provider: string;
}

/** A service of AWS that calls for itself. */
export interface ServicePrincipal {
  readonly kind: 'service';
  /** `pods.eks.amazonaws.com`. */
  readonly name: string;
}

/** A caller without credentials. */
export interface Anonymous {
  readonly kind: 'anonymous';
}

/** A caller who is known by the canonical user id of S3 alone. */
export interface CanonicalUser {
  readonly kind: 'canonicalUser';
  readonly id: string;
}

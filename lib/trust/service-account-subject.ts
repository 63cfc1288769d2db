import { Token } from '../core/cdk';
import { requireKind, requireProps, required, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { NAMESPACE, SERVICE_ACCOUNT_NAME, SERVICE_ACCOUNT_PATTERN, SUBJECT_PREFIX } from '../core/names';
import { seal } from '../core/sealed';
import { requireFormat } from '../core/text-format';
import type { TextFormat } from '../core/text-format';

/** Options for a subject that stands for several service accounts. */
export interface SubjectPatternOptions {
  /** Why the names cannot be listed: shown in reports. A sentence, of at least three different words. */
  readonly reason: string;
}

/** Options for `ServiceAccountSubject.emrJobs`. */
export interface EmrJobsOptions {
  /** The name of the job execution role, which must be that of the role that trusts the subject. */
  readonly roleName: string;
  /** The account of the EKS cluster, twelve digits. */
  readonly account: string;
}

const EXACT_NAME: TextFormat = {
  ...SERVICE_ACCOUNT_NAME,
  hint: (value) => /[*?]/.test(value) ? 'ServiceAccountSubject.pattern takes wildcards, with a reason' : SERVICE_ACCOUNT_NAME.hint?.(value),
};

const OPTIONS: Kinds<SubjectPatternOptions> = { reason: required(TEXT) };
const EMR_OPTIONS: Kinds<EmrJobsOptions> = { roleName: required(TEXT), account: required(TEXT) };

/**
 * Who may become the role: a Kubernetes service account, as tokens name it in `sub`:
 * `system:serviceaccount:<namespace>:<name>`.
 */
export class ServiceAccountSubject {
  /**
   * Exactly one service account.
   *
   * @param namespace an RFC 1123 label, at most 63 characters
   * @param serviceAccountName an RFC 1123 subdomain, at most 253 characters
   * @throws if a literal name is not legal in Kubernetes
   *
   * @example
   * ServiceAccountSubject.of('media', 'thumbnailer'); // system:serviceaccount:media:thumbnailer
   */
  public static of(namespace: string, serviceAccountName: string): ServiceAccountSubject {
    requireKind('namespace', TEXT, namespace);
    requireKind('serviceAccountName', TEXT, serviceAccountName);
    requireFormat(NAMESPACE, 'namespace', namespace);
    requireFormat(EXACT_NAME, 'serviceAccountName', serviceAccountName);
    return new ServiceAccountSubject(namespace, serviceAccountName, undefined);
  }

  /**
   * The service accounts of one namespace whose names match a pattern, for controllers that make up
   * the names of theirs, such as Crossplane's `provider-aws-*`. Whoever may create service accounts
   * in the namespace may become the role.
   *
   * The namespace is always exact, and the pattern must have at least one letter or digit: a role
   * for all service accounts of a namespace or of a cluster cannot be made.
   *
   * @param namespace an RFC 1123 label, at most 63 characters
   * @param namePattern a name with `*` (any text) and `?` (any one character)
   * @throws if the pattern has no wildcard, nothing but wildcards, is a deploy-time value, or the reason is no sentence
   *
   * @example
   * ServiceAccountSubject.pattern('crossplane-system', 'provider-aws-*', {
   *   reason: 'Crossplane makes up the names of the service accounts of its providers',
   * });
   */
  public static pattern(namespace: string, namePattern: string, options: SubjectPatternOptions): ServiceAccountSubject {
    requireKind('namespace', TEXT, namespace);
    requireKind('namePattern', TEXT, namePattern);
    const { reason } = requireProps('ServiceAccountSubject.pattern', options, OPTIONS);
    if (Token.isUnresolved(namespace) || Token.isUnresolved(namePattern)) {
      // Under StringLike a deploy-time "*" would trust the whole cluster.
      throw new Error('namespace and namePattern of a pattern must be literal, got a deploy-time value: name the service accounts with ServiceAccountSubject.of');
    }
    requireFormat(NAMESPACE, 'namespace', namespace);
    requireFormat(SERVICE_ACCOUNT_PATTERN, 'namePattern', namePattern);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for subjects without a pattern
    const { requireReason } = require('../core/reason') as typeof import('../core/reason');
    requireReason('reason', `the service accounts of ${namespace}/${namePattern} cannot be listed`, reason);
    return new ServiceAccountSubject(namespace, namePattern, reason);
  }

  /**
   * The job runs of EMR on EKS in the namespace of a virtual cluster. EMR makes their service accounts itself, and names them after
   * the role: `emr-containers-sa-*-*-<account>-<role's name in base 36>`. Whoever may create service accounts in the namespace may
   * become the role.
   *
   * @param namespace the namespace of the virtual cluster, an RFC 1123 label
   * @throws if a value is a deploy-time value, or no name of a role or number of an account
   * @see https://docs.aws.amazon.com/emr/latest/EMR-on-EKS-DevelopmentGuide/iam-execution-role.html
   *
   * @example
   * ServiceAccountSubject.emrJobs('spark', { roleName: 'spark-etl', account: '111122223333' });
   */
  public static emrJobs(namespace: string, options: EmrJobsOptions): ServiceAccountSubject {
    const { roleName, account } = requireProps('ServiceAccountSubject.emrJobs', options, EMR_OPTIONS);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for all other subjects
    const { emrJobsPattern } = require('./emr-jobs') as typeof import('./emr-jobs');
    return ServiceAccountSubject.pattern(namespace, emrJobsPattern(account, roleName), {
      reason: `EMR on EKS makes service accounts for job runs with the role ${roleName}`,
    });
  }

  private constructor(
    /** The namespace. */
    public readonly namespace: string,
    /** The service account's name, or the pattern of names. */
    public readonly serviceAccountName: string,
    /** Why a pattern is used; undefined for an exact subject. */
    public readonly patternReason: string | undefined,
  ) {
    seal(this, 'ServiceAccountSubject');
  }

  /** True if the subject stands for several service accounts. */
  public get isPattern(): boolean {
    return this.patternReason !== undefined;
  }

  /** The subject as tokens carry it: `system:serviceaccount:<namespace>:<name>`. */
  public get subject(): string {
    return `${SUBJECT_PREFIX}${this.namespace}:${this.serviceAccountName}`;
  }

  /** `<namespace>/<name>`. */
  public toString(): string {
    return `${this.namespace}/${this.serviceAccountName}`;
  }
}

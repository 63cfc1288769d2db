import { Stack, Token } from 'aws-cdk-lib/core';
import { exactSubjects } from './exact-subjects';
import { GENERATED } from './generated-header';
import { requireLiteral } from './literal-check';
import { compare } from './metadata';
import { forRole } from './option-kinds';
import { IssuerKind } from '../cluster/kubernetes-issuer-options';
import { parseArn } from '../core/arn';
import { jsonText } from '../core/escape';
import { ANYTHING, listOf, mapOf, requireProps, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { show } from '../core/text';
import { isByCluster, roleClusters, subjectsIn } from '../role/role-clusters';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import { targetArnOf } from '../role/target-arn';
import { isUnannotated } from '../role/unannotated-role';

/** Fields of a role's entry that the role itself does not have. */
export interface RoleIndexOptions {
  /**
   * The workload's name.
   *
   * @default - the id of the role's construct
   */
  readonly workload?: string;

  /**
   * The ids of the role's bundles, such as `s3.read`.
   *
   * @default - the role's own
   */
  readonly bundles?: string[];

  /**
   * Further fields: anything that JSON can hold, in Unicode (no lone surrogates). Fields of the index itself cannot be replaced.
   *
   * @default - none
   */
  readonly fields?: { [key: string]: any };
}

const OPTIONS: Kinds<RoleIndexOptions> = { workload: TEXT, bundles: listOf(TEXT), fields: mapOf(ANYTHING) };

/** The version of the index's format; a change that breaks readers raises it. */
const VERSION = 1;

/**
 * A machine-readable list of roles: what a script, a policy check or a Vault configuration reads.
 *
 * @example
 * const index = new RoleIndex();
 * index.addRole(role, { workload: 'thumbnailer', fields: { team: 'media' } });
 * index.toJson();
 */
export class RoleIndex {
  /** The environment of all its roles, if they have one. @internal */
  public _environment?: string;
  /** Whose directory it is in. @internal */
  public _owner?: string;
  /** The files beside it. @internal */
  public _files?: readonly string[];
  private readonly entries: { [key: string]: any }[] = [];

  /**
   * Adds a role.
   *
   * @throws if the role's ARN or a service account is known only at deploy time, or a further field is one of the index's own
   */
  public addRole(role: IServiceAccountRole, options: RoleIndexOptions = {}): void {
    this.entries.push(forRole(role, () => indexEntry(role, requireProps('an entry of the index', options, OPTIONS))));
  }

  /** The index as JSON text, sorted by workload and ARN: the same for the same roles, in whatever order they were added. */
  public toJson(): string {
    const roles = [...this.entries].sort((a, b) => compare(a.workload, b.workload) || compare(a.roleArn, b.roleArn));
    const head = { $comment: GENERATED, version: VERSION, owner: this._owner, environment: this._environment };
    return jsonText({ ...head, roles, files: this._files });
  }
}

function indexEntry(role: IServiceAccountRole, options: RoleIndexOptions): { [key: string]: any } {
  const roleArn = role.literalRoleArn();
  const fields = parseArn(roleArn);
  const segments = fields?.resource.split('/') ?? [];
  const stack = Stack.of(role);
  const unannotated = exactSubjects(role).filter((subject) => isUnannotated(role, subject)).map((subject) => subject.toString());
  const own = {
    workload: options.workload ?? role.node.id,
    roleArn,
    roleName: segments[segments.length - 1],
    path: `/${segments.slice(1, -1).map((segment) => `${segment}/`).join('')}`,
    account: fields?.account,
    partition: fields?.partition,
    targetRoleArn: targetArnOf(role),
    stack: Token.isUnresolved(stack.stackName) ? stack.node.path : stack.stackName,
    clusters: roleClusters(role).map((cluster) => clusterEntry(cluster, role)).sort((a, b) => compare(a.name, b.name)),
    serviceAccounts: exactSubjects(role).map((subject) => subject.toString()),
    unannotatedServiceAccounts: unannotated.length === 0 ? undefined : unannotated,
    subjects: [...new Set(role.serviceAccounts.map((subject) => subject.subject))].sort(compare),
    bundles: [...options.bundles ?? role.bundleIds].sort(compare),
  };
  const taken = Object.keys(options.fields ?? {}).find((key) => Object.hasOwn(own, key));
  if (taken !== undefined) {
    throw new Error(`a key of fields must not be one of the index's own, got ${show(taken)}`);
  }
  const entry = { ...own, ...sorted(options.fields ?? {}) };
  requireLiteral(role, 'the index entry', entry);
  requireUnicode(role, entry, '');
  return entry;
}

/** A cluster of EKS Pod Identity alone has no issuer and no audience, one of IRSA alone no ARN. Service accounts stand in it where they differ by cluster. */
function clusterEntry(cluster: RoleCluster, role: IServiceAccountRole) {
  const { displayName, issuer, podIdentity } = cluster;
  return {
    name: displayName,
    ...(issuer === undefined ? {} : {
      issuer: issuer.isLiteral ? `https://${issuer.issuer}` : null, // known only at deploy time
      audience: issuer.audience,
      ...(issuer.kind === IssuerKind.EKS ? {} : { kind: issuer.kind, podTokens: issuer.podTokens }),
    }),
    ...(podIdentity === undefined ? {} : {
      identity: issuer === undefined ? 'podIdentity' : 'both',
      clusterArn: Token.isUnresolved(podIdentity.clusterArn) ? null : podIdentity.clusterArn,
    }),
    ...(isByCluster(role) ? {
      serviceAccounts: exactSubjects(role, cluster).map((subject) => subject.toString()),
      subjects: [...new Set(subjectsIn(role, cluster).map((subject) => subject.subject))].sort(compare),
    } : {}),
  };
}

/** Half of a character has no place in UTF-8; whatever else a text has, JSON can hold. */
function requireUnicode(role: IServiceAccountRole, value: unknown, path: string): void {
  if (typeof value === 'string' && /[\uD800-\uDFFF]/u.test(value)) {
    throw new Error(`${path} of the index entry of ${show(role.node.path)} must be Unicode, without half of a character (a lone surrogate), got ${show(value)}`);
  }
  if (value !== null && typeof value === 'object') {
    Object.entries(value).forEach(([key, item]) => {
      requireUnicode(role, key, `a key of ${path === '' ? 'fields' : path}`);
      requireUnicode(role, item, path === '' ? key : `${path}.${key}`);
    });
  }
}

function sorted(fields: { [key: string]: any }): { [key: string]: any } {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => compare(a, b)));
}

import { shortHash } from '../../core/short-hash';
import { list, show } from '../../core/text';

/** CloudFormation's limit of a stack's name. */
const STACK_NAME = 128;

/** What decides on a role's stack: its own entry, and no other. */
export interface Placement {
  /** The file's name. */
  readonly name: string;
  readonly account: string;
  readonly stacks: 'single' | 'perNamespace';
  /** The workload's own `stack`. */
  readonly stack?: string;
  readonly namespaces: readonly string[];
}

/** The stack of an account: of its OIDC providers, and of every role that is in no other. */
export function accountStack(name: string, account: string): string {
  return `${name}-${account}`;
}

/** The stack of a role; or what is wrong. */
export function stackOf(
  { name, account, stacks, stack, namespaces }: Placement,
): { readonly stack: string } | { readonly problem: string } {
  if (stack !== undefined) {
    return { stack: `${accountStack(name, account)}-${stack}` };
  }
  if (stacks === 'single') {
    return { stack: accountStack(name, account) };
  }
  const different = [...new Set(namespaces)];
  if (different.length === 0) {
    // Its service accounts are wrong, which is reported.
    return { stack: accountStack(name, account) };
  }
  // The first of several would move the role when the list is put in another order.
  return different.length === 1 ? { stack: `${accountStack(name, account)}-${different[0]}` } : {
    problem: `must have "stack" with stacks: perNamespace, since its service accounts are in ${different.length} namespaces (${list(different)}): ` +
      `write stack: ${show(different[0])}, or another (if the role is deployed, the one where it is)`,
  };
}

/** Where the associations of a role in a cluster are. */
export interface AssociationPlacement {
  readonly name: string;
  readonly account: string;
  /** The stack of the role. */
  readonly stack: string;
  readonly cluster: { readonly region: string; readonly clusterName?: string };
}

/** As long as the rest of a stack's name leaves room for. */
const MOST_OF_A_CLUSTER = 48;

/**
 * The stack of the EKS Pod Identity associations that a cluster has with the roles of a stack: one in the cluster's region, which no
 * role is in. No namespace and no `stack` begins with `-`, so that none of them makes the name.
 */
export function associationStack({ name, account, stack, cluster: { region, clusterName = '' } }: AssociationPlacement): string {
  const own = accountStack(name, account);
  const isPlain = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(clusterName);
  const cluster = isPlain ? clusterName : `${clusterName.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, '')}-${shortHash(clusterName)}`;
  const end = stack === own ? '' : `-${stack.slice(own.length)}`;
  const rest = `${region}-${cluster}${end}`;
  return `${own}--${rest.length <= MOST_OF_A_CLUSTER ? rest : `${rest.slice(0, MOST_OF_A_CLUSTER - 9).replace(/-+$/, '')}-${shortHash(rest)}`}`;
}

/** What is wrong with the file's name, if a stack's gets too long by it. */
export function tooLong(stacks: readonly string[], environment: string | undefined): string | undefined {
  const longest = stacks.map((stack) => environment === undefined ? stack : `${environment}-${stack}`).reduce((a, b) => b.length > a.length ? b : a, '');
  return longest.length <= STACK_NAME ? undefined
    : `must leave room for the names of stacks, which are at most ${STACK_NAME} characters, got ${longest.length} for ${longest.slice(0, 40)}…`;
}

import type { Holder } from './role-holders';
import { arnParts } from '../../iam/arn';
import { globIncludes, globMatches } from '../../iam/glob';
import { isKnown, splitText } from '../../iam/partial-text';
import type { AccessRole } from '../model/access-role';

/** A workload of a file, as guardrails speak of it. */
export interface NamedWorkload {
  readonly key: string;
  /** Where it is written: `workloads.yaml:14:3`. */
  readonly place: string;
  /** Where its bundles are written, in the order of the role's inline policies. */
  readonly bundles?: readonly { readonly id: string; readonly place: string }[];
}

/** Those of whom entries of `only` speak. */
export class AllowedOnes {
  private readonly workloads: readonly string[];
  private readonly accounts: readonly (readonly string[])[];
  private readonly arns: readonly string[];

  public constructor(entries: readonly string[]) {
    this.arns = entries.filter(isArn);
    this.accounts = entries.filter((entry) => !isArn(entry) && entry.includes('/')).map((entry) => entry.split('/'));
    this.workloads = entries.filter((entry) => !isArn(entry) && !entry.includes('/'));
  }

  /** Whether a role is meant as a whole: by the key of its workload, or by its ARN. */
  public hasRole(role: AccessRole, workload: NamedWorkload | undefined): boolean {
    return (workload !== undefined && this.hasWorkload(workload.key)) || this.arns.some((entry) => isRoleOf(entry, role));
  }

  public hasWorkload(key: string): boolean {
    return this.workloads.some((entry) => globMatches(entry, key));
  }

  /** Whether everybody whom a holder stands for is meant. */
  public hasHolder({ account, arn }: Holder): boolean {
    return arn !== undefined ? this.arns.some((entry) => globMatches(entry, arn))
      : account !== undefined && this.hasAccount(account.namespace, account.name);
  }

  /** Whether all service accounts that two patterns stand for are meant. */
  public hasAccount(namespace: string, name: string): boolean {
    return this.accounts.some(([ofNamespace, ofName]) => includes(ofNamespace, namespace) && includes(ofName, name));
  }
}

export function isArn(entry: string): boolean {
  return entry.startsWith('arn:');
}

function includes(pattern: string, text: string): boolean {
  return globIncludes(pattern, text) || (isKnown(text) && !/[*?]/.test(text) && globMatches(pattern, text));
}

/** A role without a name is meant by its logical id. */
function isRoleOf(pattern: string, { arn, name }: AccessRole): boolean {
  if (globMatches(pattern, arn)) {
    return true;
  }
  const { resource = '' } = arnParts(arn) ?? {};
  const parts = splitText(resource, '/');
  return !isKnown(parts.at(-1) ?? '') && globMatches(pattern, `${arn.slice(0, arn.length - resource.length)}${[...parts.slice(0, -1), name].join('/')}`);
}

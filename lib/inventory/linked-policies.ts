import type { InventoryPolicy, StandalonePolicy } from './role';
import { addTo } from '../core/add-to';
import { managedPolicyOf } from '../iam/arn';
import { undecidedDocument } from '../iam/document';
import { isKnown, nameOfUnknown, namesOfUnknown, plain } from '../iam/partial-text';

/** A template among those that it is deployed with. */
export interface PolicyHolder {
  readonly id: string;
  readonly account?: string;
}

/** The policies that a role has beside its own. */
export interface PoliciesOfRole {
  readonly policies: readonly InventoryPolicy[];
  /** How many managed policies are attached. */
  readonly managedPolicies: number;
  /** The ARNs of the list of which the policies were found. */
  readonly followedArns: readonly string[];
}

/** Finds them by what the role's template calls it, by its name, and by its list of managed policies. */
export type PolicyFinder = (id: string, roleName: string | undefined, managedPolicyArns: readonly string[]) => PoliciesOfRole;

interface Found {
  readonly holder: string;
  readonly own: readonly InventoryPolicy[];
  /** The same, as other templates name it. */
  readonly foreign: readonly InventoryPolicy[];
}

/** The policies of templates that are deployed together, by what they are attached to, and by what refers to them. */
export class LinkedPolicies {
  private readonly attached = new Map<string, Found[]>();
  private readonly managed = new Map<string, Found[]>();
  private readonly holders: ReadonlySet<string>;

  public constructor(holders: readonly (PolicyHolder & { readonly policies: readonly StandalonePolicy[] })[]) {
    this.holders = new Set(holders.map(({ id }) => id));
    for (const holder of holders) {
      for (const { at, ways, names, roles } of holder.policies) {
        const found = { holder: holder.id, own: ways, foreign: ways.map((policy) => ({ ...policy, at: `${holder.id}/${at}` })) };
        new Set(roles.map((role) => keyOf(role, holder))).forEach((key) => addTo(this.attached, key, [found]));
        if (ways.some(({ kind }) => kind === 'managed')) {
          new Set([`${holder.id}/${at}`, ...names.map((name) => keyOf(name, holder))]).forEach((key) => addTo(this.managed, key, [found]));
        }
      }
    }
  }

  /** Finds those of the roles of one template. */
  public seenBy(viewer: PolicyHolder): PolicyFinder {
    return (...role) => this.ofRole(viewer, ...role);
  }

  private ofRole(viewer: PolicyHolder, ...[id, roleName, managedPolicyArns]: Parameters<PolicyFinder>): PoliciesOfRole {
    const policiesAt = (all: readonly Found[] = []) => all.flatMap(({ holder, own, foreign }) => holder === viewer.id ? own : foreign);
    const keys = [`${viewer.id}/${id}`, ...roleName === undefined ? [] : [keyOf(roleName, viewer)]];
    const attached = keys.flatMap((key) => policiesAt(this.attached.get(key)));
    const named = managedPolicyArns.map((arn) => ({ arn, policies: policiesAt(this.managed.get(keyOfManaged(arn, viewer))) }));
    const managed = [
      ...named.map(({ arn, policies: [policy] }) => policy?.at ?? arn),
      ...attached.filter(({ kind }) => kind === 'managed').map(({ at = '' }) => at),
    ];
    const referred = named.flatMap(({ arn, policies }) => policies.length > 0 ? policies : this.notFollowed(arn));
    return {
      policies: [...new Set([...attached, ...referred])],
      managedPolicies: new Set(managed).size,
      followedArns: named.filter(({ policies }) => policies.length > 0).map(({ arn }) => arn),
    };
  }

  /**
   * Stands for a policy that may be one of the templates, and nobody can tell which. Where somebody writes its ARN, or gives it
   * as a parameter, its document is elsewhere.
   */
  private notFollowed(arn: string): InventoryPolicy[] {
    const document = undecidedDocument('the whole policy');
    return namesOfUnknown(managedPolicyOf(arn)?.name ?? arn).every((name) => this.isGiven(name)) ? []
      : [{ name: `the managed policy ${plain(arn)}`, kind: 'managed', document }];
  }

  /** Whether it is a parameter of the template or of Systems Manager, or a branch of conditions that are too many, which is said of the role. */
  private isGiven(name: string): boolean {
    const slash = name.lastIndexOf('/');
    return /^(AWS::\w+$|Fn::If |resolve:)/.test(name)
      || ((slash < 0 || this.holders.has(name.slice(0, slash))) && /^[A-Za-z0-9]+$/.test(name.slice(slash + 1)));
  }
}

/** IAM tells no names of an account apart by their case. What is not known is the same in its own template only. */
export function keyOf(text: string, holder: PolicyHolder): string {
  return isKnown(text) ? `${holder.account ?? ''}\n${text.toLowerCase()}` : keyOfUnknown(nameOfUnknown(text) ?? text, holder);
}

/** A reference to another template has that one's id before it. */
function keyOfUnknown(name: string, { id }: PolicyHolder): string {
  return isKnown(name) && name.includes('/') ? name : `${id}/${name}`;
}

/** A role has policies of its own account and of AWS only; those are in no template. */
function keyOfManaged(arn: string, holder: PolicyHolder): string {
  const { account, name } = managedPolicyOf(arn) ?? {};
  if (name === undefined || account === undefined) {
    return keyOfUnknown((nameOfUnknown(arn) ?? arn).replace(/\.PolicyArn$/, ''), holder);
  }
  const isOwn = !isKnown(account) || account === (holder.account ?? account);
  return account !== 'aws' && isOwn ? keyOf(name, holder) : arn;
}

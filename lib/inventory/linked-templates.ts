import { holdersElsewhere } from './holders-elsewhere';
import type { InventoryPart } from './inventory';
import { LinkedPolicies } from './linked-policies';
import { issuersOfProviders, providerIdsIn } from './oidc-provider';
import type { InventoryRole } from './role';
import type { InventoryServiceAccount } from './service-account';
import { FactsOfTemplates } from './template-facts';
import { TemplateReader } from './template-reader';
import { UsersOfTemplates } from './template-users';
import { LinkedStacks } from '../cloudformation/linked-stacks';
import type { StackTemplate } from '../cloudformation/linked-stacks';
import { nameOfUnknown } from '../iam/partial-text';

/** Reads templates that refer to each other by exports, outputs, and parameters of nested stacks; the parts, by the templates' ids. */
export function readStacks(stacks: readonly StackTemplate[]): Map<string, InventoryPart> {
  return new StacksReader(stacks).read();
}

interface RoleOfStack {
  readonly id: string;
  readonly role: InventoryRole;
}

class StacksReader {
  private readonly linked: LinkedStacks;
  private readonly accounts: ReadonlyMap<string, string | undefined>;
  /** The logical ids of the providers of the templates that create any. */
  private readonly providers: ReadonlyMap<string, readonly string[]>;

  public constructor(private readonly stacks: readonly StackTemplate[]) {
    this.linked = new LinkedStacks(stacks);
    this.accounts = new Map(stacks.map(({ id, account }) => [id, account]));
    this.providers = new Map(stacks.map(({ id }) => [id, providerIdsIn(this.linked.scopeFor(id, id))] as const)
      .filter(([, providers]) => providers.length > 0));
  }

  public read(): Map<string, InventoryPart> {
    const readers = this.stacks.map((stack) => ({ stack, reader: new TemplateReader(this.linked.scopeFor(stack.id, stack.id)) }));
    const policies = new LinkedPolicies(readers.map(({ stack, reader }) => ({ ...stack, policies: reader.policies })));
    const roleNames = new Set(readers.flatMap(({ reader }) => reader.roleNames));
    const [users, elsewhere] = [new UsersOfTemplates(readers), holdersElsewhere(readers)];
    const parts = readers.map((read) => {
      const { stack, stack: { id, account }, reader } = read;
      const others = elsewhere.get(id);
      const part = reader.read({ account, issuers: this.issuersFor(id), policiesOf: policies.seenBy(stack), roleNames });
      return { id, part: { ...part, ...users.in(read), ...others === undefined ? {} : { elsewhere: others } } };
    });
    const roles = parts.flatMap(({ id, part }) => part.roles.map((role) => ({ id, role })));
    const facts = new FactsOfTemplates(this.stacks, this.linked);
    return new Map(parts.map(({ id, part }) =>
      [id, { ...part, foreignRoles: this.foreignRolesOf(id, part.serviceAccounts, roles), facts: () => facts.of(id) }]));
  }

  /** The roles that ServiceAccounts of one template may name and others create, as that template names them. */
  private foreignRolesOf(
    viewer: string, serviceAccounts: readonly InventoryServiceAccount[], roles: readonly RoleOfStack[],
  ): InventoryRole[] {
    const arns = serviceAccounts.flatMap(({ roleArn }) => roleArn ?? []);
    const references = new Set(arns.map(nameOfUnknown));
    const names = new Set(arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)));
    const named = arns.length === 0 ? [] : roles.filter(({ id, role: { at, roleName } }) => id !== viewer
      && (references.has(`${id}/${at}.Arn`) || (roleName !== undefined && names.has(roleName))));
    return [...new Set(named.map(({ id }) => id))].flatMap((id) => {
      const logicalIds = new Set(named.filter((other) => other.id === id).map(({ role }) => role.at));
      const besides = { account: this.accounts.get(id), issuers: this.issuersFor(viewer) };
      const { roles: all } = new TemplateReader(this.linked.scopeFor(id, viewer)).read(besides);
      return all.filter(({ at }) => logicalIds.has(at)).map((role) => asForeign(role, id));
    });
  }

  /** The issuers of the providers of all templates, as one of them names them. */
  private issuersFor(viewer: string): Map<string, readonly string[]> {
    return new Map([...this.providers].flatMap(([id, providers]) => [...issuersOfProviders(providers, this.linked.scopeFor(id, viewer))]));
  }
}

/** A role whose trust alone is of interest. */
function asForeign(role: InventoryRole, id: string): InventoryRole {
  return { ...role, at: `${id}/${role.at}`, policies: [], managedPolicyArns: [], managedPolicies: 0 };
}

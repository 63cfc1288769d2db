import { Policies } from './attached-policies';
import type { InventoryRole } from './role';
import type { InventoryServiceAccount } from './service-account';
import { guarded, issuersOfProviders, mapOf, providersOf, scopeOf, TemplateReader } from './template';
import type { JudgedTemplate } from './template';
import type { TemplateScope } from '../cloudformation/intrinsics';
import { evaluate, textOf, UnreadableError } from '../cloudformation/intrinsics';
import { isKnown, nameOfUnknown } from '../iam/partial-text';

/** A template among those that it is deployed with. */
export interface StackTemplate {
  /** Stands before the names of its resources where another template refers to them. */
  readonly id: string;
  readonly stackName?: string;
  readonly account?: string;
  readonly template: unknown;
  /** The template of which it is a resource, and which. */
  readonly parent?: { readonly id: string; readonly logicalId: string };
}

/** What there is to judge in a template that other templates stand beside. */
export interface JudgedStack extends JudgedTemplate {
  /** Roles of the others that its ServiceAccounts name, as `<id of the template>/<logical id>`. */
  readonly others: readonly InventoryRole[];
}

/** Reads templates that refer to each other by exports, outputs, and parameters of nested stacks. */
export function readStacks(stacks: readonly StackTemplate[]): Map<string, JudgedStack> {
  return new StacksReader(stacks).read();
}

/** More templates than lead from one to the next in anybody's app. */
const MOST_STEPS = 50;

interface Placed {
  readonly id: string;
  readonly role: InventoryRole;
}

class StacksReader {
  private readonly stacks: ReadonlyMap<string, StackTemplate>;
  private readonly scopes: ReadonlyMap<string, TemplateScope>;
  /** Stack and value, by what the reference is called; nothing where two would do. */
  private readonly outputs = new Map<string, { readonly stack: string; readonly value: unknown } | undefined>();
  private readonly results = new Map<string, unknown>();
  /** The providers of the templates that make any. */
  private readonly providers: ReadonlyMap<string, readonly string[]>;
  private steps = 0;

  public constructor(stacks: readonly StackTemplate[]) {
    this.stacks = new Map(stacks.map((stack) => [stack.id, stack]));
    this.scopes = new Map(stacks.map(({ id, template }) => [id, scopeOf(template)]));
    this.providers = new Map([...this.scopes].map(([id, scope]) => [id, providersOf(scope)] as const)
      .filter(([, providers]) => providers.length > 0));
    stacks.forEach((stack) => this.readOutputs(stack));
  }

  public read(): Map<string, JudgedStack> {
    const readers = [...this.stacks.values()].map((stack) => ({ stack, reader: new TemplateReader(this.scopeFor(stack.id, stack.id)) }));
    const policies = new Policies(readers.map(({ stack, reader }) => ({ ...stack, policies: reader.policies })));
    const judged = readers.map(({ stack, stack: { id, account }, reader }) =>
      ({ id, own: reader.read({ account, issuers: this.issuersFor(id), policiesOf: policies.seenBy(stack) }) }));
    const roles = judged.flatMap(({ id, own }) => own.roles.map((role) => ({ id, role })));
    return new Map(judged.map(({ id, own }) => [id, { ...own, others: this.othersOf(id, own.manifests, roles) }]));
  }

  /** The roles that ServiceAccounts of one template may name and others make, as that template names them. */
  private othersOf(viewer: string, manifests: readonly InventoryServiceAccount[], roles: readonly Placed[]): InventoryRole[] {
    const arns = manifests.flatMap(({ roleArn }) => roleArn ?? []);
    const references = new Set(arns.map(nameOfUnknown));
    const names = new Set(arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)));
    const named = arns.length === 0 ? [] : roles.filter(({ id, role: { at, roleName } }) => id !== viewer
      && (references.has(`${id}/${at}.Arn`) || (roleName !== undefined && names.has(roleName))));
    return [...new Set(named.map(({ id }) => id))].flatMap((id) => {
      const places = new Set(named.filter((other) => other.id === id).map(({ role }) => role.at));
      const besides = { account: this.stacks.get(id)!.account, issuers: this.issuersFor(viewer) };
      const { roles: all } = new TemplateReader(this.scopeFor(id, viewer)).read(besides);
      return all.filter(({ at }) => places.has(at)).map((role) => asOther(role, id));
    });
  }

  private readOutputs({ id, stackName, parent, template }: StackTemplate): void {
    for (const [output, content] of Object.entries(mapOf(mapOf(template).Outputs))) {
      const { Value: value, Export: exported } = mapOf(content);
      const [name] = guarded([], () => [textOf(mapOf(exported).Name, this.scopes.get(id)!)]);
      const references = [
        ...name !== undefined && isKnown(name) ? [`import ${name}`] : [],
        ...stackName === undefined ? [] : [`output ${stackName}.${output}`],
        ...parent === undefined ? [] : [`${parent.id}\n${parent.logicalId}.Outputs.${output}`],
      ];
      references.forEach((reference) => this.outputs.set(reference, this.outputs.has(reference) ? undefined : { stack: id, value }));
    }
  }
  /** What intrinsic functions of one template refer to, named as another one sees it. */
  private scopeFor(id: string, viewer: string): TemplateScope {
    return { ...this.scopes.get(id)!, prefix: id === viewer ? '' : `${id}/`, elsewhere: (reference) => this.follow(id, viewer, reference) };
  }

  private follow(id: string, viewer: string, reference: string): unknown {
    const key = `${viewer}\n${id}\n${reference}`;
    if (!this.results.has(key)) {
      this.results.set(key, undefined); // while it is read: what leads back to itself leads nowhere
      const found = this.find(id, reference);
      this.results.set(key, found && this.oneStepFurther(() => evaluate(found.value, this.scopeFor(found.stack, viewer))));
    }
    return this.results.get(key);
  }

  private oneStepFurther(action: () => unknown): unknown {
    try {
      if (++this.steps > MOST_STEPS) {
        throw new UnreadableError('nested too deep');
      }
      return action();
    } finally {
      this.steps--;
    }
  }

  private find(id: string, reference: string): { readonly stack: string; readonly value: unknown } | undefined {
    const { parent } = this.stacks.get(id)!;
    const { Parameters: parameters } = mapOf(parent && this.scopes.get(parent.id)?.resources[parent.logicalId]?.Properties);
    return parent && Object.hasOwn(mapOf(parameters), reference) ? { stack: parent.id, value: mapOf(parameters)[reference] }
      : this.outputs.get(reference) ?? this.outputs.get(`${id}\n${reference}`);
  }

  /** The issuers of the providers of all templates, as one of them names them. */
  private issuersFor(viewer: string): Map<string, readonly string[]> {
    return new Map([...this.providers].flatMap(([id, providers]) => [...issuersOfProviders(providers, this.scopeFor(id, viewer))]));
  }
}

/** A role whose trust alone is of interest. */
function asOther(role: InventoryRole, id: string): InventoryRole {
  return { ...role, at: `${id}/${role.at}`, policies: [], managedPolicyArns: [], managedPolicies: 0 };
}

import { evaluate, textOf, UnreadableError } from './intrinsics';
import type { TemplateScope } from './intrinsics';
import { readableOr, scopeOf } from './template-scope';
import { mapOf } from '../core/plain-object';
import { isKnown } from '../iam/partial-text';

/** A template among those that it is deployed with. */
export interface StackTemplate {
  /** The prefix of the names of its resources where another template refers to them. */
  readonly id: string;
  readonly stackName?: string;
  readonly account?: string;
  readonly region?: string;
  readonly template: unknown;
  /** The template of which it is a resource, and which. */
  readonly parent?: { readonly id: string; readonly logicalId: string };
}

/** More templates than lead from one to the next in any app. */
const MOST_STEPS = 50;

interface Found {
  readonly stack: string;
  readonly value: unknown;
}

/** Templates that refer to each other by exports, outputs, and parameters of nested stacks. */
export class LinkedStacks {
  private readonly stacks: ReadonlyMap<string, StackTemplate>;
  private readonly scopes: ReadonlyMap<string, TemplateScope>;
  /** Stack and value, by what the reference is called; undefined where two stacks have one. */
  private readonly outputs = new Map<string, Found | undefined>();
  private readonly results = new Map<string, unknown>();
  private steps = 0;

  public constructor(stacks: readonly StackTemplate[]) {
    this.stacks = new Map(stacks.map((stack) => [stack.id, stack]));
    this.scopes = new Map(stacks.map(({ id, template }) => [id, scopeOf(template)]));
    stacks.forEach((stack) => this.readOutputs(stack));
  }

  /** What intrinsic functions of one template refer to, named as another template sees it. */
  public scopeFor(id: string, viewer: string): TemplateScope {
    return { ...this.scopes.get(id)!, prefix: id === viewer ? '' : `${id}/`, elsewhere: (reference) => this.follow(id, viewer, reference) };
  }

  private readOutputs({ id, stackName, parent, template }: StackTemplate): void {
    for (const [output, content] of Object.entries(mapOf(mapOf(template).Outputs))) {
      const { Value: value, Export: exported } = mapOf(content);
      const [name] = readableOr([], () => [textOf(mapOf(exported).Name, this.scopes.get(id)!)]);
      const references = [
        ...name !== undefined && isKnown(name) ? [`import ${name}`] : [],
        ...stackName === undefined ? [] : [`output ${stackName}.${output}`],
        ...parent === undefined ? [] : [`${parent.id}\n${parent.logicalId}.Outputs.${output}`],
      ];
      references.forEach((reference) => this.outputs.set(reference, this.outputs.has(reference) ? undefined : { stack: id, value }));
    }
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

  private find(id: string, reference: string): Found | undefined {
    const { parent } = this.stacks.get(id)!;
    const { Parameters: parameters } = mapOf(parent && this.scopes.get(parent.id)?.resources[parent.logicalId]?.Properties);
    return parent && Object.hasOwn(mapOf(parameters), reference) ? { stack: parent.id, value: mapOf(parameters)[reference] }
      : this.outputs.get(reference) ?? this.outputs.get(`${id}\n${reference}`);
  }
}

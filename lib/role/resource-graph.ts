import type { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CfnResource } from '../core/cdk';
import { templatePartOf } from '../core/cdk-internals';
import { isObject } from '../core/plain-object';

/** Which resources of a template are created after which, by what they name. Each is rendered when it is first asked for. */
export class ResourceGraph {
  private readonly byId = new Map<string, CfnResource>();
  private readonly named = new Map<string, readonly string[]>();

  public constructor(public readonly stack: Stack) {
    for (const node of stack.node.findAll()) {
      if (CfnResource.isCfnResource(node) && node.stack === stack) {
        this.byId.set(this.idOf(node), node);
      }
    }
  }

  public idOf(resource: CfnResource): string {
    return this.stack.resolve(resource.logicalId);
  }

  public resource(id: string): IConstruct | undefined {
    return this.byId.get(id);
  }

  /** The resources that a part of the template names. */
  public namedIn(value: unknown): string[] {
    return this.allNamedIn(value).filter((id) => this.byId.has(id));
  }

  /** What the stack around a nested one gives for the parameters that a part of the template names. */
  public givenFor(value: unknown, around: ResourceGraph): unknown[] {
    const resource = this.stack.nestedStackResource as CfnResource;
    const { Parameters: given = {} } = around.rendered(resource).Properties as { Parameters?: Record<string, unknown> };
    return this.allNamedIn(value).filter((name) => Object.hasOwn(given, name)).map((name) => given[name]);
  }

  /** The shortest way from a resource to one that it needs, both included; nothing if it does not need it. */
  public way(from: string, to: string): string[] | undefined {
    const before = new Map<string, string | undefined>([[from, undefined]]);
    for (const id of before.keys()) { // those that are found on the way are added behind it
      if (id === to) {
        return wayTo(id, before);
      }
      this.namesOf(id).filter((next) => !before.has(next)).forEach((next) => before.set(next, id));
    }
    return undefined;
  }

  /** Whether a resource is ordered after another by a dependency, whatever else it has of it. */
  public isOrdered(from: string, to: string): boolean {
    return [this.rendered(this.byId.get(from)!).DependsOn].flat().includes(to);
  }

  private rendered(resource: CfnResource): { readonly Properties?: unknown; readonly DependsOn?: unknown } {
    const part: { Resources: Record<string, object> } = this.stack.resolve(templatePartOf(resource));
    return part.Resources[this.idOf(resource)] ?? {};
  }

  private allNamedIn(value: unknown): string[] {
    const found = new Set<string>();
    collect(this.stack.resolve(value), found);
    return [...found];
  }

  private namesOf(id: string): readonly string[] {
    const known = this.named.get(id) ?? this.namedIn(templatePartOf(this.byId.get(id)!));
    this.named.set(id, known);
    return known;
  }
}

function wayTo(end: string, before: ReadonlyMap<string, string | undefined>): string[] {
  const way: string[] = [];
  for (let id: string | undefined = end; id !== undefined; id = before.get(id)) {
    way.unshift(id);
  }
  return way;
}

/** The logical ids in a rendered value. Names that are no resource's do not matter. */
function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach((item) => collect(item, found));
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      idsOf(key, item).forEach((id) => found.add(id));
      collect(item, found);
    }
  }
}

function idsOf(key: string, value: unknown): string[] {
  const [first] = [value].flat();
  switch (key) {
    case 'Ref':
    case 'Fn::GetAtt':
      return typeof first === 'string' ? [first.split('.')[0]] : [];
    case 'Fn::Sub':
      return typeof first === 'string' ? [...first.matchAll(/\$\{([^!.}]+)/g)].map(([, id]) => id) : [];
    case 'DependsOn':
      return [value].flat().filter((id) => typeof id === 'string');
    default:
      return [];
  }
}

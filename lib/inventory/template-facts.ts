import { otherPermissionsIn } from './other-permissions';
import { resourcesIn } from './policies-of-resources';
import type { TemplateFacts } from './resource';
import { namedParts } from './resource-arns';
import { textOf } from '../cloudformation/intrinsics';
import type { TemplateScope } from '../cloudformation/intrinsics';
import type { LinkedStacks, StackTemplate } from '../cloudformation/linked-stacks';
import { CLUSTER_TYPES } from '../cloudformation/resource-types';
import { readableOr } from '../cloudformation/template-scope';
import { partitionOfRegion } from '../core/partition';
import { mapOf } from '../core/plain-object';
import { withKnownParts } from '../iam/known-parts';
import { isKnown } from '../iam/partial-text';

/** What templates that refer to each other tell beside their roles, each read when it is asked for. */
export class FactsOfTemplates {
  private readonly stacks: ReadonlyMap<string, StackTemplate>;
  private readonly parts = new Map<string, ReadonlyMap<string, string>>();
  private readonly read = new Map<string, TemplateFacts>();

  public constructor(stacks: readonly StackTemplate[], private readonly linked: LinkedStacks) {
    this.stacks = new Map(stacks.map((stack) => [stack.id, stack]));
  }

  public of(id: string): TemplateFacts {
    const facts = this.read.get(id) ?? this.factsOf(id);
    this.read.set(id, facts);
    return facts;
  }

  private factsOf(id: string): TemplateFacts {
    const scope = this.linked.scopeFor(id, id);
    const { account, region } = this.stacks.get(id)!;
    const valueOf = (name: string) => this.valueOf(id, name);
    const otherPermissions = () => otherPermissionsIn(scope);
    return { account, region, resources: resourcesIn(scope), otherPermissions, clusterNames: clusterNamesIn(scope), valueOf };
  }

  /** Other templates' parts have their ids before them. */
  private valueOf(id: string, name: string): string | undefined {
    if (name.startsWith('AWS::')) {
      return this.pseudo(id, name);
    }
    const slash = name.lastIndexOf('/');
    const other = name.slice(0, Math.max(0, slash));
    return this.partsOf(id).get(name) ?? (this.stacks.has(other) ? this.partsOf(other).get(name.slice(slash + 1)) : undefined);
  }

  private partsOf(id: string): ReadonlyMap<string, string> {
    const known = this.parts.get(id);
    if (known !== undefined) {
      return known;
    }
    const parts = new Map([...namedParts(this.linked.scopeFor(id, id), id)]
      .map(([name, text]) => [name, withKnownParts(text, (part) => this.pseudo(id, part))]));
    this.parts.set(id, parts);
    return parts;
  }

  private pseudo(id: string, name: string): string | undefined {
    const { account, region, stackName } = this.stacks.get(id)!;
    const partition = region === undefined ? undefined : partitionOfRegion(region);
    switch (name) {
      case 'AWS::AccountId': return account;
      case 'AWS::Region': return region;
      case 'AWS::StackName': return stackName;
      case 'AWS::Partition': return partition?.name;
      case 'AWS::URLSuffix': return partition?.dnsSuffix;
      default: return undefined;
    }
  }
}

function clusterNamesIn(scope: TemplateScope): Map<string, string> {
  return new Map(Object.entries(scope.resources).filter(([, { Type: type }]) => CLUSTER_TYPES.includes(String(type)))
    .flatMap(([id, { Properties: properties }]) => readableOr<[string, string]>([], () => {
      const { Name: name, Config: config } = mapOf(properties);
      const text = textOf(name ?? mapOf(config).name, scope);
      return text !== undefined && isKnown(text) ? [[id, text]] : [];
    })));
}

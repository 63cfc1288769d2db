import type { Branches } from './conditions';
import { chosenKeys, memberOf } from './mapping-keys';
import { CFN_JSON_TYPE, PROVIDER_TYPES } from './resource-types';
import { roleNameOutOfArn } from './role-name-out-of-arn';
import { hasFewValues, onlyValueOf } from './template-parameters';
import { issuerOfUnknown, selectFromSplit, splitIfSure } from './text-pieces';
import { shortHash } from '../core/short-hash';
import { isKnown, isLiteral, literalText, parsedJson, plain, unknownPart } from '../iam/partial-text';

/** A resource of a template, as far as intrinsic functions look into it. */
export interface TemplateResource {
  readonly Type?: unknown;
  readonly Properties?: unknown;
  readonly Condition?: unknown;
}

/** What intrinsic functions refer to. */
export interface TemplateScope {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly mappings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, unknown>>;
  /** The parameters, as the template declares them. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Stands before the names of what is not known, if another template is read: `Cluster/`. */
  readonly prefix?: string;
  /** Which key of a mapping something is that is not known, such as the region, by the text that it comes to; `''` for none of them. */
  readonly keysOfMappings?: ReadonlyMap<string, string>;
  /** The pseudo parameters of which it is known what they are, such as AWS::Region. */
  readonly pseudoParameters?: ReadonlyMap<string, string>;
  /** What a reference comes to that leads into another template; nothing if that is not known either. */
  readonly elsewhere?: (reference: string) => unknown;
}

/** Thrown for what nobody writes: a value nested without end, or one that grows without end. */
export class UnreadableError extends Error {}

const DEEPEST = 200;
const LONGEST = 500_000;
const MOST_VALUES = 200_000;
const REMOVED = Symbol('AWS::NoValue');

/** What a value turned out to depend on, by name. */
export interface Asked {
  readonly conditions: Set<string>;
  readonly parameters: Set<string>;
  /** The keys of mappings among which it may choose, by what chooses, where that is not known. */
  readonly keysOfMappings: Map<string, Set<string>>;
}

/** What the intrinsic functions in a value come to; what is known only at deploy time is an unknown part. */
export function evaluate(value: unknown, scope: TemplateScope, branches: Branches = new Map(), asked?: Asked): unknown {
  const result = new Evaluation(scope, branches, asked).value(value, 0);
  return result === REMOVED ? undefined : result;
}

/** The same as text; nothing if it is no text. */
export function textOf(value: unknown, scope: TemplateScope): string | undefined {
  const result = evaluate(value, scope);
  return ['string', 'number', 'boolean'].includes(typeof result) ? String(result) : undefined;
}

class Evaluation {
  /** The values of CfnJson that are being read: one that holds itself has no end. */
  private readonly open = new Set<string>();
  private values = 0;

  public constructor(private readonly scope: TemplateScope, private readonly branches: Branches, private readonly asked?: Asked) {}

  public value(value: unknown, depth: number): unknown {
    if (depth > DEEPEST) {
      throw new UnreadableError('nested too deep');
    }
    if (++this.values > MOST_VALUES) { // a CfnJson that holds another one twice, which holds another one twice, …
      throw new UnreadableError('too large');
    }
    if (typeof value === 'string') {
      return withDynamicReferences(literalText(value));
    }
    if (Array.isArray(value)) {
      const items = value.map((item) => this.value(item, depth + 1));
      return items.every((item, i) => item === value[i]) ? value : items.filter((item) => item !== REMOVED);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const map = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(map);
    if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) {
      return this.intrinsic(keys[0], map[keys[0]], depth + 1);
    }
    if (keys.some((key) => key === 'Fn::Transform' || key.startsWith('Fn::ForEach::'))) {
      return this.unknown('Fn::Transform', value); // what it makes stands among the other keys
    }
    const results = keys.map((key) => this.value(map[key], depth + 1));
    // Most of a template has no function in it: a copy of all of that would take longer than all the rest.
    return results.every((result, i) => result === map[keys[i]] && isLiteral(keys[i])) ? value
      : Object.fromEntries(keys.map((key, i) => [literalText(key), results[i]] as const).filter(([, result]) => result !== REMOVED));
  }

  private intrinsic(name: string, argument: unknown, depth: number): unknown {
    const list = Array.isArray(argument) ? argument : [];
    switch (name) {
      case 'Ref':
        return argument === 'AWS::NoValue' ? REMOVED : this.reference(argument);
      case 'Fn::GetAtt': {
        const [id, ...attribute] = Array.isArray(argument) ? list.map((part) => this.text(part, depth)) : String(argument).split(/\.(.*)/s).filter((part) => part !== '');
        return this.attribute(id ?? '', attribute.join('.'), depth);
      }
      case 'Fn::Join': {
        const parts = this.value(list[1], depth);
        return Array.isArray(parts) && typeof list[0] === 'string' && parts.every(isText)
          ? bounded(parts.map(String), literalText(list[0])) : this.unknown(name, argument);
      }
      case 'Fn::Sub':
        return this.substitute(Array.isArray(argument) ? list[0] : argument, list[1], depth);
      case 'Fn::Select':
        return this.select(Number(this.value(list[0], depth)), list[1], depth);
      case 'Fn::Split': {
        const text = this.text(list[1], depth);
        return (typeof list[0] === 'string' ? splitIfSure(text, list[0]) : undefined) ?? this.unknown(name, argument);
      }
      case 'Fn::If':
        return this.branch(list, argument, depth);
      case 'Fn::FindInMap':
        return this.find(list, argument, depth);
      case 'Fn::ToJsonString': {
        const value = this.value(argument, depth);
        return value !== null && typeof value === 'object' ? bounded([JSON.stringify(value)], '') : this.unknown(name, argument);
      }
      case 'Fn::ImportValue':
        return this.elsewhere(`import ${plain(this.text(argument, depth))}`);
      case 'Fn::GetStackOutput': {
        const { StackName: stack, OutputName: output } = (argument ?? {}) as Record<string, unknown>;
        return this.elsewhere(`output ${plain(this.text(stack, depth))}.${plain(this.text(output, depth))}`);
      }
      default:
        return this.unknown(name, argument);
    }
  }

  /** As text; a map or list in its place is none, and not known. */
  private text(value: unknown, depth: number): string {
    const result = this.value(value, depth);
    return isText(result) ? String(result) : this.unknown('', value);
  }

  /** A part that is not known, the same for the same function of the same arguments. */
  private unknown(name: string, argument: unknown): string {
    const json = JSON.stringify(argument) ?? '';
    const readable = [name, json.replace(/["[\]{}()]/g, '').slice(0, 60).trim(), `#${shortHash(`${name} ${json}`)}`].filter((part) => part !== '');
    return unknownPart(`${this.scope.prefix ?? ''}${readable.join(' ')}`);
  }

  private reference(argument: unknown): unknown {
    if (typeof argument !== 'string' || !/^[\w:.-]+$/.test(argument)) {
      return this.unknown('Ref', argument);
    }
    if (argument.startsWith('AWS::')) {
      return this.scope.pseudoParameters?.get(argument) ?? unknownPart(argument);
    }
    const { parameters } = this.scope;
    const given = this.scope.elsewhere?.(argument);
    if (given === undefined && hasFewValues(parameters, argument)) {
      this.asked?.parameters.add(argument);
    }
    return given ?? onlyValueOf(parameters, argument) ?? this.elsewhere(argument);
  }

  private elsewhere(reference: string): unknown {
    const isForAll = /^(import|output) /.test(reference);
    return this.scope.elsewhere?.(reference) ?? unknownPart(`${isForAll ? '' : this.scope.prefix ?? ''}${reference}`);
  }

  private attribute(id: string, attribute: string, depth: number): unknown {
    const resource = Object.hasOwn(this.scope.resources, id) ? this.scope.resources[id] : undefined;
    if (attribute === 'Value' && resource?.Type === CFN_JSON_TYPE && !this.open.has(id)) {
      // What aws-cdk-lib's CfnJson made: a JSON text, which its Lambda function parses.
      this.open.add(id);
      const value = this.value((resource.Properties as Record<string, unknown> | undefined)?.Value, depth);
      this.open.delete(id);
      return typeof value === 'string' ? parsedJson(value) ?? this.elsewhere(`${id}.Value`) : value;
    }
    if (attribute === 'OpenIdConnectIssuer') { // of CDK's own cluster: its URL without the scheme
      return issuerOfUnknown(`${this.scope.prefix ?? ''}${id}.OpenIdConnectIssuerUrl`);
    }
    return this.elsewhere(attribute === 'Arn' && PROVIDER_TYPES.includes(String(resource?.Type)) ? id : `${id}.${attribute}`);
  }

  private substitute(template: unknown, variables: unknown, depth: number): string {
    if (typeof template !== 'string') {
      return this.unknown('Fn::Sub', [template, variables]);
    }
    const given = new Map(Object.entries(variables ?? {}));
    const texts = new Map<string, string>();
    return bounded(template.split(/(\$\{[^}]*\})/).map((part) => {
      const name = /^\$\{([^}]*)\}$/s.exec(part)?.[1];
      if (name === undefined || name.startsWith('!')) {
        return literalText(name === undefined ? part : `\${${name.slice(1)}}`);
      }
      const text = texts.get(name) ?? this.text(given.has(name) ? given.get(name) : name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, depth);
      texts.set(name, text);
      return text;
    }), '');
  }

  private branch([name, yes, no]: unknown[], argument: unknown, depth: number): unknown {
    if (typeof name !== 'string') {
      return this.unknown('Fn::If', argument);
    }
    this.asked?.conditions.add(name);
    const branch = this.branches.get(name);
    return branch === undefined ? this.unknown('Fn::If', argument) : this.value(branch ? yes : no, depth);
  }

  private find(list: unknown[], argument: unknown, depth: number): unknown {
    const keys = list.slice(0, 3).map((part) => this.text(part, depth));
    const { DefaultValue: fallback } = (list[3] ?? {}) as Record<string, unknown>;
    const chosen = keys.length < 3 ? keys : chosenKeys(keys, fallback !== undefined, this.scope, this.asked);
    const found = keys.length < 3 ? undefined
      : chosen.reduce<unknown>(memberOf, this.scope.mappings) ?? (chosen.every(isKnown) ? fallback : undefined);
    return found === undefined ? this.unknown('Fn::FindInMap', argument) : this.value(found, depth);
  }

  private select(index: number, list: unknown, depth: number): unknown {
    const split = (list as Record<string, unknown> | null | undefined)?.['Fn::Split'];
    if (!Array.isArray(split) || typeof split[0] !== 'string') {
      const items = this.value(list, depth);
      return Array.isArray(items) && items[index] !== undefined ? items[index] : this.unknown('Fn::Select', [index, list]);
    }
    const text = this.text(split[1], depth);
    return roleNameOutOfArn(text, split[0], index, this.scope.resources) ?? selectFromSplit(text, split[0], index);
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What CloudFormation fetches at deploy time, such as a parameter of Systems Manager, is not known. A part of its name may be no more so. */
function withDynamicReferences(text: string): string {
  return !text.includes('{{resolve:') ? text : text.replace(/\{\{(resolve:[^{}]*)\}\}/g, (_, name: string) => unknownPart(name));
}

function bounded(parts: readonly string[], delimiter: string): string {
  if (parts.reduce((sum, part) => sum + part.length + delimiter.length, 0) > LONGEST) {
    throw new UnreadableError('too long');
  }
  return withDynamicReferences(parts.join(delimiter));
}

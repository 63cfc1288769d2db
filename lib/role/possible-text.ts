import { hasWildcard } from '../bundles/statement';
import { CfnMapping, CfnParameter } from '../core/cdk';
import type { Stack } from '../core/cdk';
import { templatePartOf } from '../core/cdk-internals';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';

/** Whether a value of the template may come to a text with a wildcard. */
export interface WildcardChance {
  /** The template itself holds the wildcard, in one of the texts that the value may come to. */
  readonly hasWildcard: boolean;
  /** The parts that somebody else chooses, of which the template says nothing: each as a clause. */
  readonly undecided: readonly string[];
}

const NONE: WildcardChance = { hasWildcard: false, undecided: [] };
const HOLDS: WildcardChance = { hasWildcard: true, undecided: [] };

/** Functions whose value is AWS's own, or a number. */
const OF_AWS = ['Fn::GetAtt', 'Fn::GetAZs', 'Fn::Cidr', 'Fn::Length'];

/** Types of parameters that take ids or numbers alone. */
const NARROW_TYPES = /^(?:Number|List<Number>|(?:List<)?AWS::(?!SSM::Parameter::Value)[\w:]+>?)$/;

/**
 * What resolved values of a stack's template may come to: mappings are looked up, both sides of a condition are read. Attributes and
 * names of resources are decided by AWS, and hold no wildcard.
 */
export class PossibleText {
  public constructor(private readonly stack: Stack) {}

  public of(value: unknown): WildcardChance {
    if (typeof value === 'string') {
      return ofText(value);
    }
    if (Array.isArray(value)) {
      return this.anyOf(value);
    }
    const [name, ...others] = isObject(value) ? Object.keys(value) : [];
    if (!isObject(value) || others.length > 0 || name === undefined) {
      return NONE;
    }
    return this.ofFunction(name, value[name]);
  }

  private ofFunction(name: string, argument: unknown): WildcardChance {
    const items = Array.isArray(argument) ? argument as unknown[] : [argument];
    switch (name) {
      case 'Ref':
        return this.ofReference(String(argument));
      case 'Fn::If':
        return this.anyOf(items.slice(1));
      case 'Fn::Join':
        return this.anyOf(items);
      case 'Fn::Split':
        return this.of(items[1]);
      case 'Fn::Select':
        return this.ofItem(items);
      case 'Fn::Sub':
        return this.ofTemplateText(items);
      case 'Fn::FindInMap':
        return this.ofMapping(items);
      case 'Fn::ImportValue':
        return undecided(`the import ${typeof argument === 'string' ? show(argument) : 'of another stack'}`);
      default:
        return OF_AWS.includes(name) ? NONE : undecided(`${name}, which is known at deploy time only`);
    }
  }

  private anyOf(values: readonly unknown[]): WildcardChance {
    const all = values.map((value) => this.of(value));
    return { hasWildcard: all.some((chance) => chance.hasWildcard), undecided: [...new Set(all.flatMap((chance) => chance.undecided))] };
  }

  /** Of a list in the template the item itself is known. */
  private ofItem([index, from]: readonly unknown[]): WildcardChance {
    return Array.isArray(from) && /^\d+$/.test(String(index)) ? this.of(from[Number(index)]) : this.of(from);
  }

  private ofTemplateText([text, given]: readonly unknown[]): WildcardChance {
    const values = isObject(given) ? given : {};
    const source = String(text);
    const names = [...source.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.trim());
    const literal = source.replace(/\$\{[^!}][^}]*\}/g, '').replace(/\$\{!/g, '${');
    return this.anyOf([literal, ...names.map((name) => Object.hasOwn(values, name) ? values[name] : name.includes('.') ? '' : { Ref: name })]);
  }

  private ofReference(id: string): WildcardChance {
    const parameter = id.includes('::') ? undefined : this.elements().find((node): node is CfnParameter => node instanceof CfnParameter && this.idOf(node) === id);
    const written = parameter && this.writtenPart(parameter, id);
    return written ? ofParameter(id, written) : NONE;
  }

  private ofMapping([name, top, second, options]: readonly unknown[]): WildcardChance {
    const mapping = this.elements().find((node): node is CfnMapping => node instanceof CfnMapping && this.idOf(node) === name);
    const written = mapping && typeof name === 'string' ? this.writtenPart(mapping, name) : undefined;
    if (!written) {
      return undecided(`the mapping ${show(name)}, which is not in the template of this stack`);
    }
    const otherwise = isObject(options) && 'DefaultValue' in options ? [options.DefaultValue] : [];
    return this.anyOf([...entriesAt(written, top).flatMap((entries) => entriesAt(entries, second)), ...otherwise]);
  }

  /** Parameters and mappings of the stack. */
  private elements() {
    return this.stack.node.findAll();
  }

  private idOf(element: CfnParameter | CfnMapping): string | undefined {
    return element.stack === this.stack ? String(this.stack.resolve(element.logicalId)) : undefined;
  }

  /** What an element becomes in the template. */
  private writtenPart(element: CfnParameter | CfnMapping, id: string): Record<string, unknown> | undefined {
    const part: unknown = this.stack.resolve(templatePartOf(element));
    const section = isObject(part) ? Object.values(part)[0] : undefined;
    const written = isObject(section) ? section[id] : undefined;
    return isObject(written) ? written : undefined;
  }
}

function ofText(text: string): WildcardChance {
  return /\{\{resolve:/.test(text) ? undecided(`the dynamic reference ${show(text)}`) : hasWildcard(text) ? HOLDS : NONE;
}

function undecided(what: string): WildcardChance {
  return { hasWildcard: false, undecided: [what] };
}

/** The entries of a key that is written, or of every key. */
function entriesAt(values: unknown, key: unknown): unknown[] {
  const known = isObject(values) ? values : {};
  return typeof key === 'string' ? Object.hasOwn(known, key) ? [known[key]] : [] : Object.values(known);
}

function ofParameter(id: string, written: Record<string, unknown>): WildcardChance {
  const { Type: type, Default: usual, AllowedValues: allowed, AllowedPattern: pattern } = written;
  if (Array.isArray(allowed)) {
    return allowed.some((value) => hasWildcard(String(value))) ? HOLDS : NONE;
  }
  if (usual !== undefined && hasWildcard(String(usual))) {
    return HOLDS;
  }
  const isNarrow = (typeof type === 'string' && NARROW_TYPES.test(type)) || (typeof pattern === 'string' && excludesWildcards(pattern));
  return isNarrow ? NONE : undecided(`the parameter ${show(id)}`);
}

/** Whether a regular expression takes no text with a wildcard: no part of it may. What is not understood may. */
function excludesWildcards(pattern: string): boolean {
  const atoms = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|[^]/g) ?? [];
  return atoms.every((atom) => {
    // A bracket that closes at once stands for itself in CloudFormation's patterns, and the class goes on behind it.
    if (atom === '.' || /^\[\^?\]$/.test(atom) || /^\\[^dws\W]/.test(atom) || /^\[.*(?:\[|&&|\\[^dws\W])/.test(atom)) {
      return false;
    }
    return !/^[\\[]/.test(atom) || !['*', '?'].some((wildcard) => new RegExp(`^${atom}$`).test(wildcard));
  });
}

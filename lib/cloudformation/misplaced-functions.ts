import type { TemplateScope } from './intrinsics';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';

/** An intrinsic function, or a reference, that stands where CloudFormation does not apply it. */
export interface MisplacedFunction {
  /** As it is written. */
  readonly text: string;
  /** What is wrong with it: a sentence. */
  readonly problem: string;
}

const AS_TEXT = 'write the whole policy as text through Fn::Sub';

/** Functions that take text or a list. */
const NOT_OF_MAPS = ['Fn::Sub', 'Fn::Join', 'Fn::Select', 'Fn::Split'];
/** Functions that give text. */
const OF_TEXT = ['Fn::Sub', 'Fn::Join', 'Fn::Base64'];

/** Finds them in a policy of a template; such a template is refused, or its policy holds a text that nothing ever equals. */
export function misplacedFunctions(policy: unknown, scope: TemplateScope): MisplacedFunction[] {
  const search = new Search(scope);
  search.value(policy, '', 0);
  return [...search.found].map(([text, problem]) => ({ text, problem }));
}

class Search {
  public readonly found = new Map<string, string>();

  public constructor(private readonly scope: TemplateScope) {}

  /** @param below the elements of the policy right above: `/Condition` */
  public value(value: unknown, below: string, depth: number): void {
    if (depth > 200) {
      return; // said by others
    }
    if (typeof value === 'string') {
      this.text(value, 'write it with Fn::Sub');
    } else if (Array.isArray(value)) {
      value.forEach((item) => this.value(item, '', depth + 1));
    } else if (isObject(value)) {
      this.map(value, below, depth);
    }
  }

  private map(map: Record<string, unknown>, below: string, depth: number): void {
    const keys = Object.keys(map);
    const [first] = keys;
    if (keys.length === 1 && (first === 'Ref' || first.startsWith('Fn::'))) {
      this.call(first, map[first], below, depth);
      return;
    }
    for (const key of keys) {
      const [, name] = /^!([A-Z]\w*) /.exec(key) ?? [];
      if (name !== undefined) {
        this.found.set(key, `${show(key)} stands as a key, where CloudFormation applies no function: ${AS_TEXT}`);
      } else if ((key === 'Ref' || key.startsWith('Fn::')) && !/^Fn::(Transform|ForEach::)/.test(key)) {
        this.found.set(key, `${key} stands among other keys (${show(keys.find((other) => other !== key))}), where CloudFormation applies no function: ${AS_TEXT}`);
      } else {
        this.text(key, AS_TEXT);
      }
      this.value(map[key], key === 'Condition' ? '/Condition' : below === '/Condition' ? '/Condition/operator' : '', depth + 1);
    }
  }

  private call(name: string, argument: unknown, below: string, depth: number): void {
    if (isObject(argument) && NOT_OF_MAPS.includes(name) && !isCall(argument)) {
      this.found.set(`${name} over a map`, `${name} takes ${name === 'Fn::Sub' ? 'text' : 'a list'}, and a map stands there, in which nothing is substituted: ${AS_TEXT}`);
    } else if (below.startsWith('/Condition') && OF_TEXT.includes(name)) {
      this.found.set(`${name} as conditions`, `${name} gives text, where IAM takes a map of conditions: ${AS_TEXT}`);
    } else if (name === 'Fn::Sub') {
      this.value(Array.isArray(argument) ? argument.slice(1) : [], '', depth + 1);
    } else if (name !== 'Ref' && name !== 'Fn::GetAtt') {
      this.value(argument, '', depth + 1);
    }
  }

  /** A reference in text that no Fn::Sub substitutes. */
  private text(text: string, fix: string): void {
    const [, reference] = text.includes('${') ? /\$\{([\w:.]+)\}/.exec(text) ?? [] : [];
    if (reference !== undefined && [...text.matchAll(/\$\{([\w:.]+)\}/g)].some(([, name]) => this.declares(name))) {
      this.found.set(text, `${show(text)} stands outside Fn::Sub, where nothing is substituted, and no token ever has it: ${fix}`);
    }
  }

  private declares(reference: string): boolean {
    const [name] = reference.split('.');
    return name.startsWith('AWS::') || Object.hasOwn(this.scope.resources, name) || Object.hasOwn(this.scope.parameters ?? {}, name);
  }
}

function isCall(map: Record<string, unknown>): boolean {
  const [key, ...others] = Object.keys(map);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}

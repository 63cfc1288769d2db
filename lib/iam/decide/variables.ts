import { resourceStart } from '../arn';
import { escapedPart, samePart, variablePart } from '../language/pattern';
import { isKnown, literalText } from '../partial-text';

/** What a policy variable stands for in the requests of one case. */
export type VariableValue =
  /** Its key is absent, or has no text, which AWS may take for the same. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string }
  /** A text that is not known, the same wherever the variable stands. */
  | { readonly kind: 'same' };

/** Where in a policy texts stand. */
export interface VariablePlace {
  readonly version: string | undefined;
  readonly hasWildcards: boolean;
  /** Whether the texts are ARNs. In resources, variables begin behind the fifth colon. */
  readonly arns?: 'resource' | 'condition';
  readonly ignoreCase?: boolean;
  /** The key that the texts are compared with, in lower case. */
  readonly key?: string;
  /** What the statement itself asks of keys: patterns by the key's name in lower case. */
  readonly asked?: ReadonlyMap<string, readonly string[]>;
}

const WITHOUT_VARIABLES: readonly (string | undefined)[] = [undefined, '2008-10-17'];
const WITH_VARIABLES = '2012-10-17';

/** `${*}`, `${?}` and `${$}`, a key with or without its default, or what cannot be read. */
const VARIABLE = /\$\{(?:([*?$])|([^{}',\uE000\uE001]+)(?:,\s*'([^'\uE000\uE001]*)')?|[^{}]*)\}/g;


const MOST_TEXTS = 64;

/** The policy variables of a question, in one of the cases in which it is asked. */
export class PolicyVariables {
  /** Each variable may be any text. */
  public static readonly open = new PolicyVariables(new Map(), () => undefined);

  /**
   * @param values by the key's name in lower case; a variable of another key is any text
   * @param askedOf the patterns of a key's values in the question, if it lists them
   */
  public constructor(
    private readonly values: ReadonlyMap<string, VariableValue>, private readonly askedOf: (key: string) => readonly string[] | undefined,
  ) {}

  /** Texts of a policy with parts in place of their variables. A text is left out where one of its variables has no value. */
  public read(texts: readonly string[], place: VariablePlace): readonly string[] {
    if (WITHOUT_VARIABLES.includes(place.version)) {
      return texts;
    }
    // Only faster: most texts have no variables.
    return texts.some((text) => text.includes('$')) ? texts.flatMap((text) => this.ofText(text, place)) : texts;
  }

  private ofText(text: string, place: VariablePlace): readonly string[] {
    const arn = place.arns === 'resource' ? text : text.replace(VARIABLE, (whole) => '-'.repeat(whole.length));
    const head = place.arns === undefined ? 0 : resourceStart(arn) ?? text.length;
    const matches = [...text.matchAll(VARIABLE)];
    const rest = text.replace(VARIABLE, '-');
    const isUnread = rest.includes('${') || rest.includes('$\uE000')
      || (text.includes('${') && (place.version !== WITH_VARIABLES || (place.arns !== undefined && !isKnown(text.slice(0, head)))));
    if (isUnread) {
      return [variablePart('a text that cannot be read')];
    }
    let [found, end] = [[''], 0];
    for (const match of matches) {
      const before = text.slice(end, match.index);
      const own = this.ofVariable(match, match.index < head, place);
      const all = found.length * own.length > MOST_TEXTS ? [variablePart(match[0])] : own;
      found = found.flatMap((start) => all.map((way) => start + before + way));
      end = match.index + match[0].length;
    }
    return found.map((start) => start + text.slice(end));
  }

  private ofVariable([whole, special, name, defaultValue]: RegExpMatchArray, isInHead: boolean, place: VariablePlace): readonly string[] {
    const anything = variablePart(literalText(whole));
    if (special !== undefined) {
      return [escapedPart(special)];
    }
    if (name === undefined || (isInHead && place.arns === 'resource')) {
      return [anything];
    }
    const key = name.trim().toLowerCase();
    const value = this.values.get(key);
    switch (value?.kind) {
      case 'absent': return defaultValue === undefined ? [] : place.hasWildcards && /[*?]/.test(defaultValue) ? [anything] : [defaultValue];
      case 'text': return [isInHead && value.text.includes(':') ? anything : escaped(value.text, place)];
      case 'same': return [isInHead || place.ignoreCase || key === place.key ? anything : samePart(key)];
      default: {
        const asked = defaultValue === undefined ? place.asked?.get(key) ?? this.askedOf(key) : undefined;
        return asked === undefined ? [anything] : asked.map((pattern) => variablePart(literalText(whole), pattern));
      }
    }
  }
}

/** A `*` of a value is a letter. */
function escaped(text: string, { hasWildcards }: VariablePlace): string {
  return hasWildcards ? text.replace(/[*?]/g, escapedPart) : text;
}


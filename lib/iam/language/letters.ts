/** A letter of a word: a character, or a whole part that is not known yet, which has more characters. */
export type Letter = string;

/** Begins the name of a part that stands for a text which a request gives. Such a text may have colons. */
export const GIVEN_BY_REQUEST = '\u0003';

let count = 0;

/** Which letters an element of a pattern takes: those listed, or all but those listed. */
export class LetterClass {
  /** What `*` takes. */
  public static readonly any = new LetterClass([], true, true);
  /** What `?` takes: a part that is not known may have any length. */
  public static readonly anyCharacter = new LetterClass([], true, false);
  /** What `*` takes in a part of an ARN. */
  public static readonly notColon = new LetterClass([':'], true, true);
  /** What `?` takes in a part of an ARN. */
  public static readonly characterButColon = new LetterClass([':'], true, false);

  /** The characters of a text. */
  public static of(characters: string): LetterClass {
    return new LetterClass([...characters], false, false);
  }

  /** Those that it takes, or, where it takes all others, those that it does not. */
  public readonly letters: ReadonlySet<Letter>;
  /** By which it is told from others. */
  public readonly number = count++;

  private constructor(letters: readonly Letter[], public readonly takesOthers: boolean, private readonly takesUnknown: boolean) {
    this.letters = new Set(letters);
  }

  /** What it takes, as a text: classes of one signature take the same. */
  public get signature(): string {
    return `${this.takesOthers}${this.takesUnknown}${[...this.letters].join('')}`;
  }

  public has(letter: Letter): boolean {
    return letter.length === 1 ? this.letters.has(letter) !== this.takesOthers
      : this.takesUnknown && (letter[1] !== GIVEN_BY_REQUEST || this.letters.size === 0);
  }
}

/** What a name would have where any letter will do, the likeliest first. */
const LIKELY = 'xyzabcdefghijklmnopqrstuvw0123456789-XYZABCDEFGHIJKLMNOPQRSTUVW';

/** A character that is none of those given; the likeliest in a real name. */
export function otherLetter(isTaken: (letter: Letter) => boolean): Letter {
  for (const letter of LIKELY) {
    if (!isTaken(letter)) {
      return letter;
    }
  }
  for (let code = 0x100; ; code++) {
    const letter = String.fromCharCode(code);
    if (!isTaken(letter)) {
      return letter;
    }
  }
}

/** One letter for each way in which the classes tell apart the letters that are not explicit. */
export function representatives(classes: readonly LetterClass[], isExplicit: (letter: Letter) => boolean): Letter[] {
  if (classes.length === 0) {
    return [];
  }
  return toldApart(classes).flatMap((letters) => letters.find((letter) => !isExplicit(letter)) ?? []);
}

/** Classes are few, and asked for at each step of a walk. */
const KNOWN = new WeakMap<LetterClass, Map<string, readonly (readonly Letter[])[]>>();

/** The letters of classes, likely ones first, in groups that the classes do not tell apart. */
function toldApart(classes: readonly LetterClass[]): readonly (readonly Letter[])[] {
  const known = KNOWN.get(classes[0]) ?? new Map<string, readonly (readonly Letter[])[]>();
  KNOWN.set(classes[0], known);
  const key = classes.map(({ number }) => number).join();
  let groups = known.get(key);
  if (groups === undefined) {
    const bySignature = new Map<string, Letter[]>();
    for (const letter of sortedByLikelihood(new Set(classes.flatMap(({ letters }) => [...letters])))) {
      const signature = classes.map((own) => own.has(letter) ? '1' : '0').join('');
      bySignature.set(signature, [...bySignature.get(signature) ?? [], letter]);
    }
    groups = [...bySignature.values()];
    // Only faster: the groups are the same each time.
    known.set(key, groups);
  }
  return groups;
}

function sortedByLikelihood(letters: ReadonlySet<Letter>): Letter[] {
  const likely = [...LIKELY].filter((letter) => letters.has(letter));
  return [...new Set([...likely, ...letters])];
}

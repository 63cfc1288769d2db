import { globMatches } from '../iam/glob';
import { isKnown, masked, splitText } from '../iam/partial-text';

/** A character that nobody writes: only a wildcard stands for it. */
const ANY = '\u0001';

/** Whether a pattern takes whatever there is of a type (`role`, `policy`) in an account: `*`, `arn:aws:iam::111122223333:role/*`. */
export function takesAny(pattern: string, type: string): boolean {
  const text = masked(pattern, 'x');
  const parts = text.split(':');
  const written = (i: number, otherwise: string) => parts[i] !== undefined && !/[*?]/.test(parts[i]) ? parts[i] : otherwise;
  const begin = `arn:${written(1, 'aws')}:iam::${written(4, '000000000000')}:${type}/`;
  return [ANY, `${ANY}/${ANY}`].some((name) => globMatches(text, begin + name));
}

/** Whether a pattern of policies takes the one that allows everything. */
export function takesAdministrator(pattern: string): boolean {
  const text = masked(pattern, 'aws');
  const partition = /^arn:([a-z-]+):/.exec(text)?.[1] ?? 'aws';
  return globMatches(text, `arn:${partition}:iam::aws:policy/AdministratorAccess`) || takesAny(pattern, 'policy');
}

/** Whether a pattern can stand for a resource of a type at all: `arn:aws:s3:::*` for no role. */
export function canBe(pattern: string, type: string): boolean {
  const expected = ['arn', undefined, 'iam', '', undefined, `${type}/`];
  for (const [i, part] of splitText(pattern, ':').entries()) {
    const head = /^[^*?\uE000]*/.exec(part)![0];
    const wanted = expected[i];
    if (i === 5) {
      return head.startsWith(wanted!) || (head !== part && wanted!.startsWith(head));
    }
    if (wanted !== undefined && (head === part ? part !== wanted : !wanted.startsWith(head))) {
      return false;
    }
    if (masked(part).includes('*') || (wanted !== undefined && !isKnown(part))) {
      return true; // stands for what follows, too
    }
  }
  return false;
}

/** Whether a pattern takes all that another does. Its `?` would take the other's `*` for one character. */
export function includesPattern(pattern: string, other: string): boolean {
  return isKnown(pattern) ? !pattern.includes('?') && globMatches(pattern, masked(other, 'x')) : pattern === other;
}

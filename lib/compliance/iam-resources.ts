import { arnParts } from '../iam/arn';
import { globMatches, hasWildcard } from '../iam/glob';
import { isKnown, masked, splitText } from '../iam/partial-text';

/** A character that nobody writes: only a wildcard stands for it. */
const ANY = '\u0001';

/** Whether a pattern takes whatever there is of a type (`role`, `policy`) in an account: `*`, `arn:aws:iam::111122223333:role/*`. */
export function takesAny(pattern: string, type: string): boolean {
  const begin = `arn:${written(pattern, 1, 'aws')}:iam::${written(pattern, 4, '000000000000')}:${type}/`;
  return [ANY, `${ANY}/${ANY}`].some((name) => globMatches(pattern, begin + name));
}

/** Whether a pattern of policies takes the one that allows everything. */
export function takesAdministrator(pattern: string): boolean {
  const account = arnParts(pattern)?.account ?? 'aws';
  const administrator = `arn:${written(pattern, 1, 'aws')}:iam::${isKnown(account) ? 'aws' : account}:policy/AdministratorAccess`;
  return globMatches(pattern, administrator) || takesAny(pattern, 'policy');
}

/** A part of a pattern of ARNs, if it has no wildcard. */
function written(pattern: string, index: number, otherwise: string): string {
  const part = splitText(pattern, ':')[index];
  return part !== undefined && !hasWildcard(part) ? part : otherwise;
}

/** Whether a pattern can stand for a resource of a type at all: `arn:aws:s3:::*` for no role. */
function canBe(pattern: string, type: string): boolean {
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
    if (wanted !== undefined && !isKnown(part)) {
      return true; // may stand for what follows, too
    }
  }
  return true; // IAM fills up what is missing
}

/** Whether an entry can be of a kind of IAM's, such as `iam::*:role/*`, at all. Nobody can change a service-linked role. */
export function canBeOf(entry: string, kind: string): boolean {
  const [type] = kind.split(':')[3].split('/');
  return canBe(entry, type) && !/:role\/aws-service-role\//.test(masked(entry));
}

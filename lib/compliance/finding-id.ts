import { shortHash } from '../core/short-hash';
import { plain } from '../iam/partial-text';

const MOST = 300;

/**
 * The id under which a finding is acknowledged: `AnyNamespace[system:serviceaccount:*:web]`. aws-cdk-lib writes `-`
 * for a space, and refuses an id whose brackets do not pair.
 */
export function findingId(rule: string, detail: string | undefined): string {
  if (detail === undefined) {
    return rule;
  }
  const text = plain(detail).replace(/ /g, '-');
  const paired = isPaired(text) ? text : text.replace(/[()[\]{}]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${rule}[${paired.length > MOST ? `${cut(paired)}…${shortHash(text)}` : paired}]`;
}

/** The beginning, without brackets, of which half a pair might be left. */
function cut(text: string): string {
  return text.slice(0, MOST).replace(/[()[\]{}]/g, '');
}

function isPaired(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    const at = ')]}'.indexOf(character);
    if ('([{'.includes(character)) {
      open.push(')]}'['([{'.indexOf(character)]);
    } else if (at >= 0 && open.pop() !== character) {
      return false;
    }
  }
  return open.length === 0;
}

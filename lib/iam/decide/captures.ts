import type { AccessRequest } from '../access-request';
import type { PolicyDocument } from '../document';
import { globMatches } from '../glob';
import { isKnown } from '../partial-text';

/** Longer texts are not taken apart. */
const MAX_LENGTH = 256;
const MAX_TEXTS = 200;

/** What the variables of policies would have to be, by their keys in lower case, for texts to stand for those of a request. */
export function captures(request: AccessRequest, documents: readonly PolicyDocument[]): [key: string, text: string][] {
  const context = new Map(Object.entries(request.context ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const found: [string, string][] = [];
  const add = (texts: readonly string[], given: readonly string[]) => {
    for (const text of texts.filter((own) => own.includes('${')).slice(0, MAX_TEXTS)) {
      given.forEach((value) => found.push(...capturesOf(text, value)));
    }
  };
  for (const { resources, notResources, conditions } of documents.flatMap(({ statements }) => statements)) {
    add([...resources, ...notResources], [request.resource]);
    for (const { key, values, operator: { ignoreCase } } of conditions) {
      const given = [context.get(key.toLowerCase()) ?? []].flat();
      add(values, ignoreCase ? given.flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()]) : given);
    }
  }
  return found;
}

function capturesOf(text: string, given: string): [string, string][] {
  if (given.length > MAX_LENGTH || text.length > MAX_LENGTH || !isKnown(given) || !isKnown(text)) {
    return [];
  }
  return [...text.matchAll(/\$\{([^{}',*?$]+)[^{}]*\}/g)].flatMap((match): [string, string][] => {
    const [before, behind] = [text.slice(0, match.index), text.slice(match.index + match[0].length)].map((part) => part.replace(/\$\{[^{}]*\}/g, '*'));
    const starts = positions(given, (at) => globMatches(before, given.slice(0, at)));
    const ends = positions(given, (at) => globMatches(behind, given.slice(at)));
    // The shortest and the longest text from the first place where it may begin.
    const [start] = starts;
    const [first, last] = [ends.find((end) => end > start), ends.at(-1)!];
    const pieces = start === undefined || first === undefined ? [] : [given.slice(start, first), given.slice(start, last)];
    return [...new Set(pieces)].map((piece) => [match[1].trim().toLowerCase(), piece]);
  });
}

function positions(text: string, holds: (at: number) => boolean): number[] {
  return Array.from({ length: text.length + 1 }, (_, at) => at).filter(holds);
}

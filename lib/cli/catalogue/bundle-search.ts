import { SEARCH_WORDS } from './search-words';
import { ALSO_FOR } from '../../bundles/also-for';
import type { BundleDefinition } from '../../bundles/definition';
import { DEFINITIONS } from '../../bundles/definitions';
import { statementVariants } from '../../bundles/statement-variants';

/** How well a bundle fits; more is better. */
const RANKS = { group: 6, meant: 4, id: 3, program: 2, text: 1 } as const;

/**
 * The bundle with an id, whatever its case; or those in which a word is found, best first: by their names, by what people call them, by
 * the programs that they are for, and by what they say. A word with a colon is an action.
 */
export function bundlesFor(word: string): readonly BundleDefinition[] {
  const exact = DEFINITIONS.find(({ id }) => id.toLowerCase() === word.trim().toLowerCase());
  if (exact !== undefined) {
    return [exact];
  }
  if (word.includes(':')) {
    const action = word.trim().toLowerCase();
    return DEFINITIONS.filter((definition) => actionsOf(definition).some((one) => one.toLowerCase().includes(action)));
  }
  const query = words(word);
  const meant = idsMeant(query.join(' '));
  const order = (id: string) => meant.includes(id) ? meant.indexOf(id) : meant.length;
  return DEFINITIONS.map((definition) => ({ definition, rank: rankOf(definition, query, meant) })).filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || order(a.definition.id) - order(b.definition.id)).map(({ definition }) => definition);
}

/** What people call things for which bundles have other names: for suggestions. */
export function knownWords(): readonly string[] {
  return SEARCH_WORDS.flatMap(([all]) => all.split(', '));
}

/** Programs that need nothing but bundles of the catalogue, by a part of their name. */
export function programsFor(word: string): typeof ALSO_FOR {
  const wanted = words(word).join(' ');
  return wanted === '' ? [] : ALSO_FOR.filter(({ program }) => isIn(wanted, words(program).join(' ')));
}

function rankOf(definition: BundleDefinition, query: readonly string[], meant: readonly string[]): number {
  const { id, summary, usedBy = '', factory } = definition;
  const whole = query.join('');
  if (whole === '') {
    return 0;
  }
  const [group, name] = id.split('.').map((part) => words(part).join(''));
  const letters = id.toLowerCase().replace(/[^a-z0-9]/g, '');
  const programs = [usedBy, ...ALSO_FOR.filter(({ bundles }) => bundles.includes(id)).map(({ program }) => program)].map((text) => words(text).join(' '));
  const texts = [id, summary, factory, ...programs].map((text) => words(text).join(' ')).join(' ');
  return group === whole || id.split('.')[0].toLowerCase() === whole ? RANKS.group
    : meant.includes(id) ? RANKS.meant + (group.startsWith(whole) ? 1 : 0)
      : [`${group}${name}`, letters].some((text) => whole.length > 2 ? text.includes(whole) : text.startsWith(whole)) ? RANKS.id
        : programs.some((program) => isIn(query.join(' '), program)) ? RANKS.program
          : query.every((one) => isIn(one, texts)) || (whole.length > 4 && texts.replace(/ /g, '').includes(whole)) ? RANKS.text : 0;
}

/** The bundles that people look for by a word, best first; `secret` and `secrets` are one. */
function idsMeant(query: string): readonly string[] {
  const found = SEARCH_WORDS.filter(([all]) => all.split(', ').some((one) => words(one).join(' ') === query || words(one).join('') === query.replace(/ /g, '')));
  return found.flatMap(([, bundles]) => bundles.split(' ')).flatMap((bundle) => DEFINITIONS.map(({ id }) => id).filter((id) => id === bundle || id.split('.')[0] === bundle));
}

/** Whether words stand in a text, from the beginning of one of its words on. */
function isIn(wanted: string, text: string): boolean {
  return ` ${text}`.includes(` ${wanted}`);
}

/** The words of a text or of an id, small and without the end of a plural: `secretsManager` has two. */
function words(text: string): string[] {
  return text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((one) => one !== '')
    .map((one) => one.length > 3 ? one.replace(/ies$/, 'y').replace(/(?<=[^su])s$/, '') : one);
}

function actionsOf(definition: BundleDefinition): string[] {
  return statementVariants(definition).flatMap(({ statement: { Action: actions } }) => actions);
}

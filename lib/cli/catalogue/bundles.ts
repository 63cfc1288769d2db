import { bundlesFor, knownWords, programsFor } from './bundle-search';
import { bundleData, bundleDetails, bundleList, programLines } from './bundle-text';
import { DEFINITIONS } from '../../bundles/definitions';
import { jsonText } from '../../core/escape';
import { count, nearest, show } from '../../core/text';
import { paintOf } from '../colours';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';

/** Options of the command, as commander gives them. */
export interface GivenBundlesOptions {
  readonly format: 'text' | 'json';
}

/** A change that breaks readers raises it. */
const VERSION = 1;

/** Shows the bundles that a word is found in, or one of them in full. */
export function runBundles(word: string | undefined, { format }: GivenBundlesOptions, version: string, console: Console): number {
  const found = word === undefined ? DEFINITIONS : bundlesFor(word);
  if (found.length === 0) {
    console.err(`error: ${nothingFound(word!)}\n`);
    return ExitCode.FOUND;
  }
  if (format === 'json') {
    console.out(jsonText({ version: VERSION, tool: { name: 'cdk-irsa', version }, bundles: found.map(bundleData) }));
    return ExitCode.SUCCESS;
  }
  const look = { paint: paintOf(console.isColoured), width: console.width };
  const programs = word === undefined ? '' : programLines(programsFor(word), look);
  console.out(found.length === 1 ? `${bundleDetails(found[0], look)}${programs === '' ? '' : `\n${programs}`}`
    : `${bundleList(found, look)}\n${programs}${count(found.length, 'bundle')}. npx cdk-irsa bundles ID shows one in full, with an entry to paste.\n`);
  return ExitCode.SUCCESS;
}

/** What to do about permissions that the catalogue does not have. */
const OWN_POLICY = 'write a policy file of your own (https://github.com/cdk-irsa/cdk-irsa/blob/main/docs/permissions.md#your-own-policies)';

function nothingFound(word: string): string {
  const near = nearest(word, [...DEFINITIONS.map(({ id }) => id), ...knownWords()]);
  if (near !== undefined) {
    return `no bundle has ${show(word)} in its id, summary or use: did you mean ${show(near)}?`;
  }
  return word.includes(':') ? `no bundle allows ${show(word)}: ${OWN_POLICY}`
    : `no bundle has ${show(word)} in its id, summary or use: npx cdk-irsa bundles lists all; for permissions that none has, ${OWN_POLICY}`;
}

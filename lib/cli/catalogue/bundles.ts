import { bundleData, bundleDetails, bundleList, many } from './bundle-text';
import type { BundleDefinition } from '../../bundles/definition';
import { DEFINITIONS } from '../../bundles/definitions';
import { statementVariants } from '../../bundles/statement-variants';
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
    const near = nearest(word!, DEFINITIONS.map(({ id }) => id));
    const hint = near === undefined ? 'npx cdk-irsa bundles lists all' : `did you mean ${show(near)}?`;
    console.err(`error: ${show(word)} is in no bundle's id, summary or use: ${hint}\n`);
    return ExitCode.FOUND;
  }
  if (format === 'json') {
    console.out(jsonText({ version: VERSION, tool: { name: 'cdk-irsa', version }, bundles: found.map(bundleData) }));
    return ExitCode.SUCCESS;
  }
  const look = { paint: paintOf(console.isColoured), width: console.width };
  console.out(found.length === 1 ? bundleDetails(found[0], look)
    : `${bundleList(found, look)}\n${count(found.length, 'bundle')}. npx cdk-irsa bundles ID shows one in full, with an entry to paste.\n`);
  return ExitCode.SUCCESS;
}

/** The bundle with an id, whatever its case; or those in which a word is found: a service, a controller, an action. */
export function bundlesFor(word: string): readonly BundleDefinition[] {
  const wanted = word.toLowerCase();
  const exact = DEFINITIONS.find(({ id }) => id.toLowerCase() === wanted);
  if (exact !== undefined) {
    return [exact];
  }
  return DEFINITIONS.filter((definition) => {
    const { id, summary, usedBy = '', factory } = definition;
    return [id, summary, usedBy, factory].some((text) => text.toLowerCase().includes(wanted)) || (wanted.includes(':') && allows(definition, wanted));
  });
}

function allows(definition: BundleDefinition, action: string): boolean {
  return statementVariants(definition).some(({ statement }) => many(statement.Action).some((one) => one.toLowerCase().includes(action)));
}

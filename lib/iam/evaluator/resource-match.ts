import type { Run } from './evaluation-run';
import { VariableText } from './policy-variable';
import type { VariableSupport } from './policy-variable';
import { ANY, arnPatternTakes, hasUnknown, takesAll } from './text-pattern';
import type { ShortArn } from './text-pattern';
import { someOf } from './truth';
import type { Truth } from './truth';
import { isKnown, plain, symbolsOf } from '../partial-text';

/**
 * The entries of a `Resource` or `NotResource`, read once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export class ResourceMatch {
  /** Entries without wildcards, variables and unknown parts, which are looked up. */
  private readonly literals = new Set<string>();
  private readonly entries: VariableText[] = [];
  private readonly hasAll: boolean;

  public constructor(entries: readonly string[], support: VariableSupport, private readonly shortArn: ShortArn) {
    this.hasAll = entries.includes('*');
    for (const entry of this.hasAll ? [] : entries) {
      const resource = fifthColon(entry);
      // Behind an ARN that is not known, the resource may begin anywhere.
      const mayBeginBefore = /\uE000[^]*\$\{/.test(entry.slice(0, resource));
      const text = mayBeginBefore ? new VariableText(entry, true, 'unknown')
        : new VariableText(entry, true, resource === undefined ? 'literal' : support, resource);
      if (text.literal !== undefined && resource !== undefined) {
        this.literals.add(entry);
      } else {
        this.entries.push(text);
      }
    }
  }

  /** Whether one of the entries takes the resource of the request. */
  public takes(run: Run): Truth {
    const { resource } = run.request;
    return this.hasAll || this.literals.has(resource)
      || someOf([...this.entries, ...this.maybeLiterals(resource)], (entry) => this.entryTakes(entry, resource, run));
  }

  /** Where the resource has parts that are not known, entries are not looked up. */
  private maybeLiterals(resource: string): readonly VariableText[] {
    return !isKnown(resource) ? [...this.literals].map((entry) => new VariableText(entry, true, 'literal')) : [];
  }

  private entryTakes(entry: VariableText, resource: string, run: Run): Truth {
    const resolution = entry.resolvedBy(run.keys);
    if (resolution === 'noValue') {
      return false;
    }
    if ('open' in resolution) {
      return run.open(resolution.open);
    }
    const { pattern } = resolution;
    const isUnknown = hasUnknown(pattern);
    if (!isUnknown && takesAll(pattern)) {
      return true;
    }
    const truth = resource !== '*' ? arnPatternTakes(pattern, resource, this.shortArn, run.budget)
      // An action that is about no resource is granted by "*" alone, which an entry that is not known may come to be.
      : isUnknown && pattern.every((symbol) => symbol === ANY || (typeof symbol === 'string' && symbol.length > 1)) ? undefined : false;
    return truth ?? run.open(`the resource ${plain(entry.text)}`);
  }
}

/** Where the resource of an ARN begins, before which there are no variables. */
function fifthColon(entry: string): number | undefined {
  let [at, colons] = [0, 0];
  for (const symbol of symbolsOf(entry)) {
    at += symbol.length;
    colons += symbol === ':' ? 1 : 0;
    if (colons === 5) {
      return at;
    }
  }
  return undefined;
}

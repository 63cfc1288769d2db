import type { Run } from './evaluation-run';
import { VariableText } from './policy-variable';
import type { VariableSupport } from './policy-variable';
import { arnPatternTakes, takesAll } from './text-pattern';
import type { ShortArn } from './text-pattern';
import { someOf } from './truth';
import type { Truth } from './truth';
import { resourceStart } from '../arn';
import { isKnown, plain } from '../partial-text';

/**
 * The entries of a `Resource` or `NotResource`, read once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export class ResourceMatch {
  /** Entries without wildcards, variables and unknown parts, which are looked up. */
  private readonly literals = new Map<string, VariableText>();
  private readonly entries: VariableText[] = [];

  public constructor(entries: readonly string[], support: VariableSupport, private readonly shortArn: ShortArn) {
    for (const entry of entries) {
      const resource = resourceStart(entry);
      // Behind an ARN that is not known, the resource may begin anywhere.
      const mayBeginBefore = /\uE000[^]*\$\{/.test(entry.slice(0, resource));
      const text = mayBeginBefore ? new VariableText(entry, true, 'unknown')
        : new VariableText(entry, true, resource === undefined ? 'literal' : support, resource);
      if (text.literal !== undefined && resource !== undefined) {
        this.literals.set(entry, text);
      } else {
        this.entries.push(text);
      }
    }
  }

  /** Whether one of the entries takes the resource of the request. */
  public takes(run: Run): Truth {
    const { resource } = run.request;
    // Where the resource has parts that are not known, it may become one of the literals.
    const maybeLiterals = !isKnown(resource) ? [...this.literals.values()] : [];
    return this.literals.has(resource) || someOf([...this.entries, ...maybeLiterals], (entry) => this.entryTakes(entry, resource, run));
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
    if (takesAll(pattern)) {
      return true;
    }
    // An action that is about no resource is granted by "*" alone, which an entry that is not known may come to be.
    return arnPatternTakes(pattern, resource, this.shortArn, run.budget) ?? run.open(`the resource ${plain(entry.text)}`);
  }
}


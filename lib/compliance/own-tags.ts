import { limitingTags, tagsOfPrincipal } from './tag-writers';
import type { PolicyStatement } from '../iam/policy-statement';

/** The tags of a role on which it depends what its policies allow. */
export class OwnTags {
  private readonly known = new Map<string, readonly string[]>();

  public constructor(private readonly allowing: readonly PolicyStatement[], private readonly denying: readonly PolicyStatement[]) {}

  /** All that policies read, or of those the ones without which they allow more. */
  public of(what: 'own tags' | 'own limiting tags'): readonly string[] {
    const tags = this.known.get(what)
      ?? (what === 'own tags' ? tagsOfPrincipal([...this.allowing, ...this.denying]) : limitingTags(this.allowing, this.denying));
    this.known.set(what, tags);
    return tags;
  }
}

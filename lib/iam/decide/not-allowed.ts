import { remains, removed, restricted } from './boxes';
import type { Box, Removed } from './boxes';
import type { Dimensions, Readings, Restrictions, Way } from './dimensions';
import { pathsFor } from './paths';
import type { Path, PolicyStatements } from './paths';
import { RestrictionIndex } from './restriction-index';
import { OutOfSteps } from '../language/steps';
import type { Steps } from '../language/steps';

/** Of more paths and groups nobody has policies. */
const MOST_CHOICES = 256;

/** What of boxes other policies do not certainly allow. */
export class NotAllowed {
  /** Of each of their paths, one group must not allow it. */
  private readonly choices: readonly RestrictionIndex<Removed>[];
  /** Or one of their denies may be about it. */
  private readonly denies: RestrictionIndex<{ readonly restrictions: Restrictions }>;

  public constructor(policies: PolicyStatements, dimensions: Dimensions, account: string | undefined, private readonly steps: Steps) {
    const without = (path: Path, group: readonly Way[]): Removed[] => group.filter(({ sets }) => !sets.isOpen)
      .map((way) => removed([...path.restriction, ...dimensions.restrictions(way, dimensions.smaller)], steps));
    const certain = pathsFor(policies, dimensions, account, steps).filter(({ isCertain }) => isCertain);
    if (certain.reduce((product, { groups }) => product * groups.length, 1) > MOST_CHOICES) {
      throw new OutOfSteps();
    }
    this.choices = certain.reduce<Removed[][]>((found, path) => {
      const ofGroups = path.groups.map((group) => without(path, group));
      return found.flatMap((before) => ofGroups.map((own) => [...before, ...own]));
    }, [[]]).map((choice) => new RestrictionIndex(choice));
    const larger: Readings = { of: () => 'larger', isLoose: () => true };
    const denying = policies.all.filter(({ statement }) => statement.effect !== 'Allow').flatMap((sets) => dimensions.waysOf(sets));
    this.denies = new RestrictionIndex(denying.map((way) => ({ restrictions: dimensions.restrictions(way, larger) })));
  }

  public* of(box: Box): Generator<Box> {
    for (const choice of this.choices) {
      yield* remains(box, choice.near(box), this.steps);
    }
    for (const { restrictions } of this.denies.near(box)) {
      const denied = restricted(box, restrictions, this.steps);
      if (denied !== undefined) {
        yield denied;
      }
    }
  }
}

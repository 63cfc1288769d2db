import { condensed } from './condense';
import type { Numbers, Restricted, Wider } from './condense';
import type { Dimensions, Readings, Way } from './dimensions';
import { RestrictionIndex } from './restriction-index';

interface ReadingsOfBox {
  readonly question: Readings;
  readonly base: Readings;
  readonly others: Readings;
}

/** Words are made of the unknown parts of the first statement, or else of the question. */
function readingsFor(way: Way, dimensions: Dimensions): ReadingsOfBox {
  const isBase = (dimension: number) => dimensions.isUnknownIn(way, dimension);
  const isLoose = (dimension: number) => isBase(dimension) || dimensions.isUnknownInQuestion(dimension);
  return {
    question: { of: (dimension) => isBase(dimension) ? 'larger' : 'base', isLoose },
    base: { of: (dimension) => isBase(dimension) ? 'base' : 'larger', isLoose },
    others: { of: () => 'larger', isLoose },
  };
}

/** From so many statements on, those that say almost the same are put together. */
export const MANY = 50;

/** A statement, or several that are one, as what it allows at most. */
export type Choice = Restricted<Way> & { readonly readings: ReadingsOfBox };

/** The statements of each group as restrictions; many of them as few. */
export class Choices {
  private readonly known = new Map<readonly Way[], Map<ReadingsOfBox, RestrictionIndex<Restricted<Way>>>>();
  private plain?: ReadingsOfBox;

  /**
   * @param wider what is denied for certain
   * @param mayJoin whether it does not matter which of many statements allows: where many denies are left, each of which is about a
   * few statements, these are better asked one by one
   */
  public constructor(
    private readonly dimensions: Dimensions, private readonly numbers: Numbers, private readonly wider: Wider,
    private readonly mayJoin: boolean,
  ) {}

  /** Of the group whose words are looked at: statements by themselves, or many as few. */
  public first(group: readonly Way[]): Iterable<Choice> {
    return group.length < MANY ? this.each(group) : this.condensed(group);
  }

  /** Of another group, which is asked about these words. */
  public other(group: readonly Way[], readings: ReadingsOfBox): RestrictionIndex<Restricted<Way>> {
    const known = this.known.get(group) ?? new Map<ReadingsOfBox, RestrictionIndex<Restricted<Way>>>();
    this.known.set(group, known);
    let found = known.get(readings);
    if (found === undefined) {
      const each = group.map((way) => ({ restrictions: this.dimensions.restrictions(way, readings.others), from: [way] }));
      found = new RestrictionIndex(each.length < MANY || !this.mayJoin ? each : condensed(each, this.numbers));
      known.set(readings, found);
    }
    return found;
  }

  private* each(group: readonly Way[]): Generator<Choice> {
    for (const way of group) {
      const readings = this.dimensions.isKnown(way) ? this.plain ??= readingsFor(way, this.dimensions) : readingsFor(way, this.dimensions);
      yield { restrictions: this.dimensions.restrictions(way, readings.base), from: [way], readings };
    }
  }

  /** Statements without unknown parts are all read in one way. */
  private condensed(group: readonly Way[]): Choice[] {
    const all = [...this.each(group)].filter(({ restrictions }) => !this.wider.covers(restrictions));
    const { plain } = this;
    const fewer = plain === undefined || !this.mayJoin
      ? []
      : condensed(all.filter(({ readings }) => readings === plain), this.numbers).map((own) => ({ ...own, readings: plain }));
    return [...fewer, ...all.filter(({ readings }) => readings !== plain || !this.mayJoin)];
  }
}

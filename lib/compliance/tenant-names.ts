import { TextSet } from '../iam/language/text-set';

/** Where in a subject the name of a tenant stands. */
export interface TenantPlace {
  readonly before: string;
  readonly behind: string;
  /**
   * How many parts, with `behind` between them, are its name.
   *
   * @default 1
   */
  readonly parts?: number;
  /** What stands between the tenant's name and its id, where tokens have both: a name has none of it. */
  readonly beforeId?: string;
  /** Whether it stands behind any colon, and not at the beginning alone: subjects that a template makes have claims in any order. */
  readonly isAnywhere?: boolean;
}

/** The subjects of a provider's tokens. */
export interface Subjects {
  /** All that there may be, as patterns. */
  readonly all: readonly string[];
  readonly tenants: readonly TenantPlace[];
}

/** Subjects that begin with the tenant's name. */
export function subjectsBy(before: string, behind: string, more: Pick<TenantPlace, 'parts'> = {}): Subjects {
  return { all: [`${before}*${behind}*`], tenants: [{ before, behind, ...more }] };
}

/** The subjects of tenants that no value of a trust names. Names are unique whatever their case. */
export function subjectsOfOthers({ all, tenants }: Subjects, values: readonly string[]): TextSet {
  const named = values.flatMap((value) => tenants.flatMap((place) => namedBy(value, place)));
  return TextSet.like(...all).but(TextSet.of([...new Set(named)], 'like', true));
}

/** Patterns of all subjects of the tenants that a value names. */
function namedBy(value: string, { before, behind, parts = 1, beforeId, isAnywhere = false }: TenantPlace): string[] {
  const starts = isAnywhere ? [0, ...[...value.matchAll(/:/g)].map(({ index }) => index + 1)] : [0];
  return starts.filter((at) => value.slice(at, at + before.length).toLowerCase() === before).flatMap((at) => {
    const pieces = value.slice(at + before.length).split(behind);
    const name = pieces.slice(0, parts).join(behind);
    if (name === '' || pieces.length < parts || /[*?]/.test(beforeId === undefined ? name : name.split(beforeId)[0])) {
      return [];
    }
    const own = `${before}${name}`;
    return [own, ...isAnywhere ? [`*:${own}`] : []].flatMap((text) => [text, `${text}${behind}*`]);
  });
}

/** What somebody else may be called who fits a pattern, as people understand it: `repo:acme-evil/shop:any` of `repo:acme*\/shop:*`. */
export function lookalikes(values: readonly string[], subjects?: Subjects): string[] {
  const filled = values
    .map((value) => value.replace(/([a-z0-9]?)\*/i, (_, before: string) => before === '' ? 'evil' : `${before}-evil`).replace(/\*/g, 'any').replace(/\?/g, 'x'));
  return subjects === undefined ? filled : filled.flatMap((value) => [value, `${value}${subjects.tenants[0].behind}any`]);
}

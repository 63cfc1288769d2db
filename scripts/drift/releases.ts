// Which releases are newer than the one that was looked at.

/** What was released since. */
export interface NewerReleases {
  /** The newest release, or the one that was looked at. */
  readonly newest: string;
  /** Whether it has another minor or major version: what the program calls may have changed. */
  readonly isMinor: boolean;
}

/** `cluster-autoscaler-1.36.0` has the name `cluster-autoscaler-` and the numbers 1, 36 and 0. */
interface ReleaseTag {
  readonly name: string;
  readonly numbers: readonly number[];
}

/**
 * The newest of the tags that are named like the one that was looked at; nothing if none is. Previews such as `v2.0.0-rc.1` do not count.
 */
export function newerReleases(release: string, tags: readonly string[]): NewerReleases | undefined {
  const own = tagOf(release);
  if (own === undefined) {
    throw new Error(`the release ${JSON.stringify(release)} has no version such as 1.2 in its name`);
  }
  const alike = tags.flatMap((tag) => {
    const parts = tagOf(tag);
    return parts?.name === own.name ? [{ tag, numbers: parts.numbers }] : [];
  });
  const { tag: newest, numbers } = alike.reduce((best, one) => compare(one.numbers, best.numbers) > 0 ? one : best, { tag: release, numbers: own.numbers });
  return alike.length === 0 ? undefined : { newest, isMinor: numbers[0] !== own.numbers[0] || numbers[1] !== own.numbers[1] };
}

function tagOf(tag: string): ReleaseTag | undefined {
  // The CloudWatch agent's have the number of a build: `v1.300071.0b1875`.
  const [, name, version] = /^(.{0,80}?)(?<![\d.])(\d{1,9}(?:\.\d{1,9}){1,3})(?:b\d{1,9})?$/.exec(tag) ?? [];
  return version === undefined ? undefined : { name, numbers: version.split('.').map(Number) };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = [0, 1, 2, 3].find((i) => (one[i] ?? 0) !== (other[i] ?? 0));
  return at === undefined ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

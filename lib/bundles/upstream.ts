/** A program whose needs a bundle meets: where it is published, and what of it was looked at. `npx projen bundles:drift` compares it. */
export interface Upstream {
  /** Its repository on GitHub, as `owner/name`. */
  readonly repository: string;
  /** The tag of the newest release that was looked at, such as `v3.5.0`. Without one, only documents of the default branch are compared. */
  readonly release?: string;
  /** The `Chart.yaml` that has the version, where no release has a tag. */
  readonly chart?: string;
  /** The oldest version whose needs are met. Default: that of `release`. */
  readonly since?: string;
  /** What it is, where the bundle's `usedBy` does not say it. */
  readonly program?: string;
  /** Its files with permissions, as `docs/policy.json`, or `README.md#Permissions` for what stands below one heading. */
  readonly documents?: readonly string[];
}

/** The version in the name of a release: of `cluster-autoscaler-1.36.0` it is `1.36`. */
export function minorOf(release: string): string {
  const [minor = release] = /\d+\.\d+/.exec(release) ?? [];
  return minor;
}

/** The versions that were looked at, such as `1.18, with its plugin for AWS 1.13 to 1.14`; nothing where no release was. */
export function versionsText(upstream: readonly Upstream[]): string | undefined {
  const texts = upstream.flatMap(({ release, since, program }) => {
    if (release === undefined) {
      return [];
    }
    const newest = minorOf(release);
    const range = since === undefined || since === newest ? newest : `${since} to ${newest}`;
    return [program === undefined ? range : `${program} ${range}`];
  });
  return texts.length === 0 ? undefined : texts.join(', with ');
}

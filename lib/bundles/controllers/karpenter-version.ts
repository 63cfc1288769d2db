import { requireVersion, versionFormat } from './version';

/** The versions of Karpenter in a `workloads.yaml`; before 1.0 it had other tags. */
export const KARPENTER_VERSION = versionFormat('Karpenter', '1.0', '1.12');

/** A version of Karpenter: what it needs grew over time. */
export class KarpenterVersion {
  /** What 1.0 needs: it tags instance profiles that a version before it made. */
  public static readonly V1_0 = KarpenterVersion.of('1.0');

  /** What 1.1 and 1.2 need. */
  public static readonly V1_1 = KarpenterVersion.of('1.1');

  /** What 1.3 to 1.6 need: capacity reservations. */
  public static readonly V1_3 = KarpenterVersion.of('1.3');

  /** What 1.7 to 1.10 need: finding instance profiles. */
  public static readonly V1_7 = KarpenterVersion.of('1.7');

  /** What 1.11 needs: placement groups. */
  public static readonly V1_11 = KarpenterVersion.of('1.11');

  /** What 1.12 to 1.14 need: the status of instances, and zonal shifts. */
  public static readonly V1_12 = KarpenterVersion.of('1.12');

  /** Another version. `1.8` is its newest patch. An error if older than 1.0, or known only at deploy time. */
  public static of(version: string): KarpenterVersion {
    requireVersion(KARPENTER_VERSION, version);
    return new KarpenterVersion(version);
  }

  private constructor(
    /** The version, such as `1.12`. */
    public readonly version: string,
  ) {}
}

import { requireVersion, versionFormat } from './version';

/** The format of the controller's versions. */
export const LOAD_BALANCER_CONTROLLER_VERSION = versionFormat('AWS Load Balancer Controller', '2.4', '2.13.4');

/** A version of AWS Load Balancer Controller, for what the controller calls in it. */
export class LoadBalancerControllerVersion {
  /** What 2.4 to 2.8.1 need: they ask for the web ACL and the protection of each load balancer, whatever its annotations. */
  public static readonly V2_4 = LoadBalancerControllerVersion.of('2.4');
  /** What 2.9 and 2.10 need: attributes of listeners are new. */
  public static readonly V2_9 = LoadBalancerControllerVersion.of('2.9');
  /** What 2.11 needs: reservations of capacity are new. */
  public static readonly V2_11 = LoadBalancerControllerVersion.of('2.11');
  /** What 2.12 needs: priorities of rules and IP pools are new. */
  public static readonly V2_12 = LoadBalancerControllerVersion.of('2.12');
  /** What 2.13 and later need: subnets are found by their route tables too. Web ACLs are found by their names since 2.14.1. */
  public static readonly V2_13 = LoadBalancerControllerVersion.of('2.13');
  /** What 3.5 needs, as 2.13 does; with requested certificates (since 3.3) as an option. */
  public static readonly V3_5 = LoadBalancerControllerVersion.of('3.5');

  /** Another version, such as `2.13.4`; `2.13` is its newest patch. An error if older than 2.4, or known only at deploy time. */
  public static of(version: string): LoadBalancerControllerVersion {
    requireVersion(LOAD_BALANCER_CONTROLLER_VERSION, version);
    return new LoadBalancerControllerVersion(version);
  }

  private constructor(
    /** The version, as it was written. */
    public readonly version: string,
  ) {}
}

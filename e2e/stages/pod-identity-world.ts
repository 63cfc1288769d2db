import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { bucket } from '../cases/default-resources';
import { BUCKETS, HOME_ACCOUNT, REGION, TARGET_ACCOUNT } from '../cases/pod-identity-cells';
import type { EksCluster } from '../gateway/pod-identity';
import type { Nodes } from '../pod/webhook';
import type { Place } from '../support/places';
import type { World } from '../support/world';

const ELSEWHERE = 'us-east-1';
const issuerUrl = (region: string, last: string) => `https://oidc.eks.${region}.amazonaws.com/id/${last.padStart(32, 'C')}`;

export const BLUE_ISSUER = issuerUrl(REGION, 'B1');
export const GREEN_ISSUER = issuerUrl(REGION, '6E');

const made = new WeakMap<World, Promise<PodIdentityWorld>>();

/** Clusters that are neighbours of `blue`, each in one thing: another name, another region, another account. */
export class PodIdentityWorld {
  /** The same one for all stages of a run. */
  public static of(world: World): Promise<PodIdentityWorld> {
    const known = made.get(world) ?? PodIdentityWorld.make(world);
    made.set(world, known);
    return known;
  }

  private static async make(world: World): Promise<PodIdentityWorld> {
    const [home, elsewhere, other] = await Promise.all([
      world.place(HOME_ACCOUNT, REGION), world.place(HOME_ACCOUNT, ELSEWHERE), world.place(TARGET_ACCOUNT, REGION),
    ]);
    const [blue, green, blueElsewhere, blueOfOther] = await Promise.all([
      world.cluster(home, 'blue', BLUE_ISSUER),
      world.cluster(home, 'green', GREEN_ISSUER),
      world.cluster(elsewhere, 'blue', issuerUrl(ELSEWHERE, 'B2')),
      world.cluster(other, 'blue', issuerUrl(REGION, 'B3')),
      bucket(home, BUCKETS.home, 'in/a', 'out/a'),
      bucket(other, BUCKETS.target, 'in/a', 'out/a'),
    ]);
    return new PodIdentityWorld(world, home, other, { blue, green, blueElsewhere, blueOfOther });
  }

  private constructor(
    public readonly world: World,
    /** The account of the file, and of three of the clusters. */
    public readonly home: Place,
    /** The account of the target roles, which has a cluster `blue` too. */
    public readonly other: Place,
    public readonly clusters: Readonly<Record<'blue' | 'green' | 'blueElsewhere' | 'blueOfOther', EksCluster>>,
  ) {}

  public nodes(cluster: EksCluster): Nodes {
    return { gateway: this.world.gateway, cluster, folder: this.world.subfolder('pods') };
  }

  /** A role that reads a bucket, made by hand, as an owner of the other account would. */
  public async makeReader(place: Place, RoleName: string, trust: unknown, bucketName: string): Promise<void> {
    await place.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    await place.iam.send(new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'read',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [`arn:aws:s3:::${bucketName}`, `arn:aws:s3:::${bucketName}/*`] }],
      }),
    }));
  }
}

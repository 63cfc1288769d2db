import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { Cdk } from './cdk';
import type { Checks } from './checks';
import { Place } from './places';
import type { Gateway } from '../gateway/gateway';
import { Issuer } from '../gateway/issuer';
import type { EksCluster } from '../gateway/pod-identity';

/** What the stages of a run share: one emulator, one gateway, the accounts and clusters that were made so far. */
export class World {
  private readonly places = new Map<string, Promise<Place>>();
  private readonly bootstrapped = new Map<string, Promise<void>>();
  private readonly issuers = new Map<string, Issuer>();

  public constructor(
    public readonly emulatorUrl: string,
    public readonly gateway: Gateway,
    public readonly checks: Checks,
    /** The working folder of the run. */
    public readonly folder: string,
    /** The interpreter that has the emulator, and with it PyYAML. */
    public readonly python: string,
    /** Which parts of a stage were asked for. */
    public readonly only?: RegExp,
  ) {}

  public place(account: string, region: string): Promise<Place> {
    const key = `${account} ${region}`;
    const known = this.places.get(key) ?? Place.of(this.emulatorUrl, account, region);
    this.places.set(key, known);
    return known;
  }

  /** The CDK CLI in a place that has its bootstrap stack. */
  public async cdk(place: Place): Promise<Cdk> {
    // Each place a home: CLIs that run side by side would write the same files of theirs.
    const cdk = new Cdk(place, this.subfolder('homes', `${place.account}-${place.region}`));
    const done = this.bootstrapped.get(place.environment) ?? cdk.bootstrap();
    this.bootstrapped.set(place.environment, done);
    await done;
    return cdk;
  }

  /** A cluster by its issuer's URL; the same one whoever asks. */
  public issuer(url: string): Issuer {
    const known = this.issuers.get(url) ?? this.gateway.trust(new Issuer(url));
    this.issuers.set(url, known);
    return known;
  }

  /** Makes a cluster of EKS, as whoever made those that a file names has done, with its issuer in its account. */
  public async cluster(place: Place, name: string, issuerUrl: string): Promise<EksCluster> {
    await new EKSClient(place.clientConfig).send(new CreateClusterCommand({
      name, roleArn: `arn:aws:iam::${place.account}:role/eks-cluster`, resourcesVpcConfig: {},
    }));
    await this.register(place, issuerUrl);
    return { place, name, issuer: this.issuer(issuerUrl) };
  }

  /** Registers a cluster's issuer in an account, as is done when a cluster is made. */
  public async register(place: Place, issuerUrl: string, audiences: readonly string[] = ['sts.amazonaws.com']): Promise<void> {
    this.issuer(issuerUrl);
    await place.iam.send(new CreateOpenIDConnectProviderCommand({ Url: issuerUrl, ClientIDList: [...audiences], ThumbprintList: [] }));
  }

  public subfolder(...names: string[]): string {
    const folder = join(this.folder, ...names);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

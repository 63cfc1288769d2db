import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Whom the emulator takes a caller without credentials of its own for. */
const HOME: Credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };

/** An account and a region of the emulator, as its administrator sees them. */
export class Place {
  /**
   * The emulator knows every account; as in an organisation, one gets there by becoming a role of it.
   */
  public static async of(emulatorUrl: string, account: string, region: string): Promise<Place> {
    const sts = new STSClient({ endpoint: emulatorUrl, region, credentials: HOME });
    const { Credentials: made } = await sts.send(new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`, RoleSessionName: 'e2e', DurationSeconds: 3600,
    }));
    return new Place(emulatorUrl, account, region, {
      accessKeyId: made!.AccessKeyId!, secretAccessKey: made!.SecretAccessKey!, sessionToken: made!.SessionToken!,
    });
  }

  public readonly iam: IAMClient;
  public readonly cloudFormation: CloudFormationClient;

  private constructor(
    public readonly emulatorUrl: string,
    public readonly account: string,
    public readonly region: string,
    public readonly credentials: Credentials,
  ) {
    this.iam = new IAMClient(this.clientConfig);
    this.cloudFormation = new CloudFormationClient(this.clientConfig);
  }

  /** For the client of any service, with the administrator's rights. */
  public get clientConfig(): { endpoint: string; region: string; credentials: Credentials; forcePathStyle: true } {
    return { endpoint: this.emulatorUrl, region: this.region, credentials: this.credentials, forcePathStyle: true };
  }

  /** `aws://<account>/<region>`, as `cdk bootstrap` takes it. */
  public get environment(): string {
    return `aws://${this.account}/${this.region}`;
  }
}

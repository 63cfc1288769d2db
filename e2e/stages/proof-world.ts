import { join } from 'node:path';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { checkKubernetesObjects } from './kubernetes';
import { checkPods } from './pods';
import { checkTokens } from './tokens';
import type { PodCases } from '../cases/case';
import { bucket, mailIdentities, OTHER_ZONE, parameters, queueUrl, secrets, ZONE, zone } from '../cases/default-resources';
import type { ProofResources } from '../cases/proof-cases';
import { proofCases } from '../cases/proof-cases';
import { ACCOUNT, BLUE, BOUNDARY, GREEN, PATH, proofFile, REGION, SESSION_HOURS, TAGS, TIGHT_BOUNDARY } from '../cases/proof-file';
import type { ProofFile } from '../cases/proof-file';
import { assume, callAsPod } from '../pod/pod';
import type { Checks } from '../support/checks';
import { synthesise } from '../support/fleet-apps';
import type { Place } from '../support/places';
import { roleState, roleStates } from '../support/role-state';
import type { World } from '../support/world';

/** What the boundaries of the proof allow: all that its bundles allow but `sns`; the tight one no mail either. */
const SERVICES = ['s3', 'route53', 'ses', 'sqs', 'secretsmanager', 'kms', 'cloudwatch', 'ssm'];

const made = new WeakMap<World, Promise<ProofWorld>>();

/** The account in which roles are changed, and in which faulty libraries are tried. */
export class ProofWorld {
  /** The same one for all stages of a run. */
  public static of(world: World): Promise<ProofWorld> {
    const known = made.get(world) ?? ProofWorld.make(world);
    made.set(world, known);
    return known;
  }

  private static async make(world: World): Promise<ProofWorld> {
    const place = await world.place(ACCOUNT, REGION);
    const boundary = (PolicyName: string, services: readonly string[]) => place.iam.send(new CreatePolicyCommand({
      PolicyName,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: services.map((service) => `${service}:*`), Resource: '*' }] }),
    }));
    const [topic, key] = await Promise.all([
      new SNSClient(place.clientConfig).send(new CreateTopicCommand({ Name: 'proof-news' })),
      new KMSClient(place.clientConfig).send(new CreateKeyCommand({})),
      world.cdk(place),
      world.register(place, BLUE, ['sts.amazonaws.com', 'vault']),
      world.register(place, GREEN),
      boundary(BOUNDARY, SERVICES),
      boundary(TIGHT_BOUNDARY, SERVICES.filter((service) => service !== 'ses')),
      bucket(place, 'proof-uploads', 'in/a', 'out/a'),
      bucket(place, 'proof-archive', 'a'),
      mailIdentities(place, ['proof.example.com']),
      parameters(place, '/proof/color', '/other/color'),
      zone(place, ZONE, 'example.org'),
      zone(place, OTHER_ZONE, 'example.edu'),
      ...['proof-jobs', 'proof-other'].map((QueueName) => new SQSClient(place.clientConfig).send(new CreateQueueCommand({ QueueName }))),
    ]);
    const keyArn = key.KeyMetadata!.Arn!;
    await secrets(place, { 'proof/db': keyArn, 'proof/db-admin': keyArn });
    const url = (name: string) => queueUrl(world.gateway.url, place, name);
    return new ProofWorld(world, place, { queueUrl: url, topicArn: topic.TopicArn!, keyArn });
  }

  private constructor(public readonly world: World, public readonly place: Place, private readonly resources: ProofResources) {}

  public file(): ProofFile {
    return proofFile(this.resources.keyArn);
  }

  public queueUrl(name: string): string {
    return this.resources.queueUrl(name);
  }

  private get pods(): PodCases[] {
    return proofCases(this.resources);
  }

  /** Synthesises files, each with the library or a faulty copy of it, and returns the folders of the assemblies. */
  public async synth(jobs: readonly { readonly id: string; readonly file: ProofFile; readonly library?: string }[]): Promise<string[]> {
    return (await synthesise(this.world, 'proof', jobs)).map(({ output }) => output);
  }

  /** Everything that is said of the deployed roles; what the library must do is written here anew, from the file. */
  public async check(checks: Checks, assembly: string): Promise<void> {
    const { gateway } = this.world;
    const roles = await roleStates(this.place.iam);
    const pod = (workload: string, issuerUrl: string, serviceAccount: string) => ({
      gatewayUrl: gateway.url,
      region: REGION,
      folder: this.world.subfolder('pods'),
      roleArn: `arn:aws:iam::${ACCOUNT}:role${PATH}${workload}`,
      token: this.world.issuer(issuerUrl).token({ sub: `system:serviceaccount:${serviceAccount.replace('/', ':')}` }),
    });
    checks.equal('roles: all have their names and the path of the file',
      [...roles.values()].map(({ arn }) => arn), Object.keys(this.file().workloads).sort().map((name) => `arn:aws:iam::${ACCOUNT}:role${PATH}${name}`));
    checks.equal('roles: all have the boundary of the file', [...new Set([...roles.values()].map(({ boundary }) => boundary ?? 'none'))], [`arn:aws:iam::${ACCOUNT}:policy/${BOUNDARY}`]);
    checks.equal('roles: all have the tags of the file', [...new Set([...roles.values()].map(({ tags }) => JSON.stringify(tags)))], [JSON.stringify(TAGS)]);
    checks.equal('roles: all have the session duration of the file', [...new Set([...roles.values()].map(({ maxSessionDuration }) => maxSessionDuration))], [SESSION_HOURS * 3600]);
    checkKubernetesObjects(checks, 'kubernetes: ', join(assembly, 'irsa'), [...roles.values()]);

    await checkTokens(checks, 'token: the role uploads ', {
      ...pod('uploads', BLUE, ''), issuer: this.world.issuer(BLUE), namespace: 'media', name: 'uploads', otherAudience: 'vault', otherCluster: this.world.issuer(GREEN),
    });
    const become = async (name: string, issuerUrl: string, serviceAccount: string, workload: string, expected: RegExp) => {
      const session = await assume(pod(workload, issuerUrl, serviceAccount));
      checks.matches(`token: ${name}`, 'refused' in session ? session.refused : 'ok', expected);
    };
    await become('the role uploads admits its second namespace', BLUE, 'studio/uploads', 'uploads', /^ok$/);
    await become('the role archive admits its second cluster', GREEN, 'media/archive', 'archive', /^ok$/);
    await become('the role crawler admits a name of its pattern', BLUE, 'crawl/crawler-7', 'crawler', /^ok$/);
    await become('the role crawler refuses a name beside its pattern', BLUE, 'crawl/other', 'crawler', /^AccessDenied/);
    await become('the role crawler refuses its pattern in another namespace', BLUE, 'shop/crawler-7', 'crawler', /^AccessDenied/);
    const long = async (duration: number) => {
      const session = await assume(pod('uploads', BLUE, 'media/uploads'), duration);
      return 'refused' in session ? session.refused : 'ok';
    };
    checks.equal('token: the role uploads gives a session of its duration', await long(SESSION_HOURS * 3600), 'ok');
    checks.matches('token: the role uploads gives no longer session', await long(SESSION_HOURS * 3600 + 60), /^ValidationError/);
    // In this process: a pod's own would find the same, later.
    await checkPods({ checks, gateway }, 'pod: ', this.pods, (cases, calls) => callAsPod(pod(cases.workload, BLUE, cases.serviceAccount), calls));
  }

  /** The state of each role but one. */
  public async others(...except: string[]): Promise<unknown> {
    return [...(await roleStates(this.place.iam)).values()].filter(({ name }) => !except.includes(name));
  }

  public role(name: string): ReturnType<typeof roleState> {
    return roleState(this.place.iam, name);
  }
}

import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { refusalOf, stsError } from './answers';
import type { Issuer } from './issuer';
import type { Access, Permissions } from './judge';
import { sessionAllows } from './judge';
import { permissionsOf, sessionArn } from './permissions';
import type { Session } from './permissions';
import { assumeRoleForPodIdentity } from './pod-identity';
import type { EksCluster } from './pod-identity';
import { Refusal } from './refusal';
import { meaningOf } from './requests';
import type { ServiceRequest } from './requests';
import { webIdentity } from './web-identity';
import { Place } from '../support/places';

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | string;
}

/**
 * Stands before the emulator as STS and IAM would, for what runs in pods. The emulator gives a session to
 * any token and does not look at conditions, boundaries and most resources; here a token is verified, and
 * the role's trust and each later call are judged by a policy simulator that knows nothing of this library,
 * by the policies that the emulator has at that moment. What is allowed goes on to the emulator.
 */
export class Gateway {
  public static async start(emulatorUrl: string): Promise<Gateway> {
    const gateway = new Gateway(emulatorUrl);
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  /** What was judged of each call of a session: what passes by the gateway proves nothing. */
  public readonly judged: (readonly Access[])[] = [];
  private readonly issuers = new Map<string, Issuer>();
  private readonly clusters = new Map<string, EksCluster>();
  private readonly sessions = new Map<string, Session>();
  private readonly known = new Map<Session, { readonly permissions: Promise<Permissions>; readonly until: number }>();
  private readonly places = new Map<string, Promise<Place>>();
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private constructor(private readonly emulatorUrl: string) {}

  public get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Makes a cluster's signing key known, as AWS finds it at the issuer's address. */
  public trust(issuer: Issuer): Issuer {
    this.issuers.set(issuer.url, issuer);
    return issuer;
  }

  /** The address of the EKS Pod Identity Agent of a cluster's nodes, as EKS tells it to pods. On AWS it is the same on every node. */
  public agentOf(cluster: EksCluster): string {
    const path = `/agents/${cluster.place.account}/${cluster.place.region}/${cluster.name}/v1/credentials`;
    this.clusters.set(path, cluster);
    return `${this.url}${path}`;
  }

  public close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const answer = await this.answer(request, Buffer.concat(chunks)).catch((error: unknown): Answer =>
      ({ status: 500, headers: { 'content-type': 'text/plain' }, body: error instanceof Error ? error.message : String(error) }));
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  private async answer(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const signature = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '');
    if (!signature) {
      const cluster = this.clusters.get(request.url!);
      return cluster ? this.credentials(cluster, request.headers.authorization ?? '') : this.assume(request, body);
    }
    const [, accessKey, region, service] = signature;
    const session = this.sessions.get(accessKey);
    if (!session) {
      return { status: 403, headers: { 'content-type': 'text/xml' }, body: stsError('InvalidClientTokenId', 'The security token included in the request is invalid.') };
    }
    const target = request.headers['x-amz-target'];
    const call: ServiceRequest = {
      service,
      region,
      account: session.account,
      method: request.method!,
      body,
      url: new URL(request.url!, this.emulatorUrl),
      target: typeof target === 'string' ? target.split('.').pop() : undefined,
    };
    const denied = await this.denied(session, call);
    return denied ? refusalOf(call, `User: ${sessionArn(session)} is not authorized to perform: ${denied.action} on resource: ${denied.resource}`)
      : this.forward(request, body);
  }

  private async assume(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const form = new URLSearchParams(body.toString('utf8'));
    try {
      if (form.get('Action') !== 'AssumeRoleWithWebIdentity') {
        throw new Refusal('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
      }
      const session = await webIdentity(form, this.issuers, async (account) => (await this.place(account)).iam);
      const answer = await this.forward(request, body);
      this.sessions.set(/<AccessKeyId>(.*?)</.exec(answer.body.toString('utf8'))![1], session);
      return answer;
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: error.status, headers: { 'content-type': 'text/xml' }, body: stsError(error.code, error.message) };
      }
      throw error;
    }
  }

  /** What the agent of a node answers to a pod. */
  private async credentials(cluster: EksCluster, token: string): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    try {
      const { session, minutes } = await assumeRoleForPodIdentity(cluster, token, (account) => this.place(account));
      const { account, roleName, name } = session;
      const place = await this.place(account);
      const { Credentials: made } = await new STSClient(place.clientConfig).send(new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/${roleName}`, RoleSessionName: name, DurationSeconds: 3600,
      }));
      this.sessions.set(made!.AccessKeyId!, session);
      const Expiration = new Date(Date.now() + minutes * 60_000).toISOString();
      const { AccessKeyId, SecretAccessKey, SessionToken: Token } = made!;
      return { status: 200, headers, body: JSON.stringify({ AccessKeyId, SecretAccessKey, Token, AccountId: account, Expiration }) };
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: error.status, headers, body: JSON.stringify({ Code: error.code, Message: error.message }) };
      }
      throw error;
    }
  }

  /** The first access that the session's role may not have. */
  private async denied(session: Session, call: ServiceRequest): Promise<Access | undefined> {
    if (call.service === 'sts' && call.body.includes('Action=GetCallerIdentity')) {
      return undefined; // nobody can be denied this
    }
    const permissions = await this.permissions(session);
    const accesses = await this.accesses(call);
    this.judged.push(accesses);
    for (const access of accesses) {
      if (!await sessionAllows(permissions, access, call.region)) {
        return access;
      }
    }
    return undefined;
  }

  /** As they stand in IAM, read anew after two seconds: a session's calls follow each other closely. */
  private permissions(session: Session): Promise<Permissions> {
    const known = this.known.get(session);
    if (known && known.until > Date.now()) {
      return known.permissions;
    }
    const permissions = this.place(session.account).then((place) => permissionsOf(place, session));
    this.known.set(session, { permissions, until: Date.now() + 2_000 });
    return permissions;
  }

  /** A service that encrypts with a customer's key uses it in the caller's name. */
  private async accesses(call: ServiceRequest): Promise<Access[]> {
    const { accesses, encrypted } = meaningOf(call);
    if (!encrypted) {
      return [...accesses];
    }
    const { clientConfig } = await this.place(call.account);
    const config = { ...clientConfig, region: call.region };
    if (encrypted.kind === 'secret') {
      const secret = await new SecretsManagerClient(config).send(new DescribeSecretCommand({ SecretId: encrypted.name }));
      return [
        ...accesses.map((access) => ({ ...access, resource: secret.ARN! })),
        ...throughService(call, secret.KmsKeyId, encrypted.keyActions),
      ];
    }
    const QueueUrl = `${this.emulatorUrl}/${call.account}/${encrypted.name}`;
    const queue = await new SQSClient(config).send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['KmsMasterKeyId'] }));
    return [...accesses, ...throughService(call, queue.Attributes?.KmsMasterKeyId, encrypted.keyActions)];
  }

  private forward(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const { hostname, port } = new URL(this.emulatorUrl);
    return new Promise((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const outgoing = httpRequest({ hostname, port, method, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }));
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  private place(account: string): Promise<Place> {
    const known = this.places.get(account) ?? Place.of(this.emulatorUrl, account, 'us-east-1');
    this.places.set(account, known);
    return known;
  }
}

function throughService(call: ServiceRequest, key: string | undefined, actions: readonly string[]): Access[] {
  if (key === undefined || key.startsWith('alias/aws/')) {
    return [];
  }
  const resource = key.startsWith('arn:') ? key : `arn:aws:kms:${call.region}:${call.account}:key/${key}`;
  return actions.map((action) => ({ action, resource, context: { 'kms:ViaService': `${call.service}.${call.region}.amazonaws.com` } }));
}

import { ZONE } from './default-resources';

export const ACCOUNT = '210987654321';
export const REGION = 'eu-central-1';
export const BLUE = 'https://oidc.eks.eu-central-1.amazonaws.com/id/B1000000000000000000000000000001';
export const GREEN = 'https://oidc.eks.eu-central-1.amazonaws.com/id/6E000000000000000000000000000002';
export const STACK = `proof-${ACCOUNT}`;
export const BOUNDARY = 'proof-boundary';
export const TIGHT_BOUNDARY = 'proof-boundary-tight';
export const PATH = '/proof/';
export const TAGS = { owner: 'platform-team', stage: 'proof' };
export const SESSION_HOURS = 2;

export interface ProofWorkload {
  namespaces: string[];
  clusters?: string[];
  stack?: string;
  permissionsBoundary?: string;
  serviceAccountPatterns?: { namespace: string; pattern: string; reason: string }[];
  bundles: ({ id: string } & Record<string, unknown>)[];
}

/** A workloads file as data, so that the steps of an update can change it. */
export interface ProofFile {
  name: string;
  clusters: Record<string, { account: string; region: string; issuerUrl: string }>;
  defaults: Record<string, unknown>;
  workloads: Record<string, ProofWorkload>;
}

/** A small file that has what the repository's own has not: a path, a boundary, durations, two clusters, a pattern. */
export function proofFile(keyArn: string): ProofFile {
  return {
    name: 'proof',
    clusters: {
      blue: { account: ACCOUNT, region: REGION, issuerUrl: BLUE },
      green: { account: ACCOUNT, region: REGION, issuerUrl: GREEN },
    },
    defaults: { clusters: ['blue'], path: PATH, permissionsBoundary: BOUNDARY, maxSessionDuration: `${SESSION_HOURS}h`, tags: TAGS },
    workloads: {
      uploads: { namespaces: ['media', 'studio'], bundles: [{ id: 's3.readWrite', buckets: ['proof-uploads'], prefix: 'in/' }] },
      archive: { namespaces: ['media'], clusters: ['blue', 'green'], bundles: [{ id: 's3.read', buckets: ['proof-archive'] }] },
      dns: { namespaces: ['dns'], bundles: [{ id: 'route53.dns01', hostedZones: [ZONE] }] },
      mailer: { namespaces: ['shop'], bundles: [{ id: 'ses.send', identities: ['proof.example.com'], fromAddresses: ['shop@proof.example.com'] }] },
      worker: { namespaces: ['shop'], bundles: [{ id: 'sqs.consume', queues: ['proof-jobs'] }, { id: 'sns.publish', topics: ['proof-news'] }] },
      vault: { namespaces: ['shop'], bundles: [{ id: 'secretsManager.read', secrets: ['proof/db'], encryptionKeys: [keyArn] }] },
      crypt: { namespaces: ['shop'], bundles: [{ id: 'kms.encryptDecrypt', keys: [keyArn] }] },
      metrics: { namespaces: ['shop'], bundles: [{ id: 'cloudwatch.putMetrics', namespaces: ['Proof'] }] },
      crawler: {
        namespaces: ['crawl'],
        serviceAccountPatterns: [{ namespace: 'crawl', pattern: 'crawler-*', reason: 'the operator makes up the names' }],
        bundles: [{ id: 'parameterStore.read', paths: ['/proof'] }],
      },
    },
  };
}

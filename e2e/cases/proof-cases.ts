import type { PodCases } from './case';
import { get, list, mail, metric, parameter, publish, put, queue, record, secret, whoAmI } from './case';
import { OTHER_ZONE, ZONE } from './default-resources';
import { call } from '../pod/calls';

/** What was made for the pods to use, as far as its name does not tell it. */
export interface ProofResources {
  readonly queueUrl: (name: string) => string;
  readonly topicArn: string;
  readonly keyArn: string;
}

/** What the pods of the proof's file try. */
export function proofCases({ queueUrl, topicArn, keyArn }: ProofResources): PodCases[] {
  const uploads = (serviceAccount: string): PodCases => ({
    workload: 'uploads',
    serviceAccount,
    cases: [
      whoAmI,
      { allowed: ['reads an object', get('proof-uploads', 'in/a')], denied: { 'reads beside its prefix': get('proof-uploads', 'out/a'), 'reads in another bucket': get('proof-archive', 'a') } },
      { allowed: ['writes an object', put('proof-uploads', 'in/b')] },
      { allowed: ['lists its prefix', list('proof-uploads', 'in/')], denied: { 'lists the whole bucket': list('proof-uploads') } },
    ],
  });
  return [
    uploads('media/uploads'),
    uploads('studio/uploads'),
    {
      workload: 'archive',
      serviceAccount: 'media/archive',
      cases: [
        { allowed: ['reads an object', get('proof-archive', 'a')], denied: { 'writes an object': put('proof-archive', 'b') } },
        { allowed: ['lists the bucket', list('proof-archive')], denied: { 'lists another bucket': list('proof-uploads', 'in/') } },
      ],
    },
    {
      workload: 'dns',
      serviceAccount: 'dns/dns',
      cases: [{
        allowed: ['answers a challenge', record(ZONE, '_acme-challenge.example.org', 'TXT')],
        denied: {
          'answers it in another zone': record(OTHER_ZONE, '_acme-challenge.example.edu', 'TXT'),
          'writes an address': record(ZONE, '_acme-challenge.example.org', 'A'),
          'writes another name': record(ZONE, 'www.example.org', 'TXT'),
        },
      }],
    },
    {
      workload: 'mailer',
      serviceAccount: 'shop/mailer',
      cases: [{ allowed: ['sends from its address', mail('shop@proof.example.com')], denied: { 'sends from another address': mail('root@proof.example.com') } }],
    },
    {
      workload: 'worker',
      serviceAccount: 'shop/worker',
      cases: [{
        allowed: ['receives messages', queue('ReceiveMessage', queueUrl('proof-jobs'))],
        denied: {
          'receives from another queue': queue('ReceiveMessage', queueUrl('proof-other')),
          'sends messages': queue('SendMessage', queueUrl('proof-jobs')),
          'publishes, which its bundle allows and its boundary does not': publish(topicArn),
        },
      }],
    },
    {
      workload: 'vault',
      serviceAccount: 'shop/vault',
      cases: [{
        allowed: ['reads a secret that its key encrypts', secret('GetSecretValue', 'proof/db')],
        denied: { 'reads a secret whose name goes on': secret('GetSecretValue', 'proof/db-admin'), 'decrypts with the key itself': call('kms', 'Decrypt', { KeyId: keyArn, CiphertextBlob: 'x' }) },
      }],
    },
    {
      workload: 'crypt',
      serviceAccount: 'shop/crypt',
      cases: [{
        allowed: ['encrypts with its key', call('kms', 'Encrypt', { KeyId: keyArn, Plaintext: 'x' })],
        denied: { 'deletes its key': call('kms', 'ScheduleKeyDeletion', { KeyId: keyArn, PendingWindowInDays: 7 }) },
      }],
    },
    {
      workload: 'metrics',
      serviceAccount: 'shop/metrics',
      cases: [{ allowed: ['puts metrics', metric('Proof')], denied: { 'puts metrics of another namespace': metric('Other') } }],
    },
    {
      workload: 'crawler',
      serviceAccount: 'crawl/crawler-42',
      cases: [{ allowed: ['reads a parameter', parameter('/proof/color')], denied: { 'reads a parameter beside its path': parameter('/other/color') } }],
    },
  ];
}

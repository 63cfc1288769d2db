import type { PodCases } from './case';
import { get, list, mail, metric, parameter, publish, put, queue, record, remove, secret, whoAmI } from './case';
import type { Resources } from './default-resources';
import { ELSEWHERE, ENCRYPTED_BY_ANOTHER_KEY, KEY, OTHER_ZONE, ZONE } from './default-resources';
import { call } from '../pod/calls';

/** What the pods of the repository's `workloads.yaml` try. */
export function defaultCases({ queueUrl, topicArn, keyId }: Resources): PodCases[] {
  return [
    {
      workload: 'team-sync',
      serviceAccount: 'default/team-sync',
      cases: [
        whoAmI,
        { allowed: ['reads an object', get('acme-team-sync', 'a')], denied: { 'reads in another bucket': get(ELSEWHERE, 'a') } },
        { allowed: ['writes an object', put('acme-team-sync', 'b')], denied: { 'writes to another bucket': put(ELSEWHERE, 'b'), 'deletes': remove('acme-team-sync', 'a') } },
        { allowed: ['lists the bucket', list('acme-team-sync')], denied: { 'lists another bucket': list(ELSEWHERE) } },
        {
          allowed: ['receives messages', queue('ReceiveMessage', queueUrl('team-sync-events'))],
          denied: { 'receives from another queue': queue('ReceiveMessage', queueUrl('orders')), 'sends messages': queue('SendMessage', queueUrl('team-sync-events')) },
        },
      ],
    },
    {
      workload: 'platform',
      serviceAccount: 'default/platform',
      cases: [{ ...whoAmI, denied: { 'lists a bucket': list('acme-team-sync'), 'reads a parameter': parameter('/products/color') } }],
    },
    {
      workload: 'accounts',
      serviceAccount: 'default/accounts',
      cases: [
        { allowed: ['sends from its address', mail('no-reply@accounts.example.com')], denied: { 'sends from another address': mail('ceo@accounts.example.com'), 'sends from another identity': mail('no-reply@billing.example.com') } },
        { allowed: ['publishes', publish(topicArn('account-events'))], denied: { 'publishes to another topic': publish(topicArn('checkout-events')) } },
      ],
    },
    {
      workload: 'billing',
      serviceAccount: 'default/billing',
      cases: [
        { allowed: ['reads below its prefix', get('acme-billing', 'invoices/1')], denied: { 'reads beside its prefix': get('acme-billing', 'salaries/1') } },
        { allowed: ['writes below its prefix', put('acme-billing', 'invoices/2')], denied: { 'writes beside its prefix': put('acme-billing', 'salaries/2') } },
        { allowed: ['lists its prefix', list('acme-billing', 'invoices/')], denied: { 'lists the whole bucket': list('acme-billing'), 'lists another prefix': list('acme-billing', 'salaries/') } },
        { allowed: ['sends from any address of its identity', mail('invoices@billing.example.com')], denied: { 'sends from another identity': mail('invoices@mail.example.com') } },
      ],
    },
    {
      workload: 'catalog',
      serviceAccount: 'default/catalog',
      cases: [
        { allowed: ['reads an object', get('acme-catalog-media', 'a')], denied: { 'writes an object': put('acme-catalog-media', 'b') } },
        { allowed: ['puts metrics', metric('Acme/Catalog')], denied: { 'puts metrics of another namespace': metric('Acme/Search') } },
      ],
    },
    {
      workload: 'checkout',
      serviceAccount: 'default/checkout',
      cases: [
        { allowed: ['sends messages', queue('SendMessage', queueUrl('orders'))], denied: { 'sends to another queue': queue('SendMessage', queueUrl('shipments')), 'receives messages': queue('ReceiveMessage', queueUrl('orders')) } },
        { allowed: ['publishes', publish(topicArn('checkout-events'))], denied: { 'publishes to another topic': publish(topicArn('account-events')) } },
      ],
    },
    {
      workload: 'fulfilment',
      serviceAccount: 'default/fulfilment',
      cases: [
        { allowed: ['receives orders', queue('ReceiveMessage', queueUrl('orders'))], denied: { 'receives shipments': queue('ReceiveMessage', queueUrl('shipments')) } },
        { allowed: ['sends shipments', queue('SendMessage', queueUrl('shipments'))], denied: { 'sends orders': queue('SendMessage', queueUrl('orders')) } },
      ],
    },
    {
      workload: 'notifications',
      serviceAccount: 'default/notifications',
      cases: [
        {
          allowed: ['sends with its configuration set', mail('news@mail.example.com', { ConfigurationSetName: 'engagement' })],
          denied: {
            'sends with another configuration set': mail('news@mail.example.com', { ConfigurationSetName: 'other' }),
            'sends from another address': mail('root@mail.example.com', { ConfigurationSetName: 'engagement' }),
          },
        },
        { allowed: ['receives messages', queue('ReceiveMessage', queueUrl('notifications'))], denied: { 'receives from another queue': queue('ReceiveMessage', queueUrl('orders')) } },
      ],
    },
    {
      workload: 'reporting',
      serviceAccount: 'default/reporting',
      cases: [
        { allowed: ['writes an object', put('acme-reports', 'b')], denied: { 'reads an object': get('acme-reports', 'a') } },
        { allowed: ['deletes an object', remove('acme-reports', 'b')], denied: { 'deletes in another bucket': remove(ELSEWHERE, 'a') } },
        { allowed: ['lists metrics', call('cloudwatch', 'ListMetrics')], denied: { 'puts metrics': metric('Acme/Reports') } },
      ],
    },
    {
      workload: 'search',
      serviceAccount: 'default/search',
      cases: [
        { allowed: ['reads an object', get('acme-search-index', 'a')], denied: { 'reads in another bucket': get('acme-catalog-media', 'a') } },
        { allowed: ['puts metrics', metric('Acme/Search')], denied: { 'puts metrics of another namespace': metric('Acme/Catalog') } },
      ],
    },
    {
      workload: 'audit-log',
      serviceAccount: 'default/audit-log',
      cases: [
        {
          allowed: ['makes a log stream', call('cloudwatch-logs', 'CreateLogStream', { logGroupName: '/acme/audit', logStreamName: 'pod' })],
          denied: { 'makes a log stream in another group': call('cloudwatch-logs', 'CreateLogStream', { logGroupName: '/acme/other', logStreamName: 'pod' }) },
        },
        {
          allowed: ['writes events', call('cloudwatch-logs', 'PutLogEvents', { logGroupName: '/acme/audit', logStreamName: 'seed', logEvents: [{ timestamp: Date.now(), message: 'x' }] })],
          denied: { 'reads events': call('cloudwatch-logs', 'GetLogEvents', { logGroupName: '/acme/audit', logStreamName: 'seed' }) },
        },
        { allowed: ['writes an object', put('acme-audit-archive', 'b')], denied: { 'reads an object': get('acme-audit-archive', 'a'), 'deletes an object': remove('acme-audit-archive', 'a') } },
      ],
    },
    ...['default/secret-sync', 'monitoring/secret-sync'].map((serviceAccount): PodCases => ({
      workload: 'secret-sync',
      serviceAccount,
      cases: [
        { allowed: ['reads a secret', secret('GetSecretValue', 'products/plain')], denied: { 'reads a secret beside its prefix': secret('GetSecretValue', 'payments/plain') } },
        {
          allowed: ['reads a secret that its key encrypts', secret('GetSecretValue', 'products/encrypted')],
          denied: { 'reads a secret that another key encrypts': secret('GetSecretValue', ENCRYPTED_BY_ANOTHER_KEY), 'uses the key itself': call('kms', 'GenerateDataKey', { KeyId: KEY, KeySpec: 'AES_256' }) },
        },
        { allowed: ['changes a secret', secret('PutSecretValue', 'products/encrypted')], denied: { 'deletes a secret': secret('DeleteSecret', 'products/plain'), 'changes another secret': secret('PutSecretValue', 'payments/plain') } },
        { allowed: ['reads a parameter', parameter('/products/color')], denied: { 'reads a parameter beside its path': parameter('/payments/color'), 'reads a parameter whose path begins alike': parameter('/products-old/color') } },
        {
          allowed: ['lists its path', call('ssm', 'GetParametersByPath', { Path: '/products' })],
          denied: { 'writes a parameter': call('ssm', 'PutParameter', { Name: '/products/color', Value: 'x', Type: 'String', Overwrite: true }), 'uses a key of another name': call('kms', 'Encrypt', { KeyId: keyId, Plaintext: 'x' }) },
        },
      ],
    })),
    {
      workload: 'cert-manager',
      serviceAccount: 'cert-manager/cert-manager',
      cases: [
        {
          allowed: ['answers a challenge', record(ZONE, '_acme-challenge.www.example.com', 'TXT')],
          denied: {
            'answers it in another zone': record(OTHER_ZONE, '_acme-challenge.www.example.net', 'TXT'),
            'writes an address': record(ZONE, '_acme-challenge.www.example.com', 'A'),
            'writes another name': record(ZONE, 'www.example.com', 'TXT'),
          },
        },
        {
          allowed: ['lists the records', call('route-53', 'ListResourceRecordSets', { HostedZoneId: ZONE })],
          denied: { 'lists the records of another zone': call('route-53', 'ListResourceRecordSets', { HostedZoneId: OTHER_ZONE }) },
        },
        { allowed: ['finds the zone', call('route-53', 'ListHostedZonesByName', { DNSName: 'example.com' })] },
      ],
    },
    {
      workload: 's3-backup',
      serviceAccount: 'payments/s3-backup',
      cases: [
        { allowed: ['writes below its prefix', put('acme-payments-backup', 'backups/1')], denied: { 'writes beside its prefix': put('acme-payments-backup', 'other/1'), 'reads': get('acme-payments-backup', 'backups/a') } },
      ],
    },
    {
      workload: 's3-access',
      serviceAccount: 'default/s3-access-sa',
      cases: [
        { allowed: ['reads an object', get('acme-shared-files', 'a')], denied: { 'reads in a bucket of another account': get('acme-team-sync', 'a') } },
        {
          allowed: ['sets the ACL of an object', call('s3', 'PutObjectAcl', { Bucket: 'acme-shared-files', Key: 'a', ACL: 'private' })],
          denied: { 'deletes an object': remove('acme-shared-files', 'a') },
        },
      ],
    },
    {
      workload: 'external-secrets',
      serviceAccount: 'external-secrets/aws-secretsmanager',
      cases: [
        { allowed: ['reads a secret', secret('GetSecretValue', 'k8s-main/db')], denied: { 'reads a secret beside its prefix': secret('GetSecretValue', 'k8s-other/db'), 'changes a secret': secret('PutSecretValue', 'k8s-main/db') } },
        { allowed: ['lists secrets', call('secrets-manager', 'ListSecrets')], denied: { 'reads a parameter': parameter('/k8s-main/db') } },
      ],
    },
  ];
}

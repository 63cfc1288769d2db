import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Sample } from './sample';
import { SesBundle } from '../../../lib/bundles/services/ses';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'ses.send',
    make: (stack) => SesBundle.send({ identities: [EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com')] }),
    values: { identities: ['example.com'] },
  },
  {
    name: 'ses.send-limited',
    make: () => SesBundle.send({
      identityNames: ['example.com'],
      fromAddresses: ['*@example.com'],
      recipients: ['*@example.org', '*@example.net'],
      configurationSets: ['transactional'],
      templates: ['welcome'],
    }),
    values: {
      identities: ['example.com'],
      fromAddresses: ['*@example.com'],
      recipients: ['*@example.org', '*@example.net'],
      configurationSets: ['transactional'],
      templates: ['welcome'],
    },
  },
  {
    name: 'ses.send-bulk',
    make: () => SesBundle.send({ identityNames: ['example.com'], templates: ['welcome'], allowBulk: true }),
    values: { identities: ['example.com'], templates: ['welcome'], allowBulk: true },
  },
];

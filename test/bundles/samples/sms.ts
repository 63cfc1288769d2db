import type { Sample } from './sample';
import { SmsBundle } from '../../../lib/bundles/services/sms';

const POOL = 'pool-0123456789abcdef0123456789abcdef';
const NUMBER = 'phone-0123456789abcdef0123456789abcdef';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'sms.send',
    make: () => SmsBundle.send({ senderIds: ['SHOP/DE'] }),
    values: { senderIds: ['SHOP/DE'] },
  },
  {
    name: 'sms.send-pools',
    make: () => SmsBundle.send({ pools: [POOL], phoneNumbers: [NUMBER], configurationSets: ['shop'] }),
    values: { pools: [POOL], phoneNumbers: [NUMBER], configurationSets: ['shop'] },
  },
];

import type { Sample } from './sample';
import { RedshiftDataBundle } from '../../../lib/bundles/services/redshift-data';

const WORKGROUP = '1234abcd-12ab-34cd-56ef-1234567890ab';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'redshiftData.query',
    make: () => RedshiftDataBundle.query({ clusters: ['warehouse'], databases: ['sales'], users: ['reporting'] }),
    values: { clusters: ['warehouse'], databases: ['sales'], users: ['reporting'] },
  },
  {
    name: 'redshiftData.queryServerless',
    make: () => RedshiftDataBundle.queryServerless({ workgroups: [WORKGROUP] }),
    values: { workgroups: [WORKGROUP] },
  },
];

import { key, KEY } from './sample';
import type { Sample } from './sample';
import { S3TablesBundle } from '../../../lib/bundles/services/s3-tables';

export const SAMPLES: readonly Sample[] = [
  {
    name: 's3Tables.read',
    make: (stack) => S3TablesBundle.read({ tableBuckets: ['lake'], encryptionKeys: [key(stack)] }),
    values: { tableBuckets: ['lake'], encryptionKeys: [KEY] },
  },
  {
    name: 's3Tables.readWrite',
    make: (stack) => S3TablesBundle.readWrite({ tableBuckets: ['lake'], namespaces: ['sales'], createTables: true, allowDelete: true, encryptionKeys: [key(stack)] }),
    values: { tableBuckets: ['lake'], namespaces: ['sales'], createTables: true, allowDelete: true, encryptionKeys: [KEY] },
  },
];

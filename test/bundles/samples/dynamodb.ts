import { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { DynamoDbBundle } from '../../../lib/bundles/services/dynamodb';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/jobs';

const table = (stack: Stack) => Table.fromTableArn(stack, 'Table', TABLE);
const encryptedTable = (stack: Stack) => Table.fromTableAttributes(stack, 'Table', { tableArn: TABLE, encryptionKey: key(stack) });

export const SAMPLES: readonly Sample[] = [
  {
    name: 'dynamodb.read',
    make: (stack) => DynamoDbBundle.read({ tables: [encryptedTable(stack)], indexNames: ['by-state'] }),
    values: { tables: ['jobs'], indexNames: ['by-state'], encryptionKeys: [KEY] },
  },
  {
    name: 'dynamodb.read-leadingKeys',
    make: (stack) => DynamoDbBundle.read({ tables: [table(stack)], indexNames: ['by-state'], leadingKeys: ['team-a/*'] }),
    values: { tables: [TABLE], indexNames: ['by-state'], leadingKeys: ['team-a/*'] },
  },
  {
    name: 'dynamodb.readWrite',
    make: (stack) => DynamoDbBundle.readWrite({ tables: [table(stack)], encryptionKeys: [key(stack)] }),
    values: { tables: ['jobs'], encryptionKeys: [KEY] },
  },
  {
    name: 'dynamodb.readWrite-leadingKeys',
    make: (stack) => DynamoDbBundle.readWrite({ tables: [table(stack)], leadingKeys: ['team-a', 'team-b'] }),
    values: { tables: ['jobs'], leadingKeys: ['team-a', 'team-b'] },
  },
  {
    name: 'dynamodb.read-partiQl',
    make: (stack) => DynamoDbBundle.read({ tables: [table(stack)], indexNames: ['by-state'], partiQl: true }),
    values: { tables: ['jobs'], indexNames: ['by-state'], partiQl: true },
  },
  {
    name: 'dynamodb.readWrite-partiQl',
    make: (stack) => DynamoDbBundle.readWrite({ tables: [table(stack)], partiQl: true }),
    values: { tables: ['jobs'], partiQl: true },
  },
];

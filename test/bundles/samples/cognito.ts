import { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { CognitoBundle } from '../../../lib/bundles/services/cognito';

const POOL = 'eu-central-1_AbCdEf123';

const pool = (stack: Stack) => UserPool.fromUserPoolId(stack, 'Pool', POOL);

export const SAMPLES: readonly Sample[] = [
  {
    name: 'cognito.readUsers',
    make: (stack) => CognitoBundle.readUsers({ userPools: [pool(stack)] }),
    values: { userPools: [POOL] },
  },
  {
    name: 'cognito.manageUsers',
    make: (stack) => CognitoBundle.manageUsers({ userPools: [pool(stack)] }),
    values: { userPools: [POOL] },
  },
  {
    name: 'cognito.manageUsers-all',
    make: (stack) => CognitoBundle.manageUsers({ userPools: [pool(stack)], allowPasswords: true, allowDelete: true }),
    values: { userPools: [POOL], allowPasswords: true, allowDelete: true },
  },
];

// What runs in a pod: the AWS SDK with its default chain of credentials. Of its environment EKS gives AWS_REGION, and either AWS_ROLE_ARN
// and AWS_WEB_IDENTITY_TOKEN_FILE or AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE; the address of
// the emulator comes besides.
import { readFileSync } from 'node:fs';
import { makeCalls } from './calls';
import type { Call } from './calls';

void makeCalls(JSON.parse(readFileSync(0, 'utf8')) as Call[]).then((outcomes) => process.stdout.write(JSON.stringify(outcomes)));

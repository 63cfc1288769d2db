// What runs in a pod: the AWS SDK with its default chain of credentials. Of its environment EKS gives
// AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE and AWS_REGION; the address of the emulator comes besides.
import { readFileSync } from 'node:fs';
import { makeCalls } from './calls';
import type { Call } from './calls';

void makeCalls(JSON.parse(readFileSync(0, 'utf8')) as Call[]).then((outcomes) => process.stdout.write(JSON.stringify(outcomes)));

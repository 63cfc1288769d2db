import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { errorsOf, fileOf, MAIN, temporaryFolder } from './support';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer } from '../support';

const QUEUE = 'arn:aws:sqs:eu-central-1:444455556666:jobs';

function warningsOf(content: string, folder = temporaryFolder()): string[] {
  const app = new App();
  const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(content, folder));
  app.synth();
  return fleet.stacks.flatMap((stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue())).map(({ entry }) => String(entry.data));
}

describe('a resource of another account in a file', () => {
  test('is warned of with the line of each bundle and the statement to paste', () => {
    const folder = temporaryFolder();
    fileOf(JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE }] }), folder, 'own.json');
    const [warning, ...others] = warningsOf(`${MAIN}workloads:
  web:
    bundles:
      - id: sqs.consume
        queues: [jobs, ${QUEUE}]
    policies: [{ file: own.json }]
`, folder);
    expect(others).toEqual([]);
    expect(warning).toMatch(new RegExp(
      `^${QUEUE} is of account 444455556666 and the role of 111122223333, so both must allow what the bundles "sqs.consume" \\(\\S*workloads.yaml:9:9\\) and ` +
      '"own" \\(\\S*workloads.yaml:11:16\\) give, which is the role\'s half only: the policy of the queue needs 2 statements: \\{"Effect":"Allow","Principal":' +
      '\\{"AWS":"arn:aws:iam::111122223333:role/web"\\}'));
    expect(warning).not.toContain('111122223333:jobs');
  });

  const KEY = 'arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  test.each<[string, string, string]>([
    ['sns.publish, topics: ["arn:aws:sns:eu-central-1:444455556666:news"]', 'arn:aws:sns:eu-central-1:444455556666:news', 'topic needs 1 statement: {'],
    [`kms.decrypt, keys: ["${KEY}"]`, KEY, 'key needs 1 statement: {'],
    [`s3.read, buckets: [of-this-account], encryptionKeys: ["${KEY}"]`, KEY, 'key needs 1 statement: {'],
    ['secretsManager.read, secrets: ["arn:aws:secretsmanager:eu-central-1:444455556666:secret:web-AbCdEf"]',
      'arn:aws:secretsmanager:eu-central-1:444455556666:secret:web-AbCdEf', 'secret needs 1 statement, and its key must be a customer-managed one'],
    ['keda.sqs, queues: ["arn:aws:sqs:eu-central-1:444455556666:jobs"]', QUEUE, 'queue needs 1 statement: {'],
  ])('gets one warning: %s', (bundle, resource, needs) => {
    const warnings = warningsOf(`${MAIN}workloads:\n  web: { bundles: [{ id: ${bundle} }] }\n`);
    expect(warnings).toEqual([expect.stringContaining(needs)]);
    expect(warnings[0]).toContain(`${resource} is of account 444455556666`);
    expect(warnings[0]).toContain(`[ack: cdk-irsa:resourceOfOtherAccount[${resource}]]`);
  });

  test('a bucket has no account in a file, neither by its name nor by its ARN', () => {
    expect(warningsOf(`${MAIN}workloads:\n  web: { bundles: [{ id: s3.read, buckets: [any, "arn:aws:s3:::other"] }] }\n`)).toEqual([]);
  });

  test('is acknowledged by its id', () => {
    const file = (id: string) => `${MAIN}workloads:
  web:
    bundles: [{ id: sqs.consume, queues: [${QUEUE}] }]
    acknowledge: [{ id: "${id}", reason: its policy has the statement }]
`;
    expect(warningsOf(file(`cdk-irsa:resourceOfOtherAccount[${QUEUE}]`))).toEqual([]);
    expect(warningsOf(file(`cdk-irsa:resourceOfOtherAccount[${QUEUE}2]`))).toEqual([expect.stringContaining(QUEUE)]);
    expect(errorsOf(file('cdk-irsa:resourceOfOtherAcount'))).toEqual([expect.stringContaining('did you mean "cdk-irsa:resourceOfOtherAccount"?')]);
  });

  test('of an environment, and not of the own account', () => {
    expect(warningsOf(`${MAIN}workloads:
  web: { bundles: [{ id: sns.publish, topics: ["arn:aws:sns:eu-central-1:444455556666:news"] }], roleName: "{workload}-{environment}" }
environments:
  dev: {}
  prod: { clusters: { main: { account: "444455556666", issuerUrl: ${issuer(2)} } } }
`).filter((text) => text.includes('resourceOfOtherAccount'))).toEqual([expect.stringContaining('of account 444455556666 and the role of 111122223333')]);
  });
});

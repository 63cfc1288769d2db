import { App } from 'aws-cdk-lib/core';
import { summaryOf } from '../../lib/cli/summary';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { fileOf, MAIN, temporaryFolder } from '../fleet/support';

function broadLines(policies: string): string[] {
  const folder = temporaryFolder();
  const fleet = ServiceAccountFleet.fromFile(new App({ outdir: folder }), 'Fleet', fileOf(`${MAIN}workloads:\n  web:\n    managedPolicies:\n${policies}`, folder));
  return summaryOf(fleet, { outdir: folder }).split('\n').filter((line) => line.startsWith('Full access'));
}

const policy = (name: string) => `      - { arn: "arn:aws:iam::${name}", reason: "the operator\n        makes whole accounts" }\n`;

test.each(['AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess', 'AmazonS3FullAccess', 'job-function/DataScientist', 'SecretsManagerReadWrite'])('%s is shown, with its reason', (name) => {
  expect(broadLines(policy(`aws:policy/${name}`))).toEqual([
    expect.stringMatching(new RegExp(`^Full access: web \\(.*workloads\\.yaml:7:3\\) has ${name.split('/').pop()}, which AWS manages, because the operator makes whole accounts$`)),
  ]);
});

test('each of several is shown; a narrow one and one of the account are not', () => {
  expect(broadLines(['aws:policy/AdministratorAccess', 'aws:policy/AmazonSQSReadOnlyAccess', '111122223333:policy/AdministratorAccess', 'aws:policy/AmazonSQSFullAccess'].map(policy).join('')))
    .toHaveLength(2);
});

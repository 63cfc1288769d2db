import { writeFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { messageOf } from '../../support';
import { errorsOf, fileOf, fleetOf, MAIN, temporaryFolder, THREE } from '../support';

const read = (file: string) => messageOf(() => planFleet(file)).replace(file, 'FILE');

describe('bundles', () => {
  const bundle = (entry: string) => errorsOf(`${MAIN}workloads:\n  web:\n    bundles:\n      - ${entry}\n`);

  test.each([
    ['{ id: route53.dsn01 }', '9:15: workloads.web.bundles[0].id: must be the id of a bundle, got "route53.dsn01": did you mean "route53.dns01"?'],
    ['{ id: postgres }', 'got "postgres": there is none like it; npx cdk-irsa bundles postgres searches for one'],
    ['{ id: "$(rm -rf /)" }', 'got "$(rm -rf /)": there is none like it; npx cdk-irsa bundles WORD searches for one'],
    ['{ id: "--help" }', 'got "--help": there is none like it; npx cdk-irsa bundles WORD searches for one'],
    ['{ buckets: [a] }', '9:9: workloads.web.bundles[0]: must have the id of a bundle, such as "id: route53.dns01"'],
    ['{ id: s3.read }', '9:9: workloads.web.bundles[0]: must have "buckets"'],
    ['{ id: s3.read, bucket: media }', '9:24: workloads.web.bundles[0].bucket: unknown key "bucket": did you mean "buckets"?'],
    ['{ id: s3.read, buckets: [] }', '9:33: workloads.web.bundles[0].buckets: must name at least one, got []'],
    ['{ id: route53.dns01, hostedZones: [] }', '9:43: workloads.web.bundles[0].hostedZones: must name at least one, got []'],
    ['{ id: parameterStore.read }', '9:9: workloads.web.bundles[0]: must have at least one of parameters or paths'],
    ['{ id: route53.dns01, hostedZones: [example.com] }', 'got "example.com": this is a domain name; aws route53 list-hosted-zones-by-name prints the zone\'s id'],
    ['{ id: route53.dns01, hostedZones: [/hostedzone/Z1ABC] }', 'got "/hostedzone/Z1ABC": write the id alone, "Z1ABC"'],
    ['{ id: route53.dns01, hostedZones: ["arn:aws:route53::111122223333:hostedzone/Z1ABC"] }', 'write the id alone, "Z1ABC"'],
    ['{ id: s3.read, buckets: ["s3://media/x"] }', '9:34: workloads.web.bundles[0].buckets[0]: must be the name of a bucket'],
    ['{ id: s3.read, buckets: ["arn:aws:s3:::media/x"] }', 'this is the ARN of objects; write the bucket, "arn:aws:s3:::media"'],
    ['{ id: s3.read, buckets: ["arn:aws-cn:s3:::media"] }', '9:34: workloads.web.bundles[0].buckets[0]: must be in the role\'s partition "aws", got "arn:aws-cn:s3:::media"'],
    ['{ id: s3.read, buckets: [[a]] }', '9:34: workloads.web.bundles[0].buckets[0]: must be text, got a list (["a"])'],
    ['{ id: kms.decrypt, keys: ["arn:aws:kms:eu-central-1:111122223333:alias/main"] }', 'an alias is no ARN for it'],
    ['{ id: sqs.consume, queues: ["arn:aws:sns:eu-central-1:111122223333:q"] }', 'this ARN is of service "sns", not "sqs"'],
    ['{ id: sqs.consume, queues: ["arn:aws:sqs:eu-central-1:1111:q"] }', 'its account (the fifth field) must be 12 digits'],
    ['{ id: sqs.consume, queues: ["arn:aws:sqs::111122223333:q"] }', 'its region (the fourth field) is missing'],
    ['{ id: sqs.consume, queues: ["arn:aws:sqs"] }', 'an ARN has six fields, joined by ":"'],
    ['{ id: sts.assumeRole, roles: ["*"] }', "9:39: workloads.web.bundles[0].roles[0]: must be a role's ARN"],
    ['{ id: ses.send, identities: [example.com], allowBulk: true, fromAddresses: [a@example.com] }', '9:63: workloads.web.bundles[0].allowBulk: must not be given together with fromAddresses'],
    ['{ id: externalSecrets.push, secrets: [web], paths: [/web, /aws/service] }', "9:67: workloads.web.bundles[0].paths[1]: must be the account's own"],
  ])('%s', (entry, message) => {
    const errors = bundle(entry);
    expect(errors.some((error) => error.includes(message)) ? message : errors.join('\n')).toBe(message);
  });

  test('a policy file: missing, no JSON, a wildcard without evidence, evidence for nothing', () => {
    const folder = temporaryFolder();
    const run = (policy: string, entry: string) => {
      writeFileSync(join(folder, 'p.json'), policy);
      return read(fileOf(`${MAIN}workloads:\n  web:\n    policies:\n      - ${entry}\n`, folder)).split(folder).join('DIR');
    };
    const good = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }] });
    expect(run(good, '{ file: q.json }')).toMatch(/^FILE:9:17: workloads\.web\.policies\[0\]\.file: policies\[0\]\.file must be a file in UTF-8 that can be read, got "DIR\/q\.json": there is no such file$/);
    expect(run(good, `{ file: "${'x'.repeat(101)}.json" }`)).toMatch(/: the name of policies\[0\] \(by default that of its file\) must be the id of a bundle \(/);
    expect(run('{', '{ file: p.json }')).toMatch(/^FILE:9:17: workloads\.web\.policies\[0\]\.file: .*JSON/);
    expect(run(good, '{ file: p.json }')).toMatch(/: each wildcard of policies\[0\] must have evidence .*"arn:aws:s3:::b\/\*"/);
    expect(run(good, '{ file: p.json, evidence: [{ wildcard: "arn:aws:s3:::c/*", reason: it has to be }] }')).toMatch(/"arn:aws:s3:::c\/\*"/);
  });
});

// Bundles for controllers are limited to what is tagged with the name that a cluster has in EKS.

const named = (main: string, blue: string) => THREE
  .replace('  blue:\n', `${main && `    clusterName: ${main}\n`}  blue:\n`)
  .replace('  other:\n', `${blue && `    clusterName: ${blue}\n`}  other:\n`);

const workload = (clusters: string, more = '') => `workloads:
  autoscaler:
    clusters: [${clusters}]
    bundles:
      - id: clusterAutoscaler.controller${more}
`;

function policyText(content: string): string {
  return JSON.stringify(fleetOf(content).stacks.flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))));
}

test('a bundle for a controller knows the clusterName of its workload\'s cluster', () => {
  const text = policyText(named('main-eu', '') + workload('main'));
  expect(text).toContain('main-eu');
});

test('a role of two clusters is limited to the names of both', () => {
  const text = policyText(named('main-eu', 'blue-eu') + workload('main, blue'));
  expect(text).toContain('["main-eu","blue-eu"]');
});

test('a cluster without a clusterName is an error at the bundle, unless the bundle names clusters itself', () => {
  expect(errorsOf(named('main-eu', '') + workload('main, blue'))).toEqual([
    expect.stringMatching(/^\d+:9: workloads\.autoscaler\.bundles\[0\]: must know the names that the workload's clusters have in EKS, .*: give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"$/),
  ]);
  expect(policyText(THREE + workload('main', '\n        clusterNames: [main-eu]'))).toContain('main-eu');
});

test('a clusterName that is wrong is said once', () => {
  expect(errorsOf(named('"main eu"', '') + workload('main'))).toEqual([
    expect.stringContaining('clusters.main.clusterName: must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), got "main eu"'),
  ]);
});

test('an empty list of clusters, and one that is no name, are errors', () => {
  expect(errorsOf(THREE + workload('main', '\n        clusterNames: []'))).toEqual([expect.stringContaining('clusterNames: must name at least one, got []')]);
  expect(errorsOf(THREE + workload('main', '\n        clusterNames: ["*"]'))).toEqual([expect.stringContaining('clusterNames[0]: must be the name of a cluster in EKS')]);
});

test('a role that Karpenter gives its nodes must be of the account, where the cluster is known', () => {
  const file = (account: string) => `${named('main-eu', '')}workloads:
  karpenter:
    clusters: [main]
    bundles: [{ id: karpenter.controller, nodeRoles: ["arn:aws:iam::${account}:role/nodes"] }]
`;
  expect(errorsOf(file('111122223333'))).toEqual([]);
  expect(errorsOf(file('999988887777'))).toEqual([expect.stringMatching(
    /^\d+:55: workloads\.karpenter\.bundles\[0\]\.nodeRoles\[0\]: must be in the role's own account 111122223333, since a role is passed to instances of its own account only, got "arn:aws:iam::999988887777:role\/nodes"$/)]);
  expect(errorsOf(file('999988887777').replace('[main]', '[mian]'))).toEqual([expect.stringContaining('did you mean "main"?')]);
});

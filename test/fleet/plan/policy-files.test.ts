import { writeFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { messageOf } from '../../support';
import { errorsOf, fleetOf, MAIN, temporaryFolder, THREE } from '../support';

const CASES = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'eks:DescribeCluster', Resource: 'arn:{partition}:eks:{region}:{account}:cluster/all' }] };

function inFolder(policy: unknown, content: string): { folder: string; content: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'p.json'), typeof policy === 'string' ? policy : JSON.stringify(policy));
  return { folder, content: content.replaceAll('FILE', join(folder, 'p.json')) };
}

function errors(policy: unknown, content: string): string[] {
  const { folder, content: text } = inFolder(policy, content);
  return errorsOf(text).map((error) => error.replaceAll(folder, 'DIR'));
}

function statements(policy: unknown, content: string): any[] {
  return fleetOf(inFolder(policy, content).content).stacks
    .flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')))
    .flatMap((role: any) => role.Properties.Policies ?? []).flatMap((policies: any) => policies.PolicyDocument.Statement);
}

const WEB = `${MAIN}workloads:\n  web:\n    policies: [{ file: FILE }]\n`;
const one = (resource: unknown, more = {}) => ({ ...CASES, Statement: [{ ...CASES.Statement[0], Resource: resource, ...more }] });

test('account, region and partition are those of the role', () => {
  expect(statements(CASES, WEB)).toEqual([{ Effect: 'Allow', Action: 'eks:DescribeCluster', Resource: 'arn:aws:eks:eu-central-1:111122223333:cluster/all' }]);
});

test('evidence names the wildcard as it is written, and holds for each that it becomes', () => {
  const wildcard = 'arn:aws:eks:{region}:{account}:cluster/a-*';
  expect(statements(one(wildcard), `${MAIN}workloads:\n  web:\n    policies:\n      - file: FILE\n        evidence: [{ wildcard: "${wildcard}", actions: [eks:DescribeCluster], reason: clusters come and go }]\n`))
    .toEqual([expect.objectContaining({ Resource: 'arn:aws:eks:eu-central-1:111122223333:cluster/a-*' })]);
});

describe('{cluster}', () => {
  const policy = one('arn:aws:eks:eu-central-1:{account}:cluster/{cluster}', { Condition: { StringEquals: { 'aws:ResourceTag/cluster': '{cluster}' } } });
  const named = (main: string, blue: string) => THREE.replace('  blue:\n', `${main && `    clusterName: ${main}\n`}  blue:\n`).replace('  other:\n', `${blue && `    clusterName: ${blue}\n`}  other:\n`);
  const web = 'workloads:\n  web:\n    clusters: [main, blue]\n    policies: [{ file: FILE }]\n';

  test('stands for the name of each cluster in EKS', () => {
    expect(statements(policy, named('main-eu', 'blue-eu') + web)).toEqual([{
      Effect: 'Allow',
      Action: 'eks:DescribeCluster',
      Resource: ['arn:aws:eks:eu-central-1:111122223333:cluster/main-eu', 'arn:aws:eks:eu-central-1:111122223333:cluster/blue-eu'],
      Condition: { StringEquals: { 'aws:ResourceTag/cluster': ['main-eu', 'blue-eu'] } },
    }]);
  });

  test('of a cluster whose name is not given is an error', () => {
    expect(errors(policy, named('main-eu', '') + web).join('\n')).toContain(
      'Statement[0].Resource must not hold {cluster} unless the name of each cluster in EKS is known: give each cluster of the workload its "clusterName" in clusters');
  });
});

test('the case of a policy with placeholders of others: each has its line', () => {
  const text = `{"Version":"2012-10-17","Statement":[
 {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/orders"},
 {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::<BUCKET_NAME>/report.csv"},
 {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:ACCOUNT_ID:orders"}]}`;
  const all = errors(text, WEB).join('\n');
  expect(all).toMatch(/workloads\.web\.policies\[0\]\.file: DIR\/p\.json:2:48: Statement\[0\]\.Resource must not hold the placeholder "\$\{AWS::Region\}", which nothing fills: write \{region\}/);
  expect(all).toContain('DIR/p.json:3:44: Statement[1].Resource must not hold the placeholder "<BUCKET_NAME>"');
  expect(all).toContain('DIR/p.json:4:47: Statement[2].Resource must not hold the placeholder "ACCOUNT_ID", which nothing fills: write {account}');
});

test('an ARN of another partition is an error', () => {
  expect(errors(one('arn:aws-cn:eks:cn-north-1:111122223333:cluster/a'), WEB).join('\n')).toContain('must be in the role\'s partition "aws", got "arn:aws-cn:eks:cn-north-1:111122223333:cluster/a": write {partition}');
});

test('an action that is newer than the reference is right where the file says so', () => {
  const policy = one('*', { Action: 'eks:DescribeClusterr' });
  const evidence = 'evidence: [{ wildcard: "*", actions: ["eks:DescribeClusterr"], reason: it has no resource }]';
  expect(errors(policy, `${MAIN}workloads:\n  web:\n    policies:\n      - file: FILE\n        ${evidence}\n`).join('\n')).toContain('did you mean "eks:DescribeCluster"?');
  expect(statements(policy, `${MAIN}workloads:\n  web:\n    policies:\n      - file: FILE\n        ${evidence}\n        knownActions: ["eks:DescribeClusterr"]\n`)).toHaveLength(1);
});

test('a policy file is named from the working directory, as the workloads file is', () => {
  const { folder, content } = inFolder(one('arn:aws:eks:eu-central-1:{account}:cluster/<name>'), WEB.replace('FILE', 'p.json'));
  const file = join(folder, 'workloads.yaml');
  writeFileSync(file, content);
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(messageOf(() => planFleet('workloads.yaml'))).toMatch(/^workloads\.yaml:\d+:\d+: workloads\.web\.policies\[0\]\.file: p\.json:1:\d+: Statement\[0\]\.Resource must not hold the placeholder "<name>"/);
  } finally {
    process.chdir(before);
  }
});

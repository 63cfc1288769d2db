import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { checkedFile } from '../../lib/cli/check/checked-file';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer } from '../support';
import { fileOf, temporaryFolder } from './support';

const [OWN, OTHER] = ['111122223333', '444455556666'];
const statement = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** A file whose workload has a session policy. */
function fileWith(sessionPolicy: unknown, policies: Record<string, object>, workload: object = {}, podIdentity: object = {}): string {
  const folder = temporaryFolder();
  Object.entries(policies).forEach(([name, document]) => fileOf(JSON.stringify(document), folder, name));
  return fileOf(JSON.stringify({
    variables: { squad: 'media' },
    accounts: 'targetRole' in workload ? { [OTHER]: { region: 'eu-west-1' } } : undefined,
    clusters: { main: { account: OWN, region: 'eu-central-1', clusterName: 'main', issuerUrl: issuer(), identity: 'podIdentity' } },
    workloads: { web: { namespaces: ['shop'], podIdentity: { disableSessionTags: true, sessionPolicy, ...podIdentity }, ...workload } },
  }, undefined, 1), folder);
}

function sessionPolicyOf(file: string): any {
  const app = new App();
  const { stacks } = ServiceAccountFleet.fromFile(app, 'Fleet', file);
  app.synth();
  const [association] = stacks.flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::EKS::PodIdentityAssociation')));
  return JSON.parse(association.Properties.Policy as string) as unknown;
}

const problemsOf = (file: string) => checkedFile(file).findings.map(({ subject, message }) => `${subject}: ${message}`.replace(/[^" ]*\/(?=[a-z]+\.json)/g, ''));

test('a policy file is a part of it, with the placeholders of the file', () => {
  const file = fileWith([{ file: '{squad}.json' }, { id: 'sqs.produce', queues: ['orders'] }], {
    'media.json': policy(statement('s3:GetObject', 'arn:{partition}:s3:::{squad}-{account}-{workload}/{namespace}/key')),
  });
  expect(sessionPolicyOf(file).Statement).toEqual([
    statement('s3:GetObject', `arn:aws:s3:::media-${OWN}-web/shop/key`),
    expect.objectContaining({ Resource: `arn:aws:sqs:eu-central-1:${OWN}:orders` }),
  ]);
});

test.each<[string, object, object]>([
  ['that the file creates', { targetRole: { account: OTHER, bundles: [{ id: 'sqs.produce', queues: ['orders'] }] } }, {}],
  ['that exists', {}, { targetRoleArn: `arn:aws:iam::${OTHER}:role/orders` }],
])('with a target role %s, names and placeholders are of its account', (_, workload, podIdentity) => {
  const file = fileWith([{ id: 'sqs.produce', queues: ['orders'] }, { file: 'own.json' }], { 'own.json': policy(statement('sns:Publish', 'arn:aws:sns:{region}:{account}:orders')) }, workload, podIdentity);
  expect(sessionPolicyOf(file).Statement.map(({ Resource }: any) => Resource as string)).toEqual([`arn:aws:sqs:eu-central-1:${OTHER}:orders`, `arn:aws:sns:eu-central-1:${OTHER}:orders`]);
});

test('a key that is nearly "file" is named with the right one', () => {
  expect(problemsOf(fileWith([{ fil: 'own.json' }], {}))).toEqual([
    'workloads.web.podIdentity.sessionPolicy[0].fil: unknown key "fil": did you mean "file"?',
  ]);
});

test('parts with one statement id become one policy without ids, which STS takes once only', () => {
  const named = (queue: string) => policy({ Sid: 'Send', ...statement('sqs:SendMessage', `arn:aws:sqs:eu-central-1:${OWN}:${queue}`) });
  const own = (queue: string) => statement('sqs:SendMessage', `arn:aws:sqs:eu-central-1:${OWN}:${queue}`);
  expect(sessionPolicyOf(fileWith([{ file: 'a.json' }, { file: 'b.json' }], { 'a.json': named('a'), 'b.json': named('b') })).Statement).toEqual([own('a'), own('b')]);
  expect(sessionPolicyOf(fileWith([{ file: 'a.json' }], { 'a.json': named('a') })).Statement).toEqual([{ Sid: 'Send', ...own('a') }]);
});

test('its size is counted with the files', () => {
  const of = (length: number) => fileWith([{ file: 'p.json' }], { 'p.json': policy(statement('s3:GetObject', [`arn:aws:s3:::b/${'k'.repeat(length)}`])) });
  const fixed = JSON.stringify(policy(statement('s3:GetObject', 'arn:aws:s3:::b/'))).length;
  expect(problemsOf(of(2_048 - fixed))).toEqual([]);
  expect(problemsOf(of(2_049 - fixed))).toEqual([
    'workloads.web.podIdentity.sessionPolicy: must be at most 2,048 characters as a policy, got 2,049 characters: name fewer resources or bundles',
  ]);
});

test.each<[string, unknown, Record<string, object>, string]>([
  ['a wildcard without evidence', [{ file: 'p.json' }], { 'p.json': policy(statement('s3:GetObject', '*')) }, 'workloads.web.podIdentity.sessionPolicy[0].file: each wildcard of podIdentity.sessionPolicy[0] must have evidence'],
  ['a misspelt action', [{ file: 'p.json' }], { 'p.json': policy(statement('s3:GetObjct', 'arn:aws:s3:::b/k')) }, 'did you mean "s3:GetObject"'],
  ['no such file', [{ id: 's3.read', buckets: ['media'] }, { file: 'q.json' }], {}, 'workloads.web.podIdentity.sessionPolicy[1].file: podIdentity.sessionPolicy[1].file must'],
  ['an id as well', [{ file: 'p.json', id: 's3.read' }], {}, 'workloads.web.podIdentity.sessionPolicy[0]: must have the id of a bundle or a policy "file", got both: make it two entries'],
  ['a name, which a part of a policy has not', [{ file: 'p.json', name: 'limit' }], { 'p.json': policy(statement('s3:GetObject', 'arn:aws:s3:::b/k')) }, 'workloads.web.podIdentity.sessionPolicy[0].name: unknown key "name"'],
  ['a session tag', [{ file: 'p.json' }], { 'p.json': policy(statement('s3:GetObject', 'arn:aws:s3:::b/${aws:PrincipalTag/kubernetes-namespace}/k')) }, 'sessionPolicy[0]: must not name the session tag kubernetes-namespace'],
  ['a placeholder of nothing', [{ file: 'p.json' }], { 'p.json': policy(statement('s3:GetObject', 'arn:aws:s3:::{nothing}/k')) }, '"{nothing}"'],
  ['evidence for nothing', [{ file: 'p.json', evidence: [{ wildcard: 's3:*', reason: 'it was there before' }] }], { 'p.json': policy(statement('s3:GetObject', 'arn:aws:s3:::b/k')) }, 'workloads.web.podIdentity.sessionPolicy[0].evidence[0]'],
])('refused once: %s', (_, sessionPolicy, policies, message) => {
  expect(problemsOf(fileWith(sessionPolicy, policies))).toEqual([expect.stringContaining(message)]);
});

test('an action that nobody knows is a warning', () => {
  const file = fileWith([{ file: 'p.json' }], { 'p.json': policy(statement('s3:Quuxify', 'arn:aws:s3:::b/k')) });
  expect(checkedFile(file).findings.map(({ level, id, message }) => `${level} ${id}: ${message}`)).toEqual([
    expect.stringContaining('warning cdk-irsa:unknownAction: podIdentity.sessionPolicy[0]: '),
  ]);
  const known = fileWith([{ file: 'p.json', knownActions: ['s3:Quuxify'] }], { 'p.json': policy(statement('s3:Quuxify', 'arn:aws:s3:::b/k')) });
  expect(problemsOf(known)).toEqual([]);
});

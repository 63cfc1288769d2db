import { Role } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { App, Lazy, Stack } from 'aws-cdk-lib/core';
import { ALSO_FOR } from '../../../lib/bundles/also-for';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { aroundPart } from '../../../lib/bundles/resources/regional';
import { AthenaBundle } from '../../../lib/bundles/services/athena';
import { ElastiCacheBundle } from '../../../lib/bundles/services/elasti-cache';
import { IotBundle } from '../../../lib/bundles/services/iot';
import { MskBundle } from '../../../lib/bundles/services/msk';
import { ObservabilityBundle } from '../../../lib/bundles/services/observability';
import { RekognitionBundle } from '../../../lib/bundles/services/rekognition';
import { SchedulerBundle } from '../../../lib/bundles/services/scheduler';
import { SmsBundle } from '../../../lib/bundles/services/sms';
import { StepFunctionsBundle } from '../../../lib/bundles/services/step-functions';
import { TranscribeBundle } from '../../../lib/bundles/services/transcribe';
import { bundlesFor } from '../../../lib/cli/catalogue/bundle-search';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn, statementsOf } from '../support';

// What the services for applications refuse, in one file: each file of tests costs a second.

const stack = stackIn(PLACE);
const group = ScheduleGroup.fromScheduleGroupName(stack, 'Group', 'reminders');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['SchedulerBundle.manage: targetRoles: must name at least one, got []', () => SchedulerBundle.manage({ groups: [group], targetRoles: [] })],
    ['ElastiCacheBundle.connect: must have at least one of replicationGroups or serverlessCaches', () => ElastiCacheBundle.connect({ users: ['shop'] })],
    ['MskBundle.consume: groups: must name at least one, got []', () => MskBundle.consume({
      clusters: ['arn:aws:kafka:eu-central-1:111122223333:cluster/events/1234abcd-12ab-34cd-56ef-1234567890ab-5'], topics: ['orders'], groups: [],
    })],
    ['SmsBundle.send: must have at least one of phoneNumbers, pools or senderIds', () => SmsBundle.send({})],
    ['AthenaBundle.query: dataPrefix: must go with dataBuckets', () => AthenaBundle.query({ workgroups: ['a'], databases: ['sales'], dataPrefix: 'a/' })],
    ['AthenaBundle.query: resultPrefix: must go with resultBuckets', () => AthenaBundle.query({ workgroups: ['a'], databases: ['sales'], resultPrefix: 'a/' })],
    ['RekognitionBundle.analyze: indexFaces: must go with collections', () => RekognitionBundle.analyze({ indexFaces: true })],
    ['TranscribeBundle.transcribe: outputBuckets: must be given too: a job has a name, and a bucket for its result', () =>
      TranscribeBundle.transcribe({ jobNames: ['shop-'] })],
    ['ObservabilityBundle.app: traces: must be true where nothing else is written', () => ObservabilityBundle.app({ traces: false })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('a role that is passed by a wildcard', () => {
    const any = Role.fromRoleArn(stack, 'Any', 'arn:aws:iam::111122223333:role/*');
    expect(() => SchedulerBundle.manage({ groups: [group], targetRoles: [any] })).toThrow(/targetRoles\[0\]: must be one resource, without wildcards/);
  });
});

test('an ARN that is known at deploy time only is divided then', () => {
  // GIVEN
  const own = new Stack(new App(), 'Stack');
  const arn = Lazy.string({ produce: () => 'arn:aws:states:eu-central-1:111122223333:stateMachine:checkout' });
  const machine = StateMachine.fromStateMachineArn(own, 'Machine', arn);
  // WHEN
  const [, executions] = StepFunctionsBundle.start({ stateMachines: [machine] }).bind(own).statements ?? [];
  const { Resource: on } = own.resolve(executions.statement.toStatementJson());
  // THEN
  expect(JSON.stringify(on)).toMatch(/"Fn::Split":\[":stateMachine:",.*:execution:.*:\*"/);
  expect(aroundPart('arn:aws:glue:eu-central-1:111122223333:database/sales', ':database/')).toEqual(['arn:aws:glue:eu-central-1:111122223333', 'sales']);
});

test('the wildcards of MQTT are letters where a policy names a filter, and wildcards where it names topics', () => {
  const [, subscribe, receive] = statementsOf(IotBundle.subscribe({ topicFilters: ['+/state', 'alerts/#'], clients: ['shop-*'] }), stack);
  const topic = (kind: string, name: string) => `arn:aws:iot:eu-central-1:111122223333:${kind}/${name}`;
  expect(subscribe.Resource).toEqual([topic('topicfilter', '+/state'), topic('topicfilter', 'alerts/#')]);
  expect(receive.Resource).toEqual([topic('topic', '*/state'), topic('topic', 'alerts/*')]);
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['scheduler.manage', 'groups', 'arn:aws:scheduler:eu-central-1:111122223333:schedule/reminders/a', 'this is the ARN of a schedule; write its group'],
    ['stepFunctions.start', 'stateMachines', 'arn:aws:states:eu-central-1:111122223333:execution:checkout:a', 'this is the ARN of an execution; write that of its state machine'],
    ['elastiCache.connect', 'users', '*', 'a wildcard would give users with more rights too'],
    ['msk.consume', 'clusters', 'events', 'this is a name (aws kafka list-clusters-v2 prints the ARN)'],
    ['msk.produce', 'topics', '*', 'this would give all of the cluster; write what their names begin with'],
    ['openSearch.request', 'domains', 'https://search-shop.eu-central-1.es.amazonaws.com', 'this is an endpoint; write the name of the domain'],
    ['openSearch.request', 'paths', '/orders/_search', 'perhaps "orders/_search"'],
    ['openSearch.request', 'methods', 'get', 'perhaps "GET"'],
    ['codeArtifact.read', 'repositories', 'npm', 'write the domain before it, and a "/"'],
    ['bedrock.retrieve', 'knowledgeBaseIds', 'handbook', 'this is a name (aws bedrock-agent list-knowledge-bases prints the id)'],
    ['athena.query', 'databases', 'arn:aws:glue:eu-central-1:111122223333:table/sales/orders', 'this is the ARN of a table; write its database'],
    ['redshiftData.query', 'users', '*', 'a wildcard would give users with more rights too, such as the administrator'],
    ['iot.publish', 'topics', 'orders/+', "'+' and '#' are for topic filters: a publisher names topics, and '/*' at the end for all below one"],
    ['iot.subscribe', 'topicFilters', '#', 'this would give every topic of the account'],
    ['cloudFront.invalidate', 'distributions', 'd1234.cloudfront.net', 'this is a domain name (aws cloudfront list-distributions prints the id)'],
    ['s3AccessPoint.read', 'accessPoints', 'arn:aws:s3-outposts:eu-central-1:111122223333:outpost/op-1/accesspoint/a', 'this is an access point of an Outpost, which takes a policy of your own'],
    ['route53.dns01', 'recordNames', 'Shop.Example.com.', 'perhaps "shop.example.com"'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each<[id: string, parameter: string, value: string, problem: string]>([
    ['eventBridge.putEvents', 'sources', 'aws.s3', "must not begin with 'aws.', which AWS keeps for itself, got \"aws.s3\""],
    ['openSearch.request', 'paths', '*', 'must limit the requests; leave paths out for those of any path, got "*"'],
    ['route53.dns01', 'recordNames', '*', 'must limit the names; set challengeRecordsOnly to false for records of any name, got "*"'],
  ])('refuses %s: %s: %s, which has the form', (id, parameter, value, problem) => {
    expect(explain(formatOf(id, parameter), value)).toBe(problem);
  });

  test.each([
    ['msk.produce', 'topics', 'orders-*'],
    ['iot.subscribe', 'topicFilters', '+/state'],
    ['appConfig.read', 'configurations', 'arn:aws:appconfig:eu-west-1:444455556666:application/abc1234/environment/def5678/configuration/ghi9012'],
    ['timestream.read', 'tables', 'arn:aws:timestream:eu-central-1:111122223333:database/sensors/table/readings'],
    ['sms.send', 'senderIds', 'SHOP/DE'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});

test('programs without bundles of their own are found, with bundles that there are', () => {
  expect(ALSO_FOR.flatMap(({ bundles }) => bundles).filter((id) => bundleDefinition(id) === undefined)).toEqual([]);
  expect(ALSO_FOR.map(({ program }) => program)).toEqual([...ALSO_FOR].map(({ program }) => program).sort((a, b) => a.localeCompare(b)));
  expect(bundlesFor('strimzi').map(({ id }) => id)).toEqual(['msk.consume', 'msk.produce']);
});

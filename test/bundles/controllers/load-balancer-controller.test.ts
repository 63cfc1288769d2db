import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { App, Aws, CfnParameter, Lazy, Stack } from 'aws-cdk-lib/core';
import { LoadBalancerControllerBundle } from '../../../lib/bundles/controllers/load-balancer-controller';
import { LoadBalancerControllerVersion } from '../../../lib/bundles/controllers/load-balancer-controller-version';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import type { IPolicyBundle } from '../../../lib/bundles/policy-bundle';
import type { Place } from '../../../lib/bundles/resources/place';
import { explain } from '../../../lib/core/text-format';
import { list, PLACE, stackIn, statementsOf } from '../support';
import { yamlErrors } from '../yaml-errors';

const { full, targetGroupBinding } = LoadBalancerControllerBundle;
const FULL = 'loadBalancerController.full';
const BINDING = 'loadBalancerController.targetGroupBinding';
const ACCELERATOR = 'loadBalancerController.globalAccelerator';
const WEB_ACL = 'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/web/1234abcd-12ab-34cd-56ef-1234567890ab';
const clusterNames = ['production'];
const deployTimeName = () => Lazy.string({ produce: () => 'production' });

function actionsOf(bundle: IPolicyBundle): Set<string> {
  return new Set(statementsOf(bundle, stackIn(PLACE)).flatMap(({ Action: action }) => list(action)));
}

/** What a version needs, and an older one does not; and the other way round. */
function difference(version: LoadBalancerControllerVersion | undefined, older: LoadBalancerControllerVersion): string[] {
  const [now, before] = [actionsOf(full({ clusterNames, version })), actionsOf(full({ clusterNames, version: older }))];
  const beyond = (some: Set<string>, others: Set<string>, sign: string) => [...some].filter((action) => !others.has(action)).map((action) => sign + action);
  return [...beyond(now, before, '+'), ...beyond(before, now, '-')].sort();
}

describe('wrong options', () => {
  test.each<[string, () => unknown]>([
    ['LoadBalancerControllerBundle.full: clusterNames: must name at least one, got []', () => full({ clusterNames: [] })],
    [
      'LoadBalancerControllerBundle.full: clusterNames[0]: must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), got "a b"',
      () => full({ clusterNames: ['a b'] }),
    ],
    ['LoadBalancerControllerBundle.full: regions[0]: must be a region of a partition known to AWS, got "mars-east-1"', () => full({ clusterNames, regions: ['mars-east-1'] })],
    ['LoadBalancerControllerBundle.full: vpcs: must name at least one, got []', () => full({ clusterNames, vpcs: [] })],
    ['LoadBalancerControllerBundle.full: endpointSecurityGroups: must name at least one, got []', () => full({ clusterNames, endpointSecurityGroups: [] })],
    ['LoadBalancerControllerBundle.full: targetGroups: must name at least one, got []', () => full({ clusterNames, targetGroups: [] })],
    ['LoadBalancerControllerBundle.full: targetGroupNames: must name at least one, got []', () => full({ clusterNames, targetGroupNames: [] })],
    ['LoadBalancerControllerBundle.full: webAcls: must name at least one, got []', () => full({ clusterNames, webAcls: [] })],
    ['LoadBalancerControllerBundle.full: classicWebAcls: must name at least one, got []', () => full({ clusterNames, classicWebAcls: [] })],
    ['LoadBalancerControllerBundle.full: userPools: must name at least one, got []', () => full({ clusterNames, userPools: [] })],
    ['LoadBalancerControllerBundle.full: certificateZones: must name at least one, got []', () => full({ clusterNames, certificateZones: [] })],
    ['LoadBalancerControllerBundle.full: certificateAuthorities: must name at least one, got []', () => full({ clusterNames, certificateAuthorities: [] })],
    [
      `LoadBalancerControllerBundle.full: webAcls[0]: must be the ARN of a regional web ACL, such as ${WEB_ACL}, got "${WEB_ACL.replace('regional', 'global')}": ` +
      'this web ACL is for CloudFront; a load balancer takes a regional one',
      () => full({ clusterNames, webAcls: [WEB_ACL.replace('regional', 'global')] }),
    ],
    [
      'LoadBalancerControllerBundle.targetGroupBinding: targetGroupNames[0]: must be the name of a target group (1 to 32 letters, digits and \'-\', beginning and ending with a letter or ' +
      'digit), got "*"',
      () => targetGroupBinding({ targetGroupNames: ['*'] }),
    ],
    ['LoadBalancerControllerBundle.globalAccelerator: clusterNames: must name at least one, got []', () => LoadBalancerControllerBundle.globalAccelerator({ clusterNames: [] })],
    ['LoadBalancerControllerBundle.targetGroupBinding: must have at least one of targetGroups or targetGroupNames', () => targetGroupBinding({})],
    ['LoadBalancerControllerBundle.targetGroupBinding: targetGroups: must name at least one, got []', () => targetGroupBinding({ targetGroups: [], targetGroupNames: ['web'] })],
    ['LoadBalancerControllerBundle.targetGroupBinding: regions: must name at least one, got []', () => targetGroupBinding({ targetGroupNames: ['web'], regions: [] })],
    ['LoadBalancerControllerBundle.targetGroupBinding: clusterNames: must name at least one, got []', () => targetGroupBinding({ targetGroupNames: ['web'], clusterNames: [] })],
    [
      'LoadBalancerControllerBundle.targetGroupBinding: endpointSecurityGroups: must name at least one, got []',
      () => targetGroupBinding({ targetGroupNames: ['web'], endpointSecurityGroups: [] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('an imported target group with a wildcard in its ARN is refused', () => {
    const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/*/*';
    const targetGroup = ApplicationTargetGroup.fromTargetGroupAttributes(stackIn(PLACE), 'TargetGroup', { targetGroupArn });
    expect(() => targetGroupBinding({ targetGroups: [targetGroup] })).toThrow(new Error(
      `LoadBalancerControllerBundle.targetGroupBinding: targetGroups[0]: must be one resource, without wildcards and policy variables, got "${targetGroupArn}"`));
  });
});

test('the ARN of a load balancer is no target group', () => {
  const { type } = bundleDefinition(BINDING)!.parameters.targetGroups;
  const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188';
  expect(type.kind === 'texts' && explain(type.format, arn)).toMatch(/: this is the ARN of a load balancer$/);
});

describe('versions', () => {
  test('each needs this', () => {
    const { V2_4, V2_9, V2_11, V2_12, V2_13, V3_5, of } = LoadBalancerControllerVersion;
    expect(difference(of('v2.8.1'), V2_4)).toEqual(['+elasticloadbalancing:DescribeTrustStores']);
    expect(difference(V2_9, of('2.8.1'))).toEqual([
      '+elasticloadbalancing:DescribeListenerAttributes', '+elasticloadbalancing:ModifyListenerAttributes',
      '-shield:DescribeProtection', '-waf-regional:GetWebACLForResource', '-wafv2:GetWebACL', '-wafv2:GetWebACLForResource',
    ]);
    expect(difference(of('2.10'), V2_9)).toEqual([]);
    expect(difference(V2_11, V2_9)).toEqual(['+elasticloadbalancing:DescribeCapacityReservation', '+elasticloadbalancing:ModifyCapacityReservation']);
    expect(difference(V2_12, V2_11)).toEqual(['+ec2:DescribeIpamPools', '+elasticloadbalancing:ModifyIpPools', '+elasticloadbalancing:SetRulePriorities']);
    expect(difference(V2_13, V2_12)).toEqual(['+ec2:DescribeRouteTables']);
    expect(difference(V3_5, V2_13)).toEqual([]);
    expect(difference(undefined, V3_5)).toEqual([]);
  });

  test('web ACLs are found by their names since 2.14.1', () => {
    const actions = (version: string) => actionsOf(full({ clusterNames, webAcls: [WEB_ACL], version: LoadBalancerControllerVersion.of(version) }));
    expect(actions('2.14.0').has('wafv2:ListWebACLs')).toBe(false);
    expect(actions('2.14.1').has('wafv2:ListWebACLs')).toBe(true);
  });

  test.each<[string, () => unknown]>([
    ['the version must be 2.4 or later, whose needs are known, got "2.3"', () => LoadBalancerControllerVersion.of('2.3')],
    [
      'LoadBalancerControllerBundle.full: resourceGroupsTagging: must be left out for version 2.5.1: the controller has it since 2.5.2',
      () => full({ clusterNames, resourceGroupsTagging: true, version: LoadBalancerControllerVersion.of('2.5.1') }),
    ],
    [
      `${FULL}: certificateZones: must be left out for version 3.2: the controller has it since 3.3`,
      () => bundleDefinition(FULL)!.create({ certificateZones: ['Z0123456789ABCDEFGHIJ'], version: '3.2' }, PLACE),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('a name that is known only at deploy time', () => {
  test('stands in values of conditions, and asks for the security groups of the nodes', () => {
    expect(() => full({ clusterNames: [deployTimeName()] })).toThrow(new Error(
      'LoadBalancerControllerBundle.full: endpointSecurityGroups: must be given where a name in clusterNames is known only at deploy time, since the name would stand ' +
      'in the key of a condition (such as aws:ResourceTag/kubernetes.io/cluster/<name>): give the security groups of the nodes, such as ' +
      'cluster.clusterSecurityGroup'));
  });

  test('cannot stand in the key of a condition', () => {
    expect(() => targetGroupBinding({ targetGroupNames: ['web'], clusterNames: [deployTimeName()] })).toThrow(
      'LoadBalancerControllerBundle.targetGroupBinding: clusterNames: must be literal, since the name stands in the key of a condition');
  });
});

test('workloads.yaml without the names of its clusters', () => {
  const { clusterNames: _, ...place } = PLACE;
  for (const id of [FULL, ACCELERATOR]) {
    expect(() => bundleDefinition(id)!.create({}, place)).toThrow(`${id}: must know the names that the workload's clusters have in EKS`);
  }
  expect(() => bundleDefinition(BINDING)!.create({ targetGroups: ['web'] }, place)).not.toThrow();
});

test('two clusters in two regions: either name in each region, and a statement for the tag of each cluster', () => {
  // GIVEN
  const place: Place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'], clusterNames: ['blue', 'green'] };
  // WHEN
  const [statements, ofAccelerators] = [FULL, ACCELERATOR].map((id) => statementsOf(bundleDefinition(id)!.create({}, place), stackIn(place), place));
  // THEN
  const of = (action: string) => statements.filter((statement) => list(statement.Action).includes(action));
  expect(of('elasticloadbalancing:DeleteRule')).toEqual([expect.objectContaining({
    Resource: ['eu-central-1', 'eu-west-1'].map((region) => `arn:aws:elasticloadbalancing:${region}:111122223333:listener-rule/app/*/*/*/*`),
    Condition: { StringEquals: { 'aws:ResourceTag/elbv2.k8s.aws/cluster': ['blue', 'green'] } },
  })]);
  expect(of('ec2:RevokeSecurityGroupIngress').map(({ Condition: condition }) => condition!.StringEquals)).toEqual([
    { 'aws:ResourceTag/elbv2.k8s.aws/cluster': ['blue', 'green'] },
    { 'aws:ResourceTag/kubernetes.io/cluster/blue': ['owned', 'shared'] },
    { 'aws:ResourceTag/kubernetes.io/cluster/green': ['owned', 'shared'] },
  ]);
  expect(ofAccelerators.find(({ Action: action }) => action === 'globalaccelerator:CreateAccelerator')!.Condition!.StringEquals).toEqual({
    'aws:RequestTag/aga.k8s.aws/resource': 'GlobalAccelerator',
    'aws:RequestTag/elbv2.k8s.aws/cluster': ['blue', 'green'],
    'aws:RequestTag/elbv2.k8s.aws/cluster-region': ['eu-central-1', 'eu-west-1'],
  });
});

test('a user pool in workloads.yaml is in the region that its id begins with', () => {
  const statements = statementsOf(bundleDefinition(FULL)!.create({ userPools: ['us-east-1_AbCdEf123'] }, PLACE), stackIn(PLACE));
  expect(statements.find(({ Action: action }) => action === 'cognito-idp:DescribeUserPoolClient')!.Resource)
    .toBe('arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_AbCdEf123');
});

describe('records for the validation of certificates', () => {
  const conditionIn = (region: string | undefined) => {
    const stack = new Stack(new App(), 'Stack', { env: { region } });
    const bundle = full({ clusterNames, certificateZones: [HostedZone.fromHostedZoneId(stack, 'Zone', 'Z0123456789ABCDEFGHIJ')] });
    return statementsOf(bundle, stack).find(({ Action: action }) => action === 'route53:ChangeResourceRecordSets')!.Condition;
  };

  test.each([['eu-central-1'], [undefined]])('are of type CNAME in the commercial partition (%s)', (region) => {
    expect(conditionIn(region)).toEqual({ 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'] } });
  });

  test('are of any type elsewhere, where the condition key is not documented', () => {
    expect(conditionIn('cn-north-1')).toBeUndefined();
  });
});

test('security groups of constructs stand in the region and account of their stack', () => {
  const stack = new Stack(new App(), 'Stack');
  const endpointSecurityGroups = [SecurityGroup.fromSecurityGroupId(stack, 'Nodes', 'sg-0123456789abcdef0')];
  const { statements = [] } = full({ clusterNames: [Aws.STACK_NAME], endpointSecurityGroups }).bind(stack);
  const given = statements.map(({ statement }) => statement).find(({ resources }) => resources.some((arn) => arn.includes('sg-')))!;
  expect(stack.resolve(given.resources)).toEqual([{
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':security-group/sg-0123456789abcdef0']],
  }]);
});

describe('wrong constructs and lists', () => {
  const scope = stackIn(PLACE);
  const names = new CfnParameter(scope, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const wrong = (value: unknown) => value as never;
  const unknown = 'must be a list whose length is known, got one that is known at deploy time only: take its items with Fn.select';

  test.each<[string, () => unknown]>([
    [`LoadBalancerControllerBundle.full: webAcls: ${unknown}`, () => LoadBalancerControllerBundle.full({ clusterNames: ['production'], webAcls: names })],
    [
      'LoadBalancerControllerBundle.full: clusterNames: must be a list, got "production": write it in square brackets',
      () => LoadBalancerControllerBundle.full({ clusterNames: wrong('production') }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });
});

/** What platform teams write first, and how it goes wrong: what was copied from a console, a policy or another partition. */
describe('a workloads.yaml', () => {
  const zone = 'must be the id of a hosted zone (Z and capital letters and digits), or its ARN, such as arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ';

  test.each<[what: string, bundle: string, error: string]>([
    [
      'the domain of a zone for certificates', '{ id: loadBalancerController.full, certificateZones: [example.com] }',
      `.certificateZones[0]: ${zone}, got "example.com": this is a domain name; aws route53 list-hosted-zones-by-name prints the zone's id`,
    ],
    [
      'the ARN of a zone with an account', '{ id: loadBalancerController.full, certificateZones: ["arn:aws:route53::111122223333:hostedzone/Z0123456789ABCDEFGHIJ"] }',
      `.certificateZones[0]: ${zone}, got "arn:aws:route53::111122223333:hostedzone/Z0123456789ABCDEFGHIJ": write the id alone, "Z0123456789ABCDEFGHIJ"`,
    ],
    [
      'a user pool of no region', '{ id: loadBalancerController.full, userPools: [users_AbCdEf123] }',
      '.userPools[0]: must begin with the region of the user pool, got "users_AbCdEf123"',
    ],
    [
      'a user pool of two regions', '{ id: loadBalancerController.full, userPools: ["arn:aws:cognito-idp:eu-central-1:111122223333:userpool/us-east-1_AbCdEf123"] }',
      '.userPools[0]: must name one region, got "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/us-east-1_AbCdEf123"',
    ],
  ])('refuses %s', (_, bundle, error) => {
    expect(yamlErrors(bundle)).toEqual([error]);
  });

  test.each([
    '{ id: loadBalancerController.full, userPools: [us-east-1_AbCdEf123, "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_XyZ"] }',
  ])('may have %s', (bundle) => {
    expect(yamlErrors(bundle)).toEqual([]);
  });
});

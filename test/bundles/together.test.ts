import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { stringify } from 'yaml';
import { SAMPLES } from './samples';
import { literal, list } from './support';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { fleetOf } from '../fleet/support';
import { ACCOUNT, issuer, literalCluster, REGION, subject, validationErrors } from '../support';

// Half of the catalogue on one role, and every sample in one file: nobody would, and the limits hold all the same.

const PSEUDO = { 'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::AccountId': ACCOUNT };

/** One sample of each bundle, in halves: all of them are more than a role may have. */
const EACH = DEFINITIONS.map(({ id }) => SAMPLES.find(({ name }) => name.split('-')[0] === id)!);
const HALVES = [EACH.slice(0, EACH.length / 2), EACH.slice(EACH.length / 2)];

function roleOf(samples: typeof SAMPLES) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const bundles = samples.map(({ name, make }) => make(new Stack(stack, name.replace(/\W/g, ''), { env: { account: ACCOUNT, region: REGION } })));
  new ServiceAccountRole(stack, 'All', { clusters: [literalCluster()], serviceAccounts: [subject()], bundles });
  return { stack, bundles };
}

test.each(HALVES.map((half) => [half]))('half of all bundles on one role split into managed policies within the limits, and nothing is lost', (half) => {
  // GIVEN
  const { stack, bundles } = roleOf(half);
  // WHEN
  const template = literal(Template.fromStack(stack).toJSON(), PSEUDO) as any;
  const resources: any[] = Object.values(template.Resources);
  const [{ Properties: role }] = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
  const managed = resources.filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy').map(({ Properties }) => Properties.PolicyDocument);
  const inline: any[] = role.Policies.map((policy: any) => policy.PolicyDocument);
  // THEN
  expect(managed.length).toBeGreaterThan(1);
  expect(managed.length).toBeLessThanOrEqual(10);
  managed.forEach((document) => expect(JSON.stringify(document).length).toBeLessThanOrEqual(6_144));
  expect(inline.reduce((sum, document) => sum + JSON.stringify(document).length, 0)).toBeLessThanOrEqual(10_240);
  const allowed = (statements: any[]) => new Set(statements.flatMap(({ Action, Resource, Condition }) =>
    list(Action).flatMap((action) => list(Resource).map((resource) => JSON.stringify([action, resource, Condition])))));
  const wanted = bundles.flatMap((bundle) => bundle.bind(stack).statements!.map(({ statement }) => literal(stack.resolve(statement.toStatementJson()), PSEUDO) as any));
  expect(allowed([...inline, ...managed].flatMap(({ Statement }) => Statement))).toEqual(allowed(wanted));
});

test('every sample of every bundle on one role is refused, with the count', () => {
  expect(validationErrors(roleOf(SAMPLES).stack)).toEqual([expect.stringMatching(
    /^\[Stack\/All\] the role must have at most 10 managed policies attached, got \d\d: split the workload, or ask AWS to raise the quota /)]);
});

test('one file takes every sample of every bundle, a workload for each', () => {
  // GIVEN
  const workloads = Object.fromEntries(SAMPLES.map(({ name, values }) =>
    [name.toLowerCase().replace(/\./g, '-'), { bundles: [{ id: name.split('-')[0], ...values }] }]));
  const file = stringify({
    clusters: { production: { clusterName: 'production', account: ACCOUNT, region: REGION, issuerUrl: issuer() } },
    workloads,
  });
  // WHEN
  const fleet = fleetOf(file);
  // THEN
  expect(fleet.stacks.map((stack) => Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role')).length)).toEqual([SAMPLES.length]);
});

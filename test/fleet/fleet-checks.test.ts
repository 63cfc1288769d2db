import { writeFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import type { IrsaChecksProps } from '../../lib/compliance/irsa-checks';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer } from '../support';
import { errorsOf, fileOf, fleetOf, MAIN, temporaryFolder, THREE } from './support';

// What a file says to the checks of its roles: what they are judged by, and what is right as it is.

const ESCALATION = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::111122223333:role/*' }] });
const ID = 'IrsaChecks-PrivilegeEscalation[iam:PutRolePolicy-on-arn:aws:iam::111122223333:role/*]';

function findings(fleet: ServiceAccountFleet, props?: IrsaChecksProps): string[] {
  const app = fleet.node.root as App;
  app.synth({ force: true });
  return new IrsaChecks(undefined, props).validateScope(app).violations.flatMap(({ ruleName, severity, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${severity} ${constructPath} ${ruleName}`));
}

/** A file whose workloads may have a policy by which they raise their own permissions. */
function fleetWithPolicy(content: string, policy = ESCALATION): ServiceAccountFleet {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'p.json'), policy);
  return ServiceAccountFleet.fromFile(new App({ outdir: join(folder, 'cdk.out') }), 'Fleet', fileOf(content, folder));
}

const POLICY = 'policies: [{ file: p.json, evidence: [{ wildcard: "arn:aws:iam::111122223333:role/*", actions: ["iam:PutRolePolicy"], reason: it makes roles }] }]';

describe('what the roles are judged by', () => {
  test('the audiences of the clusters', () => {
    const file = `${MAIN}    audience: aws.example.com\nworkloads: { web: {} }\n`;
    expect(findings(fleetOf(file))).toEqual([]);
    expect(findings(fleetOf(file), { audiences: ['sts.amazonaws.com'] })).toEqual(['error irsa-111122223333/web/Resource IrsaChecks-UnexpectedAud[aws.example.com]']);
  });

  test('the quotas of the account, each its own', () => {
    const accounts = Array.from({ length: 31 }, (_, i) => `service-account-${i}`).join(', ');
    const of = (quota: string) => findings(fleetOf(`${THREE}accounts: { "111122223333": { quotas: { ${quota} } } }\nworkloads:\n` +
      `  web: { clusters: [main], serviceAccounts: [${accounts}] }\n  api: { clusters: [other], serviceAccounts: [${accounts}] }\n`));
    const near = (place: string) => `warning ${place}/Resource IrsaChecks-NearQuota[trust-policy]`;
    expect(of('trustPolicyCharacters: 2048')).toEqual([near('irsa-111122223333/web'), near('irsa-444455556666/api')]);
    expect(of('trustPolicyCharacters: 4096')).toEqual([near('irsa-444455556666/api')]);
  });

  test('whether each role must have a permissions boundary, of each environment its own', () => {
    const missing = (path: string) => `error ${path}/Resource IrsaChecks-MissingBoundary`;
    const file = (more: string) => `${MAIN}${more}\nworkloads:\n  web: {}\n  api: { permissionsBoundary: b }\n`;
    expect(findings(fleetOf(file('requirePermissionsBoundary: true')))).toEqual([missing('irsa-111122223333/web')]);
    expect(findings(fleetOf(file('requirePermissionsBoundary: false')))).toEqual([]);
    expect(findings(fleetOf(file('requirePermissionsBoundary: false')), { requirePermissionsBoundary: true })).toEqual([missing('irsa-111122223333/web')]);
    const both = 'environments: { dev: {}, prod: { requirePermissionsBoundary: true } }\ndefaults: { roleName: "{environment}-{workload}", namespaces: [x] }';
    const environments = file(both).replace('  web: {}', '  web: { environments: [prod] }').replace('  api: {', '  api: { environments: [dev],');
    expect(findings(fleetOf(environments))).toEqual([missing('prod/irsa-111122223333/prod-web')]);
    expect(errorsOf(`${MAIN}requirePermissionsBoundary: yes please\nworkloads: { web: {} }\n`)).toEqual([
      '6:29: requirePermissionsBoundary: must be true or false, got "yes please"',
    ]);
  });
});

describe('what is right as it is', () => {
  test('a finding of a role, by the id that it shows; the same of another role is found', () => {
    const fleet = fleetWithPolicy(`${MAIN}workloads:\n  web:\n    ${POLICY}\n    acknowledge: [{ id: "${ID}", reason: the platform makes them }]\n  api:\n    ${POLICY}\n`);
    expect(findings(fleet)).toEqual([`error irsa-111122223333/api/Resource ${ID}`]);
  });

  test.each([
    ['as the CLI prints it', `IrsaChecks::${ID}`],
    ['with the space that it stands for', ID.replace('-on-', ' on ')],
  ])('%s', (_, id) => {
    expect(findings(fleetWithPolicy(`${MAIN}workloads:\n  web:\n    ${POLICY}\n    acknowledge: [{ id: "${id}", reason: the platform makes them }]\n`))).toEqual([]);
  });

  test('also if the statement stands in a managed policy, since the others fill the role', () => {
    const own = JSON.parse(ESCALATION);
    own.Statement.push(...Array.from({ length: 5 }, (_, i) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: Array.from({ length: 60 }, (__, j) => `arn:aws:s3:::bucket-of-the-team-${i}-${j}/x`) })));
    const fleet = (acknowledge: string) => findings(fleetWithPolicy(`${MAIN}workloads:\n  web:\n    ${POLICY}\n${acknowledge}`, JSON.stringify(own)));
    expect(fleet('')).toEqual([expect.stringMatching(/^error irsa-111122223333\/web\/Overflow1\/Resource IrsaChecks-PrivilegeEscalation/)]);
    expect(fleet(`    acknowledge: [{ id: "${ID}", reason: the platform makes them }]\n`)).toEqual([]);
  });

  test('in each account and environment; one of them is enough to be of use', () => {
    const fleet = fleetWithPolicy(`${THREE}workloads:\n  web:\n    clusters: [main, other]\n    ${POLICY}\n    acknowledge: [{ id: "${ID}", reason: the platform makes them }]\n` +
      'environments:\n  dev: { workloads: { web: { policies: null } } }\n  prod: {}\ndefaults: { roleName: "{environment}-{workload}", namespaces: ["x"] }\n'.replace('prod: {}',
        `prod: { clusters: { main: { issuerUrl: "${issuer(8)}" }, other: { issuerUrl: "${issuer(9, 'us-east-1')}" } } }`));
    expect(findings(fleet)).toEqual([]);
  });

  test('one that is found nowhere is told of, with its place', () => {
    const fleet = fleetOf(`${MAIN}workloads:\n  web:\n    acknowledge:\n      - { id: "${ID}", reason: it was so }\n      - { id: IrsaChecks-PrivilegeEscalation, reason: without what is in the brackets }\n`);
    const { violations, success } = (() => {
      (fleet.node.root as App).synth();
      return new IrsaChecks().validateScope(fleet.node.root);
    })();
    expect(success).toBe(true);
    expect(violations.map(({ ruleName, severity, fix }) => [ruleName, severity, fix])).toEqual(Array(2).fill(
      ['IrsaChecks-UnusedAcknowledgement', 'warning', 'Take it away, or write the id as the finding shows it.']));
    expect(violations[0].description).toMatch(/^An acknowledgement acknowledges nothing: .*workloads\.yaml:9:9 names IrsaChecks-PrivilegeEscalation\[iam:PutRolePolicy-on-arn:aws:iam::111122223333:role\/\*\], which is not found on the workload's role$/);
    expect(violations[1].description).toContain('workloads.yaml:10:9 names IrsaChecks-PrivilegeEscalation, which');
  });

  test.each([
    ['{ id: IrsaChecks-PassEveryRole, reason: it has to be }', '7:30: workloads.web.acknowledge[0].id: must name a rule of IrsaChecks (did you mean "PassAnyRole"?), got "IrsaChecks-PassEveryRole"'],
    ['{ id: PassAnyRole, reason: it has to be }', '7:30: workloads.web.acknowledge[0].id: must be the id of a finding of IrsaChecks, as the finding shows it, or of another message of cdk-irsa that names its id, got "PassAnyRole"'],
    ['{ id: "AwsSolutions-IAM5[Resource::*]", reason: it has to be }', '7:30: workloads.web.acknowledge[0].id: must be the id of a finding of IrsaChecks, as the finding shows it, or of another message of cdk-irsa that names its id, got "AwsSolutions-IAM5[Resource::*]": a wildcard has its reason under \'evidence\' of the policy'],
    ['{ id: "AwsSolutions-IAM4[Policy::arn:aws:iam::aws:policy/X]", reason: it has to be }', expect.stringContaining("a policy that AWS manages has its reason under 'managedPolicies'")],
    ['IrsaChecks-PassAnyRole', '7:24: workloads.web.acknowledge[0]: must be a map, got "IrsaChecks-PassAnyRole": write "- id: IrsaChecks-PassAnyRole"'],
    [`{ id: "${ID}" }`, '7:24: workloads.web.acknowledge[0]: must have "reason"'],
    [`{ id: "${ID}", reason: " " }`, expect.stringContaining('must be a sentence that says why, got " "')],
  ])('%s is refused', (item, error) => {
    expect(errorsOf(`${MAIN}workloads:\n  web: { acknowledge: [${item}] }\n`)).toEqual([error]);
  });

  test('the prefix of another kind of message is refused', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: { acknowledge: [{ id: "Annotation::${ID}", reason: it has to be }] }\n`)).toEqual([expect.stringContaining('must be the id of a finding')]);
  });

  test('is written once, however its id is spelt: of two reasons one would be lost', () => {
    const again = `IrsaChecks::${ID.replace('-on-', ' on ')}`;
    expect(errorsOf(`${THREE}workloads:\n  web:\n    clusters: [main, other]\n    acknowledge:\n      - { id: "${ID}", reason: it is the first }\n      - { id: "${again}", reason: it is the second }\n`)).toEqual([
      expect.stringMatching(/: workloads\.web\.acknowledge\[1\]\.id: must be acknowledged once, but "IrsaChecks-PrivilegeEscalation\[.*\]" is acknowledged at line \d+, column 11 already: leave one, with both reasons$/),
    ]);
  });
});

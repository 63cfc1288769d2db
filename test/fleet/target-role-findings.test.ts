import { App } from 'aws-cdk-lib/core';
import { checkedFile } from '../../lib/cli/check/checked-file';
import { workloadText } from '../../lib/cli/explain/workload-text';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer } from '../support';
import { fileOf, temporaryFolder } from './support';

const [OWN, OTHER] = ['111122223333', '444455556666'];
const PASS = `arn:aws:iam::${OTHER}:role/*`;
const ID = `IrsaChecks-PrivilegeEscalation[iam:PutRolePolicy on ${PASS}]`;
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: PASS }] };

/** A file with a workload whose target role may change roles. */
function fileWith(identity: string, acknowledge: object[] | undefined, own: object[] | undefined = undefined): string {
  const folder = temporaryFolder();
  fileOf(JSON.stringify(POLICY), folder, 'p.json');
  return fileOf(JSON.stringify({
    accounts: { [OTHER]: { region: 'eu-west-1' } },
    clusters: { main: { account: OWN, region: 'eu-central-1', clusterName: 'main', issuerUrl: issuer(), identity } },
    workloads: {
      web: {
        namespaces: ['shop'],
        acknowledge: own,
        targetRole: { account: OTHER, policies: [{ file: 'p.json', evidence: [{ wildcard: PASS, actions: ['iam:PutRolePolicy'], reason: 'to see that it is judged' }] }], acknowledge },
      },
    },
  }, undefined, 1), folder);
}

function foundBySynth(file: string): string[] {
  const app = new App();
  ServiceAccountFleet.fromFile(app, 'Fleet', file);
  app.synth();
  return new IrsaChecks().validateScope(app).violations.map(({ ruleName }) => ruleName);
}

const foundByCheck = (file: string) => checkedFile(file).findings.map(({ id, message }) => `${id}: ${message}`);
const reason = 'the deployer of the other account';

test.each(['podIdentity', 'irsa'])('what the target role of %s may do is found, and acknowledged under it', (identity) => {
  const id = ID.replace(/ /g, '-');
  expect(foundBySynth(fileWith(identity, undefined))).toEqual([id]);
  expect(foundByCheck(fileWith(identity, undefined))).toEqual([expect.stringContaining(id)]);
  expect(foundBySynth(fileWith(identity, [{ id: ID, reason }]))).toEqual([]);
  expect(foundByCheck(fileWith(identity, [{ id: ID, reason }]))).toEqual([]);
});

test('one that stands on the workload itself, and one of nothing, are said with the way out', () => {
  expect(foundByCheck(fileWith('irsa', undefined, [{ id: ID, reason }])).sort()).toEqual([
    expect.stringContaining('PrivilegeEscalation'),
    expect.stringContaining('which is not found on the workload\'s own role (findings on its target role are acknowledged under targetRole)'),
  ]);
  expect(foundByCheck(fileWith('irsa', [{ id: ID, reason }, { id: 'IrsaChecks-MissingBoundary', reason }]))).toEqual([expect.stringContaining('which is not found on the workload\'s target role')]);
});

test.each<[object[], string]>([
  [[{ id: 'IrsaChecks-Unheard', reason }], 'workloads.web.targetRole.acknowledge[0].id: must name a rule of IrsaChecks'],
  [[{ id: ID }], 'workloads.web.targetRole.acknowledge[0]: must have "reason"'],
  [[{ id: ID, reason }, { id: ID, reason: 'another reason for it' }], 'workloads.web.targetRole.acknowledge[1].id: must be acknowledged once'],
  [[{ id: 'cdk-irsa:unannotatedRole[shop/web]', reason }], 'workloads.web.targetRole.acknowledge[0].id: must be under "acknowledge" of the workload itself'],
])('refused: %j', (acknowledge, message) => {
  const { findings } = checkedFile(fileWith('irsa', acknowledge));
  expect(findings.map(({ subject, message: text }) => `${subject}: ${text}`)).toEqual([expect.stringContaining(message)]);
});

test('explain shows it', () => {
  const text = workloadText('web', planFleet(fileWith('irsa', [{ id: ID, reason }])), { paint: (_, words) => words, width: 200 } as Parameters<typeof workloadText>[2]);
  expect(text).toContain(`Acknowledged findings on the target role\n  ${ID.replace(/ /g, '-')} because ${reason}`);
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { requireCurrentBuild } from './current-build';
import { ABSURD, absurdOnes, aimsOf, isReached } from '../bench/aims';
import type { Aim } from '../bench/aims';
import { CASE_IDS, loadCase } from '../bench/cases';
import type { CaseId } from '../bench/cases';
import { writeWorkloadsFile } from '../bench/cases/fleet';
import { writeDocument } from '../bench/document';
import { FACTOR, GROWTH_CASES } from '../bench/growth-cases';
import { staleFile } from '../bench/library';
import type { Measured } from '../bench/measured';
import { FULL, SHORT, turnsOf } from '../bench/plan';
import { lineThrough, median, ratioOf, spreadOf } from '../bench/statistics';
import { stolenSince, ticks } from '../bench/stolen';
import { synthesise, templatesIn } from '../bench/synthesis';
import { machineText, spreadText, tablesOf } from '../bench/tables';
import * as library from '../lib';

const ROOT = join(__dirname, '..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk-irsa-bench-test-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// ---- its arithmetic

test('the median is the middle, or between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 9, 1, 2])).toBe(5.5);
  expect(median([3])).toBe(3);
  expect(() => median([])).toThrow('a median must be of at least one value, got none');
});

test('numbers are sorted as numbers, and what is given stays as it is', () => {
  const given = [10, 9, 100];
  expect(spreadOf(given)).toEqual({ min: 9, median: 10, max: 100, count: 3 });
  expect(given).toEqual([10, 9, 100]);
});

test('a ratio is of each turn', () => {
  // The second turn was on a busy machine: 20 to 10 is the same ratio as 2 to 1.
  expect(ratioOf([2, 20, 3], [1, 10, 1])).toEqual({ min: 2, median: 2, max: 3, count: 3 });
  expect(() => ratioOf([1], [1, 2])).toThrow('a ratio must be of as many turns on both sides, got 1 and 2');
});

test('a line has a slope and a fixed part', () => {
  expect(lineThrough({ x: 40, y: 165 }, { x: 80, y: 325 })).toEqual({ slope: 4, fixed: 5 });
});

test.each([
  [{ min: 1, median: 1, max: 1, count: 1 }, '1'],
  [{ min: 0.123, median: 1.256, max: 12.34, count: 3 }, '1.26 (0.12 to 12.3)'],
  [{ min: 999.4, median: 1234.5, max: 12_345, count: 3 }, '1,235 (999 to 12,345)'],
])('%j is shown as %s', (spread, text) => {
  expect(spreadText(spread)).toBe(text);
});

// ---- its plan

test('every case has its turn before any has its next', () => {
  const turns = turnsOf({ ...FULL, sizes: [100], rounds: 3 });
  expect(turns.map(({ caseId }) => caseId)).toEqual([...CASE_IDS, ...CASE_IDS, ...CASE_IDS]);
  expect(turns.map(({ round }) => round)).toEqual([0, 1, 2].flatMap((round) => CASE_IDS.map(() => round)));
});

test('large sizes have fewer rounds, and not of eks.ServiceAccount', () => {
  const turns = turnsOf(FULL).filter(({ count }) => count === 10_000);
  expect(turns.map(({ round, caseId }) => `${round} ${caseId}`)).toEqual(
    [0, 1].flatMap((round) => CASE_IDS.filter((id) => !id.startsWith('eks')).map((id) => `${round} ${id}`)));
});

test('the short form has every case', () => {
  expect([...new Set(turnsOf(SHORT).map(({ caseId }) => caseId))]).toEqual(CASE_IDS);
});

test('what other machines took of the processors is known where the system tells', () => {
  const file = join(folder, 'stat');
  const of = (text: string) => {
    writeFileSync(file, text);
    return ticks(file);
  };
  const before = of('cpu  100 0 50 800 10 0 5 35 0 0\ncpu0 100 0 50 800 10 0 5 35 0 0\n');
  expect(before).toEqual({ all: 1_000, stolen: 35 });
  expect(stolenSince(before, of('cpu  150 0 60 805 10 0 5 70 0 0\n'))).toBeCloseTo(0.35);
  expect(stolenSince(before, before)).toBeUndefined();
  expect(of('intr 1 2 3\n')).toBeUndefined();
  expect(of('cpu  100 0 50 800\n')).toBeUndefined();
  expect(ticks(join(folder, 'none'))).toBeUndefined();
  const machine = { ...measuredOf({}).machine, stolen: 0.347 };
  expect(machineText({ ...measuredOf({}), machine })).toContain("load 0.1 at the start, 35 % of the processors' time taken by other machines, files in memory");
});

// ---- its aims

/** A run in which each workload of a case takes so many milliseconds. */
function measuredOf(times: Partial<Record<CaseId, number>>, sizes = [400, 1_000, 10_000]): Measured {
  const capacity = { resourcesPerWorkload: 1, bytesPerWorkload: 1_000, fits: 500, fullOf: 'resources' as const, proven: true };
  return {
    machine: { date: '2026-01-01', node: 'v20.0.0', cdk: '2.276.0', cores: 2, processor: 'a processor', load: 0.1, inMemory: true },
    cases: Object.entries(times).flatMap(([caseId, each]) => sizes.map((count) => ({
      caseId: caseId as CaseId, count, rounds: [1, 5, 1].map((slowness) => ({ construct: each * count * slowness, synth: 0, cpu: 1, peakMemory: 100 })),
    }))),
    turns: { count: sizes[0], times: Object.fromEntries(Object.entries(times).map(([caseId, each]) => [caseId, [each, 5 * each, each]])) },
    capacities: { 'bare-role': capacity, 'service-account-role': { ...capacity, bytesPerWorkload: 1_050 }, 'fleet': { ...capacity, bytesPerWorkload: 1_200 } },
    probes: [
      { id: 'import-over-used', title: 'import', times: [19, 20, 21] },
      { id: 'bare-synth', title: 'bare', times: [1_000, 2_000] },
      { id: 'own-synth', title: 'own', times: [1_100, 2_200] },
      { id: 'audit-assembly', title: 'audit of an assembly', times: [2_000, 3_001, 4_000] },
      { id: 'report', title: 'cdk-irsa report of 10,000 roles', times: [29_000] },
    ],
    growth: {},
    probeSize: 10_000,
  };
}

/** The aims of growth have a test of their own. */
const ratiosOf = (measured: Measured) => aimsOf(measured).filter(({ title }) => !GROWTH_TITLES.some((growth) => title.startsWith(growth)));
const GROWTH_TITLES = GROWTH_CASES.map(({ title }) => title);
const verdicts = (measured: Measured) => ratiosOf(measured).map((aim) => `${aim.title}: ${aim.value?.median.toFixed(2)} of ${aim.limit.toFixed(2)}: ${isReached(aim)}`);

test('the aims are ratios of the same run', () => {
  expect(verdicts(measuredOf({ 'inline-role': 1, 'eks-service-account': 5, 'service-account-role': 1.3, 'fleet': 1.7 }))).toEqual([
    'ServiceAccountRole to iam.Role, inlinePolicies, time of 400 workloads, in turns: 1.30 of 1.05: false',
    'ServiceAccountRole to eks.ServiceAccount, time of 400 workloads, in turns: 0.26 of 0.30: true',
    'ServiceAccountFleet to iam.Role, inlinePolicies, time of 400 workloads, in turns: 1.70 of 1.25: false',
    'ServiceAccountRole, 10,000 workloads to 1,000: 10.00 of 11.00: true',
    'ServiceAccountFleet, 10,000 workloads to 1,000: 10.00 of 11.00: true',
    'ServiceAccountRole to iam.CfnRole, bytes of template: 1.05 of 1.10: true',
    'ServiceAccountFleet to iam.CfnRole, bytes of template: 1.20 of 1.10: false',
    'cdk synth of the default file to an app without cdk-irsa that makes the same: 1.10 of 1.12: true',
    'cdk-irsa check of the default file to the start of Node.js: undefined of 4.00: undefined',
    'cdk-irsa check to cdk synth, of a file that is large: undefined of 0.50: undefined',
    '20 guardrails to a synthesis of a fleet with IrsaChecks, processor time: undefined of 0.10: undefined',
    'import of cdk-irsa, its own part: 20.00 of 20.00: true',
    'audit of an assembly: 3001.00 of 3000.00: false',
    'audit-accounts: undefined of 3000.00: undefined',
    'cdk-irsa report of 10,000 roles: 29000.00 of 30000.00: true',
  ]);
});

test('what was not measured is no miss', () => {
  const aims = ratiosOf({ ...measuredOf({ 'service-account-role': 1 }, [100]), probeSize: 400 });
  expect(aims.filter((aim) => isReached(aim) !== undefined).map(({ title }) => title)).toEqual([
    'ServiceAccountRole to iam.CfnRole, bytes of template', 'ServiceAccountFleet to iam.CfnRole, bytes of template',
    'cdk synth of the default file to an app without cdk-irsa that makes the same', 'import of cdk-irsa, its own part',
  ]);
});

test('time that grows as the square of the input fails a run, where it should grow as the input', () => {
  const measured = { ...measuredOf({ 'inline-role': 1 }), growth: { glob: { small: [1, 5, 1], large: [64, 320, 60] }, roles: { small: [1], large: [64] }, aliases: { small: [2], large: [17] } } };
  const aims = aimsOf(measured).filter(({ title, value }) => GROWTH_TITLES.some((growth) => title.startsWith(growth)) && value !== undefined);
  expect(aims.map((aim) => `${aim.title}: ${aim.value!.median} of ${aim.limit}: ${isReached(aim)}`)).toEqual([
    'a pattern of wildcards that matches nearly, 2,000 to 250: 64 of 96: true',
    'aliases of a YAML file, 20,000 to 2,500: 8.5 of 12: true',
    'roles of a template, read and judged, each with a service account of the cluster, 8,000 to 1,000: 64 of 12: false',
  ]);
  expect(absurdOnes(aims).map(({ title }) => title)).toEqual([expect.stringMatching(/^roles of a template/)]);
});

describe('the growth', () => {
  beforeAll(requireCurrentBuild);

  test.each(GROWTH_CASES.map((growthCase) => [growthCase.id, growthCase] as const))('of %s is of a result that is right', (_, { size, prepare, expected }) => {
    const few = size / FACTOR / 5;
    expect(prepare(few, folder)()).toBe(expected(few));
  });
});

test('a ratio far past its aim fails a run; a time never does', () => {
  const aim = (unit: Aim['unit'], value: number): Aim => ({ title: `${value} ${unit}`, limit: 2, unit, value: spreadOf([value]) });
  const aims = [aim('ratio', 2 * ABSURD), aim('ratio', 2 * ABSURD + 0.1), aim('ms', 1_000)];
  expect(absurdOnes(aims).map(({ title }) => title)).toEqual([`${2 * ABSURD + 0.1} ratio`]);
});

test('the tables show each case, and the verdict of each aim', () => {
  const [times, takes, probes, aims] = tablesOf(measuredOf({ 'inline-role': 1, 'service-account-role': 7 }, [400]));
  expect(times.rows).toEqual([
    ['iam.Role, inlinePolicies', '400', '1 (1 to 5)', '0', '1 (1 to 5)', '100', '3'],
    ['ServiceAccountRole', '400', '7 (7 to 35)', '0', '7 (7 to 35)', '100', '3'],
  ]);
  expect(takes.rows[0]).toEqual(['iam.CfnRole', '1', '1,000', '500, by resources', 'synthesised, and refused with one more']);
  expect(probes.rows[0]).toEqual(['import', '20 (19 to 21)', '3']);
  expect(aims.rows[0]).toEqual(['ServiceAccountRole to iam.Role, inlinePolicies, time of 400 workloads, in turns', '≤ 1.05×', '7×', 'MISS, absurd']);
  expect(aims.rows[1].slice(2)).toEqual(['not measured', '']);
});

// ---- the cases do what they say

/** The roles of a case by name: their trust, and all that their policies allow. */
function rolesOf(caseId: CaseId, count: number, perStack?: number) {
  const found: Record<string, { account: string; trust: unknown; statements: unknown }> = {};
  const types: string[] = [];
  synthesise({
    benchCase: loadCase(caseId),
    count,
    perStack,
    folder,
    library: () => library,
    look: (outdir) => {
      for (const [file, text] of templatesIn(outdir)) {
        const resources: [string, any][] = Object.entries(JSON.parse(text).Resources);
        types.push(...resources.map(([, { Type }]) => Type));
        const policies = resources.filter(([, { Type }]) => Type === 'AWS::IAM::Policy').map(([, { Properties }]) => Properties);
        for (const [id, { Properties }] of resources.filter(([, { Type }]) => Type === 'AWS::IAM::Role')) {
          const attached = policies.filter(({ Roles }) => Roles.some(({ Ref }: { Ref: string }) => Ref === id));
          found[Properties.RoleName ?? id] = {
            account: /\d{12}/.exec(file)![0],
            trust: Properties.AssumeRolePolicyDocument,
            statements: [...Properties.Policies ?? [], ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
          };
        }
      }
    },
  });
  return { roles: found, types };
}

describe('what is compared is the same', () => {
  const bare = () => rolesOf('bare-role', 3, 2).roles;

  test('the floor has two accounts, and a trust and statements for each role', () => {
    const issuer = 'oidc.eks.eu-central-1.amazonaws.com/id/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2';
    expect(Object.keys(bare())).toEqual(['workload-00001', 'workload-00002', 'workload-00003']);
    expect(Object.values(bare()).map(({ account }) => account)).toEqual(['100000000001', '100000000001', '100000000002']);
    expect(bare()['workload-00003']).toEqual({
      account: '100000000002',
      trust: {
        Statement: [{
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: 'system:serviceaccount:default:workload-00003' } },
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::100000000002:oidc-provider/${issuer}` },
        }],
        Version: '2012-10-17',
      },
      statements: [
        { Action: 's3:GetBucketLocation', Effect: 'Allow', Resource: 'arn:aws:s3:::acme-data-100000000002' },
        {
          Action: 's3:ListBucket',
          Effect: 'Allow',
          Resource: 'arn:aws:s3:::acme-data-100000000002',
          Condition: { StringLike: { 's3:prefix': 'workload-00003/*' } },
        },
        { Action: 's3:GetObject', Effect: 'Allow', Resource: 'arn:aws:s3:::acme-data-100000000002/workload-00003/*' },
      ],
    });
  });

  test.each(['inline-role', 'default-policy-role', 'service-account-role', 'fleet'] as const)('%s has the same trust and statements', (caseId) => {
    expect(rolesOf(caseId, 3, 2).roles).toEqual(bare());
  });

  test.each(['eks-service-account', 'eks-v2-service-account'] as const)('%s has the same statements, and its trust by a custom resource', (caseId) => {
    const { roles, types } = rolesOf(caseId, 1);
    const workloads = Object.entries(roles).filter(([name]) => name.includes('workload'));
    expect(workloads.map(([, { statements }]) => statements)).toEqual([bare()['workload-00001'].statements]);
    expect(JSON.stringify(workloads[0][1].trust)).toContain('{"Federated":"arn:aws:iam::100000000001:oidc-provider/');
    expect(types).toEqual(expect.arrayContaining(['Custom::AWSCDKCfnJson', 'AWS::IAM::Role', 'AWS::IAM::Policy']));
  });
});

test('the workloads file has a cluster for each account', () => {
  const text = readFileSync(writeWorkloadsFile(folder, 801, 400), 'utf-8');
  expect(text.match(/account: "\d{12}"/g)).toEqual(['account: "100000000001"', 'account: "100000000002"', 'account: "100000000003"']);
  expect(text.match(/ {2}workload-\d+:/g)).toHaveLength(801);
});

// ---- what it stands on

test('a file of lib/ that is newer than its compilation is found', () => {
  const [lib, build] = ['lib', 'build'].map((name) => join(folder, name));
  [lib, build].forEach((path) => mkdirSync(path));
  const write = (path: string, seconds: number) => {
    writeFileSync(path, '');
    utimesSync(path, seconds, seconds);
  };
  write(join(lib, 'a.ts'), 100);
  expect(staleFile(lib, build)).toBe('a.ts');
  write(join(build, 'a.js'), 200);
  expect(staleFile(lib, build)).toBeUndefined();
  write(join(lib, 'a.ts'), 300);
  expect(staleFile(lib, build)).toBe('a.ts');
});

test('the tables replace those of an earlier run in the document', () => {
  const file = join(folder, 'PERFORMANCE.md');
  writeFileSync(file, readFileSync(join(ROOT, 'docs', 'PERFORMANCE.md')));
  const [before, after] = [1, 2].map((each) => {
    writeDocument(measuredOf({ 'inline-role': each }, [400]), file);
    return readFileSync(file, 'utf-8');
  });
  expect(before).toContain('Measured 2026-01-01, Node.js 20.0.0, aws-cdk-lib 2.276.0, 2 cores (a processor), load 0.1 at the start, files in memory.');
  expect(before).toContain('\n| iam.Role, inlinePolicies | 400 | 1 (1 to 5) | 0 | 1 (1 to 5) | 100 | 3 |\n');
  expect(after).toBe(before.replaceAll('| 1 (1 to 5) |', '| 2 (2 to 10) |'));
  writeFileSync(file, '# Performance\n');
  expect(() => writeDocument(measuredOf({}), file)).toThrow('must have the lines <!-- measured: begin, written by "npm run bench -- --write" -->');
});

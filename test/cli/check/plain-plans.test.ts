import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Validations } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { checkedFile } from '../../../lib/cli/check/checked-file';
import { arePlain } from '../../../lib/cli/check/plain-plans';
import { trialSynthesis } from '../../../lib/cli/check/trial-synthesis';
import { IrsaChecks } from '../../../lib/compliance/irsa-checks';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { ServiceAccountFleet } from '../../../lib/fleet/service-account-fleet';
import { fileOf, MAIN, temporaryFolder, THREE } from '../../fleet/support';
import { runs } from '../../property-runs';

const ROOT = join(__dirname, '..', '..', '..');

/** What a synthesis with IrsaChecks says, without the output directory: an error, or nothing. */
function synthesisError(file: string): string | undefined {
  const { CDK_VALIDATION: before } = process.env;
  process.env.CDK_VALIDATION = 'false';
  try {
    const app = new App({ outdir: join(temporaryFolder(), 'cdk.out') });
    ServiceAccountFleet.fromFile(app, 'Fleet', file);
    Validations.of(app).addPlugins(new IrsaChecks(app));
    app.synth();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    process.env.CDK_VALIDATION = before;
    if (before === undefined) {
      delete process.env.CDK_VALIDATION;
    }
  }
}

/** Whether the check of a file and its synthesis agree; what they say, if they do not. */
function disagreement(content: string): string | undefined {
  const file = fileOf(content);
  const refused = checkedFile(file).findings.filter(({ level }) => level === 'error').map(({ message }) => message);
  const error = synthesisError(file);
  return (refused.length > 0) === (error !== undefined) ? undefined : `check: ${refused.join('; ') || 'accepts'}\nsynth: ${error ?? 'accepts'}\n${content}`;
}

const BASES = [
  readFileSync(join(ROOT, 'workloads.yaml'), 'utf-8'),
  readFileSync(join(ROOT, 'examples/gitops/workloads.yaml'), 'utf-8'),
  `${THREE}defaults: { clusters: [main] }
requirePermissionsBoundary: false
accounts: { "111122223333": { quotas: { trustPolicyCharacters: 4096 } } }
workloads:
  web:
    clusters: [main, blue]
    namespaces: [shop]
    tags: { owner: shop }
    bundles:
      - { id: s3.read, buckets: [a-bucket], prefix: a/ }
      - { id: kms.decrypt, keys: ["arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"] }
    managedPolicies: [{ arn: "arn:aws:iam::111122223333:policy/shared", reason: all shops have it }]
  api: { clusters: [other], helm: {}, publishRoleArn: { stackOutput: true } }
  crossplane: { serviceAccountPatterns: [{ namespace: crossplane, pattern: "provider-*", reason: names are made up by it }] }
`,
];

/** What a value is replaced with: other kinds, other accounts, what is at a limit, what rules find. */
const VALUES: readonly unknown[] = [
  null, {}, [], true, 0, '', 'web', 'default', '*', 'WEB', 'a'.repeat(63), 'a'.repeat(300), '999988887777', 'cn-north-1', 'main', ['main', 'blue'], ['default'],
  Array.from({ length: 40 }, (_, i) => `namespace-number-${i}`), Array.from({ length: 150 }, (_, i) => `bucket-with-a-long-name-${i}`),
  'arn:aws:s3:::other/*', 'arn:aws:iam::999988887777:policy/x', '{workload}', '{cluster}', 'perNamespace', 'a/b',
];

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  const inner = value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key])) : [];
  return path.length === 0 ? inner : [path, ...inner];
}

function mutated(base: string, mutations: readonly { readonly at: number; readonly how: number; readonly value: number }[]): string {
  const data = parse(base);
  for (const { at, how, value } of mutations) {
    const paths = pathsIn(data);
    const path = paths[at % paths.length];
    const parent = path.slice(0, -1).reduce((node: any, key) => node[key], data);
    const key = path.at(-1)!;
    switch (how % 4) {
      case 0: {
        if (Array.isArray(parent)) {
          parent.splice(Number(key), 1);
        } else {
          delete parent[key];
        }
        break;
      }
      case 1: parent[key] = VALUES[value % VALUES.length]; break;
      case 2: parent[Array.isArray(parent) ? parent.length : `${String(key)}${value % 3}`] = structuredClone(parent[key]); break;
      default: { // the value of another place
        const from = paths[value % paths.length].reduce((node: any, part) => node[part], data);
        parent[key] = structuredClone(from);
      }
    }
  }
  return stringify(data, { aliasDuplicateObjects: false });
}

const MUTATIONS = fc.array(fc.record({ at: fc.nat(10_000), how: fc.nat(3), value: fc.nat(10_000) }), { minLength: 1, maxLength: 3 });

test('the check and the synthesis agree on whether a file is right', () => {
  BASES.forEach((base) => expect(disagreement(base)).toBeUndefined());
  fc.assert(fc.property(fc.constantFrom(...BASES), MUTATIONS, (base, mutations) => {
    expect(disagreement(mutated(base, mutations))).toBeUndefined();
  }), runs(10, 2_000));
});

test('where the answer is given without constructs, a synthesis has nothing to say, warnings included', () => {
  fc.assert(fc.property(fc.constantFrom(...BASES), MUTATIONS, (base, mutations) => {
    const file = fileOf(mutated(base, mutations));
    let plans: ReturnType<typeof planFleet>;
    try {
      plans = planFleet(file);
    } catch {
      return;
    }
    if (arePlain(plans)) {
      expect(trialSynthesis(plans)).toEqual([]);
    }
  }), runs(10, 2_000));
});

const plain = (workloads: string, main = MAIN) => arePlain(planFleet(fileOf(`${main}workloads:\n${workloads}`)));

test('most files are answered so: the default file, bundles, boundaries, tags, charts', () => {
  expect(arePlain(planFleet(join(ROOT, 'workloads.yaml')))).toBe(true);
  expect(plain('  web: { permissionsBoundary: guard, tags: { a: b }, bundles: [{ id: s3.read, buckets: [a-bucket] }], helm: {} }\n')).toBe(true);
  expect(plain('  web: {}\n  api: { kubernetes: { createdBy: existing } }\n')).toBe(true);
});

test.each([
  ['a role that exists', "  web: { roleArn: 'arn:aws:iam::111122223333:role/x' }\n"],
  ['a warning', '  web: { bundles: [{ id: s3.read, buckets: [a-bucket], prefix: a }] }\n'],
  ['an acknowledgement', "  web: { acknowledge: [{ id: 'IrsaChecks-NearQuota[x]', reason: it is so here }] }\n"],
  ['a finding', '  web: { serviceAccounts: [default] }\n'],
  ['a resource of another account', "  web: { bundles: [{ id: sqs.consume, queues: ['arn:aws:sqs:eu-central-1:999988887777:q'] }] }\n"],
  ['inline policies that overflow', `  web: { bundles: [{ id: s3.read, buckets: [${Array.from({ length: 300 }, (_, i) => `some-bucket-name-${i}`).join(', ')}] }] }\n`],
  ['a trust that is too long', `  web: { serviceAccounts: [${'a'.repeat(60)}], namespaces: [${Array.from({ length: 26 }, (_, i) => `team-${i}`).join(', ')}] }\n`],
  ['names that differ by case', '  web: {}\n  WEB: { roleName: x, serviceAccounts: [x] }\n'],
  ['too many resources', Array.from({ length: 500 }, (_, i) => `  w${i}: {}\n`).join('')],
  ['a parameter', '  web: { publishRoleArn: { parameter: /x } }\n'],
])('%s is left to a synthesis', (_, workloads) => {
  expect(plain(workloads)).toBe(false);
});

test('accounts count over all environments', () => {
  const file = fileOf(`${MAIN}environments:\n  dev: { defaults: { namespaces: [dev] } }\n  prod: { defaults: { namespaces: [prod] } }\nstacks: perNamespace\ndefaults: { roleName: '{environment}-{workload}' }\naccounts: { "111122223333": { quotas: { roles: 1001 } } }\nworkloads:\n${Array.from({ length: 501 }, (_, i) => `  w${i}: { stack: s${i % 2} }\n`).join('')}`);
  expect(arePlain(planFleet(file))).toBe(false);
});

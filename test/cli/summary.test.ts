import { spawnSync } from 'child_process';
import { App } from 'aws-cdk-lib/core';
import { summaryOf } from '../../lib/cli/summary';
import type { SummaryOptions } from '../../lib/cli/summary';
import { clusterOf, fleetOf, MAIN, THREE } from '../fleet/support';

function summary(content: string, options: SummaryOptions = {}): string {
  const app = new App();
  const fleet = fleetOf(content, app);
  return summaryOf(fleet, options);
}

const ENVIRONMENTS = `workloads:\n  web: {}\n  api: { environments: [dev] }\nenvironments:
  dev: { clusters: { main: ${clusterOf('111122223333', 1)} } }
  prod: { clusters: { main: ${clusterOf('444455556666', 2)} } }
`;

describe('the commands that come next', () => {
  const commands = (content: string, file?: string) => summary(content, { file }).split('Next, to see what would change, and to deploy it:\n')[1].split('\n').map((line) => line.trim());

  test('of a file without environments', () => {
    expect(commands(`${MAIN}workloads: { web: {} }\n`)).toEqual(['npx cdk diff', 'npx cdk deploy']);
    expect(commands(`${THREE}workloads: { web: { clusters: [main] }, api: { clusters: [other] } }\n`)).toEqual(['npx cdk diff', 'npx cdk deploy --all']);
  });

  test('of one with environments, by patterns that a shell leaves alone', () => {
    expect(commands(ENVIRONMENTS)).toEqual(["npx cdk diff 'dev/**'", "npx cdk deploy 'dev/**'", "npx cdk diff 'prod/**'", "npx cdk deploy 'prod/**'"]);
  });

  test('name the file that the context names, quoted', () => {
    const [diff] = commands(ENVIRONMENTS, "my team's/workloads.yaml; rm -rf ~");
    expect(diff).toBe("npx cdk diff -c 'workloads=my team'\\''s/workloads.yaml; rm -rf ~' 'dev/**'");
    const { stdout } = spawnSync('sh', ['-c', diff.replace('npx cdk', 'printf "%s\\n"')], { encoding: 'utf-8' });
    expect(stdout.trim().split('\n')).toEqual(['diff', '-c', "workloads=my team's/workloads.yaml; rm -rf ~", 'dev/**']);
  });
});

test('the roles stand by environment, with the existing ones', () => {
  const text = summary(`${ENVIRONMENTS.replace('api: {', 'old: { roleArn: "arn:aws:iam::111122223333:role/old", environments: [dev] }\n  api: {')}`, { outdir: 'cdk.out' });
  const [dev, prod] = text.split(/^Environment /m).slice(1);
  expect(dev).toMatch(/^dev\nWorkload .*\nweb .*\napi .* dev\/irsa-111122223333\nExisting role of old: arn:aws:iam::111122223333:role\/old\n\nTemplates: /);
  expect(prod).toMatch(/^prod\nWorkload .*\nweb .* prod\/irsa-444455556666\n\nTemplates: /);
  expect(prod).not.toMatch(/^api /m);
  expect(text).toContain('3 roles in 2 stacks.');
});

describe('the table', () => {
  const long = `${MAIN}workloads:
  a-workload-with-a-long-name-that-goes-on: { namespaces: [a-namespace-with-a-long-name-as-well], bundles: [{ id: secretsManager.read, secrets: [a] }], path: /a/path/of/some/length/ }
  web: {}
`;

  test.each([60, 80, 100, 140])('fits a terminal of %d columns, and loses nothing', (columns) => {
    const table = summary(long, { columns }).split('\n\n')[0];
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    const first = table.split('\n').map((line) => line.slice(0, line.indexOf('  ') < 0 ? undefined : line.indexOf('  '))).join('');
    expect(first).toContain('a-workload');
    expect(table.replace(/\s/g, '')).toContain('web');
  });

  test('is as wide as it needs where the width is not known', () => {
    expect(summary(long)).toMatch(/^a-workload-with-a-long-name-that-goes-on +a-namespace-with-a-long-name-as-well\/a-workload-with-a-long-name-that-goes-on on main +/m);
  });
});

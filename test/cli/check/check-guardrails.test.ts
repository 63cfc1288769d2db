import { App } from 'aws-cdk-lib/core';
import { runCheck } from '../../../lib/cli/check/check';
import { ServiceAccountFleet } from '../../../lib/fleet/service-account-fleet';
import { fileOf, MAIN } from '../../fleet/support';
import { FakeConsole } from '../fake-console';

const FILE = `${MAIN}workloads:
  billing: { bundles: [{ id: s3.read, buckets: [acme-billing] }] }
  shop: { bundles: [{ id: s3.read, buckets: [acme-billing] }] }
guardrails:
  invoices:
    reason: invoices hold personal data
    only: [billing, shopping]
    may: ["s3:*"]
    on: ["arn:aws:s3:::acme-billing/*"]
`;

async function check(content: string, format: 'text' | 'json' | 'sarif' = 'text') {
  const file = fileOf(content);
  const console = new FakeConsole();
  const code = await runCheck([file], { format, failOn: 'error' }, '1', console);
  return { code, text: console.stdout.split(file).join('workloads.yaml') };
}

test('a breach and a warning, at their places', async () => {
  const { code, text } = await check(FILE);
  expect(code).toBe(1);
  expect(text).toBe(`workloads.yaml:8:3: error: workloads.shop: default/shop (the role of workload shop) may s3:GetObject on arn:aws:s3:::acme-billing/example; \
statement 2 of the inline policy "s3.read" (workloads.yaml:8:21) allows it; only billing and shopping may, because invoices hold personal data. \
Narrow the statement, or change who may by the guardrail (workloads.yaml:10:3): its only, or except.
  Guardrails-invoices

workloads.yaml:10:3: warning: guardrails.invoices: no workload is meant by "shopping" under "only". \
Correct it, or take it away: a guardrail that speaks of nothing protects nothing.
  Guardrails-invoices

1 error and 1 warning in workloads.yaml: 2 roles.
`);
});

test('a file that keeps to its guardrails has no findings', async () => {
  expect(await check(FILE.replace(', shopping', ', shop'))).toEqual({ code: 0, text: 'No findings in workloads.yaml: 2 roles.\n' });
});

test('SARIF knows guardrails as rules', async () => {
  const { runs: [{ tool, results }] } = JSON.parse((await check(FILE, 'sarif')).text);
  const { rules } = tool.driver;
  expect(results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${level} ${ruleId}`)).toEqual(['error Guardrails-invoices', 'warning Guardrails-invoices']);
  expect(rules.find(({ id }: { id: string }) => id === 'Guardrails-invoices')).toEqual({
    id: 'Guardrails-invoices', shortDescription: { text: 'A guardrail of the file, invoices.' }, defaultConfiguration: { level: 'error' },
  });
});

test('a synthesis fails on a breach, without any plugin that the program adds', () => {
  const app = new App({ autoSynth: false });
  ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(FILE));
  const printed = jest.spyOn(console, 'error').mockImplementation();
  try {
    expect(() => app.synth()).toThrow(/Guardrails-invoices/);
  } finally {
    printed.mockRestore();
    process.exitCode = undefined;
  }
});

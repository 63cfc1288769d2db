import { FakeConsole } from './fake-console';
import { runExplain } from '../../lib/cli/explain/explain';
import { fileOf, MAIN } from '../fleet/support';

const FILE = `${MAIN}workloads:
  billing: { bundles: [{ id: s3.read, buckets: [acme-billing] }] }
guardrails:
  invoices:
    reason: invoices hold personal data
    only: [shop]
    may: ["s3:*"]
    on: ["arn:aws:s3:::acme-billing/*"]
    except: { "s3:GetObjectTagging": ["arn:aws:s3:::acme-billing/public/*"] }
`;

function explain(subject: string, content = FILE) {
  const file = fileOf(content);
  const console = new FakeConsole();
  const code = runExplain(subject, { file }, console);
  return { code, text: console.stdout.split(file).join('workloads.yaml'), error: console.stderr.split(file).join('workloads.yaml') };
}

test.each(['invoices', 'Guardrails-invoices'])('%s: a guardrail of the file, and what breaks it', (subject) => {
  const { code, text } = explain(subject);
  expect(code).toBe(0);
  expect(text).toContain(`guardrails.invoices (workloads.yaml:9:3)

Only shop may, because invoices hold personal data.

Actions
  s3:*
On
  arn:aws:s3:::acme-billing/*
But everybody may
  s3:GetObjectTagging on arn:aws:s3:::acme-billing/public/*

Where it cannot be decided whether somebody may, it is a breach, and the synth fails.
`);
  expect(text).toContain('workloads.yaml:7:3: error: workloads.billing: default/billing (the role of workload billing) may s3:GetObject on');
});

test('a ready guardrail, with how to use it', () => {
  const { code, text } = explain('keep-config');
  expect(code).toBe(0);
  expect(text).toMatch(/^guardrails\.keep-config \(a ready guardrail\)\n\nNobody may, because AWS Config records how resources were changed\.\n/);
  expect(text).toContain('To use it\n  guardrails:\n    keep-config: { ready: keep-config }\n');
});

test('a slip of the pen', () => {
  expect(explain('invoice').error).toMatch(/did you mean "invoices"\?/);
});

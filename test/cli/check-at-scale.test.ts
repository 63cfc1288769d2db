import { FakeConsole } from './fake-console';
import { runCheck } from '../../lib/cli/check/check';
import { fileOf, MAIN } from '../fleet/support';

async function check(content: string) {
  const console = new FakeConsole();
  const code = await runCheck([fileOf(content)], { format: 'text', failOn: 'error' }, '1.2.3', console);
  return { code, text: console.stdout };
}

test('limits: more resources than a stack takes', async () => {
  const { code, text } = await check(`${MAIN}workloads:\n${Array.from({ length: 501 }, (_, i) => `  w${i}: {}\n`).join('')}`);
  expect(code).toBe(1);
  expect(text).toContain('error: irsa-111122223333: a stack must have at most 500 resources, got 501 resources');
});

test('limits: a template that is too large', async () => {
  const buckets = Array.from({ length: 60 }, (_, i) => `bucket-${i}`).join(', ');
  const { code, text } = await check(`${MAIN}workloads:\n${Array.from({ length: 200 }, (_, i) => `  w${i}: { bundles: [{ id: s3.read, buckets: [${buckets}] }] }\n`).join('')}`);
  expect(code).toBe(1);
  expect(text).toContain('error: the template of stack "irsa-111122223333" must have at most 1,048,576 bytes, got ');
});

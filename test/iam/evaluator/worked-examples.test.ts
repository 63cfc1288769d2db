import { decisionOf } from './simulator';
import { WORKED_EXAMPLES } from './worked-examples';

const BOB = { kind: 'user', arn: 'arn:aws:iam::123456789012:user/bob' } as const;

const CASES = WORKED_EXAMPLES.flatMap(({ page, policies, requests }) => requests.map(({ account, decision, principal = BOB, ...request }, i) =>
  ({ name: `${page}, request ${i + 1}`, policies, decision, request: { ...request, principal, resourceAccount: account } })));

test.each(CASES)('AWS\'s example: $name', ({ request, policies, decision }) => {
  expect(decisionOf(request, policies)).toBe(decision);
});

test('there are examples of each page', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(WORKED_EXAMPLES.map(({ page }) => page.split('#')[0])).size).toBeGreaterThanOrEqual(9);
});

import { reachOfPattern, unmeantName } from '../../lib/compliance/subject-language';

const PREFIX = 'system:serviceaccount:';

test.each([
  ['*', { kind: 'namespaces', witness: `${PREFIX}evil:x` }],
  ['system:*:shop:web', { kind: 'one', namespace: 'shop', witness: `${PREFIX}shop:web` }],
  [`${PREFIX}shop?web`, { kind: 'one', namespace: 'shop', witness: `${PREFIX}shop:web` }],
  [`${PREFIX}*-prod:web`, { kind: 'namespaces', witness: `${PREFIX}y-prod:web` }],
  [`${PREFIX}shop:*`, { kind: 'a namespace', namespace: 'shop', witness: `${PREFIX}shop:evil` }],
  [`${PREFIX}shop:*-*`, { kind: 'a namespace', namespace: 'shop', witness: `${PREFIX}shop:evil-app` }],
  [`${PREFIX}shop:runner-*`, { kind: 'some', namespace: 'shop', witness: `${PREFIX}shop:runner-x` }],
  [`${PREFIX}shop:* `, { kind: 'none' }],
  [`${PREFIX}SHOP:*`, { kind: 'none' }],
  [`${PREFIX}shop:-*`, { kind: 'none' }],
])('%s', (pattern, reach) => {
  expect(reachOfPattern(pattern)).toEqual(reach);
});

test('a pattern that is too long to be compared is taken for the widest that it may be', () => {
  expect(reachOfPattern(`${PREFIX}${'*a'.repeat(3_000)}:x`)).toEqual({ kind: 'namespaces' });
  expect(reachOfPattern(`${PREFIX}shop:${'*a'.repeat(3_000)}b`).kind).toMatch(/^(a namespace|some)$/);
});

test('patterns take few names by chance, or many', () => {
  expect(unmeantName([`${PREFIX}shop:a*`], 'shop')).toBeUndefined();
  expect(unmeantName(['a', 'b', 'c', 'd', 'e'].map((letter) => `${PREFIX}shop:${letter}*`), 'shop')).toBe(`${PREFIX}shop:evil`);
});

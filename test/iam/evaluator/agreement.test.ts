import fc from 'fast-check';
import { runs } from '../../property-runs';
import { generatedCase } from './policy-generator';
import { decisionOf, simulated } from './simulator';

test('sample', () => {
  const counts: Record<string, number> = {};
  let ours = 0, theirs = 0;
  const bad: any[] = [];
  fc.assert(fc.property(generatedCase, ({ request, policies }) => {
    const a = performance.now();
    const own = decisionOf(request, policies);
    const b = performance.now();
    const other = simulated(request, policies);
    ours += b - a; theirs += performance.now() - b;
    const k = own + '/' + other;
    counts[k] = (counts[k] ?? 0) + 1;
    if (own !== 'undecided' && own !== other) { bad.push({ own, other, request, policies, n: JSON.stringify(policies).length }); }
  }), runs(5000, 5000));
  bad.sort((x, y) => x.n - y.n);
  console.log(counts, ours, theirs, bad.length, bad.slice(0, 8).map((b) => JSON.stringify(b)).join('\n\n'));
});

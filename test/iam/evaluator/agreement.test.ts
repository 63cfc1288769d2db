import fc from 'fast-check';
import { generatedCase } from './policy-generator';
import type { GeneratedCase } from './policy-generator';
import { decisionOf, simulated } from './simulator';
import { withoutExceptions } from './simulator-exceptions';
import type { Decision } from '../../../lib/iam/evaluation';
import { runs } from '../../property-runs';

/** Where AWS documents the answer, and ours is not that of iam-simulate. */
function disagreement({ request, policies }: GeneratedCase): { readonly own: Decision; readonly other: Decision } | undefined {
  const own = decisionOf(request, policies);
  const other = simulated(request, policies);
  return own === other || own === 'undecided' || own === simulated(...withoutExceptions(request, policies)) ? undefined : { own, other };
}

test('evaluation agrees with iam-simulate, but for the listed exceptions', () => {
  const seen = new Map<Decision, number>();

  fc.assert(fc.property(generatedCase, (generated) => {
    const own = decisionOf(generated.request, generated.policies);
    seen.set(own, (seen.get(own) ?? 0) + 1);
    expect(disagreement(generated)).toBeUndefined();
  }), runs(200, 1_000_000));

  // Each answer is there, and few cases hang on what AWS leaves open.
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining(['allowed', 'explicitlyDenied', 'implicitlyDenied']));
  const all = [...seen.values()].reduce((sum, count) => sum + count, 0);
  expect((seen.get('undecided') ?? 0) / all).toBeLessThan(0.02);
});

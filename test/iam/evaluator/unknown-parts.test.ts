import fc from 'fast-check';
import { generatedCase } from './policy-generator';
import { readAll } from './simulator';
import { mapDocuments } from './simulator-exceptions';
import { readDocument, readLiteralDocument } from '../../../lib/iam/document';
import type { Decision } from '../../../lib/iam/evaluation';
import { evaluate } from '../../../lib/iam/evaluator/evaluate';
import { isKnown, unknownPart } from '../../../lib/iam/partial-text';
import { runs } from '../../property-runs';

type Json = any;

/** Where a literal is replaced: the how manieth text of the policies, and from where to where in it. */
const place = fc.record({ text: fc.nat(200), from: fc.nat(20), length: fc.nat(12) });

/** Replaces a part of one text by a part that is not known. A policy variable is replaced as a whole or not at all, and such a part is not cut. */
function replaced(value: Json, counter: { left: number }, { from, length }: { from: number; length: number }): Json {
  if (typeof value === 'string') {
    counter.left--;
    if (counter.left !== 0 || !isKnown(value)) {
      return value;
    }
    const [start, end] = [Math.min(from, value.length), Math.min(from + length, value.length)];
    const cuts = [...value.matchAll(/\$\{[^}]*\}/g)].some(({ index, 0: { length: size } }) => [start, end].some((at) => at > index && at < index + size));
    const cut = value.slice(start, end);
    return cuts || cut.includes('$') ? value : value.slice(0, start) + unknownPart(`the value of ${cut.replace(/[*?]/g, 'x')}-${start}`) + value.slice(end);
  }
  return Array.isArray(value) ? value.map((item) => replaced(item, counter, { from, length }))
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ['Effect', 'Version'].includes(key) ? item : replaced(item, counter, { from, length })])) : value;
}

const OPPOSITES: Readonly<Record<Decision, readonly Decision[]>> = {
  allowed: ['explicitlyDenied', 'implicitlyDenied'], explicitlyDenied: ['allowed'], implicitlyDenied: ['allowed'], undecided: [],
};

test('a part that is not known never turns an answer into its opposite', () => {
  const seen = { same: 0, undecided: 0 };

  fc.assert(fc.property(generatedCase, fc.array(place, { minLength: 1, maxLength: 3 }), ({ request, policies }, places) => {
    const { decision } = evaluate(request, readAll(policies, readLiteralDocument));
    const unknown = places.reduce((all, { text, ...where }) => {
      const counter = { left: text % 40 + 1 };
      return mapDocuments(all, (document) => replaced(document, counter, where));
    }, policies);
    const evaluation = evaluate(request, readAll(unknown, readDocument));
    expect(OPPOSITES[decision]).not.toContain(evaluation.decision);
    expect(evaluation.decision === 'undecided' ? evaluation.undecided.length : 1).toBeGreaterThan(0);
    seen[evaluation.decision === 'undecided' ? 'undecided' : 'same']++;
  }), runs(200, 100_000));

  expect(seen.undecided).toBeGreaterThan(0);
  expect(seen.same).toBeGreaterThan(seen.undecided);
});

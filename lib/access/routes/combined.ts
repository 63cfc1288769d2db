import type { OpenVerdict } from '../open-verdict';

const DEPENDS: OpenVerdict = {
  decision: 'undecided', decidedBy: [], missing: [], conditions: [], open: [{ what: 'conditions of the template, by which the role can come out in several ways' }],
};

/**
 * What the verdicts of all ways in which a role can come out come to: one if they agree, else it depends on the template.
 *
 * @param verdicts `undefined` for a way in which nothing is allowed
 */
export function combined(verdicts: readonly (OpenVerdict | undefined)[]): OpenVerdict {
  const [first] = verdicts;
  const known = verdicts.filter((verdict) => verdict !== undefined);
  if (first === undefined || known.length < verdicts.length || new Set(known.map(({ decision }) => decision)).size > 1) {
    return known.find(({ decision }) => decision === 'undecided') ?? DEPENDS;
  }
  return known.find(({ conditions }) => conditions.length > 0) ?? first;
}

/** Several requests, all of which must be allowed. */
export function together([first, ...others]: readonly OpenVerdict[]): OpenVerdict {
  const all = [first, ...others];
  const worst = all.find(({ decision }) => decision === 'denied') ?? all.find(({ decision }) => decision === 'undecided');
  return worst ?? { ...first, conditions: [...new Set(all.flatMap(({ conditions }) => conditions))] };
}

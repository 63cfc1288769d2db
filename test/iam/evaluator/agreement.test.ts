import fc from 'fast-check';
import { generatedCase, sessionCase, trustCase } from './policy-generator';
import type { GeneratedCase } from './policy-generator';
import { decisionOf, simulated, simulatedStrictly } from './simulator';
import type { WrittenPolicies } from './simulator';
import { withoutExceptions } from './simulator-exceptions';
import type { Decision } from '../../../lib/iam/evaluation';
import { reportInFull, runs } from '../../property-runs';

type Json = any;

/** Where AWS documents the answer, and ours is not that of iam-simulate. */
function disagreement({ request, policies }: GeneratedCase, own: Decision): { readonly own: Decision; readonly other: Decision } | undefined {
  const other = simulated(request, policies);
  return own === other || own === 'undecided' || own === simulated(...withoutExceptions(request, policies)) ? undefined : { own, other };
}

test('evaluation agrees with iam-simulate, but for the listed exceptions', () => {
  const seen = new Map<Decision, number>();

  fc.assert(fc.property(generatedCase, (generated) => {
    const own = decisionOf(generated.request, generated.policies);
    seen.set(own, (seen.get(own) ?? 0) + 1);
    const found = disagreement(generated, own);
    if (found !== undefined) { // a million calls of expect take minutes
      expect(found).toBeUndefined();
    }
  }), runs(100, 1_000_000));

  // Each answer is there, and few cases hang on what AWS leaves open.
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining(['allowed', 'explicitlyDenied', 'implicitlyDenied']));
  const all = [...seen.values()].reduce((sum, count) => sum + count, 0);
  reportInFull('agreement', seen);
  expect((seen.get('undecided') ?? 0) / all).toBeLessThan(0.04);
});

test('the same for trusts: tokens, sessions, users and services', () => {
  const seen = new Map<Decision, number>();

  fc.assert(fc.property(trustCase, (generated) => {
    const own = decisionOf(generated.request, generated.policies);
    seen.set(own, (seen.get(own) ?? 0) + 1);
    const found = disagreement(generated, own);
    if (found !== undefined) { // a million calls of expect take minutes
      expect(found).toBeUndefined();
    }
  }), runs(100, 200_000));

  reportInFull('agreement of trusts', seen);
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining(['allowed', 'explicitlyDenied', 'implicitlyDenied']));
});

/**
 * AWS: where the policy of a resource names the session, or everyone, the implicit denies of the role's policies, of its boundary and of
 * the session's policy do not limit it. iam-simulate lets the session's policy limit it. What is left here: the grants to the session
 * itself, and all denies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html#policy-eval-denyallow
 */
function grantsToTheSession({ identity = [], session = [], resource = [], permissionsBoundary }: WrittenPolicies): WrittenPolicies {
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const kept = (documents: readonly Json[], isKept: (statement: Json) => boolean) => documents.map((own) => ({ ...own, Statement: own.Statement.filter(isKept) as object[] }));
  const isDeny = ({ Effect }: Json) => Effect === 'Deny';
  const isItself = ({ Principal }: Json) => Principal === '*' || ['*', 'arn:aws:sts::111122223333:assumed-role/app/pod-1'].includes(Principal?.AWS);
  const [own] = kept(session, isDeny);
  return {
    identity: kept(identity, isDeny),
    session: [{ ...own, Statement: [...own.Statement, ...all.Statement] }],
    resource: kept(resource, (statement) => isDeny(statement) || isItself(statement)),
    ...permissionsBoundary === undefined ? {} : { permissionsBoundary: [...kept(permissionsBoundary, isDeny), all] },
  };
}

test('the same for sessions that are limited', async () => {
  await fc.assert(fc.asyncProperty(sessionCase, async ({ request, policies }) => {
    const own = decisionOf(request, policies);
    const all = await Promise.all([policies, ...policies.resource === undefined ? [] : [grantsToTheSession(policies)]]
      .flatMap((given) => [simulatedStrictly(request, given), simulatedStrictly(...withoutExceptions(request, given))]));
    const [plain, rewritten, ...granted] = all;
    const expected = granted.at(-1) === 'allowed' ? ['allowed'] : [plain, rewritten];
    expect(own === 'undecided' ? [own] : expected).toContain(own);
  }), runs(50, 50_000));
});

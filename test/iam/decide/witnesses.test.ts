import fc from 'fast-check';
import type { AccessRequest, ContextValue } from '../../../lib/iam/access-request';
import { decide } from '../../../lib/iam/decide/decide';
import type { KeyConstraint, Question } from '../../../lib/iam/decide/question';
import { evaluate, PolicyEvaluator } from '../../../lib/iam/evaluator/evaluate';
import { TextSet } from '../../../lib/iam/language/text-set';
import { reportInFull, runs } from '../../property-runs';
import { generatedCase, givenValues, trustCase } from '../evaluator/policy-generator';
import type { GeneratedCase } from '../evaluator/policy-generator';
import { readAll, simulated } from '../evaluator/simulator';
import type { WrittenPolicies } from '../evaluator/simulator';
import { withoutExceptions } from '../evaluator/simulator-exceptions';

/** How wide a question about the request of a case is, and the seed of what attacks its answer. */
const width = fc.record({
  action: fc.constantFrom('own', 'service', 'all'), resource: fc.constantFrom('own', 'bucket', 'all'), keys: fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }), seed: fc.nat(),
});
type Width = typeof width extends fc.Arbitrary<infer T> ? T : never;

/** Of each key either what the request has, or anything. */
function questionOf({ request, policies }: GeneratedCase, { action, resource, keys }: Width): { readonly question: Question; readonly constraints: ReadonlyMap<string, KeyConstraint> } {
  const { principal, context = {} } = request;
  const identifier = principal.kind === 'roleSession' ? principal.roleArn : principal.kind === 'user' ? principal.arn : principal.kind === 'webIdentity' ? principal.provider : principal.kind === 'service' ? principal.name : '';
  const constraints = new Map(Object.entries(context).filter(([key, value], i) => typeof value === 'string' && key !== 'aws:username' && keys[i % keys.length] === 0)
    .map(([key, value]) => [key, { values: TextSet.equals(value as string) }]));
  const service = request.action.split(':')[0];
  const question: Question = {
    policies: readAll(policies),
    principals: [{ kind: principal.kind, identifiers: TextSet.equals(identifier) }],
    actions: action === 'own' || service === 'sts' ? TextSet.equals(request.action.toLowerCase()) : action === 'service' ? TextSet.like(`${service}:*`) : undefined,
    resources: resource === 'own' || service === 'sts' ? TextSet.equals(request.resource) : resource === 'bucket' ? TextSet.like('arn:aws:s3:::bucket/*') : undefined,
    resourceAccount: request.resourceAccount,
    context: Object.fromEntries(constraints),
  };
  return { question, constraints };
}

/** Texts at the edges of what policies compare with. */
function edges(value: string): string[] {
  const moment = Date.parse(value);
  return /^-?[\d.]+$/.test(value) && !/\..*\./.test(value) ? [value, String(Number(value) + 1), String(Number(value) - 1)]
    : /^\d{4}-/.test(value) && !Number.isNaN(moment) ? [value, ...[1000, -1000].map((step) => new Date(moment + step).toISOString().replace('.000', ''))]
      : /\/\d+$/.test(value) && value.includes('.') ? [value.split('/')[0], value.split('/')[0].replace(/\d+$/, '255'), value.split('/')[0].replace(/^\d+/, '9')]
        : value.includes('$') ? [] : ['', 'x', 'red/a'].map((text) => value.replace(/[*?]/g, text));
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

/** Requests of a question, at random and at the edges of its policies. */
function* attacks({ request, policies }: GeneratedCase, constraints: ReadonlyMap<string, KeyConstraint>, { action, resource, seed }: Width): Generator<AccessRequest> {
  let state = seed;
  const pick = <T>(items: readonly T[]): T => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return items[Math.floor(state / 65_536) % items.length];
  };
  const texts = [...new Set(textsOf(policies).flatMap(edges))].filter((text) => text !== '');
  const isTrust = request.action.startsWith('sts:');
  const actions = isTrust || action === 'own' ? [request.action] : [request.action, 's3:GetObject', 's3:PutObject', ...action === 'all' ? ['sqs:SendMessage', 'iam:x'] : []].filter((own) => action === 'all' || own.split(':')[0] === request.action.split(':')[0]);
  const resources = isTrust || resource === 'own' ? [request.resource] : texts.filter((text) => resource === 'bucket' ? text.startsWith('arn:aws:s3:::bucket/') : /^arn:aws:s3:::./.test(text));
  const keys = [...new Set([...Object.keys(request.context ?? {}), ...textsOf(Object.keys(Object.assign({}, ...conditionsOf(policies)) as object))])];
  for (let i = 0; i < 15; i++) {
    const context = Object.fromEntries(keys.flatMap((key): [string, ContextValue][] => {
      const given = constraints.has(key) || key === 'aws:username' ? request.context?.[key] : pick([undefined, ...givenValues(key), ...key.includes('Ip') || key.includes('Time') ? [] : [pick(texts)]]);
      return given === undefined ? [] : [[key, key === 'aws:TagKeys' && typeof given === 'string' ? [given] : given]];
    }));
    // The question is not about the resource of the request where it is about a bucket.
    const other = resource === 'bucket' ? 'arn:aws:s3:::bucket/key' : request.resource;
    yield { ...request, action: pick(actions), resource: resources.length === 0 ? other : pick(resources), context };
  }
}

function conditionsOf(policies: WrittenPolicies): object[] {
  const found: object[] = [];
  JSON.stringify(policies, (name, value: unknown) => {
    if (name === 'Condition') {
      found.push(...Object.values(value as object) as object[]);
    }
    return value;
  });
  return found;
}

const counts = new Map<string, number>();

function judge(generated: GeneratedCase, asked: Width): void {
  const { question, constraints } = questionOf(generated, asked);
  const answer = decide(question);
  counts.set(answer.kind, (counts.get(answer.kind) ?? 0) + 1);
  if (answer.kind === 'witness') {
    const { request } = answer;
    // iam-simulate takes the name of a user from the context alone.
    const given = { ...request.principal.kind === 'user' ? { 'aws:username': 'bob' } : {}, ...request.context };
    const made = { ...request, context: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
    expect(evaluate(request, question.policies).decision).toBe('allowed');
    const both = [() => simulated(made, generated.policies), () => simulated(...withoutExceptions(made, generated.policies))].map((simulate) => simulate());
    expect(both).toContain('allowed');
  } else if (answer.kind === 'none') {
    const evaluator = new PolicyEvaluator(question.policies);
    for (const request of attacks(generated, constraints, asked)) {
      if (evaluator.evaluate(request).decision === 'allowed') { // millions of calls of expect take minutes
        throw new Error(`"none", but this is allowed: ${JSON.stringify(request)}`);
      }
    }
  }
}

afterAll(() => reportInFull('answers of decide', counts));

test('witnesses are allowed by evaluation and by iam-simulate; no request of a "none" is allowed', () => {
  fc.assert(fc.property(generatedCase, width, judge), runs(60, 200_000));
});

test('the same of trusts', () => {
  fc.assert(fc.property(trustCase, width, judge), runs(60, 100_000));
});

import type { Breach, BreachStatement } from './breach';
import type { GuardrailRule } from './guardrail-rule';
import { list, show } from '../../core/text';
import type { AccessRequest } from '../../iam/access-request';
import { plain } from '../../iam/partial-text';

/** How many of those who become a role are named. */
const MOST_NAMES = 5;

/** A breach in one sentence: who may what, by which statement, and why nobody else should. */
export function breachText(breach: Breach): string {
  const { rule, verdict, steps } = breach;
  const perhaps = verdict.decision === 'allowed' ? 'may' : 'perhaps may';
  const chain = steps.map(({ from, to, isCertain, reason }) => `role ${plain(from.name)} ${isCertain ? 'becomes' : 'may become'} role ${plain(to.name)} (${plain(reason)})`);
  return [
    `${whoText(breach)} ${perhaps} ${verdict.request === undefined ? aboutText(rule) : requestText(verdict.request)}`,
    ...chain.length === 0 ? [] : [list(chain)],
    becauseText(breach),
    limitText(rule),
  ].join('; ');
}

/** Who may, by the guardrail, and why not the others. */
export function limitText({ only, reason }: GuardrailRule): string {
  return `${only === undefined ? 'nobody may' : `only ${list(only)} may`}, because ${reason}`;
}

/** What a guardrail is about: `s3:* on arn:aws:s3:::acme-billing/*`. */
export function aboutText({ may, on, onAll }: GuardrailRule, most = MOST_NAMES): string {
  const some = (all: readonly string[]) => list(all.length > most ? [...all.slice(0, most), `${all.length - most} more`] : all, 'or');
  return `${some(may)}${on === undefined ? '' : ` on ${onAll === true ? 'all of ' : ''}${some(on)}`}`;
}

function whoText({ who, role, workload }: Breach): string {
  const rest = who.length - MOST_NAMES;
  const names = list([...who.slice(0, MOST_NAMES), ...rest > 0 ? [`${rest} more`] : []]);
  if (role === undefined) {
    return names;
  }
  const roleText = workload === undefined ? `role ${plain(role.name)}` : `the role of workload ${workload.key}`;
  return who.length === 0 ? roleText : `${names} (${roleText})`;
}

/** A request that is allowed, with what it must come along with. */
function requestText(request: AccessRequest): string {
  const { action, resource, context = {} } = request;
  const given = Object.entries(context).flatMap(([key, value]) => value === undefined || isUsual(key, value) ? []
    : [`${plain(key)} ${typeof value === 'string' ? show(plain(value)) : list(value.map((item) => show(plain(item))))}`]);
  return `${plain(action)} on ${plain(resource)}${given.length === 0 ? '' : ` with ${list(given)}`}`;
}

/** Keys that say what any request has. */
function isUsual(key: string, value: unknown): boolean {
  const name = key.toLowerCase();
  return (name === 'aws:securetransport' && value === 'true') || /^aws:principaltag\/(?:kubernetes|eks-cluster)-/.test(name);
}

function becauseText({ verdict, statements, workload }: Breach): string {
  const texts = [...new Set(statements.map((statement) => statementText(statement, workload)))];
  if (verdict.decision === 'undecided') {
    const isPolicy = verdict.request === undefined; // which the reason names
    const why = plain(verdict.why ?? 'what is not known').replace('which is not among the paths', 'which is written elsewhere');
    return `it depends on ${why}${texts.length === 0 || isPolicy ? '' : ` (${list(texts)})`}`;
  }
  return texts.length === 0 ? 'no policy keeps it from that' : `${list(texts)} ${texts.length === 1 ? 'allows' : 'allow'} it`;
}

function statementText({ number, sid, policy, policyName }: BreachStatement, workload: Breach['workload']): string {
  const places = workload?.bundles?.filter(({ id }) => id === policyName) ?? [];
  return `statement ${number}${sid === undefined ? '' : ` (${show(plain(sid))})`} of ${policy}${places.length === 1 ? ` (${places[0].place})` : ''}`;
}

/** What to do about a breach. */
export function breachFix({ rule: { only, place }, role, verdict }: Breach): string {
  const where = place === undefined ? '' : ` (${place})`;
  const undecided = verdict.decision === 'allowed' ? ''
    : ' Where it cannot be decided, and that is accepted, the guardrail may say undecided: warn or undecided: allow.';
  const what = role === undefined ? 'Narrow the policy of the resource' : 'Narrow the statement';
  return `${what}, or change who may by the guardrail${where}: ${only === undefined ? 'only' : 'its only'}, or except.${undecided}`;
}

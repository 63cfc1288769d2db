import type { Breach, BreachStatement } from './breach';
import { askGuardrail } from './guardrail-question';
import type { GuardrailVerdict } from './guardrail-question';
import type { GuardrailReach } from './guardrail-reach';
import type { GuardrailRule } from './guardrail-rule';
import type { Holder } from './role-holders';
import { arnsOf } from './role-questions';
import type { RequestPrincipal } from '../../iam/access-request';
import { arnParts } from '../../iam/arn';
import type { PrincipalKind } from '../../iam/decide/principal-sets';
import { readLiteralDocument } from '../../iam/document';
import { TextSet } from '../../iam/language/text-set';
import { isKnown, plain } from '../../iam/partial-text';
import type { PolicyStatement, Principal } from '../../iam/policy-statement';
import type { AccessModel } from '../model/access-model';
import type { OwnedResource } from '../model/owned-resources';
import { PrincipalError, requestedPrincipal } from '../requested-principal';

/** A principal that the policy of a resource lets do what a guardrail leaves to others. */
export interface NamedByResource {
  readonly holder: Holder;
  readonly breach: Breach;
}

/** A guardrail, and what it is about. */
export interface AskedGuardrail {
  readonly reach: GuardrailReach;
  readonly rule: GuardrailRule;
}

const EVERYONE: Principal = { type: '*', value: '*' };

/** What a principal of another account may by its own account; that of the resource has no say in it. */
const WHATEVER = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/**
 * Principals that the policy of a resource names, but for roles of the model, which are asked themselves; for the resource's own account,
 * to which it leaves the decision; and for services of AWS, which act for somebody.
 */
export function namedByResources(model: AccessModel, resource: OwnedResource, asked: AskedGuardrail): NamedByResource[] {
  const all = resource.policies.flatMap(({ document }) => document.statements);
  const statements = all.filter((statement) => asked.reach.concerns(statement));
  const principals = new Map(statements.flatMap(namedBy).map((principal) => [`${principal.type} ${principal.value}`, principal]));
  return [...principals.values()].filter(({ type, value }) => type !== 'Service' && model.rolesOfArn(value).length === 0)
    .flatMap((principal) => ofPrincipal(principal, resource, asked));
}

function ofPrincipal(principal: Principal, resource: OwnedResource, { reach, rule }: AskedGuardrail): NamedByResource[] {
  const asking = principalOf(principal, arnParts(resource.arn)?.partition ?? 'aws');
  if (asking === undefined ? isKnown(principal.value) : asking.kind === 'service' || isOwnAccount(asking, resource.account)) {
    return [];
  }
  const verdict = asking === undefined ? unknown(principal) : verdictOf(asking, resource, reach);
  if (verdict === undefined || (verdict.decision === 'undecided' && rule.undecided === 'allow')) {
    return [];
  }
  const identifier = asking === undefined ? '' : identifierOf(asking);
  const who = whoText(principal, asking);
  return [{
    holder: { text: who, ...isKnown(identifier) && identifier.startsWith('arn:') ? { arn: identifier } : {} },
    breach: {
      rule,
      level: verdict.decision === 'undecided' && rule.undecided === 'warn' ? 'warn' : 'breach',
      who: [who],
      steps: [],
      verdict,
      statements: statementsOf(verdict, resource),
      resource,
    },
  }];
}

function whoText({ value }: Principal, asking: RequestPrincipal | undefined): string {
  switch (asking?.kind) {
    case 'anonymous': return 'anyone';
    case 'accountRoot': return `whoever account ${plain(arnParts(asking.arn)?.account ?? value)} allows`;
    default: return plain(value);
  }
}

function namedBy({ principals, hasNotPrincipal }: PolicyStatement): readonly Principal[] {
  return hasNotPrincipal ? [EVERYONE] : principals;
}

function unknown({ value }: Principal): GuardrailVerdict {
  return { decision: 'undecided', statements: [], why: `who ${plain(value)} is` };
}

function verdictOf(asking: RequestPrincipal, resource: OwnedResource, reach: GuardrailReach): GuardrailVerdict | undefined {
  const { arn, account, policies } = resource;
  const identifier = identifierOf(asking);
  const hasOwn = asking.kind === 'roleSession' || asking.kind === 'user';
  const isForeign = hasOwn && arnParts(identifier)?.account !== account;
  return askGuardrail({
    principal: { kind: asking.kind as PrincipalKind, ...identifier === '' ? {} : { identifiers: TextSet.equals(identifier) } },
    policies: { resource: policies.map(({ document }) => document), ...isForeign ? { identity: [WHATEVER] } : {} },
    ...account === undefined ? {} : { account },
    context: {},
  }, reach, { within: arnsOf(arn) });
}

function statementsOf(verdict: GuardrailVerdict, { policies }: OwnedResource): BreachStatement[] {
  return verdict.statements.filter(({ policy }) => policy === 'resource').map(({ document, statement, policy }) => ({
    kind: policy,
    number: statement,
    sid: policies[document]?.document.statements.find(({ number }) => number === statement)?.sid,
    policy: policies[document]?.name ?? 'the policy of the resource',
    at: policies[document]?.origin().path,
  }));
}

/** To which the policy of a resource leaves the decision: policies of its roles decide. */
function isOwnAccount(principal: RequestPrincipal, account: string | undefined): boolean {
  return principal.kind === 'accountRoot' && (account === undefined || arnParts(principal.arn)?.account === account);
}

function identifierOf(principal: RequestPrincipal): string {
  return 'roleArn' in principal ? principal.roleArn : 'arn' in principal ? principal.arn : 'provider' in principal ? principal.provider : 'id' in principal ? principal.id : '';
}

function principalOf({ type, value }: Principal, partition: string): RequestPrincipal | undefined {
  try {
    return type === '*' || value === '*' ? { kind: 'anonymous' }
      : requestedPrincipal({ [type]: /^\d{12}$/.test(value) ? `arn:${partition}:iam::${value}:root` : value });
  } catch (error) {
    if (error instanceof PrincipalError) {
      return undefined; // nobody whom a request can come from, or not known
    }
    throw error;
  }
}

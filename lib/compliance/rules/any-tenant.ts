import { show } from '../../core/text';
import { hasWildcard, isOnlyWildcards } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../../iam/policy-statement';
import { underAsked } from '../conditions-detail';
import { mayBeOfWorkload } from '../escalation';
import type { JudgedRole } from '../judged-role';
import type { Rule, RuleFinding } from '../rule';
import { audienceOfSignIn } from '../saml-keys';
import { strangersOf } from '../strangers';
import { claimTests, leftByDeny } from '../token-claims';
import type { ClaimTest } from '../token-claims';
import { denies } from '../web-identity';

export const ANY_TENANT: Rule = {
  id: 'AnyTenant',
  level: 'error',
  title: 'The trust takes tokens that anyone gets of a shared identity provider',
  question: 'May a token that GitHub, Cognito or another shared provider gives to a stranger become the role?',
  why: 'GitHub, GitLab, Cognito, Google and others sign tokens for whoever registers. Unless the trust asks for your own organization, pool or application, a stranger\'s token becomes the role of the workload.',
  fix: 'Ask for your own tenant with StringEquals or StringLike: "repo:<organization>/<repository>:…" in the sub of GitHub, the id of the identity pool in the aud of Cognito, SAML:aud for SAML.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  isOfTrust: true,
  judge: (role) => {
    if (!mayBeOfWorkload(role)) {
      return [];
    }
    const { withTokens, ofPipelines, ofGuests, ofSaml } = strangersOf(role);
    return [
      ...ofPipelines.map(({ number, issuer, who, pipelines: { stranger, who: asker = 'pipeline', toldApartBy = 'project' } }): RuleFinding => ({
        detail: ofToken(role, number, issuer, 'sub', who === stranger),
        level: asksForSomething(role, number) ? 'warning' : 'error',
        message: `statement ${number} of the trust lets every ${asker} whose tokens ${issuer} signs become the role, such as one with the sub ${show(plain(who))}: ask for the ${toldApartBy} in ${issuer}:sub`,
      })),
      ...withTokens.map(({ provider: { name, issuer, claim, stranger }, who, number }) => ({
        detail: ofToken(role, number, issuer, claim, who === stranger),
        message: `statement ${number} of the trust lets tokens that anyone gets of ${name} become the role, such as one with the ${claim} ${show(plain(who))}: ask for your own in ${issuer}:${claim}`,
      })),
      ...ofGuests.map(({ provider: { name, issuer, guests, claim }, number }): RuleFinding => ({
        detail: `guests of ${ofToken(role, number, issuer, claim, true)}`,
        of: claimTests(statementOf(role, number)?.conditions ?? []).filter((test) => test.claim === claim).flatMap(({ values }) => values).map(plain).sort().join(' or '),
        level: 'warning',
        message: `statement ${number} of the trust lets whoever has not signed in become the role, if ${name} takes guests there: ask for "authenticated" in ${issuer}:${guests!.claim}, under ForAnyValue:StringLike`,
      })),
      ...ofSaml.map(({ who, number }) => ({
        detail: `${plain(who)}${askedBeyond(role, number, who, isOpen, 'sts:AssumeRoleWithSAML')}`,
        message: `statement ${number} of the trust takes every assertion of ${plain(who)}, also those for other applications: ask for SAML:aud ${show(audienceOfSignIn(who))}, and for whom it is`,
      })),
    ];
  },
};

function statementOf({ trust: { statements } }: JudgedRole, number: number): PolicyStatement | undefined {
  return statements.find((one) => one.number === number);
}

/**
 * What tells a finding from others of its issuer: the patterns that a token must fit, where only some strangers' do, and what else it must
 * meet. An acknowledgement of these is none of everything.
 *
 * @param isAnyone whether a token of anyone will do, as far as the claim goes that tells whose it is
 */
function ofToken(role: JudgedRole, number: number, issuer: string, claim: string, isAnyone: boolean): string {
  const patterns = isAnyone ? [] : patternsAskedFor(role, number);
  const isSaid = (test: ConditionTest) => claimTests([test]).some((own) =>
    (own.issuer.toLowerCase() === issuer.toLowerCase() && ['sub', 'aud', 'amr', claim].includes(own.claim))
    || (own.asks === 'like' && own.values.every((value) => patterns.includes(plain(value)))));
  return `${[issuer, ...patterns].join(' ')}${askedBeyond(role, number, providerOf(role, number), (test) => isOpen(test) || isSaid(test))}`;
}

/** The patterns that a statement asks for, or that denies leave of all others. */
function patternsAskedFor(role: JudgedRole, number: number): string[] {
  const isLimit = (test: ClaimTest) => test.asks === 'like' && test.claim !== 'amr';
  const own = claimTests(statementOf(role, number)?.conditions ?? []);
  const left = deniesOf(role, providerOf(role, number)).flatMap(({ conditions }) => leftByDeny(conditions));
  const values = [...own, ...left].filter(isLimit).flatMap((test) => test.values);
  return [...new Set(values.filter((value) => hasWildcard(value) && !isOnlyWildcards(value)).map(plain))];
}

function askedBeyond(
  role: JudgedRole, number: number, provider: string, isSaid: (test: ConditionTest) => boolean, action?: string,
): string {
  const statement = statementOf(role, number);
  return statement === undefined ? '' : underAsked(statement, deniesOf(role, provider, action), isSaid);
}

/** A pattern that every value fits asks for nothing. */
function isOpen({ operator: { type, relation }, values }: ConditionTest): boolean {
  return type === 'string' && relation === 'like' && values.some(isOnlyWildcards);
}

function deniesOf({ trust: { statements } }: JudgedRole, provider: string, action?: string): PolicyStatement[] {
  return statements.filter((statement) => denies(statement, provider, action));
}

function providerOf(role: JudgedRole, number: number): string {
  return statementOf(role, number)?.principals.find(({ type }) => type === 'Federated')?.value ?? '';
}

/** Tokens of an organization are not those of strangers: with an audience of its own, too many is a warning. */
function asksForSomething(role: JudgedRole, number: number): boolean {
  return claimTests(statementOf(role, number)?.conditions ?? []).some(({ asks }) => asks !== 'weak');
}

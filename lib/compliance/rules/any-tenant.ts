import { show } from '../../core/text';
import { hasWildcard, isOnlyWildcards } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import { mayBeOfWorkload } from '../escalation';
import type { JudgedRole } from '../judged-role';
import { wordsFor } from '../own-pipelines';
import type { Rule, RuleFinding } from '../rule';
import { strangersOf } from '../strangers';
import { claimTests } from '../token-claims';

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
      ...ofPipelines.map(({ number, issuer, who }): RuleFinding => ({
        detail: issuer,
        level: asksForSomething(role, number) ? 'warning' : 'error',
        message: `statement ${number} of the trust lets every ${wordsFor(issuer).who} whose tokens ${issuer} signs become the role, such as one with the sub ${show(who)}: ask for the ${wordsFor(issuer).toldApartBy} in ${issuer}:sub`,
      })),
      ...withTokens.map(({ provider: { name, issuer, claim, stranger }, who, number }) => ({
        detail: [issuer, ...who === stranger ? [] : askedFor(role, number)].join(' '),
        message: `statement ${number} of the trust lets tokens that anyone gets of ${name} become the role, such as one with the ${claim} ${show(plain(who))}: ask for your own in ${issuer}:${claim}`,
      })),
      ...ofGuests.map(({ provider: { name, issuer, guests }, number }): RuleFinding => ({
        detail: `guests of ${issuer}`,
        level: 'warning',
        message: `statement ${number} of the trust lets whoever has not signed in become the role, if ${name} takes guests there: ask for "authenticated" in ${issuer}:${guests!.claim}, under ForAnyValue:StringLike`,
      })),
      ...ofSaml.map(({ who, number }) => ({
        detail: plain(who),
        message: `statement ${number} of the trust takes every assertion of ${plain(who)}, also those for other applications: ask for SAML:aud "https://signin.aws.amazon.com/saml", and for whom it is`,
      })),
    ];
  },
};

/** The patterns that a statement asks for, where only some strangers fit them: an acknowledgement of these is none of everything. */
function askedFor({ trust: { statements } }: JudgedRole, number: number): string[] {
  return claimTests(statements.find((one) => one.number === number)?.conditions ?? [])
    .filter(({ asks, claim }) => asks === 'like' && claim !== 'amr').flatMap(({ values }) => values).filter((value) => hasWildcard(value) && !isOnlyWildcards(value)).map(plain);
}

/** Tokens of an organization are not those of strangers: with an audience of its own, too many is a warning. */
function asksForSomething({ trust: { statements } }: JudgedRole, number: number): boolean {
  return claimTests(statements.find((one) => one.number === number)?.conditions ?? []).some(({ asks }) => asks !== 'weak');
}

import type { JudgedRole } from './judged-role';
import { isOfPipelines } from './provider-kind';
import { claimTests } from './token-claims';
import { ASSUME_WITH_TOKEN, issuersOf } from './web-identity';
import { coversAction } from '../iam/action';

/** A statement that takes the token of every pipeline of an organization. */
export interface OpenPipelines {
  readonly number: number;
  readonly issuer: string;
  /** Whether it asks for an audience, at least. */
  readonly asksForAudience: boolean;
}

/** Statements for an organization's pipelines that ask for no claim but the audience, which all of their tokens have; none if a Deny asks. */
export function openPipelines(role: JudgedRole): OpenPipelines[] {
  return role.trust.statements
    .filter((statement) => statement.effect === 'Allow' && !statement.hasUndecidedConditions && coversAction(statement, ASSUME_WITH_TOKEN))
    .filter(({ conditions }) => claimTests(conditions).every(({ claim, asks }) => claim === 'aud' || asks === 'weak'))
    .flatMap(({ number, principals, conditions }) => principals.filter(({ type }) => type === 'Federated')
      .flatMap(({ value }) => issuersOf(value, role)).filter(isOfPipelines).filter((issuer) => !isDeniedToOthers(role, issuer))
      .map((issuer) => ({ number, issuer, asksForAudience: claimTests(conditions).some(({ asks }) => asks !== 'weak') })));
}

/** Whether a Deny is about all tokens of an issuer but those that have one of some values in a claim. */
function isDeniedToOthers({ trust: { statements } }: JudgedRole, issuer: string): boolean {
  return statements.some((statement) => statement.effect === 'Deny' && coversAction(statement, ASSUME_WITH_TOKEN)
    && claimTests(statement.conditions).some((test) => test.issuer === issuer && test.claim !== 'aud' && test.operator.negated
      && test.values.every((value) => /[^*?]/.test(value))));
}

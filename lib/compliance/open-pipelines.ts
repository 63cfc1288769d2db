import type { JudgedRole } from './judged-role';
import { isOfPipelines } from './provider-kind';
import { claimTests } from './token-claims';
import { ASSUME_WITH_TOKEN, issuersOf } from './web-identity';
import { coversAction } from '../iam/action';

/** A statement that takes the token of every pipeline of an organization. */
export interface OpenPipelines {
  readonly number: number;
  readonly issuer: string;
}

/** Statements for an organization's pipelines that ask for no claim but the audience, which all of their tokens have. */
export function openPipelines(role: JudgedRole): OpenPipelines[] {
  return role.trust.statements
    .filter((statement) => statement.effect === 'Allow' && !statement.hasUndecidedConditions && coversAction(statement, ASSUME_WITH_TOKEN))
    .filter(({ conditions }) => claimTests(conditions).every(({ claim, asks }) => claim === 'aud' || asks === 'weak'))
    .flatMap(({ number, principals }) => principals.filter(({ type }) => type === 'Federated')
      .flatMap(({ value }) => issuersOf(value, role)).filter(isOfPipelines).map((issuer) => ({ number, issuer })));
}

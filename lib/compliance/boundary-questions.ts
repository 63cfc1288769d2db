import { WAYS } from './ways';
import { sharingWaysOf } from './ways/sharing-ways';
import { PartsOfService, wholeService } from './whole-services';
import { coversAction } from '../iam/action';
import { readLiteralDocument } from '../iam/document';
import { KnownActions } from '../iam/known-actions';

/**
 * What rules ask of a role's permissions, and so of its boundary: the actions of all ways, roles to pass and to assume, and everything
 * of each service.
 */
export function boundaryQuestions(): string[] {
  const services = KnownActions.read().serviceNames;
  const ways = [...WAYS, ...services.flatMap(sharingWaysOf)];
  return [...new Set([...ways.flatMap(({ needs }) => needs.map(({ action }) => action)), 'iam:PassRole', 'sts:AssumeRole', ...services.map((service) => `${service}:*`)])].sort();
}

/** Those of the questions of which a document allows something, whatever the resources and conditions. */
export function allowedOf(document: unknown, questions: readonly string[]): string[] {
  const allowing = readLiteralDocument(document).statements.filter(({ effect }) => effect === 'Allow');
  return questions.filter((action) => {
    const service = wholeService(action);
    return allowing.some((statement) => coversAction(statement, action))
      || (service !== undefined && new PartsOfService(service, allowing).areAllOfIt(() => true));
  });
}

import { UsageError } from '../usage-error';

/**
 * A word that a shell made of an empty variable is a mistake, and no question.
 *
 * @throws UsageError
 */
export function requireWords(action: string, resource: string): void {
  if (action.trim() === '') {
    throw new UsageError('ACTION must be one action, such as "s3:GetObject", got an empty text');
  }
  if (resource.trim() === '') {
    throw new UsageError('RESOURCE must be the ARN of a resource, or "*" for an action that is about none, got an empty text');
  }
}

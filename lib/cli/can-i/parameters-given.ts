import { parameterValues } from '../parameter-option';
import { UsageError } from '../usage-error';

/**
 * The values of `--parameter` of a question.
 *
 * @throws UsageError
 */
export function parametersGiven(texts: readonly string[] | undefined): ReadonlyMap<string, string> {
  try {
    return parameterValues(texts);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

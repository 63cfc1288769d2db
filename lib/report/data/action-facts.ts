import { doingsOf } from '../../access/words/action-words';
import { hasWildcard } from '../../iam/glob';
import { KnownActions } from '../../iam/known-actions';
import type { KnownAction } from '../../iam/known-actions';
import { isKnown } from '../../iam/partial-text';
import type { ReportAccess } from '../report-data';

/** An action that a pattern stands for. */
export interface ActionFact {
  readonly action: KnownAction;
  /** As a sentence says it: `reads`, `decrypts with`. */
  readonly verb: string;
  readonly access: ReportAccess;
}

/** Patterns repeat from role to role: what they stand for is read once. */
export class ActionFacts {
  private readonly byPattern = new Map<string, readonly ActionFact[]>();
  private readonly byAction = new Map<string, ActionFact>();

  /** The known actions of a service that patterns of names stand for. */
  public of(service: string, patterns: readonly string[]): readonly ActionFact[] {
    const key = `${service} ${patterns.join(' ').toLowerCase()}`;
    const known = this.byPattern.get(key) ?? this.read(service, patterns);
    this.byPattern.set(key, known);
    return known;
  }

  private read(service: string, patterns: readonly string[]): ActionFact[] {
    return (KnownActions.read().matchingAny(service, patterns) ?? []).map((action) => this.factOf(service, action));
  }

  private factOf(service: string, action: KnownAction): ActionFact {
    const key = `${service}:${action.name}`;
    const known = this.byAction.get(key);
    if (known !== undefined) {
      return known;
    }
    const [verb] = doingsOf(service, [action.name], undefined);
    const fact: ActionFact = { action, verb, access: accessOf(action, verb) };
    this.byAction.set(key, fact);
    return fact;
  }
}

function accessOf({ level }: KnownAction, verb: string): ReportAccess {
  return level === 'permissions' ? 'permissions' : level === 'read' || level === 'list' ? 'read' : verb === 'deletes' ? 'delete' : 'write';
}

/** Whether an action is of all services, or of one that is not known. */
export function isOfAllServices(action: string): boolean {
  const at = action.indexOf(':');
  return at < 0 || !isKnown(action.slice(0, at)) || hasWildcard(action.slice(0, at));
}

/** The actions of a statement, by the prefix of their service; `*` for those of all services, or of one that is not known. */
export function actionsByService(actions: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const action of actions) {
    const at = action.indexOf(':');
    const [service, name] = isOfAllServices(action) ? ['*', '*'] : [action.slice(0, at).toLowerCase(), action.slice(at + 1)];
    found.set(service, [...found.get(service) ?? [], name]);
  }
  return found;
}

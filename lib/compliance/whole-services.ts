import { coversAction } from '../iam/action';
import { KnownActions } from '../iam/known-actions';
import type { PolicyStatement } from '../iam/policy-statement';

/** Who has nearly all actions of a service has the service: AWS adds some faster than people list them. */
export const NEARLY_ALL = 0.9;

/** The service that `s3:*` stands for; nothing for other actions. */
export function wholeService(action: string): string | undefined {
  return /^([a-z0-9-]+):\*$/i.exec(action)?.[1].toLowerCase();
}

/** Statements of which each may be about a part of a service, and whether they come to all of it together. */
export class PartsOfService {
  private readonly parts: readonly PolicyStatement[];
  private readonly known = new Map<string, boolean>();

  public constructor(private readonly service: string, statements: readonly PolicyStatement[]) {
    this.parts = statements.filter(({ actions, notActions }) =>
      notActions.length > 0 || actions.some((action) => mayBeOf(action, service)));
  }

  /** Whether those of the parts that are chosen are nearly all actions of the service. */
  public areAllOfIt(isChosen: (part: PolicyStatement) => boolean): boolean {
    const chosen = [...this.parts.entries()].filter(([, part]) => isChosen(part));
    const key = chosen.map(([i]) => i).join();
    const answer = this.known.get(key) ?? this.areNearlyAll(chosen.map(([, part]) => part));
    this.known.set(key, answer);
    return answer;
  }

  private areNearlyAll(chosen: readonly PolicyStatement[]): boolean {
    const all = chosen.length === 0 ? [] : KnownActions.read().service(this.service)?.actions ?? [];
    const covered = all.filter(({ name }) => chosen.some((part) => coversAction(part, `${this.service}:${name}`)));
    return all.length > 0 && covered.length >= NEARLY_ALL * all.length;
  }
}

function mayBeOf(action: string, service: string): boolean {
  const [head] = action.toLowerCase().split(/[*?]/);
  return head.startsWith(`${service}:`) || `${service}:`.startsWith(head);
}

import type { DataPath } from '../file/workloads-file-error';
import type { Source } from '../file/source';

interface Claim {
  readonly workload: string;
  readonly environment?: string;
  readonly place: string;
}

/** What may be taken once in an account, whatever the environment: names of roles, service accounts, parameters. */
export class Claims {
  private readonly taken = new Map<string, Claim>();

  /** Takes a thing for a workload; or says who has it. */
  public take(key: string, source: Source, at: DataPath): string | undefined {
    const first = this.taken.get(key);
    if (!first) {
      // The place is asked for only where two meet.
      const claim = { workload: at.slice(0, 2).join('.'), environment: source.environment, get place() { return source.placeOf(at); } };
      this.taken.set(key, claim);
      return undefined;
    }
    const elsewhere = first.environment !== source.environment ? ` in environment ${first.environment}` : '';
    return `by ${first.workload}${elsewhere} (${first.place})`;
  }
}

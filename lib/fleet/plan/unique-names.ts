import type { DataPath } from '../file/data-path';
import type { Source } from '../file/source';

interface Owner {
  readonly workload: string;
  readonly environment?: string;
  readonly line: string;
}

/** Names that must be unique over all environments of a file: of roles, service accounts, parameters and providers. */
export class UniqueNames {
  private readonly owners = new Map<string, Owner>();

  /**
   * Takes a name for a part of the file.
   *
   * @returns who has the name already, for messages: `by workloads.web (line 14, column 3)`
   */
  public take(name: string, source: Source, path: DataPath): string | undefined {
    const first = this.owners.get(name);
    if (!first) {
      // The line is looked up only where two meet.
      this.owners.set(name, { workload: path.slice(0, 2).join('.'), environment: source.environment, get line() { return source.lineOf(path); } });
      return undefined;
    }
    const elsewhere = first.environment !== source.environment ? ` in environment ${first.environment}` : '';
    return `by ${first.workload}${elsewhere} (${first.line})`;
  }
}

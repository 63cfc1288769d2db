import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a tool fails: with an exit code, by its own abort (as Node.js does without memory), killed from outside (as Linux does without memory). */
export const FAILURES = ['exit', 'abort', 'kill'] as const;
export type Failure = typeof FAILURES[number];

// Each call is one line of the journal. A call of `npx -c` is projen asking for the PATH. `mktemp` gives the same file each time,
// so that the calls that get its name can be compared.
const STUB = `#!/bin/sh
name=\${0##*/}
call="$name $*"
if [ "$name $1" = 'npx -c' ]; then printf '%s\\n' "$PATH"; exit; fi
printf '%s\\n' "$call" >>"$STUB_JOURNAL"
if [ "$call" = "$STUB_BROKEN" ] || [ "$name" = "$STUB_BROKEN" ]; then
  case "$STUB_FAILURE" in
    abort) kill -ABRT $$ ;;
    kill) kill -KILL $$ ;;
    *) exit 3 ;;
  esac
fi
if [ "$name" = mktemp ]; then printf '%s\\n' "$STUB_TEMPORARY"; : >"$STUB_TEMPORARY"; exit; fi
case "$STUB_REAL" in *" $name "*) PATH=$STUB_REAL_PATH; exec "$name" "$@" ;; esac
if [ "$call" = "$STUB_SPEAKER" ]; then printf '%s\\n' "$STUB_SPEECH"; exit "$STUB_STATUS"; fi
`;

/** What one call does, instead of succeeding in silence. */
export interface Behaviour {
  /** The call that fails, or the tool whose every call does. */
  readonly broken?: string;
  readonly failure?: Failure;
  /** The call that prints a text and ends with an exit code. */
  readonly speaker?: string;
  readonly speech?: string;
  readonly status?: number;
}

/** A folder of tools that do nothing but write down how they were called. */
export class StubTools {
  public readonly bin: string;
  private readonly stub: string;
  private readonly journal: string;

  /** @param real those that do their work as well, such as `cat` */
  public constructor(private readonly folder: string, names: Iterable<string>, private readonly real: readonly string[] = [], bin = join(folder, 'bin')) {
    this.bin = bin;
    this.stub = join(folder, 'stub');
    this.journal = join(folder, 'journal');
    mkdirSync(bin, { recursive: true });
    writeFileSync(this.stub, STUB);
    chmodSync(this.stub, 0o755);
    for (const name of [...names, ...real]) {
      this.add(name);
    }
  }

  public add(name: string): void {
    symlinkSync(this.stub, join(this.bin, name));
  }

  /** Makes the tool itself available, which is then no call of the journal. */
  public link(name: string): void {
    const path = process.env.PATH!.split(delimiter).map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    symlinkSync(path!, join(this.bin, name));
  }

  public remove(name: string): void {
    rmSync(join(this.bin, name));
  }

  /** The environment in which the tools are called; begins a new journal. */
  public environment(behaviour: Behaviour = {}): Record<string, string> {
    writeFileSync(this.journal, '');
    return {
      STUB_JOURNAL: this.journal,
      STUB_BROKEN: behaviour.broken ?? '',
      STUB_FAILURE: behaviour.failure ?? '',
      STUB_SPEAKER: behaviour.speaker ?? '',
      STUB_SPEECH: behaviour.speech ?? '',
      STUB_STATUS: String(behaviour.status ?? 0),
      STUB_TEMPORARY: join(this.folder, 'temporary'),
      STUB_REAL: ` ${this.real.join(' ')} `,
      STUB_REAL_PATH: process.env.PATH!,
    };
  }

  /** The calls since the environment was made. */
  public calls(): string[] {
    return existsSync(this.journal) ? readFileSync(this.journal, 'utf8').split('\n').filter((line) => line !== '') : [];
  }
}

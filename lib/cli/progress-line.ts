import { openSync, writeSync } from 'fs';
import { isatty } from 'tty';
import { CHECKS } from '../core/checks-name';
import type { FleetProgress, FleetStep } from '../fleet/progress';

const WORDS: Readonly<Record<FleetStep, string>> = {
  reading: 'Reading the workloads',
  roles: 'Making roles',
  checking: 'Checking stacks',
  writing: 'Writing stacks',
  judging: `Running cdk-nag and ${CHECKS}`,
};

/** Not more often than a person can read, in milliseconds. */
const INTERVAL = 100;

/** Nothing is shown of what is done before anybody wonders, in milliseconds. */
const PATIENCE = 1_000;

/** Brings the cursor to the beginning of the line and clears it. */
const CLEAR = '\r\u001b[2K';

/**
 * One line on the terminal that says how far a synth is; it is gone when the synth has ended. There is none where nobody
 * looks on: the output of a pipeline or a file never holds it.
 */
export class ProgressLine {
  /** On the terminal of whoever runs the app, if there is one. */
  public static forApp(): ProgressLine {
    return new ProgressLine(terminal());
  }

  private readonly start: number;
  private shownAt = 0;
  private isShown = false;

  /**
   * @param write to the terminal, at once; nothing if there is none
   * @param now milliseconds
   */
  public constructor(private readonly write: ((text: string) => void) | undefined, private readonly now: () => number = Date.now) {
    this.start = now();
  }

  /** Says how far it is. */
  public readonly tell: FleetProgress = (step, done, total) => {
    const time = this.now();
    if (!this.write || time - this.start < PATIENCE || time - this.shownAt < INTERVAL) {
      return;
    }
    this.shownAt = time;
    this.isShown = true;
    const figures = done === undefined ? '' : ` ${done.toLocaleString('en-US')} of ${total!.toLocaleString('en-US')}`;
    this.write(`${CLEAR}${WORDS[step]}${figures}…`);
  };

  /** Takes the line away. */
  public end(): void {
    if (this.isShown) {
      this.isShown = false;
      this.write!(CLEAR);
    }
  }
}

/**
 * The CDK CLI reads the app's output line by line and passes it on, so under it standard error is never a terminal, though
 * somebody sits before one: the process's own terminal is asked for then. A process of a pipeline has none.
 */
function terminal(): ((text: string) => void) | undefined {
  if (process.env.CI) {
    return undefined;
  }
  if (isatty(2)) {
    return (text) => writeSync(2, text);
  }
  if (process.env.CDK_OUTDIR === undefined) {
    return undefined;
  }
  try {
    const file = openSync('/dev/tty', 'w');
    return isatty(file) ? (text) => writeSync(file, text) : undefined;
  } catch {
    return undefined; // no terminal, or no such file on this system
  }
}

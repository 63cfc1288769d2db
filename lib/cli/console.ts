import type { Interface } from 'readline';
import { isColoured } from './colours';

/** What a command reads from and writes to; tests give their own. */
export interface Console {
  /** Writes to standard output: what was asked for, and nothing else. */
  readonly out: (text: string) => void;
  /** Writes to standard error: errors, and what is said beside the output. */
  readonly err: (text: string) => void;
  /** Asks on the terminal, and answers with the line that was typed; nothing where nobody sits before one. */
  readonly ask?: (question: string) => Promise<string>;
  /** The columns of the terminal; nothing for what is no terminal. */
  readonly width?: number;
  readonly isColoured: boolean;
}

/** The console of this process. */
export function processConsole(): Console {
  process.stdout.on('error', endQuietly);
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    ask: isTerminal ? askOnTerminal() : undefined,
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    isColoured: isColoured(),
  };
}

/** Asks one question after the other. Questions are no output: they are written to standard error. */
function askOnTerminal(): NonNullable<Console['ask']> {
  let answers: Answers | undefined;
  return async (question) => {
    answers ??= new Answers();
    return answers.ask(question);
  };
}

/** The lines that are typed, or pasted several at once. */
class Answers {
  private readonly lines: Interface;
  private readonly typed: string[] = [];
  private waiting?: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void };
  private hasEnded = false;

  public constructor() {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- for one command only
    const { createInterface } = require('readline') as typeof import('readline');
    this.lines = createInterface({ input: process.stdin, output: process.stderr });
    this.lines.on('line', (line) => {
      this.typed.push(line);
      this.answer();
    });
    this.lines.on('close', () => {
      this.hasEnded = true;
      this.answer();
    });
    this.lines.on('SIGINT', () => process.exit(130)); // what shells expect after Control-C
  }

  public ask(question: string): Promise<string> {
    this.lines.resume();
    this.lines.setPrompt(question);
    this.lines.prompt();
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.answer();
    });
  }

  private answer(): void {
    const { waiting } = this;
    if (waiting === undefined || (this.typed.length === 0 && !this.hasEnded)) {
      return;
    }
    this.waiting = undefined;
    const line = this.typed.shift();
    if (line === undefined) {
      waiting.reject(new Error('the input ended before the last question'));
    } else {
      this.lines.pause(); // else the process would wait for more after the last question
      waiting.resolve(line);
    }
  }
}

/** The reader of a pipe went away, such as `head`: that is its right. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}

/** What the command line says. */
export interface Options {
  /** Stages and mutations whose ids match. */
  readonly only?: RegExp;
  /** Leave the emulator running and the files in place. */
  readonly keep: boolean;
  readonly help: boolean;
}

export const USAGE = `Usage: npm run e2e -- [--only PATTERN] [--keep]

  --only PATTERN  run the stages and mutations whose ids match a regular expression
  --keep          leave the emulator running and the working folder in place, and say where

Exit code 0: every check passed; 1: one failed; 77: it cannot run here, and says what is missing.`;

/** @throws on an unknown option */
export function parseOptions(args: readonly string[]): Options {
  let only: RegExp | undefined;
  let keep = false;
  let help = false;
  const rest = args.flatMap((arg) => arg.startsWith('--only=') ? ['--only', arg.slice('--only='.length)] : [arg]);
  while (rest.length > 0) {
    const arg = rest.shift();
    if (arg === '--only' && rest.length > 0 && rest[0] !== '') {
      only = new RegExp(rest.shift()!, 'i');
    } else if (arg === '--keep') {
      keep = true;
    } else if (arg === '--help' || arg === '-h') {
      help = true;
    } else {
      throw new Error(`options must be --only PATTERN, --keep or --help, got "${arg}"`);
    }
  }
  return { only, keep, help };
}

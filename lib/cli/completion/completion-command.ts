/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load it for every command */
import { Argument } from 'commander';
import type { Command } from 'commander';
import { SHELLS } from './shells';
import type { Shell } from './shells';
import { terminalText } from '../../core/escape';
import { ExitCode } from '../exit-code';
import { runCommand } from '../run-command';

const HELP = `
Completes commands, options, ids of bundles and rules, and the workloads of
workloads.yaml. It is for a shell that finds cdk-irsa by its name, as after
"npm install --global cdk-irsa" or with node_modules/.bin in the PATH.

Examples:
  source <(npx cdk-irsa completion bash)      # in ~/.bashrc
  source <(npx cdk-irsa completion zsh)       # in ~/.zshrc, after compinit
  npx cdk-irsa completion fish > ~/.config/fish/completions/cdk-irsa.fish

Exit codes: 0 printed, 2 wrong usage.`;

/** Adds `cdk-irsa completion`, and what the scripts ask. */
export function addCompletionCommand(program: Command): void {
  program.command('completion')
    .description('prints a script that completes words in your shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa completion --help lists the options)')
    .action(async (shell: Shell, _options: object, command: Command) => {
      const { SCRIPTS } = require('./shells') as typeof import('./shells');
      await runCommand(command, ({ out }) => {
        out(SCRIPTS[shell]);
        return ExitCode.SUCCESS;
      });
    });
  program.command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: string[], _options: object, command: Command) => {
      const { candidatesFor } = require('./candidates') as typeof import('./candidates');
      await runCommand(command, ({ out }) => {
        out(candidatesFor(program, words).map(({ value, description = '' }) => `${value}\t${terminalText(description)}\n`).join(''));
        return ExitCode.SUCCESS;
      });
    });
}

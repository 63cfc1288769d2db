import type { Command, Option } from 'commander';
import { SHELLS } from './shells';
import { isObject, own } from '../../core/plain-object';
import { explain } from '../../core/text-format';

/** What can be written at a place, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** Longer lists of workloads are typed, not chosen from. */
const MOST = 1_000;

/**
 * What can stand for the last of some words, which is perhaps only begun. Nothing where the shell completes files.
 *
 * @param words those behind `cdk-irsa`, with the one that is being written
 */
export function candidatesFor(program: Command, words: readonly string[]): Candidate[] {
  const [name = ''] = words;
  const current = words.at(-1) ?? '';
  if (words.length < 2) {
    return begun(current, name.startsWith('-') ? optionsOf(program) : commandsOf(program));
  }
  const command = program.commands.find((one) => one.name() === name);
  return command === undefined ? [] : begun(current, forCommand(command, words.slice(1)));
}

function forCommand(command: Command, words: readonly string[]): Candidate[] {
  const [previous = '', current] = words.slice(-2).length === 2 ? words.slice(-2) : ['', words.at(-1)!];
  const option = optionNamed(command, previous);
  if (option !== undefined && (option.required || option.optional)) {
    return valuesOf(option);
  }
  return current.startsWith('-') ? optionsOf(command) : argumentsOf(command, words);
}

function argumentsOf(command: Command, words: readonly string[]): Candidate[] {
  const written = words.slice(0, -1).filter((word, index) => !word.startsWith('-') && !takesValue(optionNamed(command, words[index - 1] ?? '')));
  if (written.length > 0) {
    return []; // the commands that take words take one
  }
  switch (command.name()) {
    case 'bundles': return bundleIds();
    case 'completion': return SHELLS.map((value) => ({ value }));
    case 'explain': return [...workloadsOf(words), ...ruleIds()];
    default: return [];
  }
}

function takesValue(option: Option | undefined): boolean {
  return option !== undefined && (option.required || option.optional);
}

function valuesOf({ long, argChoices = [] }: Option): Candidate[] {
  return long === '--rule' ? ruleIds().flatMap(({ value }) => ['off', 'warning', 'error'].map((level) => ({ value: `${value}=${level}` })))
    : argChoices.map((value) => ({ value }));
}

function optionNamed(command: Command, word: string): Option | undefined {
  return command.options.find(({ long, short }) => word !== '' && (long === word || short === word));
}

function optionsOf(command: Command): Candidate[] {
  const help = { value: '--help', description: 'display help for command' };
  return [...command.options.flatMap(({ long, description }) => long ? [{ value: long, description }] : []), help];
}

function commandsOf(program: Command): Candidate[] {
  return program.createHelp().visibleCommands(program).map((command) => ({ value: command.name(), description: command.description() }));
}

function bundleIds(): Candidate[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- for one command only
  const { DEFINITIONS } = require('../../bundles/definitions') as typeof import('../../bundles/definitions');
  return DEFINITIONS.map(({ id, summary }) => ({ value: id, description: summary }));
}

function ruleIds(): Candidate[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- for few commands only
  const { RULES } = require('../../compliance/rules') as typeof import('../../compliance/rules');
  return RULES.map(({ id, title }) => ({ value: id, description: title }));
}

/** The keys of a file that can be workloads, whatever else is wrong with it. */
function workloadsOf(words: readonly string[]): Candidate[] {
  const at = words.indexOf('--file');
  const file = at < 0 || at === words.length - 1 ? 'workloads.yaml' : words[at + 1];
  try {
    /* eslint-disable @typescript-eslint/no-require-imports -- for one command only */
    const { looseData, looseIncludes } = require('../../fleet/file/include/followed-files') as typeof import('../../fleet/file/include/followed-files');
    const { KEY } = require('../../fleet/file/formats') as typeof import('../../fleet/file/formats');
    /* eslint-enable @typescript-eslint/no-require-imports */
    const keys = [file, ...looseIncludes(file)].flatMap((one) => {
      const workloads = own(looseData(one), 'workloads') as unknown;
      return Object.keys(isObject(workloads) ? workloads : {});
    });
    return keys.filter((key) => explain(KEY, key) === undefined).slice(0, MOST)
      .map((value) => ({ value, description: 'workload' }));
  } catch {
    return []; // no file, or none that can be read: there is nothing to complete
  }
}

function begun(beginning: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ value }) => value.startsWith(beginning));
}

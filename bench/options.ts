import { Command, InvalidArgumentError, Option } from 'commander';
import { CASE_IDS } from './cases';
import type { CaseId } from './cases';
import { FULL, SHORT } from './plan';
import type { Plan } from './plan';

export interface Options {
  readonly short: boolean;
  readonly sizes?: number[];
  readonly rounds?: number;
  readonly cases?: CaseId[];
  readonly json?: string;
  readonly write: boolean;
}

export function readOptions(argv: readonly string[]): Options {
  return new Command('bench')
    .description('Measures the library beside what it is built on, and prints how far it is from its aims')
    .option('--short', 'small sizes and few rounds, for CI; fails if a ratio is absurd', false)
    .option('--sizes <numbers>', 'workloads, such as 100,400', numbers)
    .option('--rounds <number>', 'how often all cases have their turn', (text) => numbers(text)[0])
    .addOption(new Option('--cases <ids>', `of ${CASE_IDS.join(', ')}`).argParser(caseIds))
    .option('--json <file>', 'writes all measurements')
    .option('--write', 'puts the tables into docs/PERFORMANCE.md', false)
    .parse(argv)
    .opts<Options>();
}

export function planOf({ short, sizes, rounds, cases }: Pick<Options, 'short' | 'sizes' | 'rounds' | 'cases'>): Plan {
  const plan = short ? SHORT : FULL;
  return {
    ...plan,
    sizes: [...sizes ?? plan.sizes].sort((a, b) => a - b),
    rounds: rounds ?? plan.rounds,
    roundsOfLarge: Math.min(plan.roundsOfLarge, rounds ?? plan.roundsOfLarge),
    cases: cases ?? plan.cases,
  };
}

function numbers(text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < 1)) {
    throw new InvalidArgumentError('must be whole numbers from 1 on, such as 100,400');
  }
  return values;
}

function caseIds(text: string): CaseId[] {
  const ids = text.split(',');
  const unknown = ids.find((id) => !(CASE_IDS as string[]).includes(id));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`must be of ${CASE_IDS.join(', ')}, got "${unknown}"`);
  }
  return CASE_IDS.filter((id) => ids.includes(id));
}

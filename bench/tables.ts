import { absurdOnes, aimsOf, isReached } from './aims';
import type { Aim } from './aims';
import { CASE_IDS, TITLES } from './cases';
import { roundsOf, sizesOf } from './measured';
import type { Measured } from './measured';
import { spreadOf } from './statistics';
import type { Spread } from './statistics';

/** A table as text, for the terminal and for Markdown. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** All that a run measured, as tables. */
export function tablesOf(measured: Measured): Table[] {
  return [times(measured), takes(measured), probes(measured), aims(aimsOf(measured))];
}

/** Where and when it was measured. */
export function machineText({ machine: { date, node, cdk, cores, processor, load, stolen, inMemory } }: Measured): string {
  const taken = stolen === undefined ? '' : `, ${Math.round(stolen * 100)} % of the processors' time taken by other machines`;
  return `${date}, Node.js ${node.replace('v', '')}, aws-cdk-lib ${cdk}, ${cores} cores (${processor}), load ${load.toFixed(1)} at the start${taken}, files ${inMemory ? 'in memory' : 'on the disk'}`;
}

function times(measured: Measured): Table {
  const rows = CASE_IDS.flatMap((caseId) => sizesOf(measured).flatMap((count) => {
    const rounds = roundsOf(measured, caseId, count);
    if (rounds.length === 0) {
      return [];
    }
    const each = (of: (round: typeof rounds[number]) => number) => spreadOf(rounds.map((round) => of(round) / count));
    return [[
      TITLES[caseId],
      count.toLocaleString('en-US'),
      spreadText(each(({ construct }) => construct)),
      spreadText(each(({ synth }) => synth)),
      spreadText(each(({ construct, synth }) => construct + synth)),
      Math.round(spreadOf(rounds.map(({ peakMemory }) => peakMemory)).median).toLocaleString('en-US'),
      String(rounds.length),
    ]];
  }));
  return {
    title: 'Time of each workload, in ms: median (min to max)',
    head: ['case', 'workloads', 'construction', 'synthesis', 'both', 'peak memory, MB', 'rounds'],
    rows,
  };
}

function takes({ capacities }: Measured): Table {
  const rows = CASE_IDS.flatMap((caseId) => {
    const capacity = capacities[caseId];
    return capacity === undefined ? [] : [[
      TITLES[caseId],
      number(capacity.resourcesPerWorkload),
      Math.round(capacity.bytesPerWorkload).toLocaleString('en-US'),
      `${capacity.fits}, by ${capacity.fullOf}`,
      capacity.proven === undefined ? 'by calculation' : capacity.proven ? 'synthesised, and refused with one more' : 'WRONG',
    ]];
  });
  return { title: 'What a workload takes of a template', head: ['case', 'resources', 'bytes', 'fit in a stack', 'proof'], rows };
}

function probes(measured: Measured): Table {
  return {
    title: 'Beside the cases, in ms: median (min to max)',
    head: ['what', 'time', 'rounds'],
    rows: measured.probes.map(({ title, times: values }) => [title, spreadText(spreadOf(values)), String(values.length)]),
  };
}

function aims(all: readonly Aim[]): Table {
  const absurd = absurdOnes(all);
  return {
    title: 'Aims, in the same run: median (min to max)',
    head: ['what', 'aim', 'measured', ''],
    rows: all.map((aim) => {
      const unit = aim.unit === 'ms' ? ' ms' : '×';
      return [
        aim.title,
        `≤ ${number(aim.limit)}${unit}`,
        aim.value === undefined ? 'not measured' : `${spreadText(aim.value)}${unit}`,
        aim.value === undefined ? '' : isReached(aim) ? 'ok' : absurd.includes(aim) ? 'MISS, absurd' : 'miss',
      ];
    }),
  };
}

/** `1.23 (1.20 to 1.41)` */
export function spreadText({ min, median, max }: Spread): string {
  return min === max ? number(median) : `${number(median)} (${number(min)} to ${number(max)})`;
}

/** Three digits that count. */
function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString('en-US', { maximumFractionDigits: digits });
}

import { existsSync, readFileSync } from 'fs';

/** Linux says here what its processors did, in ticks since the start. */
const COUNTERS = '/proc/stat';

/** Ticks of all processors, and how many of them others had. */
export interface Ticks {
  readonly all: number;
  readonly stolen: number;
}

export function ticks(file = COUNTERS): Ticks | undefined {
  const line = existsSync(file) ? /^cpu +(.*)$/m.exec(readFileSync(file, 'utf-8')) : null;
  // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user already.
  const [user, nice, system, idle, iowait, irq, softirq, stolen] = line?.[1].split(' ').map(Number) ?? [];
  return stolen === undefined ? undefined : { all: user + nice + system + idle + iowait + irq + softirq + stolen, stolen };
}

/**
 * The share of the processors' time that other virtual machines took of this one since then. Of a time that was measured
 * meanwhile, nobody can say how much of it was waiting.
 */
export function stolenSince(before: Ticks | undefined, now = ticks()): number | undefined {
  return before && now && now.all > before.all ? (now.stolen - before.stolen) / (now.all - before.all) : undefined;
}

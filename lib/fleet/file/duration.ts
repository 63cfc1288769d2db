/** `90m` and `4h` as seconds. */
export function durationSeconds(text: string): number {
  const [, digits, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  return Number(digits) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h'];
}

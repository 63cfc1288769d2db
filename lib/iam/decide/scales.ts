import type { Scale } from './intervals';

/** Numbers. */
export const NUMBERS: Scale = {
  rangeOf: (text) => /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? same(Number(text)) : undefined,
  textOf: String,
  between: (from, to) => within(Number(from), Number(to)),
  ends: [-Infinity, Infinity],
};

/** Points in time, in milliseconds. */
export const DATES: Scale = {
  rangeOf: (text) => {
    const time = /^\d+$/.test(text) ? Number(text) * 1_000 : /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? undefined : same(time);
  },
  textOf: (point) => {
    const date = new Date(Number(point));
    return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('.000Z', 'Z');
  },
  between: (from, to) => {
    const nextSecond = (Math.floor(Number(from) / 1_000) + 1) * 1_000;
    return nextSecond < Number(to) ? nextSecond : within(Number(from), Number(to));
  },
  // The years that four digits can name.
  ends: [-62_167_219_200_000, 253_402_300_800_000],
  origin: 0,
};

const IPV6_START = 2n ** 32n;

/** Addresses: those of IPv4, and behind them those of IPv6. */
export const ADDRESSES: Scale = {
  rangeOf: (text) => {
    const [address, prefix, ...more] = text.split('/');
    const isLong = address.includes(':');
    const value = isLong ? ipv6(address) : ipv4(address);
    const bits = isLong ? 128 : 32;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
    if (value === undefined || more.length > 0 || !(length <= bits)) {
      return undefined;
    }
    const size = 2n ** BigInt(bits - length);
    const first = value / size * size + (isLong ? IPV6_START : 0n);
    return [first, first + size - 1n];
  },
  textOf: (point) => BigInt(point) < IPV6_START ? ipv4Text(BigInt(point)) : ipv6Text(BigInt(point) - IPV6_START),
  between: (from) => BigInt(from) + 1n,
  ends: [0n, IPV6_START + 2n ** 128n - 1n],
};

function same(point: number): [number, number] {
  return [point, point];
}

/** A number between two others, which are none themselves: a whole one if there is one. */
function within(from: number, to: number): number {
  if (from === -Infinity) {
    return to === Infinity ? 0 : Math.ceil(to) - 1;
  }
  const next = Math.floor(from) + 1;
  return next < to ? next : from + (to - from) / 2;
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)
    ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) : undefined;
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => value / 2n ** shift % 256n).join('.');
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  const groups = halves.map((half) => half === '' ? [] : half.split(':'));
  const given = groups.flat();
  if (halves.length > 2 || given.some((group) => !/^[0-9a-f]{1,4}$/i.test(group)) || (halves.length === 1 ? given.length !== 8 : given.length > 7)) {
    return undefined;
  }
  const all = halves.length === 1 ? given : [...groups[0], ...Array<string>(8 - given.length).fill('0'), ...groups[1]];
  return all.reduce((sum, group) => sum * 65_536n + BigInt(parseInt(group, 16)), 0n);
}

function ipv6Text(value: bigint): string {
  return Array.from({ length: 8 }, (_, i) => (value / 2n ** BigInt(112 - 16 * i) % 65_536n).toString(16)).join(':');
}

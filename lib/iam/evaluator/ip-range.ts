/** A range of addresses: those that share the first bits with an address. */
export interface IpRange {
  readonly version: 4 | 6;
  readonly address: bigint;
  /** How many bits are shared. */
  readonly prefix: number;
  /** Whether the length was written; AWS documents /32 where it is not, for IPv6, too. */
  readonly hasPrefix: boolean;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Nothing if the text is neither an address nor a range. */
export function parsedIpRange(text: string): IpRange | undefined {
  const match = /^([0-9a-fA-F.:]{2,45})(?:\/(\d{1,3}))?$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, written, length] = match;
  const version = written.includes(':') ? 6 : 4;
  const address = version === 4 ? parsedIpv4(written) : parsedIpv6(written);
  const prefix = length === undefined ? BITS[version] : Number(length);
  return address === undefined || prefix > BITS[version] ? undefined : { version, address, prefix, hasPrefix: length !== undefined };
}

/** Whether an address is in a range; nothing where AWS does not say so. */
export function ipRangeTakes(range: IpRange, { version, address }: IpRange): boolean | undefined {
  if (range.version !== version) {
    // An IPv4 address may come written as an IPv6 one.
    return isMapped(range.version === 6 ? range.address : address) ? undefined : false;
  }
  const isWithin = (prefix: number) => firstBits(range.address, BITS[version] - prefix) === firstBits(address, BITS[version] - prefix);
  return version === 6 && !range.hasPrefix && isWithin(32) !== isWithin(128) ? undefined : isWithin(range.prefix);
}

function parsedIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
    ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) : undefined;
}

function parsedIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  const groups = halves.map((half) => half === '' ? [] : half.split(':').flatMap(groupsOf));
  const [count, missing] = [groups.flat().length, 8 - groups.flat().length];
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : count !== 8)) {
    return undefined;
  }
  const all = halves.length === 2 ? [...groups[0], ...Array.from({ length: missing }, () => '0'), ...groups[1]] : groups[0];
  return all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) : undefined;
}

/** The last 32 bits may be written as IPv4. */
function groupsOf(part: string): string[] {
  const v4 = part.includes('.') ? parsedIpv4(part) : undefined;
  return v4 === undefined ? [part] : [(v4 / 65536n).toString(16), (v4 % 65536n).toString(16)];
}

function isMapped(address: bigint): boolean {
  return firstBits(address, 32) === 0xffffn;
}

function firstBits(address: bigint, others: number): bigint {
  return address / 2n ** BigInt(others);
}

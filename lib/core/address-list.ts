import { BlockList, isIP, isIPv6 } from 'node:net';

/** An address without what only its socket adds: `::ffff:10.0.0.1` is `10.0.0.1`, a zone (`%eth0`) goes. */
export function plainAddress(address: string): string {
  const plain = address.trim().replace(/%.*$/, '');
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1] ?? plain;
}

/** Reads `10.0.0.1` or `10.0.0.0/8`. Undefined for anything else. */
export function addressRange(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address, prefix] = text.split('/');
  if (!isIP(address) || text.split('/').length > 2) return undefined;
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const longest = family === 'ipv6' ? 128 : 32;
  const bits = prefix === undefined ? longest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : longest + 1;
  return bits > longest ? undefined : { address, bits, family };
}

/** Whether an address is one of those listed. Throws RangeError for an entry that is neither an address nor a range. */
export function addressList(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const range = addressRange(entry);
    if (!range) throw new RangeError(`neither an address nor a range: ${entry}`);
    list.addSubnet(range.address, range.bits, range.family);
  }
  return (address) => {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}

/** What counts as one caller: an IPv4 address, or the /64 that one household or host is given of IPv6. */
export function callerNetwork(address: string): string {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  const [head, tail] = plain.toLowerCase().split('::');
  const front = head ? head.split(':') : [];
  const back = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array<string>(Math.max(0, zeros)).fill('0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

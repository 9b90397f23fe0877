import { readFileSync } from 'node:fs';

/**
 * How often the kernel found no way out for somebody of this network namespace since it was made: connections
 * and datagrams, IPv4 and IPv6, of every program in it. Only a namespace of one's own starts at zero.
 */
export function unreachableCount(): number {
  return field4(readFileSync('/proc/self/net/snmp', 'utf8')) + field6(readFileSync('/proc/self/net/snmp6', 'utf8'));
}

function field4(source: string): number {
  const [names, values] = source
    .split('\n')
    .filter((line) => line.startsWith('Ip:'))
    .map((line) => line.split(/\s+/));
  return Number(values[names.indexOf('OutNoRoutes')]);
}

function field6(source: string): number {
  return Number(/^Ip6OutNoRoutes\s+(\d+)/m.exec(source)?.[1] ?? 0);
}

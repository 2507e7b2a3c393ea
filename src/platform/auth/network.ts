import { isIPv4, isIPv6 } from 'node:net';

/** The groups of an IPv6 address, each as the browser's own writing has it. */
function groupsOf(address: string): string[] {
  // The parser of addresses brings every way of writing one to the shortest.
  const [head = '', tail] = new URL(`http://[${address.split('%', 1)[0] ?? ''}]`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return tail === undefined
    ? before
    : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

/**
 * The network that one subscriber has: an IPv4 address as it is, of IPv6 the first 64 bits, within which anybody may take
 * as many addresses as she likes. What is no address stands for itself.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return address;
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** An address as lists show it: enough to know one's own network again, too little to find the machine. */
export function shortenedAddress(address: string): string {
  const network = networkOf(address);
  if (isIPv4(network)) return `${network.split('.').slice(0, 3).join('.')}.…`;
  return isIPv6(address) ? `${groupsOf(address).slice(0, 3).join(':')}:…` : '';
}

import { BlockList, isIP } from 'node:net';
import { isLoopback } from '#platform/configuration/loopback.ts';

/** Networks of IPv4 that are nobody's on the internet (IANA's registry of special addresses, and multicast). */
const special4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Of IPv6 only this part is given to hosts on the internet, and in it these are not, or lead on to an address of IPv4. */
const hosts6 = ['2000::', 3] as const;
const special6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [network, bits] of special4) special.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of special6) special.addSubnet(network, bits, 'ipv6');
const global6 = new BlockList();
global6.addSubnet(...hosts6, 'ipv6');

/** Whether an address is a host's on the internet: not of this machine, not of a network within a house, nothing reserved. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && !address.includes('%') && global6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/**
 * Says to which addresses our calls may go: to the internet, and to the networks that are configured.
 * @param networks addresses and networks (CIDR)
 * @param isProduction without it this machine is allowed, too
 */
export function allowedAddresses(networks: readonly string[], isProduction: boolean): (address: string) => boolean {
  const configured = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) configured.addAddress(address, family);
    else configured.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    if (family === 0 || address.includes('%')) return false;
    if (configured.check(address, family === 4 ? 'ipv4' : 'ipv6')) return true;
    return isPublic(address) || (!isProduction && isLoopback(address));
  };
}

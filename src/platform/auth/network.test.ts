import { expect, it } from 'vitest';
import { networkOf, shortenedAddress } from './network.ts';

it.each([
  ['203.0.113.7', '203.0.113.7', '203.0.113.…'],
  ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113.…'],
  // RFC 3849 sets 2001:db8::/32 aside for examples.
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1:…'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64', '2001:db8:1:…'],
  ['2001:db8::9', '2001:db8:0:0::/64', '2001:db8:0:…'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0:…'],
  ['::1', '0:0:0:0::/64', '0:0:0:…'],
  ['nonsense', 'nonsense', ''],
  ['', '', ''],
])('%s is of the network %s, shown as %s', (address, network, shown) => {
  expect([networkOf(address), shortenedAddress(address)]).toEqual([network, shown]);
});

it('two addresses of one /64 are one network, of two are two', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
});

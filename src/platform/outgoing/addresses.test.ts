import { describe, expect, it } from 'vitest';
import { allowedAddresses, isPublic } from './addresses.ts';

/* Addresses from IANA's registries of special addresses, and from what is tried against such guards. */
const inside = [
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.8.8.8',
  '169.254.1.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '192.168.255.255',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:93.184.216.34',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '',
  'localhost',
  '0x7f.1',
  '2130706433',
];
const outside = [
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '93.184.216.34',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '2606:2800:220:1:248:1893:25c8:1946',
  '2a00:1450:4001:81b::200e',
];

describe('on the internet', () => {
  it.each(inside)('%j is not', (address) => expect(isPublic(address)).toBe(false));
  it.each(outside)('%s is', (address) => expect(isPublic(address)).toBe(true));
});

describe('calls may go', () => {
  it('in production nowhere inside', () => {
    const isAllowed = allowedAddresses([], true);
    expect(inside.filter(isAllowed)).toEqual([]);
    expect(outside.filter((address) => !isAllowed(address))).toEqual([]);
  });

  it('elsewhere to this machine as well', () => {
    expect(inside.filter(allowedAddresses([], false))).toEqual(['127.0.0.1', '127.8.8.8', '::1']);
  });

  it('to networks and addresses that are configured', () => {
    const isAllowed = allowedAddresses(['10.0.0.0/30', '192.168.0.1', 'fd00:ec2::/32'], true);
    expect(inside.filter(isAllowed)).toEqual(['10.0.0.1', '192.168.0.1', '::ffff:10.0.0.1', 'fd00:ec2::254']);
    expect(isAllowed('10.0.0.4')).toBe(false);
  });
});

import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The code that an authenticator app shows for a secret at an instant: written here once more, after RFC 6238, so that the
 * product is not measured by itself.
 */
export function appCode(secret: string, instant: number): string {
  let bits = 0n;
  for (const letter of secret) bits = bits * 32n + BigInt(alphabet.indexOf(letter));
  const key = Buffer.from(bits.toString(16).padStart(40, '0'), 'hex');
  const counter = Buffer.from(
    Math.floor(instant / 30_000)
      .toString(16)
      .padStart(16, '0'),
    'hex',
  );
  const digest = createHmac('sha1', key).update(counter).digest();
  const start = (digest[19] ?? 0) % 16;
  const value = BigInt(`0x${digest.subarray(start, start + 4).toString('hex')}`) % 2n ** 31n;
  return String(value % 1_000_000n).padStart(6, '0');
}

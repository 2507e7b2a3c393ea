import { createHmac, timingSafeEqual } from 'node:crypto';

const stepMilliseconds = 30_000;
const digits = 6;
/** A clock may be one step off, and typing takes its time: RFC 6238, section 5.2, recommends no more than this. */
const tolerance = 1;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes as base32 without padding (RFC 4648, section 6), the way authenticator apps take a secret. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)] ?? '').join('');
}

/** The step of thirty seconds in which this instant lies. */
export const stepAt = (instant: number): number => Math.floor(instant / stepMilliseconds);

/** The code of one step (RFC 4226, section 5.3, and RFC 6238 with SHA-1, which every authenticator app knows). */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  const number = (hash.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** The step whose code this is, around an instant; null when it is the code of none of them. */
export function stepOfCode(secret: Uint8Array, code: string, instant: number): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const now = stepAt(instant);
  let found: number | null = null;
  // All are compared, so that the time tells nothing.
  for (let step = Math.max(0, now - tolerance); step <= now + tolerance; step += 1) {
    const expected = codeOfStep(secret, step);
    if (timingSafeEqual(Buffer.from(code), Buffer.from(expected))) found = step;
  }
  return found;
}

/** The address that an authenticator app reads from a picture. */
export function addressOfSecret(secret: string, company: string, email: string): string {
  const label = `${encodeURIComponent(`Kulcs ${company}`)}:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(`Kulcs ${company}`)}&algorithm=SHA1&digits=${String(digits)}&period=30`;
}

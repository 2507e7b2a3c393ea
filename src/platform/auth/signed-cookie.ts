import { createHmac, timingSafeEqual } from 'node:crypto';

/** The value of a cookie in a `Cookie` header (RFC 6265), decoded; of several of one name the first. Null: there is none. */
function cookieIn(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key = '', ...rest] = pair.split('=');
    if (key.trim() !== name) continue;
    const value = rest
      .join('=')
      .trim()
      .replace(/^"(.*)"$/, '$1');
    try {
      return decodeURIComponent(value);
    } catch {
      return value;
    }
  }
  return null;
}

/**
 * The token that a signed cookie holds, as the sign-in library writes it: the token, a point, and the HMAC of the token by the
 * secret (SHA-256, base64). Null: there is no such cookie, or its signature is another one.
 */
export function tokenIn(header: string, name: string, secret: string): string | null {
  const value = cookieIn(header, name) ?? '';
  const end = value.lastIndexOf('.');
  if (end < 1) return null;
  const token = value.slice(0, end);
  const given = Buffer.from(value.slice(end + 1));
  const right = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

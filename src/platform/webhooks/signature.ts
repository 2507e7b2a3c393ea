import { createHmac, hkdfSync } from 'node:crypto';

/**
 * The secret of a webhook: derived from the server's own and a salt, so that no dump of the database holds it.
 * @returns 32 bytes
 */
export const secretOf = (serverSecret: string, salt: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', serverSecret, salt, 'kulcs webhook', 32));

/** A secret as the receiver is given it (Standard Webhooks): base64 behind `whsec_`. */
export const toText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;

/**
 * The headers of a message by the convention of Standard Webhooks 1.0: what is signed is `id.timestamp.body`.
 * @param at instant of this try
 * @param secrets the one of now first; one before it signs as well, so that receivers can change over
 */
export function signedHeaders(
  id: string,
  at: number,
  body: string,
  secrets: readonly Buffer[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const sign = (secret: Buffer): string =>
    `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map(sign).join(' '),
  };
}

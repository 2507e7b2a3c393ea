import type { Reply } from '../actor.ts';

/**
 * Everything that a reply lets out, as one text: body and headers, and what is packed into them (places of pages are
 * base64url, addresses are percent-encoded).
 */
export function textOf(reply: Pick<Reply, 'text' | 'headers' | 'cookies'>): string {
  const plain = [reply.text, ...Object.entries(reply.headers).flat(), ...reply.cookies].join('\n');
  const packed = [...plain.matchAll(/[A-Za-z0-9_-]{8,}/g)].map(([word]) =>
    Buffer.from(word, 'base64url').toString('utf8'),
  );
  const decoded = [...plain.matchAll(/\S*%[0-9A-Fa-f]{2}\S*/g)].flatMap(([word]) => {
    try {
      return [decodeURIComponent(word)];
    } catch {
      return [];
    }
  });
  return [plain, ...packed, ...decoded].join('\n');
}

/** Whether the marker stands in the text; a figure only as a whole number, not as a part of a longer one. */
export function hasMarker(text: string, marker: string): boolean {
  if (/^\d+$/.test(marker)) return new RegExp(`(?<![\\d.])${marker}(?!\\d)`).test(text);
  return text.toLowerCase().includes(marker.toLowerCase());
}

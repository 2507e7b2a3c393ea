import type { FastifyReply } from 'fastify';

/** Types that a browser may be told; whatever else is, it is only bytes. None of them runs in a page. */
const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

/** A name as it came from a person's machine, without folders, control characters and marks that turn the writing around. */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim();
  const isHidden = /^\.*$/.test(clean);
  return isHidden ? 'file' : [...clean].slice(0, 200).join('');
}

/** The header by which a file is kept and not shown (RFC 6266): a plain name for old programs, and the real one (RFC 8187). */
export function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\%]/g, '_');
  const real = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${real}`;
}

/** Sends what somebody has put in: as a file, with its own type, and in a sandbox should a browser show it all the same (WEB-3). */
export function sendAttachment(reply: FastifyReply, name: string, content: Buffer): FastifyReply {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return reply
    .header('content-disposition', dispositionOf(name))
    .header('content-security-policy', `${String(reply.getHeader('content-security-policy'))};sandbox`)
    .type(types[ending] ?? 'application/octet-stream')
    .send(content);
}

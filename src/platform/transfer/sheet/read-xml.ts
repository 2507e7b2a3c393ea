import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { FileFault } from '../file-fault.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What is done with the elements of a part; names come without their namespace's prefix. */
interface XmlHandlers {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
  /** Asked after each chunk: true ends the reading. */
  readonly isDone?: () => boolean;
  /** Waited for after each chunk. */
  readonly afterChunk?: (bytes: number) => Promise<void> | void;
}

const maxDepth = 100;

const localName = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name);

/**
 * Reads a part of a workbook element by element. A document type is refused before anything it could define is used; no entity
 * but those of XML itself is known.
 *
 * @throws FileFault xml-doctype, file-broken
 */
export async function readXml(chunks: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let depth = 0;
  parser.on('error', () => {
    throw new FileFault('file-broken');
  });
  parser.on('doctype', () => {
    throw new FileFault('xml-doctype');
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    depth += 1;
    if (depth > maxDepth) throw new FileFault('file-broken');
    handlers.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    depth -= 1;
    handlers.close?.(localName(name));
  });
  if (handlers.text) parser.on('text', handlers.text);
  if (handlers.text) parser.on('cdata', handlers.text);
  for await (const chunk of chunks) {
    parser.write(decode(decoder, chunk));
    if (handlers.isDone?.()) return;
    const waiting = handlers.afterChunk?.(chunk.length);
    if (waiting) await waiting;
  }
  parser.write(decode(decoder));
  parser.close();
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new FileFault('file-broken');
  }
}

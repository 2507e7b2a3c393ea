import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { ReadLimits } from '../types.ts';
import { cellText, isDayFormat } from './cell-value.ts';
import { readXml, type Attributes } from './read-xml.ts';
import { openZip, type ZipEntries } from './zip-entries.ts';

/** What is needed to read the cells of a workbook's sheets. Macros, links to other files and drawings are never opened. */
export interface Workbook {
  readonly zip: ZipEntries;
  /** Visible sheets that have cells, in their order. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly dateSystem: 1900 | 1904;
  /** Whether a cell of the style of this number shows a day. */
  readonly dayStyles: readonly boolean[];
  readonly sharedTexts: readonly string[];
  /** Parts of sheets in whose rows a formula was met. */
  readonly formulas: Set<string>;
}

/** Sheets that are looked into for cells; a workbook with more is asked for the sheet in any case. */
const lookedSheets = 50;

/**
 * Opens a file as a workbook (Office Open XML).
 *
 * @returns null when it is no zip file; 'other' when it is one that holds something else
 * @throws FileFault file-too-large, file-unpacks-too-large, file-encrypted, file-broken, xml-doctype
 */
export async function openWorkbook(path: string, limits: Required<ReadLimits>): Promise<Workbook | 'other' | null> {
  const zip = await openZip(path, (await stat(path)).size, limits);
  if (!zip) return null;
  try {
    const main = await mainPart(zip);
    if (main === null) {
      zip.close();
      return 'other';
    }
    const book = await readBook(zip, main);
    const relations = await relationsOf(zip, main);
    const byId = new Map(relations.map(({ id, part }) => [id, part]));
    const ofKind = (kind: string): string | undefined => relations.find(({ type }) => type.endsWith(`/${kind}`))?.part;
    const sheets: { name: string; part: string }[] = [];
    for (const [index, { name, id }] of book.sheets.entries()) {
      const part = byId.get(id);
      if (part === undefined || !zip.has(part)) continue;
      if (index >= lookedSheets || (await hasCells(zip, part))) sheets.push({ name, part });
    }
    return {
      zip,
      sheets,
      dateSystem: book.dateSystem,
      dayStyles: await dayStylesOf(zip, ofKind('styles')),
      sharedTexts: await sharedTextsOf(zip, ofKind('sharedStrings')),
      formulas: new Set(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

async function relationsOf(zip: ZipEntries, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!zip.has(file)) return relations;
  await readXml(zip.read(file), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.push({ id: Id, type: Type, part: target });
    },
  });
  return relations;
}

/** The part that lists the sheets; null when the file is no workbook that can be read. */
async function mainPart(zip: ZipEntries): Promise<string | null> {
  const found = (await relationsOf(zip, '')).find(({ type }) => type.endsWith('/officeDocument'))?.part;
  const part = found ?? 'xl/workbook.xml';
  return zip.has(part) && posix.extname(part) === '.xml' && part.startsWith('xl/') ? part : null;
}

async function readBook(
  zip: ZipEntries,
  part: string,
): Promise<{ dateSystem: 1900 | 1904; sheets: { name: string; id: string }[] }> {
  const sheets: { name: string; id: string }[] = [];
  let dateSystem: 1900 | 1904 = 1900;
  await readXml(zip.read(part), {
    open: (name, attributes) => {
      if (name === 'workbookPr' && isTrue(attributes['date1904'])) dateSystem = 1904;
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      sheets.push({ name: attributes['name'] ?? '', id: relationIdOf(attributes) });
    },
  });
  return { dateSystem, sheets };
}

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';

/** The prefix of the attribute is the writer's own; nearly all call it r. */
const relationIdOf = (attributes: Attributes): string =>
  attributes['r:id'] ?? Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

async function hasCells(zip: ZipEntries, part: string): Promise<boolean> {
  let found = false;
  await readXml(zip.read(part), {
    open: (name) => {
      if (name === 'c') found = true;
    },
    isDone: () => found,
  });
  return found;
}

async function dayStylesOf(zip: ZipEntries, part: string | undefined): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (part === undefined || !zip.has(part)) return styles;
  const codes = new Map<number, string>();
  let isInCellFormats = false;
  await readXml(zip.read(part), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') isInCellFormats = true;
      if (name !== 'xf' || !isInCellFormats) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      styles.push(isDayFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellFormats = false;
    },
  });
  return styles;
}

/** Texts that cells point to; of formatted text the runs are put together, phonetic hints are left out. */
async function sharedTextsOf(zip: ZipEntries, part: string | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (part === undefined || !zip.has(part)) return texts;
  const collect = createTextCollector();
  await readXml(zip.read(part), {
    open: collect.open,
    close: (name) => {
      collect.close(name);
      if (name === 'si') texts.push(collect.take());
    },
    text: collect.text,
  });
  return texts;
}

/** Gathers the text of `t` elements, in plain and in formatted text. */
export function createTextCollector(): {
  open: (name: string) => void;
  close: (name: string) => void;
  text: (text: string) => void;
  take: () => string;
} {
  let gathered = '';
  let isText = false;
  let isHint = false;
  return {
    open(name) {
      if (name === 'rPh') isHint = true;
      else if (name === 't') isText = !isHint;
    },
    close(name) {
      if (name === 'rPh') isHint = false;
      else if (name === 't') isText = false;
    },
    text(text) {
      if (isText) gathered += text;
    },
    take() {
      const text = cellText(gathered);
      gathered = '';
      return text;
    },
  };
}

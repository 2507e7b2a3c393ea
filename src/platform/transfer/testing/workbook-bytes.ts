import { ZipFile } from 'yazl';

/** A cell as a workbook writes it: text, a number by its digits, or the element itself. */
export type MadeCell =
  | string
  | null
  | { readonly number: string }
  | { readonly day: number }
  | { readonly shared: number }
  | { readonly xml: (reference: string) => string };

export interface MadeSheet {
  readonly name: string;
  readonly rows?: readonly (readonly MadeCell[])[];
  readonly merges?: readonly string[];
  readonly state?: 'hidden';
  /** Stands for the whole of the sheet's data. */
  readonly data?: string;
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  readonly date1904?: boolean;
  readonly shared?: readonly string[];
  /** Parts beside the usual ones, or in their place. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const letterOf = (column: number): string =>
  (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

function cellXml(cell: MadeCell, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') {
    return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  }
  if ('number' in cell) return `<c r="${reference}"><v>${cell.number}</v></c>`;
  if ('day' in cell) return `<c r="${reference}" s="1"><v>${String(cell.day)}</v></c>`;
  if ('shared' in cell) return `<c r="${reference}" t="s"><v>${String(cell.shared)}</v></c>`;
  return cell.xml(reference);
}

function sheetXml({ rows = [], merges = [], data }: MadeSheet): string {
  const written =
    data ??
    rows
      .map((row, index) => {
        const line = String(index + 1);
        const cells = row.map((cell, column) => cellXml(cell, letterOf(column) + line)).join('');
        return `<row r="${line}">${cells}</row>`;
      })
      .join('');
  const merged =
    merges.length === 0
      ? ''
      : `<mergeCells count="${String(merges.length)}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><sheetData>${written}</sheetData>${merged}</worksheet>`;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function partsOf({ sheets, date1904, shared, parts = {} }: MadeWorkbook): Readonly<Record<string, string | Buffer>> {
  const list = sheets
    .map(({ name, state }, index) => {
      const id = String(index + 1);
      return `<sheet name="${escape(name)}" sheetId="${id}" ${state ? `state="${state}" ` : ''}r:id="rId${id}"/>`;
    })
    .join('');
  const targets = [
    ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${String(index + 1)}.xml`] as const),
    ['styles', 'styles.xml'] as const,
    ...(shared ? [['sharedStrings', 'sharedStrings.xml'] as const] : []),
  ];
  const links = targets
    .map(
      ([kind, target], index) =>
        `<Relationship Id="rId${String(index + 1)}" Type="${relations}/${kind}" Target="${target}"/>`,
    )
    .join('');
  const package_ = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${package_}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${package_}">${links}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ...(shared
      ? {
          'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((text) => (text.startsWith('<') ? `<si>${text}</si>` : `<si><t>${escape(text)}</t></si>`)).join('')}</sst>`,
        }
      : {}),
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${String(index + 1)}.xml`, sheetXml(sheet)]),
    ),
    ...parts,
  };
}

/** Packs parts into a zip file. */
export async function zipBytes(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, part] of Object.entries(parts)) {
    zip.addBuffer(Buffer.isBuffer(part) ? part : Buffer.from(part), name);
  }
  zip.end();
  const chunks: Buffer[] = [];
  // A zip file comes as bytes.
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A small workbook, part by part as the standard has it: written here, so that it can be wrong in any way that a test needs. */
export const workbookBytes = (book: MadeWorkbook): Promise<Buffer> => zipBytes(partsOf(book));

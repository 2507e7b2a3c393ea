/** Places in the list of cell formats of `xl/styles.xml`. */
export const styles = { text: 1, guarded: 2, day: 3, header: 4 } as const;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

// Text is marked as such (49), so that a program that edits a cell keeps it text; quotePrefix is the apostrophe of CSV.
const styleSheet = `${declaration}<styleSheet xmlns="${main}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="5"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>
<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/></cellXfs>
</styleSheet>`;

/** Everything of an XLSX file but its sheets, by its place in the zip. */
export function parts(sheetNames: readonly string[]): Readonly<Record<string, string>> {
  const numbers = sheetNames.map((_name, index) => String(index + 1));
  const used = new Set<string>();
  const sheets = sheetNames.map((name, index) => {
    const number = String(index + 1);
    return `<sheet name="${xmlText(sheetName(name, used))}" sheetId="${number}" r:id="rId${number}"/>`;
  });
  const styleId = `rId${String(sheetNames.length + 1)}`;
  return {
    '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>
${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${declaration}<Relationships xmlns="${packaged}/relationships">
<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${packaged}/relationships">
${numbers.map((number) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}
<Relationship Id="${styleId}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styleSheet,
  };
}

/** What a program takes for the name of a sheet: at most 31 characters, none of seven, and none twice. */
function sheetName(wanted: string, used: Set<string>): string {
  const clean = wanted.replaceAll(/[\\/*?:[\]]/g, ' ').trim();
  let name = clean.slice(0, 31);
  for (let number = 2; used.has(name.toLowerCase()); number += 1) name = `${clean.slice(0, 27)} ${String(number)}`;
  used.add(name.toLowerCase());
  return name;
}

/** A column's letters: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnName((index - rest) / 26 - 1) + letter;
}

const dayInMilliseconds = 86_400_000;
// Spreadsheets count a 29 February 1900 that never was; from March on the count agrees with ours from this day.
const dayZero = Date.UTC(1899, 11, 30);
const firstSafeDay = '1900-03-01';

/** A day as spreadsheets count it; null for what is no day, or lies before their calendar is right. */
export function dayNumber(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < firstSafeDay) return null;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(instant) ? null : (instant - dayZero) / dayInMilliseconds;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** The most characters of a cell. */
const longestCell = 32_767;

// What XML cannot hold is written by its number as the format has it (ECMA-376, 22.9.2.19 ST_Xstring), and so is what reads so.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** Text inside of an element or an attribute. */
export const xmlText = (text: string): string =>
  text
    .slice(0, longestCell)
    .toWellFormed()
    .replaceAll(unwritable, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (found) => entities[found] ?? found);

import type { FieldDescription } from './types.ts';

/**
 * The words of a header, without accents and case: `InvoiceNo`, `INVOICE_NO`, "Invoice No." give `invoice no`. Words behind it
 * in brackets are left out: `Unit price (EUR)` gives `unit price`.
 */
export function headerWords(header: string): string[] {
  return header
    .replace(/[([{][^([{)\]}]*[)\]}]/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Words that say nothing about which field a column holds: the currency or unit an amount is in. */
const unitWords = new Set([
  'eur',
  'huf',
  'usd',
  'gbp',
  'chf',
  'ft',
  'euro',
  'forint',
  'pln',
  'czk',
  'ron',
  'db',
  'pcs',
]);

/** A header in the forms that are compared with those of aliases. */
interface HeaderForms {
  readonly words: readonly string[];
  readonly whole: string;
  readonly bare: string;
  readonly anyOrder: string;
}

function headerForms(header: string): HeaderForms {
  const words = headerWords(header);
  const bare = words.filter((word) => !unitWords.has(word));
  // The whole header is a unit ("EUR"): then there is nothing to leave out.
  const kept = bare.length > 0 ? bare : words;
  return { words, whole: words.join(''), bare: kept.join(''), anyOrder: kept.toSorted().join(' ') };
}

interface CompiledField {
  readonly field: FieldDescription;
  /** Form of an alias → its rank; the first alias of a field is its best. */
  readonly exact: ReadonlyMap<string, number>;
  readonly anyOrder: ReadonlyMap<string, number>;
  /** Aliases of two words and more, for columns whose header says one word more. */
  readonly phrases: readonly { readonly words: readonly string[]; readonly rank: number }[];
}

function compile(field: FieldDescription): CompiledField {
  const exact = new Map<string, number>();
  const anyOrder = new Map<string, number>();
  const phrases: { words: string[]; rank: number }[] = [];
  for (const [rank, alias] of field.aliases.entries()) {
    const words = headerWords(alias);
    const compact = words.join('');
    const sorted = words.toSorted().join(' ');
    if (!exact.has(compact)) exact.set(compact, rank);
    if (!anyOrder.has(sorted)) anyOrder.set(sorted, rank);
    if (words.length > 1) phrases.push({ words, rank });
  }
  return { field, exact, anyOrder, phrases };
}

/** How well a header fits a field, lower is better; null when it does not. */
function fit(compiled: CompiledField, { words, whole, bare, anyOrder }: HeaderForms): number | null {
  const exact = compiled.exact.get(whole) ?? compiled.exact.get(bare);
  if (exact !== undefined) return exact;
  const sameWords = compiled.anyOrder.get(anyOrder);
  if (sameWords !== undefined) return 1_000 + sameWords;
  // A required field is never guessed from a poor match: a wrong column there would be believed.
  if (compiled.field.required !== false) return null;
  for (const { words: phrase, rank } of compiled.phrases) {
    if (words.length === phrase.length + 1 && phrase.every((word) => words.includes(word))) return 2_000 + rank;
  }
  return null;
}

/**
 * Guesses which column holds which field, from the headers alone. Required fields choose first; a column is used once; among
 * equal fits the column further left wins.
 *
 * @param taken headers that are already used
 * @returns field name → header
 */
export function guessColumns(
  headers: readonly string[],
  fields: readonly FieldDescription[],
  taken: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const columns: Record<string, string> = {};
  const used = new Set(Object.values(taken));
  const forms = headers.map(headerForms);
  const open = fields.filter((field) => !Object.hasOwn(taken, field.name));
  for (const isRequired of [true, false]) {
    for (const field of open.filter((candidate) => (candidate.required !== false) === isRequired)) {
      const compiled = compile(field);
      let best: { header: string; fit: number } | null = null;
      for (const [index, header] of headers.entries()) {
        const form = forms[index];
        if (!form || form.whole === '' || used.has(header)) continue;
        const value = fit(compiled, form);
        if (value !== null && (best === null || value < best.fit)) best = { header, fit: value };
      }
      if (!best) continue;
      columns[field.name] = best.header;
      used.add(best.header);
    }
  }
  return columns;
}

/** Names of required fields without a column; of a `oneOf` group the first field stands for all. */
export function missingFields(
  columns: Readonly<Record<string, string>>,
  fields: readonly FieldDescription[],
): string[] {
  const missing: string[] = [];
  const groups = new Set<string>();
  for (const { name, required } of fields) {
    if (required === false) continue;
    if (required === true) {
      if (!Object.hasOwn(columns, name)) missing.push(name);
      continue;
    }
    if (groups.has(required.oneOf)) continue;
    groups.add(required.oneOf);
    const isThere = fields.some(
      (other) =>
        typeof other.required === 'object' &&
        other.required.oneOf === required.oneOf &&
        Object.hasOwn(columns, other.name),
    );
    if (!isThere) missing.push(name);
  }
  return missing;
}

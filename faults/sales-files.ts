import { randomOf } from './random.ts';

/** One line of an invoice as the generated files have it. */
interface GeneratedLine {
  /** Empty where the line names no account. */
  readonly account: string;
  readonly product: string;
  readonly day: string;
  readonly quantity: number;
  /** Minor units, so that all sums here are whole numbers. */
  readonly price: number;
}

export interface GeneratedDocument {
  readonly number: string;
  readonly lines: readonly GeneratedLine[];
}

/** The same documents come twice: first as they were, then corrected, some of them changed and some new ones with them. */
export type Version = 'first' | 'corrected';

const documentsOfFile = 600;
const newInCorrection = 40;
const mostLines = 15;
const accounts = 300;
const products = 400;

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

function documentOf(file: number, place: number, isChanged: boolean): GeneratedDocument {
  const random = randomOf(file * 100_003 + place);
  const account = random.fraction() < 0.1 ? '' : `A${padded(random.between(1, accounts), 4)}`;
  const day = `202${String(random.between(3, 5))}-${padded(random.between(1, 12), 2)}-${padded(random.between(1, 28), 2)}`;
  const lines = Array.from({ length: random.between(1, mostLines) }, (): GeneratedLine => ({
    account,
    product: `P${padded(random.between(1, products), 4)}`,
    day,
    // Some take back what was delivered.
    quantity: random.between(-2, 20) + (isChanged ? 1 : 0),
    price: random.between(50, 9_999),
  }));
  return { number: `F${String(file)}-${padded(place, 4)}`, lines };
}

/** The documents of one generated file: some five thousand lines, always the same for the same file and version. */
export function documentsOf(file: number, version: Version): GeneratedDocument[] {
  const isCorrected = version === 'corrected';
  const count = documentsOfFile + (isCorrected ? newInCorrection : 0);
  return Array.from({ length: count }, (_, place) => documentOf(file, place, isCorrected && place % 3 === 0));
}

/** The file as text with a header. */
export function textOf(documents: readonly GeneratedDocument[]): string {
  const rows = documents.flatMap(({ number, lines }) =>
    lines.map(({ account, product, day, quantity, price }) =>
      [number, day, account, product, String(quantity), (price / 100).toFixed(2)].join(','),
    ),
  );
  return ['InvoiceNo,InvoiceDate,CustomerID,StockCode,Quantity,UnitPrice', ...rows, ''].join('\n');
}

/** Net of a document in minor units. */
export const netOf = ({ lines }: GeneratedDocument): number =>
  lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);

import type { FastifyReply } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { sendTable } from '#platform/http/send-table.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { createSlots } from '#platform/transfer/slots.ts';
import { tableOf, type ExportColumn, type ExportFormat } from '#platform/transfer/table.ts';
import { toDecimal } from '#kernel/money.ts';
import { accountByCode } from '#slices/accounts/public.ts';
import { foundedCompany } from './company.ts';
import type { LinesExportQuery } from './contract.ts';
import { countLines, linesOf, type SoldLine } from './lines.ts';
import { availablePeriod, availablePeriodOf, chosenPeriod } from './period.ts';

type Column = ExportColumn<SoldLine>;
const text = (id: keyof SoldLine, width: number, value: Column['value']): Column => ({
  id,
  kind: 'text',
  width,
  value,
});

const columnsIn = (currency: string, seesMargin: boolean): readonly Column[] => [
  text('document', 16, ({ document }) => document),
  { id: 'line', kind: 'number', width: 6, value: ({ line }) => line },
  { id: 'day', kind: 'day', width: 12, value: ({ day }) => day },
  text('account', 14, ({ account }) => account),
  text('accountName', 36, ({ accountName }) => accountName),
  text('product', 14, ({ product }) => product),
  text('productName', 36, ({ productName }) => productName),
  { id: 'quantity', kind: 'number', width: 10, value: ({ quantity }) => quantity },
  { id: 'unitPrice', kind: 'number', width: 12, value: ({ unitPrice }) => unitPrice },
  { id: 'net', kind: 'number', width: 14, value: ({ net }) => toDecimal(net, currency) },
  ...(seesMargin
    ? [
        {
          id: 'cost',
          kind: 'number',
          width: 14,
          value: ({ cost }) => (cost === null ? null : toDecimal(cost, currency)),
        } satisfies Column,
      ]
    : []),
  text('order', 16, ({ order }) => order),
  { id: 'due', kind: 'day', width: 12, value: ({ due }) => due },
  text('source', 16, ({ source }) => source),
];

/** Each export keeps a connection for as long as it lasts: whoever comes later waits, so that the rest of the house does not. */
const exportSlots = createSlots(3);

/**
 * Sends the lines of a period as a file while they are read, all as they stood at one moment; recorded with their count.
 * Without days all that there are. Costs go out to those who see margins.
 * @throws ProblemError 400 `period-order`; 404 `not-found` for an account that is not seen; 409 `no-company`
 */
export async function exportLines(
  database: Database,
  actor: Actor,
  query: LinesExportQuery,
  reply: FastifyReply,
  format: ExportFormat,
): Promise<void> {
  // On record before the first row goes out, and in a transaction of its own: the end of the chain is not held meanwhile.
  const { currency, period, account } = await asActor(database, actor, async (tx) => {
    const company = await foundedCompany(tx);
    const wanted = query.account === undefined ? null : await accountByCode(tx, query.account);
    const available = wanted ? await availablePeriodOf(tx, wanted.id) : await availablePeriod(tx);
    const chosen = available && chosenPeriod(query, available);
    const rows = chosen ? await countLines(tx, chosen, wanted?.id ?? null) : 0;
    await record(tx, 'export.lines', 'export:lines', { rows, format, filter: filterText(query) });
    return { currency: company.currency, period: chosen, account: wanted };
  });
  const word = (id: string): string => sentence(actor.language, `line-list.${id}`, { currency });
  const about = [word('title'), period ? `${period.from} – ${period.to}` : '', account?.name ?? '', actor.name];
  const giveBack = await exportSlots.take();
  try {
    await asActor(
      database,
      actor,
      (tx) =>
        sendTable(
          reply,
          tableOf(
            columnsIn(currency, actor.abilities.has('margin.read')),
            period ? linesOf(tx, period, account?.id ?? null) : [],
            word,
          ),
          {
            format,
            language: actor.language,
            fileName: 'kulcs-lines',
            sheetName: word('title'),
            // As CSV they can be loaded again, so the header stands first.
            ...(format === 'xlsx' ? { about: { name: word('about'), rows: [about] } } : {}),
          },
        ),
      { isSnapshot: true },
    );
  } finally {
    giveBack();
  }
}

/** The filter as the address has it. */
const filterText = (filter: LinesExportQuery): string =>
  Object.entries(filter)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

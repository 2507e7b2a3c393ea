import type { FastifyReply } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { sendTable } from '#platform/http/send-table.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { tableOf, type ExportColumn, type ExportFormat } from '#platform/transfer/table.ts';
import type { AccountsExportQuery, ListedAccount } from './contract.ts';
import { accountColumns, isStanding, type AccountColumn } from './domain/list-columns.ts';
import { allPlaces, rowsAt, wantedOf, type ListSources } from './list.ts';

type Draft = Omit<ExportColumn<ListedAccount>, 'id'>;
const text = (width: number, value: Draft['value']): Draft => ({ kind: 'text', width, value });

/** How each column of the list goes out; the page shows the same ones. The trend is a drawing and stays there. */
const drafts: Readonly<Record<Exclude<AccountColumn, 'trend'> | 'name', Draft>> = {
  name: text(36, ({ name }) => name),
  code: text(14, ({ code }) => code),
  town: text(18, ({ town }) => town),
  country: text(16, ({ country }) => country),
  kind: text(18, ({ kind }) => kind),
  segment: text(18, ({ segment }) => segment),
  territory: text(18, ({ territory }) => territory),
  vat: text(16, ({ vatNumber }) => vatNumber),
  registry: text(16, ({ registryNumber }) => registryNumber),
  stage: text(12, ({ stage }) => stage),
  tier: text(12, ({ standing }) => standing?.tier ?? null),
  score: { kind: 'number', width: 10, value: ({ standing }) => standing?.score?.toFixed(1) ?? null },
  attractiveness: { kind: 'number', width: 12, value: ({ standing }) => standing?.attractiveness?.toFixed(2) ?? null },
  strength: { kind: 'number', width: 12, value: ({ standing }) => standing?.strength?.toFixed(2) ?? null },
  group: text(24, ({ group }) => group?.name ?? null),
  owner: text(24, ({ owner }) => owner?.name ?? null),
  net: { kind: 'number', width: 16, value: ({ figures }) => figures?.net ?? null },
  margin: { kind: 'number', width: 16, value: ({ figures }) => figures?.margin ?? null },
  change: { kind: 'number', width: 10, value: ({ figures }) => figures?.change?.toFixed(6) ?? null },
  class: text(6, ({ figures }) => figures?.class ?? null),
  last: { kind: 'day', width: 12, value: ({ figures }) => figures?.last ?? null },
  first: { kind: 'day', width: 12, value: ({ figures }) => figures?.first ?? null },
  created: { kind: 'day', width: 12, value: ({ createdOn }) => createdOn },
};

/** Without a word about columns: everything that is shown of an account, margins, decisions and scores where they may be seen. */
const columnsFor = (actor: Actor, chosen: readonly AccountColumn[]): readonly (keyof typeof drafts)[] => [
  'name',
  ...((chosen.length > 0 ? chosen : accountColumns).filter(
    (column) =>
      column !== 'trend' &&
      (column !== 'margin' || actor.abilities.has('margin.read')) &&
      (!isStanding(column) || actor.abilities.has('portfolio.read')),
  ) as (keyof typeof drafts)[]), // the filter took the trend away
];

/**
 * Sends the whole list of this filter as a file, recorded with its count: the same rows in the same order as the pages show them.
 * @throws ProblemError 403 `not-allowed` for margins, decisions and scores that this person does not see
 */
export async function exportAccounts(
  database: Database,
  actor: Actor,
  query: AccountsExportQuery,
  sources: ListSources,
  reply: FastifyReply,
  format: ExportFormat,
): Promise<void> {
  const asked = wantedOf(actor, query);
  const shown = columnsFor(actor, asked.columns);
  const wanted = { ...asked, columns: accountColumns.filter((one) => shown.some((column) => column === one)) };
  // On record before the first row goes out, and in a transaction of its own: the end of the chain is not held meanwhile.
  const { places, frames } = await asActor(database, actor, async (tx) => {
    const found = await allPlaces(tx, actor, wanted, sources);
    await record(tx, 'export.accounts', 'export:accounts', {
      rows: found.places.length,
      format,
      filter: filterText(query),
    });
    return found;
  });
  const { ledger } = frames;
  const word = (id: string): string =>
    sentence(actor.language, `account-list.${id}`, { currency: ledger?.currency ?? '' });
  const period = ledger ? `${ledger.period.from} – ${ledger.period.to}` : '';
  await asActor(database, actor, (tx) =>
    sendTable(
      reply,
      tableOf(
        shown.map((id) => ({
          id,
          ...drafts[id],
          ...(id === 'stage' ? { value: ({ stage }: ListedAccount) => word(`stage-${stage}`) } : {}),
          ...(id === 'tier'
            ? { value: ({ standing }: ListedAccount) => word(`tier-${standing?.tier ?? 'none'}`) }
            : {}),
        })),
        rowsAt(tx, places, wanted, frames),
        word,
      ),
      {
        format,
        language: actor.language,
        fileName: 'kulcs-accounts',
        sheetName: word('title'),
        about: { name: word('about'), rows: [[word('title'), period, actor.name, filterText(query)]] },
      },
    ),
  );
}

/** The filter as the address has it. */
const filterText = ({ columns: _columns, sort: _sort, ...filter }: AccountsExportQuery): string =>
  Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');

import type { Actor } from '#platform/access/actor.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { tableOf, type ExportColumn, type Table } from '#platform/transfer/table.ts';
import type { KeyAccountsReply, RankedAccount } from './contract.ts';

const share = (value: number | null): string | null => (value === null ? null : value.toFixed(6));

/** The ranking as a table for a spreadsheet, headed in the person's language; `about` says what it is of. */
export function keyAccountTable(
  found: KeyAccountsReply,
  actor: Pick<Actor, 'language' | 'name'>,
): { table: Table; about: { name: string; rows: string[][] } } {
  const word = (key: string): string => sentence(actor.language, `csv.${key}`, { currency: found.currency });
  const columns: readonly ExportColumn<RankedAccount>[] = [
    { id: 'rank', kind: 'number', width: 7, value: ({ rank }) => rank },
    { id: 'code', kind: 'text', width: 14, value: ({ code }) => code },
    { id: 'name', kind: 'text', width: 36, value: ({ name }) => name },
    { id: 'town', kind: 'text', width: 18, value: ({ town }) => town },
    { id: 'owner', kind: 'text', width: 22, value: ({ owner }) => owner },
    { id: 'net', kind: 'number', width: 16, value: ({ net }) => net },
    { id: 'margin', kind: 'number', width: 16, value: ({ margin }) => margin },
    { id: 'share', kind: 'number', width: 10, value: (row) => share(row.share) },
    { id: 'cumulative', kind: 'number', width: 10, value: ({ cumulativeShare }) => share(cumulativeShare) },
    { id: 'class', kind: 'text', width: 7, value: (row) => row.class },
    {
      id: 'candidate',
      kind: 'text',
      width: 10,
      value: ({ keyCandidate }) => (keyCandidate === null ? null : word(keyCandidate ? 'yes' : 'no')),
    },
    { id: 'change', kind: 'number', width: 10, value: ({ change }) => share(change) },
  ];
  const period = found.period ? `${found.period.from} – ${found.period.to}` : '';
  return {
    table: tableOf(columns, found.accounts, word),
    about: { name: word('title'), rows: [[word('title'), word(`scope.${found.scope}`), period, actor.name]] },
  };
}

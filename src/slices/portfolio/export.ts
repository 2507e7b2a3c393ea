import type { Actor } from '#platform/access/actor.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import type { Cell } from '#platform/transfer/csv-export.ts';
import type { KeyAccountsReply } from './contract.ts';

const columns = [
  'rank',
  'code',
  'name',
  'town',
  'owner',
  'net',
  'margin',
  'share',
  'cumulative',
  'class',
  'candidate',
  'change',
] as const;

/** The ranking as rows for a spreadsheet, headed in the person's language; the first line says what it is of. */
export function keyAccountRows(found: KeyAccountsReply, actor: Pick<Actor, 'language' | 'name'>): Cell[][] {
  const word = (key: string): string => sentence(actor.language, `csv.${key}`, { currency: found.currency });
  const period = found.period ? `${found.period.from} – ${found.period.to}` : '';
  return [
    [word('title'), word(`scope.${found.scope}`), period, actor.name],
    columns.map(word),
    ...found.accounts.map((account) => [
      account.rank,
      account.code,
      account.name,
      account.town,
      account.owner,
      account.net,
      account.margin,
      share(account.share),
      share(account.cumulativeShare),
      account.class,
      account.keyCandidate === null ? null : word(account.keyCandidate ? 'yes' : 'no'),
      share(account.change),
    ]),
  ];
}

const share = (value: number | null): string | null => (value === null ? null : value.toFixed(6));

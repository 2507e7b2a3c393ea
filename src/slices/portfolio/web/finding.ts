import type { KeyAccountsReply } from '#slices/portfolio/contract.ts';

/** What the page finds, as the end of a words key and its figures. */
type Finding =
  /** Few accounts carry most of it. */
  | { readonly kind: 'carried'; readonly count: number }
  /** So many make 80 %, which is most of them: nobody stands out. */
  | { readonly kind: 'spread'; readonly count: number; readonly of: number }
  /** Nothing, or more credited than sold: there is no share to speak of. */
  | { readonly kind: 'none' };

/** From this part of the accounts on, those who make 80 % are no few that could be looked after apart. */
const spreadFrom = 0.5;

/** The one thing that the figures say. */
export function findingOf(reply: Pick<KeyAccountsReply, 'concentration' | 'totals'>): Finding {
  const count = reply.concentration.accountsTo80;
  const of = reply.totals.positive;
  if (count === null || of === 0) return { kind: 'none' };
  return of >= 4 && count / of >= spreadFrom ? { kind: 'spread', count, of } : { kind: 'carried', count };
}

interface Leaver {
  readonly name: string;
  /** Shares of the whole that go with it; the margin's is null when it is not known. */
  readonly net: number;
  readonly margin: number | null;
}

/** What would go if this account went. */
export function ifLeft(
  account: Pick<KeyAccountsReply['accounts'][number], 'name' | 'net' | 'margin'>,
  totals: Pick<KeyAccountsReply['totals'], 'net' | 'margin'>,
): Leaver | null {
  const whole = Number(totals.net);
  if (whole <= 0) return null;
  const margin = Number(totals.margin);
  return {
    name: account.name,
    net: -Number(account.net) / whole,
    margin: account.margin === null || totals.margin === null || margin <= 0 ? null : -Number(account.margin) / margin,
  };
}

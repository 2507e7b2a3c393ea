import type { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import type { Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly goodsOnly?: boolean;
  readonly by: 'account' | 'group';
  readonly limit?: number;
  readonly json?: boolean;
}

/** The door gives so many accounts at a time. */
const largestPage = 100_000;

/** `kulcs keys`: the ranking of a period, or of all that there is. @throws RefusedError */
export async function showKeys(client: Client, options: Options): Promise<void> {
  const wanted = options.limit ?? Number.POSITIVE_INFINITY;
  const page = (offset: number): Promise<KeyAccountsReply> => {
    const query = new URLSearchParams({
      all: 'true',
      trend: 'false',
      by: options.by,
      goodsOnly: String(options.goodsOnly ?? false),
      offset: String(offset),
      limit: String(Math.min(wanted - offset, largestPage)),
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.to === undefined ? {} : { to: options.to }),
    });
    return client.request<KeyAccountsReply>('GET', `/api/portfolio/key-accounts?${query.toString()}`);
  };
  const found = await page(0);
  while (found.accounts.length < Math.min(wanted, found.listed)) {
    found.accounts.push(...(await page(found.accounts.length)).accounts);
  }
  if (options.json) printJson(toDocument(found));
  else printReport(found, options.limit ?? shownRows);
}

/** The document that `keys --json` prints: shares are fractions, amounts decimal strings. */
function toDocument({ period, currency, totals, concentration, accounts }: KeyAccountsReply) {
  return {
    period: period ?? { from: null, to: null },
    currency,
    totals: {
      net: totals.net,
      unattributed: totals.unattributed,
      accounts: totals.accounts,
      positive: totals.positive,
      zero: totals.zero,
      negative: totals.negative,
    },
    concentration: {
      top1Share: concentration.top1Share,
      top10Share: concentration.top10Share,
      topFifthShare: concentration.topFifthShare,
      accountsTo50: concentration.accountsTo50,
      accountsTo80: concentration.accountsTo80,
      accountsTo95: concentration.accountsTo95,
      hhi: concentration.hhi,
      effectiveAccounts: concentration.effectiveAccounts,
      gini: concentration.gini,
    },
    accounts: accounts.map((account) => ({
      rank: account.rank,
      code: account.code,
      name: account.name,
      net: account.net,
      share: account.share,
      cumulativeShare: account.cumulativeShare,
      class: account.class,
      keyCandidate: account.keyCandidate,
    })),
  };
}

const percent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(2)} %`);

const shownRows = 50;

function printReport(found: KeyAccountsReply, shown: number): void {
  const { period, currency, totals, concentration } = found;
  if (!period) {
    print('There are no sales lines yet. Bring some in with: kulcs import sales FILE --source NAME');
    return;
  }
  const whose = { company: 'the whole company', line: 'your line', own: 'your own accounts' }[found.scope];
  print(`${period.from} to ${period.to} (that day not included), ${whose}, ${currency}`);
  print(
    `Net ${totals.net}${totals.unattributed === null ? '' : `, without an account ${totals.unattributed}`}; ${String(totals.accounts)} accounts: ${String(totals.positive)} positive, ${String(totals.zero)} zero, ${String(totals.negative)} negative`,
  );
  print(
    `${String(concentration.accountsTo80 ?? '–')} accounts make 80 %, ${String(concentration.accountsTo95 ?? '–')} make 95 %; the first fifth holds ${percent(concentration.topFifthShare)}; as concentrated as ${concentration.effectiveAccounts?.toFixed(1) ?? '–'} equal accounts`,
  );
  printTable(
    ['#', 'code', 'name', 'net', 'share', 'cumulative', 'class', 'candidate'],
    found.accounts
      .slice(0, shown)
      .map((account) => [
        account.rank,
        account.code,
        account.name,
        account.net,
        percent(account.share),
        percent(account.cumulativeShare),
        account.class,
        account.keyCandidate ? 'key' : '',
      ]),
  );
  if (found.accounts.length > shown) print(`… and ${String(found.accounts.length - shown)} more (--limit, --json)`);
}

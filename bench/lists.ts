import autocannon from 'autocannon';
import type { AccountsReply } from '#slices/accounts/contract.ts';
import { medianOf, thousands, type Figure } from './measure.ts';
import type { Bench } from './server.ts';

const accounts = 10_000;
const products = 5_000;

/** Names as companies have them: two words and a legal form, so that a word is shared by a few hundred. */
async function fill({ pool }: Bench): Promise<void> {
  await pool.query(`
    insert into accounts.account (code, name, town, country)
    select 'C' || lpad(n::text, 6, '0'),
      (array['Hét','Kék','Északi','Déli','Kőhíd','Aranyhíd','Mecsek','Sárrét','Vadgesztenye','Körös','Bakony','Tisza','Zöld','Régi','Első','Nagy'])[1 + n % 16]
        || ' ' || (array['Patak','Forrás','Gyógyszertár','Kórház','Labor','Dental','Klinika','Patika','Rendelő','Optika','Otthon','Központ','Állatorvos'])[1 + n / 16 % 13]
        || ' ' || n || ' Kft.',
      (array['Budapest','Pécs','Szeged','Győr','Debrecen','Eger','Sopron'])[1 + n % 7], 'Hungary'
    from generate_series(1, ${String(accounts)}) n`);
  await pool.query(`insert into catalog.product (code, name)
    select 'P' || lpad(n::text, 6, '0'), (array['Infusion','Emollient','Glove','Pump','Syringe'])[1 + n % 5] || ' set ' || n
    from generate_series(1, ${String(products)}) n`);
  await pool.query('vacuum analyze');
}

/** Signs somebody in as a browser does, and gives the cookie. */
async function cookieOf({ client, url }: Bench, email: string, role: string): Promise<string> {
  const { id } = await client.request<{ id: number }>('POST', '/api/people', {
    email,
    name: email,
    role,
    reportsTo: null,
  });
  const link = await client.request<{ url: string }>('POST', `/api/people/${String(id)}/sign-in-link`, {});
  const entered = await fetch(link.url.replace(/^https?:\/\/[^/]+/, url), { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';', 1)[0];
  if (cookie === undefined) throw new Error('The sign-in link gave no session.');
  return cookie;
}

const address = '/api/accounts?limit=50&search=patak';
const searchAddress = '/api/search?q=het%20pa';

/** The list of accounts and the search of the command menu, beside the least that an answer can cost. */
export async function measureLists(bench: Bench): Promise<Figure[]> {
  await fill(bench);
  const cookie = await cookieOf(bench, 'director@bench.example', 'director');
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(bench.url + path, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}`);
    return answer.json();
  };
  const listed = (await ask(address)) as AccountsReply; // the shape of the door
  if (listed.accounts.length !== 50) throw new Error(`${String(listed.accounts.length)} accounts are listed, not 50.`);
  const alone = await medianOf(300, () => ask(address));
  const floor = await medianOf(300, () => ask('/health/ready'));
  const search = await medianOf(300, () => ask(searchAddress));
  const many = await autocannon({ url: bench.url + address, connections: 8, duration: 10, headers: { cookie } });
  const least = await autocannon({
    url: `${bench.url}/health/ready`,
    connections: 8,
    duration: 5,
    headers: { cookie },
  });
  if (many.non2xx > 0) throw new Error(`${String(many.non2xx)} answers were refusals.`);
  const size = `${thousands(accounts)} accounts`;
  return [
    {
      work: `account list, 50 rows with search, ${size}, with access rules`,
      aim: 'p50 under 6 ms',
      measured: `${alone.toFixed(1)} ms`,
      floor: `readiness door ${floor.toFixed(1)} ms`,
    },
    {
      work: 'the same with 8 clients, load generator on the same cores',
      aim: 'over 700 a second',
      measured: `${thousands(many.requests.average)} a second`,
      floor: `readiness door ${thousands(least.requests.average)} a second`,
    },
    {
      work: `search of the command menu, ${size}, ${thousands(products)} products`,
      aim: 'p50 under 15 ms',
      measured: `${search.toFixed(1)} ms`,
      floor: `readiness door ${floor.toFixed(1)} ms`,
    },
  ];
}

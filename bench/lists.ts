import autocannon from 'autocannon';
import type { AccountsReply } from '#slices/accounts/contract.ts';
import { measureAccessRules } from './access-rules.ts';
import { measureDossiers } from './dossiers.ts';
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

/** Gives a tenth of the accounts to a person, so that she sees them by grants. */
async function assignTenth({ pool }: Bench, email: string): Promise<void> {
  // The abilities by which tables are written here: the bench goes past the doors.
  await pool.query(`select set_config('kulcs.abilities', 'accounts.assign dossier.read dossier.write', false)`);
  await pool.query(
    `insert into access.holding (account_id, person_id, capacity)
     select account_id, person_id, 'owner' from accounts.account, team.person where account_id % 10 = 2 and email = $1`,
    [email],
  );
  await pool.query('vacuum analyze access.holding');
}

/**
 * The list of accounts, the search of the command menu and the dossier, beside the least that an answer can cost; and what the
 * rules of access cost.
 */
export async function measureLists(bench: Bench): Promise<Figure[]> {
  await fill(bench);
  const cookie = await cookieOf(bench, 'director@bench.example', 'director');
  const askWith =
    (headers: { cookie: string }) =>
    async (path: string): Promise<unknown> => {
      const answer = await fetch(bench.url + path, { headers });
      if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}`);
      return answer.json();
    };
  const ask = askWith({ cookie });
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
  const seller = await cookieOf(bench, 'kam@bench.example', 'kam');
  await assignTenth(bench, 'kam@bench.example');
  const dossiers = await measureDossiers(bench, ask);
  const rules = await measureAccessRules(bench, askWith({ cookie: seller }), ask);
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
    ...dossiers,
    ...rules,
  ];
}

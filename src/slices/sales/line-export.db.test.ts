import { beforeAll, expect, it } from 'vitest';
import { readSheet } from 'read-excel-file/node';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';

const house = testHouse();

/** Two accounts of two regions, a line that names none, and a document of two days. Amounts in forints. */
const file = `document,date,account,accountName,product,productName,quantity,unitPrice,cost,order,dueDate
D1,2026-01-05,A1,Álmos,P1,Kesztyű,2,100,150,R-1,2026-02-05
D2,2026-01-31,A1,Álmos,P1,Kesztyű,1,50,,,
D2,2026-02-01,A1,Álmos,P2,Pumpa,1,7,,,
D3,2026-02-03,W1,Walter,P2,Pumpa,-1,70,,,
D4,2026-03-01,,,P1,Kesztyű,1,9,,,
`;

beforeAll(async () => {
  await house.loadLines(file);
  expectStatus(await house.host.put('/api/account-codes/A1/owner', { owner: people.kam.email }), 200);
  expectStatus(await house.host.put('/api/account-codes/W1/owner', { owner: people.otherKam.email }), 200);
});

interface Line {
  readonly document: string;
  readonly line: string;
  readonly day: string;
  readonly account: string | null;
  readonly net: string;
  readonly cost?: string | null;
}
const linesFor = async (who: PersonName, query = ''): Promise<Line[]> =>
  expectStatus(await house.as(people[who].email).get(`/api/sales/lines.json${query}`), 200).json as Line[]; // its columns
const told = (lines: readonly Line[]): string[] => lines.map(({ document, day, net }) => `${document} ${day} ${net}`);

it('all lines by the day of their documents, with all that is kept of them', async () => {
  const lines = await linesFor('director');
  expect(told(lines)).toEqual([
    'D1 2026-01-05 200',
    'D2 2026-01-31 50',
    'D2 2026-02-01 7',
    'D3 2026-02-03 -70',
    'D4 2026-03-01 9',
  ]);
  expect(lines[0]).toEqual({
    document: 'D1', line: lines[0]?.line, day: '2026-01-05', account: 'A1', accountName: 'Álmos', product: 'P1', productName: 'Kesztyű',
    quantity: '2', unitPrice: '100', net: '200', cost: '150', order: 'R-1', due: '2026-02-05', source: 'test',
  }); // prettier-ignore
  // A line that names no account stays one.
  expect(lines[4]?.account).toBeNull();
});

it.each([
  ['?from=2026-02-01', ['D2 2026-02-01 7', 'D3 2026-02-03 -70', 'D4 2026-03-01 9']],
  ['?to=2026-02-01', ['D1 2026-01-05 200', 'D2 2026-01-31 50']],
  ['?from=2026-01-31&to=2026-02-02&account=A1', ['D2 2026-01-31 50', 'D2 2026-02-01 7']],
  ['?account=W1&from=2026-01-01&to=2026-02-01', []],
])('of the days and the account that are asked for: %s', async (query, expected) => {
  expect(told(await linesFor('director', query))).toEqual(expected);
});

it('everybody takes out what she sees, and costs only who sees margins', async () => {
  expect((await linesFor('kam')).map(({ account }) => account)).toEqual(['A1', 'A1', 'A1']);
  expect((await linesFor('otherKam')).map(({ account }) => account)).toEqual(['W1']);
  expect('cost' in ((await linesFor('support'))[0] ?? {})).toBe(false);
  for (const code of ['W1', 'NOBODY'])
    expectStatus(await house.as(people.kam.email).get(`/api/sales/lines.json?account=${code}`), 404);
  expectStatus(await house.as(people.admin.email).get('/api/sales/lines.json'), 403);
});

it('what went out is on record with its count, before the first row goes', async () => {
  await linesFor('kam', '?from=2026-01-31');
  const { rows } = await house.superuser.query<{ actor: number; detail: object }>(
    `select actor_id as actor, detail from audit.entry where action = 'export.lines' order by seq desc limit 1`,
  );
  expect(rows).toEqual([
    { actor: house.personId(people.kam.email), detail: { rows: 2, format: 'json', filter: 'from=2026-01-31' } },
  ]);
});

it('what goes out as CSV comes in again unchanged', async () => {
  const csv = expectStatus(await house.host.get('/api/sales/lines.csv'), 200).text;
  const columns: Readonly<Record<string, string>> = {
    Document: 'document', Day: 'date', Account: 'account', 'Account name': 'accountName', Product: 'product',
    'Product name': 'productName', Quantity: 'quantity', 'Unit price, HUF': 'unitPrice', 'Cost, HUF': 'cost', Order: 'order', Due: 'dueDate',
  }; // prettier-ignore
  const [first = '', ...rest] = csv.replace('\ufeff', '').split('\r\n');
  const quoted = first.match(/"[^"]*"|[^,]+/g) ?? [];
  const header = quoted.map((title) => columns[title.replaceAll('"', '')] ?? `other ${title.replaceAll(/\W/g, '')}`);
  const result = await house.loadLines([header.join(','), ...rest].join('\n'));
  expect(result).toMatchObject({ read: 5, new: 0, unchanged: 5, rejected: 0 });
});

it('as a workbook in the language of whoever asks', async () => {
  const answer = await house.house.app.inject({
    url: '/api/sales/lines.xlsx?account=A1',
    headers: {
      host: house.house.host,
      authorization: `Bearer ${house.house.hostKey}`,
      'kulcs-as': people.kam.email,
      'accept-language': 'hu',
    },
  });
  const rows = await readSheet(answer.rawPayload, 2);
  expect(rows[0]?.slice(0, 3)).toEqual(['Bizonylat', 'Sor', 'Nap']);
  expect(rows).toHaveLength(4);
});

it('more lines than are read at a time, in one document and in many, each once', async () => {
  const { rows } = await house.superuser.query<{ account: number; batch: number; product: number }>(
    `select (select account_id from accounts.account where code = 'A1') as account, (select max(batch_id) from sales.batch) as batch,
      (select product_id from catalog.product where code = 'P1') as product`,
  );
  const [known] = rows;
  const given = [known?.account, known?.batch, known?.product];
  await house.superuser.query(
    `with made as (insert into sales.document (account_id, source_id, number, day, last_day, lines, hash1, hash2, batch_id)
        select $1, 1, 'M' || n, date '2020-01-01', date '2020-01-01', case n when 1 then 9001 else 1 end, 0, 0, $2 from generate_series(1, 5000) n
        returning document_id, lines)
      insert into sales.line (account_id, document_id, position, product_id, day, quantity, net)
      select $1, document_id, position, $3, date '2020-01-01', 1, 1 from made cross join lateral generate_series(1, lines) position`,
    given,
  );
  const lines = await linesFor('kam', '?from=2020-01-01&to=2020-01-02');
  expect(lines).toHaveLength(9001 + 4999);
  expect(new Set(lines.map(({ document, line }) => `${document} ${line}`)).size).toBe(14_000);
});

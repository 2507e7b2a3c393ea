import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { hostActor } from '#app/wiring.ts';
import { asActor } from '#platform/access/transaction.ts';
import { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { Import, type ImportKind, type ImportResult, type MappingChoice } from '#slices/sales/contract.ts';
import { differencesFromRecount } from '#slices/sales/public.ts';
import { expectStatus, openTestHouse, type TestHouse } from './house.ts';

/** What a file is loaded with; everything that is left out is as a person leaves it who changes nothing. */
export interface Loading {
  readonly kind?: ImportKind;
  readonly source?: string;
  readonly fileName?: string;
  readonly choice?: MappingChoice;
  readonly joins?: readonly { readonly name: string; readonly body: string | Buffer }[];
  readonly dryRun?: boolean;
  readonly acceptRejected?: boolean;
  readonly charges?: readonly string[];
}

/** A company with nothing in its ledger, and the doors by which lines come in and figures come out. */
export interface SalesWorld {
  readonly house: TestHouse;
  /** Sends a file and what belongs to it; not run yet. */
  readonly upload: (body: string | Buffer, loading?: Loading) => Promise<Import>;
  /** Starts a run and waits for its end. */
  readonly run: (id: number, loading?: Loading) => Promise<Import>;
  /** Starts a run and does not wait. */
  readonly start: (id: number) => Promise<void>;
  /** Waits until an import runs no more. */
  readonly ended: (id: number) => Promise<Import>;
  /** Sends a file, runs it, and waits for its end, whatever that is. */
  readonly bring: (body: string | Buffer, loading?: Loading) => Promise<Import>;
  /** The same for a file that must be loaded, and whose counts must add up. */
  readonly load: (body: string | Buffer, loading?: Loading) => Promise<ImportResult>;
  /** Keeps every command from its end, when all else of it is written, until the function that it gives is called. */
  readonly holdBack: () => Promise<() => Promise<void>>;
  /** Waits until so many transactions wait for a lock. */
  readonly untilWaiting: (count: number) => Promise<void>;
  readonly keys: (query?: Readonly<Record<string, string>>) => Promise<KeyAccountsReply>;
  /** Rows in which roll-ups and a recount of the lines differ. */
  readonly differences: () => Promise<number>;
  /** Reads behind the doors, bound by no policy. */
  readonly rows: <Row extends object>(statement: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** A hash of the content of each table of the store, by its name. */
  readonly contents: () => Promise<Record<string, string>>;
}

/** Columns of the files that `lines` makes. */
export const header = 'document,date,account,product,quantity,unitPrice';

/** A CSV file with the usual header and these rows. */
export const lines = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

/**
 * A world of one test file, emptied before each of its tests.
 * @param currency of the company's books
 * @param isKept whether it stays as it is between the tests, for those that only read
 */
export function salesWorld(currency = 'GBP', isKept = false): SalesWorld {
  let opened: (TestHouse & { close(): Promise<void> }) | null = null;
  const house = (): TestHouse => {
    if (!opened) throw new Error('salesWorld() is ready inside tests and hooks only');
    return opened;
  };
  beforeAll(async () => {
    opened = await openTestHouse({ isEmpty: true });
    const company = { name: 'Trial Trading Ltd', currency, timeZone: 'Europe/Budapest', adminEmail: null };
    expectStatus(await opened.host.post('/api/company', company), 201);
  });
  beforeEach(async () => {
    if (isKept) return;
    await house().superuser.query(`
      truncate sales.line, sales.former_line, sales.former_document, sales.batch_account, sales.batch_product, sales.document, sales.product_month, sales.account_month, sales.company_month, sales.batch, sales.attribution, sales.source_mapping, sales.source;
      truncate accounts.assignment, accounts.account_code, accounts.merge, accounts.distinct_pair, accounts.prospect;
      delete from access.holding;
      delete from accounts.account where account_id > 0;
      delete from accounts.account_group;
      delete from catalog.product where product_id > 0`);
  });
  afterAll(async () => {
    await opened?.close();
  });

  const send = async (url: string, body: string | Buffer): Promise<Import> => {
    const headers = { 'content-type': 'application/octet-stream' };
    return Import.parse(expectStatus(await house().host.send({ method: 'POST', url, body, headers }), 201).json);
  };

  const upload: SalesWorld['upload'] = async (
    body,
    { kind = 'sales', source = 'shop', fileName = 'lines.csv', choice, joins = [] } = {},
  ) => {
    let current = await send(`/api/sales/imports?${new URLSearchParams({ kind, source, fileName }).toString()}`, body);
    const at = `/api/sales/imports/${String(current.id)}`;
    for (const joined of joins) {
      current = await send(`${at}/joins?${new URLSearchParams({ fileName: joined.name }).toString()}`, joined.body);
    }
    if (choice) current = Import.parse(expectStatus(await house().host.post(`${at}/profile`, choice), 200).json);
    return current;
  };

  const ended: SalesWorld['ended'] = async (id) => {
    for (;;) {
      const now = Import.parse(expectStatus(await house().host.get(`/api/sales/imports/${String(id)}`), 200).json);
      if (now.state !== 'running') return now;
      await wait(5);
    }
  };

  const run: SalesWorld['run'] = async (id, { dryRun = false, acceptRejected = false, charges } = {}) => {
    const order = { dryRun, acceptRejected, ...(charges ? { charges } : {}) };
    expectStatus(await house().host.post(`/api/sales/imports/${String(id)}/run`, order), 202);
    return ended(id);
  };

  const bring: SalesWorld['bring'] = async (body, loading) => run((await upload(body, loading)).id, loading);

  const start: SalesWorld['start'] = async (id) => {
    expectStatus(await house().host.post(`/api/sales/imports/${String(id)}/run`, { dryRun: false }), 202);
  };

  return {
    start,
    get house() {
      return house();
    },
    upload,
    run,
    ended,
    bring,
    async load(body, loading) {
      const now = await bring(body, loading);
      if (now.state !== 'loaded' || !now.result) {
        throw new Error(`The import is ${now.state}: ${JSON.stringify(now.problem ?? now.faults.slice(0, 3))}`);
      }
      const { read, new: fresh, unchanged, changed, rejected } = now.result;
      if (read !== fresh + unchanged + changed + rejected)
        throw new Error(`Counts do not add up: ${JSON.stringify(now.result)}`);
      return now.result;
    },
    async holdBack() {
      // The last that a command writes is its entry in the audit, whose chain has one end.
      const client = await house().pool.connect();
      await client.query('begin');
      await client.query('select 1 from audit.head for update');
      return async () => {
        await client.query('rollback');
        client.release();
      };
    },
    async untilWaiting(count) {
      for (;;) {
        const { rows } = await house().superuser.query<{ waiting: number }>(
          `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if ((rows[0]?.waiting ?? 0) >= count) return;
        await wait(10);
      }
    },
    async keys(query = { all: 'true' }) {
      const url = `/api/portfolio/key-accounts?${new URLSearchParams(query).toString()}`;
      return KeyAccountsReply.parse(expectStatus(await house().host.get(url), 200).json);
    },
    differences: () => asActor(house().house.database, hostActor, differencesFromRecount),
    async rows<Row extends object>(statement: string, values: readonly unknown[] = []) {
      const { rows } = await house().superuser.query<Row>(statement, [...values]);
      return rows;
    },
    async contents() {
      const { superuser } = house();
      const tables = await superuser.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
      );
      const found: Record<string, string> = {};
      for (const { name } of tables.rows) {
        const { rows } = await superuser.query<{ hash: string }>(
          `select count(*) || ' ' || md5(coalesce(string_agg(row::text, chr(10) order by row::text), '')) as hash from ${name} row`,
        );
        found[name] = rows[0]?.hash ?? '';
      }
      return found;
    },
  };
}

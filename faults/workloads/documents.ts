import type { PoolClient } from 'pg';
import type { Store } from '#platform/db/store.ts';
import type { ClientContext, Damage, Workload } from '../workload.ts';

const fewestLines = 1;
const mostLines = 6;

export async function prepare(store: Store): Promise<void> {
  await store.pool.query(
    `create schema if not exists fault;
     create table if not exists fault.document (client int, piece int, lines int not null, primary key (client, piece));
     create table if not exists fault.line (client int, piece int, place int, primary key (client, piece, place));
     create table if not exists fault.event (client int, piece int, primary key (client, piece));`,
  );
}

export async function insertDocument(client: PoolClient, context: ClientContext, lines: number): Promise<void> {
  await client.query('insert into fault.document values ($1, $2, $3)', [context.client, context.piece, lines]);
}

export async function insertRest(client: PoolClient, context: ClientContext, lines: number): Promise<void> {
  await client.query('insert into fault.line select $1, $2, generate_series(1, $3::int)', [
    context.client,
    context.piece,
    lines,
  ]);
  await client.query('insert into fault.event values ($1, $2)', [context.client, context.piece]);
}

export const recordOf = ({ client, piece }: ClientContext): string => `${String(client)}/${String(piece)}`;

export const linesOf = ({ random }: ClientContext): number => random.between(fewestLines, mostLines);

/** Runs `work` on a connection of its own; a broken connection does not go back into the pool. */
export async function onConnection(store: Store, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await store.pool.connect();
  try {
    await work(client);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

export async function examine(store: Store, acknowledged: readonly string[]): Promise<Damage> {
  const { rows } = await store.pool.query<{ record: string; whole: boolean }>(
    `select concat_ws('/', client, piece) as record,
            document.lines is not distinct from line.lines and event.client is not null as whole
     from fault.document
     full join (select client, piece, count(*)::int as lines from fault.line group by client, piece) as line
       using (client, piece)
     full join fault.event using (client, piece)`,
  );
  const found = new Map(rows.map(({ record, whole }) => [record, whole]));
  return {
    lost: acknowledged.filter((record) => !found.has(record)),
    halves: [...found].filter(([, whole]) => !whole).map(([record]) => record),
  };
}

/** Eight clients write a document with its lines and its event in one transaction, and are told when it is committed. */
export const workload: Workload = {
  clients: 8,
  prepare,
  examine,
  async work(context) {
    const lines = linesOf(context);
    await onConnection(context.store, async (client) => {
      await client.query('begin');
      await insertDocument(client, context, lines);
      await insertRest(client, context, lines);
      await client.query('commit');
    });
    context.acknowledge(recordOf(context));
  },
};

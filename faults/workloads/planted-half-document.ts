import type { Workload } from '../workload.ts';
import { examine, insertDocument, insertRest, linesOf, onConnection, prepare, recordOf } from './documents.ts';

/** A planted fault: a document and its lines go in by two transactions. A kill in between leaves half of it. */
export const workload: Workload = {
  clients: 8,
  prepare,
  examine,
  async work(context) {
    const lines = linesOf(context);
    await onConnection(context.store, async (client) => {
      await insertDocument(client, context, lines);
      await client.query('select pg_sleep(0.05)');
      await client.query('begin');
      await insertRest(client, context, lines);
      await client.query('commit');
    });
    context.acknowledge(recordOf(context));
  },
};

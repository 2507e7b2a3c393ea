import type { Workload } from '../workload.ts';
import { examine, insertDocument, insertRest, linesOf, onConnection, prepare, recordOf } from './documents.ts';

/** A planted fault: success is told a moment before the commit. A kill in that moment loses what was acknowledged. */
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
      context.acknowledge(recordOf(context));
      await client.query('select pg_sleep(0.05)');
      await client.query('commit');
    });
  },
};

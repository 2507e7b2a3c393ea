import pg, { type Pool, type PoolClient, type QueryResult } from 'pg';

/*
 * A transaction as few messages: `begin` and what opens a transaction wait for the first statement of its work and go out with it,
 * and where the work is one statement alone the commit goes along, too. Each message that is answered on its own costs both sides
 * a turn, which for a short request was more than the work itself. What goes out together is one unit for the server: where one
 * of it fails, nothing behind it is carried out. This holds behind a pooler in transaction mode as well.
 */

/** Begins a statement that waits for the next one: its answer is not looked at. */
export const opening = '/* opening */ ';
/** The same, where the next statement is the only one of its transaction. */
export const openingOfOne = '/* opening of one */ ';

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The part of the driver's connection that puts messages on the wire (its typings leave it out). */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { text: string }): void;
  bind(message: { values: readonly string[] }): void;
  execute(message: object): void;
  sync(): void;
}

/** What the driver calls on a query while it is sent and answered (its typings leave it out). */
interface Answered {
  submit(wire: Wire): Error | null;
  _getRows(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}

/** Of what goes before or behind: its values are texts. */
const send = (wire: Wire, { text, values }: Statement): void => {
  wire.parse({ text });
  wire.bind({ values: values.map(String) });
  wire.execute({});
};

/** Carries out a statement with others before and behind it, all in one message; gives the answer of that one. */
function together(
  client: PoolClient,
  before: readonly Statement[],
  { text, values }: Statement,
  behind: readonly Statement[],
): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(
      { text, values: [...values], queryMode: 'extended' } as pg.QueryConfig,
      (error, result) => {
        if (error) reject(error);
        else resolve(result);
      },
    ) as pg.Query & Answered; // see there
    const inner = {
      submit: query.submit.bind(query),
      row: query.handleDataRow.bind(query),
      complete: query.handleCommandComplete.bind(query),
    };
    let done = 0;
    const isItself = (): boolean => done === before.length;
    Object.assign(query, {
      submit(wire: Wire): Error | null {
        wire.stream.cork();
        try {
          for (const statement of before) send(wire, statement);
          return inner.submit(wire);
        } finally {
          wire.stream.uncork();
        }
      },
      _getRows(wire: Wire): void {
        wire.execute({});
        for (const statement of behind) send(wire, statement);
        wire.sync();
      },
      handleDataRow(message: unknown): void {
        if (isItself()) inner.row(message);
      },
      handleCommandComplete(message: unknown, wire: Wire): void {
        if (isItself()) inner.complete(message, wire);
        done += 1;
      },
    } satisfies Answered);
    client.query(query);
  });
}

const beginning = /^(?:begin|start transaction)/;
const nothing = (command: string): Pick<QueryResult, 'command' | 'rowCount' | 'rows'> => ({
  command,
  rowCount: 0,
  rows: [],
});

/** A connection as the query builder is lent it: it says one statement after the other, and these go out as told above. */
function sparing(client: PoolClient) {
  let waiting: Statement[] = [];
  let isOfOne = false;
  let isOver = false;
  return {
    async query(text: string, values: readonly unknown[] = []) {
      if (beginning.test(text)) {
        waiting = [{ text, values: [] }];
        isOfOne = false;
        isOver = false;
        return nothing('BEGIN');
      }
      if (isOver) {
        // The commit went along already.
        if (text === 'commit') return nothing('COMMIT');
        if (text !== 'rollback') throw new Error('A transaction that was said to be one statement has another one.');
      }
      if (waiting.length > 0) {
        if (text === 'commit' || text === 'rollback') {
          waiting = [];
          return nothing(text.toUpperCase());
        }
        const opens = text.startsWith(opening);
        if (opens || text.startsWith(openingOfOne)) {
          waiting.push({ text, values });
          isOfOne = !opens;
          return nothing('SELECT');
        }
        const before = waiting;
        waiting = [];
        isOver = isOfOne;
        return together(client, before, { text, values }, isOfOne ? [{ text: 'commit', values: [] }] : []);
      }
      return client.query(text, [...values]);
    },
    release(destroy?: boolean): void {
      waiting = [];
      isOver = false;
      client.release(destroy);
    },
  };
}

/** The pool as the query builder uses it, with transactions that go out in few messages. */
export function sparingPool(pool: Pool) {
  const lent = new WeakMap<PoolClient, ReturnType<typeof sparing>>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = lent.get(client) ?? sparing(client);
      lent.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

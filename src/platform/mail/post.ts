import { createTransport } from 'nodemailer';
import type { Database } from '#platform/access/transaction.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { isLoopback } from '#platform/configuration/loopback.ts';
import type { MailServer } from '#platform/configuration/services.ts';

/** A mail to one person: plain text, so that nothing in it can be anything else. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What became of a letter: given to the mail server, kept for the demo's page, or neither, with the reason. */
export type Posting = 'sent' | 'kept' | 'no-server' | 'failed';

/** A letter that the demo has kept. */
export interface KeptLetter extends Letter {
  readonly id: number;
  /** Instant, ISO 8601. */
  readonly sentAt: string;
}

export interface Post {
  /** Sends or keeps a letter. It never throws: whoever sends says what became of it. */
  readonly send: (letter: Letter) => Promise<Posting>;
  /** Whether letters reach anybody, or at least the page of the demo. */
  readonly canSend: () => Promise<boolean>;
  /** Letters that were kept, the newest first; null where none are kept. */
  readonly kept: () => Promise<readonly KeptLetter[] | null>;
  /** Asks the mail server whether it takes our letters. @returns why not, without its address; null when it does */
  readonly check: () => Promise<string | null>;
  readonly close: () => void;
}

interface PostOptions {
  readonly server: MailServer | null;
  readonly database: Database;
  readonly clock: Clock;
  /** Whether letters are kept where there is no server: in the demo, and only there. */
  readonly keeps: () => Promise<boolean>;
  /** Whether the store waits for its release after a restore: then nothing goes out. */
  readonly isHeld: () => Promise<boolean>;
  readonly log: (message: string) => void;
}

const seconds = (count: number): number => count * 1000;

/** The code of an error: its words may repeat addresses. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

/** The way letters go: by SMTP where a server is configured, else to the page of the demo. */
export function createPost({ server, database, clock, keeps, isHeld, log }: PostOptions): Post {
  const transport = server === null ? null : transportTo(server);
  const keepsNow = async (): Promise<boolean> => transport === null && (await keeps());

  return {
    async send({ to, subject, text }) {
      if (transport !== null) {
        if (await isHeld()) return 'no-server';
        try {
          await transport.sendMail({ to, subject, text });
          return 'sent';
        } catch (error) {
          log(`A mail could not be sent: ${codeOf(error)}`);
          return 'failed';
        }
      }
      if (!(await keeps())) return 'no-server';
      await database
        .insertInto('platform.kept_mail')
        .values({ sent_at: new Date(clock.now()).toISOString(), recipient: to, subject, body: text })
        .execute();
      return 'kept';
    },

    canSend: async () => (transport === null ? keeps() : !(await isHeld())),

    async kept() {
      if (!(await keepsNow())) return null;
      const rows = await database
        .selectFrom('platform.kept_mail')
        .selectAll()
        .orderBy('mail_id', 'desc')
        .limit(200)
        .execute();
      return rows.map((row) => ({
        id: row.mail_id,
        sentAt: new Date(row.sent_at).toISOString(),
        to: row.recipient,
        subject: row.subject,
        text: row.body,
      }));
    },

    async check() {
      if (transport === null) return null;
      return transport.verify().then(
        () => null,
        (error: unknown) => codeOf(error),
      );
    },

    close: () => transport?.close(),
  };
}

function transportTo({ url, from }: MailServer) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isEncrypted = protocol === 'smtps:';
  return createTransport(
    {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isEncrypted ? 465 : 587) : Number(port),
      secure: isEncrypted,
      // Over the network never in the open: letters carry links that let somebody in. A server on this machine has no
      // certificate that could be checked.
      requireTLS: !isEncrypted && !isLoopback(hostname),
      ignoreTLS: !isEncrypted && isLoopback(hostname),
      ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: seconds(5),
      greetingTimeout: seconds(5),
      socketTimeout: seconds(10),
      // A letter is what we wrote, never a file or an address that somebody named.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
}

import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A letter as it arrived. */
interface ArrivedLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** The head of the letter, line by line as it was sent. */
  readonly head: string;
  readonly subject: string;
  readonly text: string;
}

interface TestMailServer {
  readonly url: string;
  readonly letters: readonly ArrivedLetter[];
  /** Waits until so many letters are there. */
  readonly arrived: (count: number) => Promise<readonly ArrivedLetter[]>;
  readonly close: () => Promise<void>;
}

/** A mail server on a port of its own that asks for this name and password, and keeps what it is given. */
export async function startMailServer(user = 'kulcs', password = 'p@ss word'): Promise<TestMailServer> {
  const letters: ArrivedLetter[] = [];
  let told: (() => void)[] = [];
  const server = new SMTPServer({
    logger: false,
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (given, _session, done) =>
      given.username === user && given.password === password
        ? done(null, { user })
        : done(new Error('wrong name or password')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push(read(Buffer.concat(chunks).toString('utf8'), session));
        for (const tell of told) tell();
        told = [];
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}`,
    letters,
    async arrived(count) {
      while (letters.length < count) await new Promise<void>((resolve) => told.push(resolve));
      return letters;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const unquoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** Words of a head that are encoded (RFC 2047). */
const decoded = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_all, kind: string, word: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : unquoted(word.replaceAll('_', ' ')),
    );

function read(raw: string, { envelope: { mailFrom, rcptTo } }: SMTPServerSession): ArrivedLetter {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const unfolded = head.replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? '';
  const text = body.join('\r\n\r\n');
  const encoding = header('Content-Transfer-Encoding').trim();
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    head,
    subject: decoded(header('Subject')).trim(),
    text: (encoding === 'base64'
      ? Buffer.from(text, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? unquoted(text)
        : text
    ).replaceAll('\r\n', '\n'),
  };
}

import dns from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createPlainServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allowedAddresses } from './addresses.ts';
import { faultOfAddress, post } from './call.ts';

const rules = { isAllowed: allowedAddresses([], false), milliseconds: 2000 };
const strict = { isAllowed: allowedAddresses([], true), milliseconds: 2000 };

let open: Server[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(
    open.map((server) => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)))),
  );
  open = [];
});

async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`; // it listens on a port
}

describe('a call', () => {
  it('posts what it is given and says the status', async () => {
    const got: unknown[] = [];
    const url = await receiver((request, reply) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        got.push([request.method, request.url, request.headers['x-own'], body]);
        reply.writeHead(202).end('taken');
      });
    });
    expect(await post(url, { 'x-own': 'yes' }, '{"ő":1}', rules)).toEqual({
      outcome: 'answered',
      status: 202,
      retryAfterSeconds: null,
    });
    expect(got).toEqual([['POST', '/hook', 'yes', '{"ő":1}']]);
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const url = await receiver((_request, reply) => {
      asked += 1;
      reply.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await post(url, {}, '{}', rules)).toMatchObject({ status: 302 });
    expect(asked).toBe(1);
  });

  it.each([
    ['120', 120],
    ['0', 0],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    ['-5', null],
    ['99999999', null],
  ])('reads that it should come back in %j', async (given, seconds) => {
    const url = await receiver((_request, reply) => void reply.writeHead(503, { 'retry-after': given }).end());
    expect(await post(url, {}, '{}', rules)).toMatchObject({ status: 503, retryAfterSeconds: seconds });
  });

  it('gives up on who does not answer, and on who answers without end', async () => {
    const silent = await receiver(() => undefined);
    expect(await post(silent, {}, '{}', { ...rules, milliseconds: 100 })).toEqual({ outcome: 'late' });
    const dripping = await receiver((_request, reply) => void reply.writeHead(200).write('x'));
    expect(await post(dripping, {}, '{}', { ...rules, milliseconds: 100 })).toMatchObject({ status: 200 });
  });

  it('takes no more than a megabyte of an answer', async () => {
    let sent = 0;
    const url = await receiver((_request, reply) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (!reply.destroyed && sent < 64 * 1024 * 1024) {
          sent += chunk.length;
          if (!reply.write(chunk)) return void reply.once('drain', more);
        }
        reply.end();
      };
      more();
    });
    expect(await post(url, {}, '{}', rules)).toMatchObject({ status: 200 });
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('says that nobody is there', async () => {
    const url = await receiver(() => undefined);
    const [server] = open;
    await new Promise((resolve) => server?.close(resolve));
    expect(await post(url, {}, '{}', rules)).toEqual({ outcome: 'no-connection' });
  });

  it('says that what answers is no web server, and no one with a certificate', async () => {
    const odd = createPlainServer((socket) => {
      socket.on('error', () => undefined).resume();
      socket.end('220 mail\r\n');
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const port = String((odd.address() as AddressInfo).port); // it listens on a port
    expect(await post(`http://127.0.0.1:${port}`, {}, '{}', rules)).toEqual({ outcome: 'no-connection' });
    expect(await post(`https://127.0.0.1:${port}`, {}, '{}', rules)).toEqual({ outcome: 'certificate' });
    await new Promise((resolve) => odd.close(resolve));
  });
});

/** What a name leads to, as if a server of names had answered so. */
function answerNames(...answers: readonly (readonly { address: string; family: number }[])[]): () => number {
  let asked = 0;
  const answer = (_name: string, _options: unknown, done: (error: null, found: unknown) => void): void => {
    const found = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    done(null, found);
  };
  vi.spyOn(dns, 'lookup').mockImplementation(answer as typeof dns.lookup); // only this form of it is used
  return () => asked;
}

describe('where a name leads is looked at when it is called (reliability, WEB-4)', () => {
  it.each([
    ['inside', [{ address: '10.0.0.7', family: 4 }]],
    ['to this machine', [{ address: '127.0.0.1', family: 4 }]],
    ['to this machine in the form of IPv6', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['to the place of secrets in a cloud', [{ address: '169.254.169.254', family: 4 }]],
    [
      'outside and inside',
      [
        { address: '93.184.216.34', family: 4 },
        { address: '192.168.0.1', family: 4 },
      ],
    ],
    ['nowhere', []],
  ])('%s: it is not called', async (_where, found) => {
    const asked = answerNames(found);
    expect(await post('https://hooks.example/x', {}, '{}', strict)).toEqual({ outcome: 'forbidden' });
    expect(asked()).toBe(1);
  });

  it('once for each call, and the connection goes to what was looked at', async () => {
    const url = new URL(await receiver((_request, reply) => void reply.writeHead(204).end()));
    // A second answer would lead to where nobody listens.
    const asked = answerNames([{ address: '127.0.0.1', family: 4 }], [{ address: '10.0.0.7', family: 4 }]);
    url.hostname = 'localhost';
    expect(await post(url.href, {}, '{}', rules)).toMatchObject({ status: 204 });
    expect(asked()).toBe(1);
    expect(await post(url.href, {}, '{}', rules)).toEqual({ outcome: 'forbidden' });
  });
});

describe('of addresses', () => {
  it.each([
    ['https://hooks.example/kulcs?token=1', null],
    ['https://93.184.216.34:8443/', null],
    ['http://127.0.0.1:9000/hook', null],
    ['http://localhost:9000/hook', null],
    ['http://[::1]:9000/hook', null],
    ['http://hooks.example/kulcs', 'not-https'],
    ['http://10.0.0.1/', 'not-https'],
    ['ftp://hooks.example/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['hooks.example', 'not-https'],
    ['', 'not-https'],
    ['https://me:secret@hooks.example/', 'not-https'],
    ['https://hooks.example/#part', 'not-https'],
    ['https://10.0.0.1/', 'not-allowed'],
    ['https://0x0a.1/', 'not-allowed'],
    ['https://167772161/', 'not-allowed'],
    ['https://[::ffff:10.0.0.1]/', 'not-allowed'],
    ['https://169.254.169.254/latest/meta-data', 'not-allowed'],
  ])('%j: %j', (url, fault) => expect(faultOfAddress(url, rules)).toBe(fault));

  it.each(['http://127.0.0.1:9000/hook', 'http://localhost/', 'https://localhost/', 'https://[::1]/'])(
    '%s is not allowed in production',
    (url) => expect(faultOfAddress(url, strict)).toBe('not-allowed'),
  );
});

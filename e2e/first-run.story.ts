import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '#testing/demo-server.ts';
import { expectAccessible, languages, said, saidWithin, stories } from './story.ts';

const { visitor } = stories();
const kulcs = path.resolve(import.meta.dirname, '../bin/kulcs');

let server: ChildProcess | undefined;
let folder = '';
afterEach(async () => {
  if (server?.exitCode === null) {
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  }
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

/** Starts Kulcs on an empty store. @returns the address and the code that it printed */
async function startEmpty(): Promise<{ address: string; code: string }> {
  folder = mkdtempSync(path.join(tmpdir(), 'kulcs-first-'));
  const environment = { ...process.env, KULCS_DATA: folder, KULCS_PORT: String(await freePort()) };
  const started = spawn(process.execPath, [kulcs, 'start', '--no-demo'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server = started;
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const address = /address +(http\S+)/.exec(output)?.[1];
      const code = /code +([A-Z2-9-]{19}) .*\n/.exec(output)?.[1];
      if (address !== undefined && code !== undefined) resolve({ address, code });
    };
    started.stdout.on('data', read);
    started.stderr.on('data', read);
    started.once('exit', (status) => reject(new Error(`The server ended with ${String(status)}:\n${output}`)));
  });
}

describe.each(languages)('in %s', (language) => {
  test('on an empty store somebody founds the company by the code of the start, by keys alone', async () => {
    const { address, code } = await startEmpty();
    const page = await visitor({
      language,
      refused: ['/api/first-run'],
      viewport: { width: 390, height: 844 },
      scheme: language === 'hu' ? 'dark' : 'light',
    });
    await page.goto(new URL('/accounts/12', address).href);
    await page.getByRole('heading', { level: 1, name: said(language, 'first-run.title') }).waitFor();
    expect(page.url()).toBe(address);
    expect(address).toMatch(/\/first-run$/);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    const submit = page.getByRole('button', { name: said(language, 'first-run.found') });
    await submit.press('Enter');
    // What is missing is said, and the first of it is gone to.
    await page.keyboard.type('ABCD-EFGH-JKLM-NPQR');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Próba Egészség Kft.');
    for (const _field of ['currency', 'time zone', 'language of the company', 'own language', 'name'])
      await page.keyboard.press('Tab');
    await page.keyboard.type('Alapító Alma');
    await page.keyboard.press('Tab');
    await page.keyboard.type('alma@kulcs.test');
    await page.keyboard.press('Tab');
    await page.keyboard.type('négy szó elég hosszú');
    await page.keyboard.press('Enter');
    await page.getByText(saidWithin(language, 'problem.wrong-first-run-code')).waitFor();
    await expectAccessible(page);
    await page.getByLabel(said(language, 'first-run.code')).fill(code);
    await page.keyboard.press('Enter');

    await page.waitForURL((url) => url.pathname === '/people');
    await page.getByText('Alapító Alma').first().waitFor();
    const again = await page.goto(address);
    expect(new URL(again?.url() ?? '').pathname).not.toBe('/first-run');
    await page.getByText('Alapító Alma').first().waitFor();
    // The server ends before the browser does.
    await page.close();
  });
});

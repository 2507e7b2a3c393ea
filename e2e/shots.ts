/**
 * `npm run shots`: pictures of every page for people to look at: light and dark, wide and phone, both languages, into shots/.
 * With --docs also the pictures of the README and the guide, into docs/pictures/.
 * With words behind it only the pages whose names begin so.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { launchBrowser } from '#testing/browser.ts';
import { startDemo, type DemoServer } from '#testing/demo-server.ts';

interface Shot {
  readonly name: string;
  readonly role: string | null;
  /** Address, or how to find it. */
  readonly at: string | ((page: Page) => Promise<string>);
  /** What to do before the picture is taken. */
  readonly then?: (page: Page) => Promise<void>;
}

const largestAccount = async (page: Page): Promise<string> => {
  const answer = await page.request.get('/api/portfolio/key-accounts?limit=1');
  // The door's own contract.
  const found = (await answer.json()) as KeyAccountsReply;
  return `/accounts/${String(found.accounts[0]?.id)}`;
};

const newestImport = async (page: Page): Promise<string> => {
  const answer = await page.request.get('/api/sales/imports');
  const found = (await answer.json()) as { imports: { id: number }[] }; // the door's own contract
  return `/import/${String(found.imports[0]?.id)}`;
};

/** A webhook that was tried; its receiver is not there. */
const newWebhook = async (page: Page): Promise<string> => {
  const { origin } = new URL((await page.request.get('/api/me')).url());
  const headers = { origin, 'idempotency-key': crypto.randomUUID() };
  const data = {
    name: 'Warehouse, new owners',
    url: 'http://127.0.0.1:9/kulcs',
    types: ['account.assign', 'account.change'],
  };
  const answer = await page.request.post('/api/webhooks', { data, headers });
  const { webhook } = (await answer.json()) as { webhook: { id: number } }; // the door's own contract
  await page.request.post(`/api/webhooks/${String(webhook.id)}/trial`, { data: {}, headers });
  await page.waitForTimeout(2500);
  return `/settings/webhooks/${String(webhook.id)}`;
};

const shots: readonly Shot[] = [
  { name: 'sign-in', role: null, at: '/sign-in' },
  { name: 'key-accounts', role: 'director', at: '/key-accounts' },
  { name: 'key-accounts-groups', role: 'director', at: '/key-accounts?by=group&measure=margin' },
  { name: 'key-accounts-kam', role: 'kam', at: '/key-accounts' },
  { name: 'account', role: 'director', at: largestAccount },
  { name: 'dossier-timeline', role: 'director', at: async (page) => `${await largestAccount(page)}/timeline` },
  { name: 'dossier-facts', role: 'director', at: async (page) => `${await largestAccount(page)}/facts` },
  { name: 'dossier-files', role: 'director', at: async (page) => `${await largestAccount(page)}/files` },
  { name: 'dossier-decision', role: 'director', at: async (page) => `${await largestAccount(page)}/decision` },
  { name: 'accounts', role: 'director', at: '/accounts' },
  { name: 'duplicates', role: 'director', at: '/accounts/duplicates' },
  { name: 'matrix', role: 'director', at: '/key-accounts/matrix' },
  { name: 'decisions', role: 'director', at: '/key-accounts/decisions' },
  { name: 'import', role: 'director', at: '/import' },
  { name: 'import-done', role: 'director', at: newestImport },
  { name: 'products', role: 'director', at: '/products' },
  { name: 'people', role: 'admin', at: '/people' },
  { name: 'absences', role: 'director', at: '/absences' },
  { name: 'audit', role: 'director', at: '/audit' },
  { name: 'people-locked', role: 'admin', at: '/key-accounts' },
  { name: 'settings', role: 'kam', at: '/settings' },
  { name: 'webhooks', role: 'kam', at: '/settings/webhooks' },
  { name: 'webhook', role: 'director', at: newWebhook },
  {
    name: 'command-menu',
    role: 'director',
    at: '/accounts',
    async then(page) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('het pa', { delay: 20 });
      await page.waitForTimeout(600);
    },
  },
  { name: 'not-found', role: 'director', at: '/accounts/999999' },
];

const widths = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const languages = ['en', 'hu'] as const;
const schemes = ['light', 'dark'] as const;
const folder = path.resolve(import.meta.dirname, '../shots');
const { values, positionals } = parseArgs({
  options: { docs: { type: 'boolean', default: false } },
  allowPositionals: true,
});

async function take(browser: Browser, demo: DemoServer, shot: Shot, sessions: Map<string, string>): Promise<void> {
  for (const language of languages) {
    for (const scheme of schemes) {
      for (const [width, viewport] of Object.entries(widths)) {
        const context = await browser.newContext({
          baseURL: demo.url,
          viewport,
          colorScheme: scheme,
          locale: language === 'hu' ? 'hu-HU' : 'en-GB',
          reducedMotion: 'reduce',
          deviceScaleFactor: width === 'phone' ? 2 : 1,
          ...(shot.role === null ? {} : { storageState: await sessionOf(browser, demo, shot.role, sessions) }),
        });
        const page = await context.newPage();
        if (shot.role !== null) {
          await page.request.patch('/api/me/settings', { data: { language, scheme }, headers: { origin: demo.url } });
        }
        await page.goto(typeof shot.at === 'string' ? shot.at : await shot.at(page));
        await page.waitForLoadState('networkidle');
        await shot.then?.(page);
        await page.waitForTimeout(300);
        await page.screenshot({ path: path.join(folder, `${shot.name}-${language}-${scheme}-${width}.png`) });
        await context.close();
      }
    }
  }
}

async function sessionOf(
  browser: Browser,
  demo: DemoServer,
  role: string,
  sessions: Map<string, string>,
): Promise<string> {
  const known = sessions.get(role);
  if (known !== undefined) return known;
  const context = await browser.newContext({ baseURL: demo.url });
  const page = await context.newPage();
  await page.goto(demo.linkOf(role));
  const file = path.join(folder, `.session-${role}.json`);
  await context.storageState({ path: file });
  await context.close();
  sessions.set(role, file);
  return file;
}

const data = mkdtempSync(path.join(tmpdir(), 'kulcs-shots-'));
mkdirSync(folder, { recursive: true });
const demo = await startDemo(data);
const browser = await launchBrowser();
try {
  const sessions = new Map<string, string>();
  for (const shot of shots) {
    if (positionals.length > 0 && !positionals.some((word) => shot.name.startsWith(word))) continue;
    await take(browser, demo, shot, sessions);
    process.stdout.write(`${shot.name}\n`);
  }
  for (const file of sessions.values()) rmSync(file);
  if (values.docs) {
    const pictures = path.resolve(import.meta.dirname, '../docs/pictures');
    mkdirSync(pictures, { recursive: true });
    for (const name of ['key-accounts', 'account', 'import-done', 'command-menu']) {
      copyFileSync(path.join(folder, `${name}-en-light-wide.png`), path.join(pictures, `${name}.png`));
    }
    copyFileSync(path.join(folder, 'key-accounts-hu-dark-phone.png'), path.join(pictures, 'key-accounts-phone.png'));
  }
} finally {
  await browser.close();
  await demo.stop();
  rmSync(data, { recursive: true, force: true });
}

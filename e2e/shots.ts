/**
 * `npm run shots`: pictures of every page for people to look at: light and dark, wide and phone, both languages, into shots/.
 * With --docs only those of the README and the guide, which are put into docs/pictures/.
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

/** A key that was just made; what it is shown as once is in no picture. */
const keys = async (page: Page): Promise<string> => {
  const { origin } = new URL((await page.request.get('/api/me')).url());
  const headers = { origin, 'idempotency-key': crypto.randomUUID() };
  await page.request.post('/api/keys', { data: { name: 'Nightly figures', days: 30 }, headers });
  return '/settings/keys';
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
  { name: 'orders', role: 'director', at: '/accounts/orders' },
  { name: 'mentions', role: 'kam', at: '/mentions' },
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
  { name: 'company-webhooks', role: 'admin', at: '/settings/company-webhooks' },
  { name: 'keys', role: 'kam', at: keys },
  { name: 'reference', role: 'kam', at: '/api/reference' },
  { name: 'unattributed', role: 'director', at: '/import/unattributed' },
  { name: 'mails', role: 'admin', at: '/mails' },
  { name: 'admin-settings', role: 'admin', at: '/settings' },
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

/** What stands in docs/pictures, by the page that it shows; of each the English one in light on a wide screen. */
const pictures = [
  'absences',
  'account',
  'accounts',
  'admin-settings',
  'audit',
  'command-menu',
  'company-webhooks',
  'dossier-facts',
  'import-done',
  'key-accounts',
  'keys',
  'matrix',
  'people',
  'products',
  'reference',
  'settings',
  'sign-in',
  'webhook',
] as const;
/** And one on a phone. */
const phonePicture = { of: 'key-accounts', language: 'hu', scheme: 'dark', as: 'key-accounts-phone' } as const;

const widths = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const languages = ['en', 'hu'] as const;
const schemes = ['light', 'dark'] as const;
const folder = path.resolve(import.meta.dirname, '../shots');
const docsFolder = path.resolve(import.meta.dirname, '../docs/pictures');
const { values, positionals } = parseArgs({
  options: { docs: { type: 'boolean', default: false } },
  allowPositionals: true,
});

async function take(browser: Browser, demo: DemoServer, shot: Shot, sessions: Map<string, string>): Promise<void> {
  for (const language of languages) {
    for (const scheme of schemes) {
      for (const [width, viewport] of Object.entries(widths)) {
        if (values.docs && pictureOf(shot.name, language, scheme, width) === null) continue;
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
        const file = path.join(folder, `${shot.name}-${language}-${scheme}-${width}.png`);
        await page.screenshot({ path: file });
        const picture = pictureOf(shot.name, language, scheme, width);
        if (values.docs && picture !== null) copyFileSync(file, path.join(docsFolder, `${picture}.png`));
        await context.close();
      }
    }
  }
}

/** Under which name a picture stands in the guide; null: not there. */
function pictureOf(shot: string, language: string, scheme: string, width: string): string | null {
  const { of, as } = phonePicture;
  if (width === 'phone')
    return shot === of && language === phonePicture.language && scheme === phonePicture.scheme ? as : null;
  return language === 'en' && scheme === 'light' && pictures.some((name) => name === shot) ? shot : null;
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
mkdirSync(docsFolder, { recursive: true });
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
} finally {
  await browser.close();
  await demo.stop();
  rmSync(data, { recursive: true, force: true });
}

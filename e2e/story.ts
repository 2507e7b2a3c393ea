import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launchBrowser } from '#testing/browser.ts';

export type Language = 'en' | 'hu';
export const languages: readonly Language[] = ['en', 'hu'];

const root = path.resolve(import.meta.dirname, '..');
const run = promisify(execFile);

interface Visit {
  readonly language: Language;
  readonly scheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Answers that a story expects to be refusals, so that they do not fail it: beginnings of addresses. */
  readonly refused?: readonly string[];
}

export interface Story {
  /** Runs the command line on the demo's store, as the host. @returns what it printed */
  readonly kulcs: (...words: string[]) => Promise<string>;
  /** A page of somebody who is not signed in. */
  readonly visitor: (visit: Visit) => Promise<Page>;
  /** A page of somebody who has just signed in by a one-time link. */
  readonly signedIn: (email: string, visit: Visit) => Promise<Page>;
  /** Takes what pages have complained of so far: for the story that shows that complaints are heard. */
  readonly takeComplaints: () => string[];
}

/** A browser for the stories of a file. A page with an error, a refused request or a breach of its policy fails its story. */
export function stories(): Story {
  let browser: Browser | undefined;
  let open: BrowserContext[] = [];
  let complaints: string[] = [];
  const takeComplaints = (): string[] => {
    const taken = complaints;
    complaints = [];
    return taken;
  };
  // Signing in is limited to so many a minute, as it should be; each person signs in once a file.
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(open.map((context) => context.close()));
    open = [];
    expect(takeComplaints()).toEqual([]);
  });
  afterAll(() => browser?.close());

  const kulcs: Story['kulcs'] = async (...words) => {
    const { dataFolder, port } = inject('demo');
    const environment = { ...process.env, KULCS_DATA: dataFolder, KULCS_PORT: String(port) };
    const { stdout } = await run(process.execPath, [path.join(root, 'bin/kulcs'), ...words], { env: environment });
    return stdout.trim();
  };

  const visit = async (
    { language, scheme = 'light', viewport, refused = [] }: Visit,
    email?: string,
  ): Promise<Page> => {
    if (!browser) throw new Error('stories() is ready inside tests only');
    const context = await browser.newContext({
      baseURL: inject('demo').url,
      locale: language === 'hu' ? 'hu-HU' : 'en-GB',
      colorScheme: scheme,
      viewport: viewport ?? { width: 1280, height: 860 },
      reducedMotion: 'reduce',
      ...(email === undefined ? {} : { storageState: await sessionOf(browser, email) }),
    });
    open.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      // The browser tells of a refused request here as well; those are looked at below, with their address.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // Leaving a page breaks off what it still asked for.
      if (reason !== 'net::ERR_ABORTED') complaints.push(`${reason} ${request.url()}`);
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      // Whoever is not signed in is told so once, before the sign-in page shows.
      const isExpected =
        (response.status() === 401 && pathname === '/api/me') || refused.some((one) => pathname.startsWith(one));
      if (response.status() >= 400 && !isExpected) complaints.push(`${String(response.status())} ${pathname}`);
    });
    return page;
  };

  async function sessionOf(within: Browser, email: string) {
    const known = sessions.get(email);
    if (known) return known;
    const context = await within.newContext({ baseURL: inject('demo').url });
    const page = await context.newPage();
    await page.goto(await kulcs('user', 'link', email));
    const session = await context.storageState();
    await context.close();
    sessions.set(email, session);
    return session;
  }

  return {
    kulcs,
    visitor: (how) => visit(how),
    takeComplaints,
    async signedIn(email, how) {
      const page = await visit(how, email);
      const { url } = inject('demo');
      await page.request.patch('/api/me/settings', {
        data: { language: how.language, scheme: how.scheme ?? 'light' },
        headers: { origin: url },
      });
      await page.goto('/');
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    },
  };
}

const words = Object.fromEntries(
  languages.map((language) => [
    language,
    Object.assign(
      {},
      ...globSync(`src/{app,platform/*,slices/*}/messages/{,*/}${language}.json`, { cwd: root }).map(
        (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as unknown,
      ),
    ) as Record<string, string>, // a flat object of sentences: the check of the languages holds the files to that
  ]),
);

/** The sentence of a key as the page shows it by itself; placeholders stand for anything. */
export const said = (language: Language, key: string): RegExp => new RegExp(`^\\s*${pattern(language, key)}\\s*$`, 'u');

/** The same with other words beside it. */
export const saidWithin = (language: Language, key: string): RegExp => new RegExp(pattern(language, key), 'u');

function pattern(language: Language, key: string): string {
  const text = words[language]?.[key];
  if (text === undefined) throw new Error(`There are no words for ${key} in ${language}.`);
  const parts = text.split(/\{\{[^}]+\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return parts.join('.+');
}

/** What axe finds on the page as it stands: nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { demoFacts } from '../demo/facts.ts';
import { languages, said, stories, type Language } from './story.ts';

const { signedIn } = stories();
const director = demoFacts.emailsByRole.director[0] ?? '';

/** More steps than any page of ours has places to stop at before its main part. */
const mostSteps = 150;

/** Goes on by Tab until the focus is there. @throws when it never is, or when the focus cannot be seen */
async function tabTo(page: Page, there: Locator): Promise<void> {
  await there.first().waitFor();
  for (let step = 0; step < mostSteps; step += 1) {
    const within = await there.first().locator(':focus').count();
    if (within + (await there.first().and(page.locator(':focus')).count()) > 0) {
      const seen = await page.evaluate(`(() => {
        const isDrawn = ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px';
        // A row draws it over its cells.
        return [undefined, '::after'].some((part) => isDrawn(getComputedStyle(document.activeElement, part)));
      })()`);
      expect(seen).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${String(there)}.`);
}

async function goBy(page: Page, language: Language, word: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type(word);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: said(language, 'import.title') }).waitFor();
}

async function threeLines(name: string): Promise<string> {
  const lines = ['Invoice;Date;Customer;StockCode;Quantity;UnitPrice'];
  for (const number of [1, 2, 3]) lines.push(`${name}-${String(number)};2026-02-0${String(number)};V10214;KO-1;1;100`);
  const file = path.join(tmpdir(), `${name}-${String(process.pid)}.csv`);
  await writeFile(file, lines.join('\n'));
  return file;
}

describe.each(languages)('by the keyboard alone, in %s', (language) => {
  test('a director reads who is key, opens an account, comes back, and takes the list along', async () => {
    const page = await signedIn(director, { language });
    const grid = page.getByRole('grid').first();
    await grid.waitFor();
    await page.waitForLoadState('networkidle');
    // The first stop of every page leads past the navigation.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('main');
    await tabTo(page, grid);
    const focused = page.locator('[role=grid] [role=row]:focus');
    const first = await focused.innerText();
    await page.keyboard.press('ArrowDown');
    // The next row has the focus as soon as it is drawn as the current one.
    await expect.poll(async () => ((await focused.count()) === 1 ? focused.innerText() : first)).not.toBe(first);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/accounts\/\d+/);
    await page.getByRole('heading', { level: 1 }).waitFor();
    // The key for it is the browser's own.
    await page.goBack();
    await page.waitForURL(/\/key-accounts/);

    const taken = page.waitForEvent('download');
    const label = said(language, 'key-accounts.export');
    await tabTo(page, page.getByRole('button', { name: label }).or(page.getByRole('link', { name: label })));
    await page.keyboard.press('Enter');
    expect((await taken).suggestedFilename()).toMatch(/\.csv$/);
  });

  test('a director brings a file in', async () => {
    const page = await signedIn(director, { language });
    await goBy(page, language, language === 'hu' ? 'betolt' : 'import');
    const chosen = page.waitForEvent('filechooser');
    await tabTo(page, page.getByRole('button', { name: said(language, 'import.choose') }));
    await page.keyboard.press('Enter');
    await (await chosen).setFiles(await threeLines(`KEYS-${language}`));
    await tabTo(page, page.getByLabel(said(language, 'import.source-name')));
    await page.keyboard.type(`keys ${language}`);
    await tabTo(page, page.getByRole('button', { name: said(language, 'import.look_one') }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title-uploaded') }).waitFor();
    await tabTo(page, page.getByRole('button', { name: said(language, 'import.load-now') }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title-loaded_other') }).waitFor();
  });
});

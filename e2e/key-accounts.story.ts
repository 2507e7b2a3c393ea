import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { demoFacts } from '../demo/facts.ts';
import { expectAccessible, languages, said, stories } from './story.ts';

const { signedIn } = stories();
const director = demoFacts.emailsByRole.director[0] ?? '';
const kam = demoFacts.emailsByRole.kam[0] ?? '';

describe.each(languages)('a director in %s', (language) => {
  test('sees who carries the business, goes from a row to the account and back', async () => {
    const page = await signedIn(director, { language });
    await page
      .getByRole('heading', { level: 1, name: said(language, 'key-accounts.carried-company-net_other') })
      .waitFor();
    const table = page.getByRole('grid', { name: said(language, 'key-accounts.table') });
    const first = table.getByRole('row').nth(1);
    expect(await first.innerText()).toContain('Hét Patak Gyógyszertárak Zrt.');
    await expectAccessible(page);
    await first.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'Hét Patak Gyógyszertárak Zrt.' }).waitFor();
    await page.getByText(said(language, 'sales.by-month'), { exact: false }).first().waitFor();
    await page.getByText(said(language, 'sales.by-product'), { exact: false }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await expectAccessible(page);
    await page.goBack();
    await page
      .getByRole('heading', { level: 1, name: said(language, 'key-accounts.carried-company-net_other') })
      .waitFor();
  });

  test('reads the picture as a table, and takes the list along as CSV', async () => {
    const page = await signedIn(director, { language });
    await page.getByRole('button', { name: said(language, 'chart.as-table') }).click();
    await page.getByRole('button', { name: said(language, 'chart.as-chart') }).waitFor();
    await expectAccessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: said(language, 'key-accounts.export') }).click();
    const file = await (await download).path();
    const text = await readFile(file, 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text).toContain(`Hét Patak Gyógyszertárak Zrt.${language === 'hu' ? ';' : ','}`);
    // What it is of, the headers, and every account.
    expect(text.trim().split('\r\n')).toHaveLength(demoFacts.accounts + 2);
  });
});

describe.each(languages)('a KAM in %s', (language) => {
  test('sees her own accounts and no figure of the company', async () => {
    const page = await signedIn(kam, { language });
    await page.getByText(said(language, 'key-accounts.scope-own')).waitFor();
    expect(await page.getByText(said(language, 'key-accounts.candidate')).count()).toBe(0);
    expect(await page.getByRole('link', { name: said(language, 'nav.import') }).count()).toBe(0);
    await expectAccessible(page);
  });

  test('is told that an account of others is not there or not hers', async () => {
    const page = await signedIn(kam, { language, refused: ['/api/accounts/'] });
    const answer = await page.request.get('/api/accounts?search=koros');
    expect(await answer.json()).toMatchObject({ accounts: [], nextCursor: null });
    await page.goto('/accounts/2147483647');
    await page.getByText(said(language, 'accounts.missing-text')).waitFor();
    await expectAccessible(page);
  });
});

test('on a phone the list has two lines a row and the page never scrolls sideways', async () => {
  const page = await signedIn(director, { language: 'hu', scheme: 'dark', viewport: { width: 390, height: 844 } });
  await page.getByText('Hét Patak Gyógyszertárak Zrt.').first().waitFor();
  await page.waitForLoadState('networkidle');
  const widths = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
  expect(widths).toEqual([390, 390]);
  await expectAccessible(page);
});

import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { workbookBytes, type MadeCell } from '#platform/transfer/testing/workbook-bytes.ts';
import { demoFacts } from '../demo/facts.ts';
import { expectAccessible, languages, said, stories } from './story.ts';

const { signedIn } = stories();
const director = demoFacts.emailsByRole.director[0] ?? '';

/** Ten documents as a Hungarian program writes them; the last has an impossible day. */
async function exportFile(name: string): Promise<string> {
  const lines = ['Számlaszám;Kelt;Vevőkód;Vevő neve;Cikkszám;Mennyiség;Egységár'];
  for (let number = 1; number <= 10; number += 1) {
    const day = number === 10 ? '2026.02.30.' : `2026.02.${String(number + 10)}.`;
    lines.push(`${name}-${String(number)};${day};V10214;Hét Patak;KO-1;${String(number)};1 250,50`);
  }
  const file = path.join(tmpdir(), `${name}-${String(process.pid)}.csv`);
  await writeFile(file, lines.join('\r\n'));
  return file;
}

/** The same as a workbook, its dates and numbers in cells of their own, and a sheet of notes before it. */
async function workbookFile(name: string): Promise<string> {
  const header = ['Számlaszám', 'Kelt', 'Vevőkód', 'Cikkszám', 'Mennyiség', 'Egységár'];
  const rows: MadeCell[][] = [];
  // 46054 is 2026-02-01 in the date system of 1900.
  for (let number = 1; number <= 3; number += 1) {
    rows.push([
      `${name}-${String(number)}`,
      { day: 46_053 + number },
      'V10214',
      'KO-1',
      { number: '2' },
      { number: '1250.5' },
    ]);
  }
  const bytes = await workbookBytes({
    sheets: [
      { name: 'Jegyzet', rows: [['ez'], ['az']] },
      { name: 'Sorok', rows: [header, ...rows] },
    ],
  });
  const file = path.join(tmpdir(), `${name}-${String(process.pid)}.xlsx`);
  await writeFile(file, bytes);
  return file;
}

describe.each(languages)('a director in %s', (language) => {
  test('brings a file in: looks at its columns, tries it, loads what is right and sees what is handed back', async () => {
    const page = await signedIn(director, { language });
    await page
      .getByRole('link', { name: said(language, 'nav.import') })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title') }).waitFor();
    await expectAccessible(page);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(await exportFile(`TRY-${language}`));
    await page.getByLabel(said(language, 'import.source-name')).fill(`story ${language}`);
    await page.getByRole('button', { name: said(language, 'import.look_one') }).click();
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title-uploaded') }).waitFor();
    expect(await page.getByLabel(language === 'hu' ? /Számla kelte|dátuma/ : /Invoice date/).count()).toBeGreaterThan(
      0,
    );
    await expectAccessible(page);
    await page.getByRole('button', { name: said(language, 'import.dry-run') }).click();
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title-tried_one') }).waitFor();
    await page.getByText('2026.02.30.').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: said(language, 'import.load-rest_other') }).click();
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title-loaded_other') }).waitFor();
    await page.getByRole('link', { name: said(language, 'import.download') }).waitFor();
    await expectAccessible(page);
  });

  test('brings a workbook in, and takes it back as a whole', async () => {
    const page = await signedIn(director, { language });
    await page.goto('/import');
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title') }).waitFor();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(await workbookFile(`BOOK-${language}`));
    await page.getByLabel(said(language, 'import.source-name')).fill(`book ${language}`);
    await page.getByRole('button', { name: said(language, 'import.look_one') }).click();
    await page.getByLabel(said(language, 'import.sheet'), { exact: true }).selectOption('Sorok');
    await page.getByRole('button', { name: said(language, 'import.load-now') }).click();
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title-loaded_other') }).waitFor();
    await page.getByRole('button', { name: said(language, 'import.undo') }).click();
    await page.getByText(said(language, 'import.undo-documents-removed')).waitFor();
    await expectAccessible(page);
    await page
      .getByRole('button', { name: said(language, 'import.undo-do') })
      .last()
      .click();
    await page.getByRole('heading', { level: 1, name: said(language, 'import.title-undone') }).waitFor();
    await expectAccessible(page);
  });
});

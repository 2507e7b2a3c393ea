import { describe, expect, test } from 'vitest';
import { AccountsReply } from '#slices/accounts/contract.ts';
import { demoFacts } from '../demo/facts.ts';
import { expectAccessible, languages, said, stories, type Language } from './story.ts';

const { signedIn } = stories();
const director = demoFacts.emailsByRole.director[0] ?? '';

/** Two accounts about which nothing was decided, one for each language. */
const candidates: Readonly<Record<Language, string>> = { en: 'Tölgyes', hu: 'Vadgesztenye Patika' };

describe.each(languages)('a director in %s', (language) => {
  test('judges an account, projects it, decides, and finds it on the matrix and among the decisions', async () => {
    const page = await signedIn(director, { language });
    const found = await page.request.get(`/api/accounts?search=${encodeURIComponent(candidates[language])}&limit=1`);
    const [account] = AccountsReply.parse(await found.json()).accounts;
    if (!account) throw new Error('The demo lacks the account of this story.');
    await page.goto(`/accounts/${String(account.id)}/decision`);

    await page.getByLabel(said(language, 'judgement.score'), { exact: true }).first().selectOption('9');
    await page
      .getByLabel(/Why\?|Miért\?/)
      .first()
      .fill('Mert vezeti a szegmensét.');
    await page.getByRole('button', { name: said(language, 'judgement.save') }).click();
    await page.getByText('Mert vezeti a szegmensét.').waitFor();

    await page.getByRole('button', { name: said(language, 'scenario.add'), exact: true }).click();
    await page.getByLabel(said(language, 'scenario.name'), { exact: true }).fill('Közös');
    await page.getByLabel(said(language, 'scenario.rate-label')).fill('12');
    const cell = (what: string) => page.locator(`[data-cell="${what}"]`);
    await cell('0 investment').fill('150');
    for (const [year, amount] of [[1, '100'], [2, '120'], [3, '140']] as const) await cell(`${year} contribution`).fill(amount); // prettier-ignore
    await cell('1 contribution').press('Enter');
    expect(await page.evaluate('document.activeElement?.dataset.cell')).toBe('2 contribution');
    await page.getByRole('button', { name: said(language, 'scenario.save') }).click();
    // 134.60 in whole forints.
    await page.getByRole('rowheader', { name: 'Közös' }).waitFor();
    expect(await page.getByRole('row', { name: /Közös/ }).innerText()).toContain('135');
    await page.waitForLoadState('networkidle');
    await expectAccessible(page);

    await page.getByRole('button', { name: said(language, 'decision.act-confirm') }).click();
    await page.getByRole('button', { name: said(language, 'decision.act-confirm') }).click();
    await page.getByText(said(language, 'decision.reason-missing')).waitFor();
    await page.getByLabel(said(language, 'decision.reason'), { exact: true }).fill('Vele együtt növünk.');
    await page.getByRole('button', { name: said(language, 'decision.act-confirm') }).click();
    await page.getByText('Vele együtt növünk.').waitFor();

    await page.goto('/key-accounts/matrix');
    await page.getByRole('grid', { name: said(language, 'matrix.table') }).waitFor();
    await page.waitForLoadState('networkidle');
    await expectAccessible(page);
    await page.goto('/key-accounts/decisions');
    // Both languages decide in the same demo.
    await page.getByText('Vele együtt növünk.').first().waitFor();
    await page.waitForLoadState('networkidle');
    await expectAccessible(page);
  });
});

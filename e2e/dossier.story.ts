import { describe, expect, test } from 'vitest';
import type { AccountsReply } from '#slices/accounts/contract.ts';
import { demoFacts } from '../demo/facts.ts';
import { expectAccessible, languages, said, saidWithin, stories } from './story.ts';

const { signedIn } = stories();
const director = demoFacts.emailsByRole.director[0] ?? '';

describe.each(languages)('in %s', (language) => {
  test('somebody writes a fact, takes it back, asks to see what is confidential, and notes it on the timeline', async () => {
    const page = await signedIn(director, { language });
    const answer = await page.request.get(`/api/accounts?search=${demoFacts.largestAccount}`);
    const { accounts } = (await answer.json()) as AccountsReply; // the door's own contract
    await page.goto(`/accounts/${String(accounts[0]?.id)}`);
    await page.getByRole('link', { name: said(language, 'dossier.facts') }).click();
    await page.getByRole('heading', { level: 2, name: said(language, 'facts.to-ask') }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/facts$/);
    await expectAccessible(page);

    // Strategy is what the demo does not know of this account.
    await page
      .getByRole('button', { name: saidWithin(language, 'topic.strategy') })
      .first()
      .click();
    await page.getByLabel(said(language, 'facts.value')).fill('Terjeszkedik a Dunántúlon');
    await page.getByLabel(said(language, 'facts.source')).fill('igazgatói beszélgetés');
    await expectAccessible(page);
    await page.getByRole('button', { name: said(language, 'facts.save') }).click();
    await page.getByRole('button', { name: said(language, 'facts.save') }).waitFor({ state: 'detached' });
    await page.getByText('Terjeszkedik a Dunántúlon').waitFor();
    await page.getByRole('button', { name: said(language, 'toast.undo') }).click();
    await page.getByText('Terjeszkedik a Dunántúlon').waitFor({ state: 'detached' });

    // Each language builds on the same demo: what was asked for is the same fact.
    expect(await page.getByText('második szállítót keres').count()).toBe(0);
    await page.getByRole('button', { name: said(language, 'sealed.ask') }).click();
    await page.getByRole('button', { name: said(language, 'sealed.show') }).click();
    await page.getByText('második szállítót keres').waitFor();
    await page.getByText(saidWithin(language, 'sealed.recorded')).waitFor();
    await expectAccessible(page);

    await page.getByRole('link', { name: said(language, 'dossier.timeline') }).click();
    await page.getByText(saidWithin(language, 'event.note')).first().waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await page.getByLabel(said(language, 'notes.text')).fill('Jövő héten visszahív @');
    await page
      .getByRole('group', { name: said(language, 'notes.mentions') })
      .getByRole('button')
      .first()
      .click();
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Jövő héten visszahív').waitFor();
    await page.getByRole('button', { name: said(language, 'toast.undo') }).click();
    await page.getByText('Jövő héten visszahív').waitFor({ state: 'detached' });

    await page.getByRole('link', { name: said(language, 'dossier.files') }).click();
    await page.getByText(saidWithin(language, 'files.none')).waitFor();
    await expectAccessible(page);
  });
});

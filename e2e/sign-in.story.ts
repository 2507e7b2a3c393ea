import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { appCode } from '#testing/authenticator.ts';
import { demoFacts } from '../demo/facts.ts';
import { expectAccessible, languages, said, saidWithin, stories, type Language } from './story.ts';

const { visitor, signedIn } = stories();
const admin = demoFacts.emailsByRole.admin[0] ?? '';
const password = 'négy szó elég hosszú';

const button = (page: Page, language: Language, key: string) => page.getByRole('button', { name: said(language, key) });

/** The secret that the page shows for typing it in. */
const secretOn = async (page: Page, language: Language): Promise<string> => {
  const shown = await page.getByLabel(said(language, 'entry.secret')).textContent();
  return (shown ?? '').replaceAll(' ', '');
};

describe.each(languages)('in %s', (language) => {
  test('somebody is invited by mail, sets a password and a second factor, and ends a session elsewhere', async () => {
    const email = `uj.${language}@harsliget.example`;
    const keeper = await signedIn(admin, { language });
    await keeper.goto('/people');
    await button(keeper, language, 'people.add').click();
    const dialog = keeper.getByRole('dialog');
    await dialog.getByLabel(said(language, 'people.name')).fill('Új Ubul');
    await dialog.getByLabel(said(language, 'people.email')).fill(email);
    await expectAccessible(keeper);
    await dialog.getByRole('button', { name: said(language, 'people.add') }).click();
    await keeper.getByText(saidWithin(language, 'people.mail-kept')).waitFor();

    await keeper.goto('/mails');
    const link = keeper.getByRole('link', { name: /\/set-password#/ }).first();
    await link.waitFor();
    await expectAccessible(keeper);
    const address = (await link.getAttribute('href')) ?? '';

    const first = await visitor({ language });
    await first.goto(address);
    await first.getByLabel(said(language, 'settings.password-new')).fill(password);
    await expectAccessible(first);
    await button(first, language, 'entry.password-save').click();
    await first.waitForURL((url) => !url.pathname.startsWith('/set-password'));
    // Until she chooses, her pages are in the language of the company.
    await first.request.patch('/api/me/settings', {
      data: { language },
      headers: { origin: new URL(first.url()).origin },
    });
    await first.goto('/settings');
    await button(first, language, 'second-factor.set-up').click();
    await first.getByAltText(said(language, 'entry.picture')).waitFor();
    await expectAccessible(first);
    const secret = await secretOn(first, language);
    await first.getByLabel(said(language, 'entry.first-code')).fill(appCode(secret, Date.now()));
    await button(first, language, 'entry.confirm').click();
    const recoveryCodes = first.getByRole('list', { name: said(language, 'entry.recovery') });
    await recoveryCodes.waitFor();
    const recoveryCode = (await recoveryCodes.getByRole('listitem').first().textContent()) ?? '';
    await expectAccessible(first);
    await button(first, language, 'entry.recovery-kept').click();

    const second = await visitor({ language, refused: ['/api/sign-in/second-factor'] });
    await second.goto('/settings');
    await second.getByLabel(said(language, 'sign-in.email')).fill(email);
    await second.getByLabel(said(language, 'sign-in.password')).fill(password);
    await second.keyboard.press('Enter');
    await second.getByRole('heading', { level: 1, name: said(language, 'entry.second-factor') }).waitFor();
    await expectAccessible(second);
    await second.getByLabel(said(language, 'entry.code')).fill('000000');
    await second.keyboard.press('Enter');
    await second.getByText(said(language, 'problem.wrong-code')).waitFor();
    await second.getByLabel(said(language, 'entry.code')).fill(recoveryCode);
    await second.keyboard.press('Enter');
    await second.getByRole('heading', { level: 2, name: said(language, 'sign-in-settings.sessions') }).waitFor();
    await button(second, language, 'sign-in-settings.end').waitFor();
    await expectAccessible(second);
    await button(second, language, 'sign-in-settings.end').click();
    await second.getByText(saidWithin(language, 'sign-in-settings.ended_one')).waitFor();
    expect((await first.request.get('/api/me')).status()).toBe(401);
  });

  test('who has forgotten her password asks for a link, and learns nothing of others', async () => {
    const page = await visitor({ language });
    await page.goto('/sign-in');
    await button(page, language, 'entry.forgotten-offer').click();
    await page.getByLabel(said(language, 'sign-in.email')).fill(`nobody.${language}@harsliget.example`);
    await page.keyboard.press('Enter');
    await page.getByText(saidWithin(language, 'entry.forgotten-sent')).waitFor();
    await expectAccessible(page);
  });
});

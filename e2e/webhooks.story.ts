import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startReceiver, type WebhookReceiver } from '#testing/webhook-receiver.ts';
import { demoFacts } from '../demo/facts.ts';
import { expectAccessible, languages, said, saidWithin, stories, type Language } from './story.ts';

const { signedIn } = stories();
const director = demoFacts.emailsByRole.director[0] ?? '';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const button = (page: Page, language: Language, key: string) => page.getByRole('button', { name: said(language, key) });

describe.each(languages)('in %s', (language) => {
  test('somebody makes a webhook, tries it, looks into a message that did not arrive and sends it once more', async () => {
    const page = await signedIn(director, {
      language,
      ...(language === 'hu' ? { scheme: 'dark', viewport: { width: 390, height: 844 } } : {}),
    });
    await page.goto('/settings');
    await page.getByRole('link', { name: said(language, 'programs.webhooks') }).click();
    await page.getByText(said(language, 'webhooks.none')).waitFor();
    await expectAccessible(page);

    await button(page, language, 'webhooks.add').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(said(language, 'webhooks.name')).fill(`Raktár ${language}`);
    await dialog.getByLabel(said(language, 'webhooks.address')).fill(receiver.url);
    await dialog.getByText(said(language, 'webhooks.types-some')).click();
    await dialog.getByLabel('account.assign').check();
    await dialog.getByLabel('account.change').check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: said(language, 'webhooks.add') }).click();
    const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? '';
    await expectAccessible(page);
    await dialog.getByRole('button', { name: said(language, 'making.done') }).click();

    await page.getByRole('link', { name: `Raktár ${language}` }).click();
    await page.getByText(said(language, 'webhooks.log-none')).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      page.viewportSize()?.width ?? 0,
    );
    await button(page, language, 'webhooks.trial').click();
    await page.getByText(said(language, 'webhooks.delivery-delivered')).waitFor();
    expect(receiver.messages.map(({ type }) => type)).toEqual(['webhook.trial']);
    expect(receiver.isSigned(receiver.messages[0], secret)).toBe(true);

    receiver.answer = 500;
    await button(page, language, 'webhooks.look').click();
    await dialog.getByText(receiver.messages[0]?.id ?? '').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: said(language, 'webhooks.replay') }).click();
    await expect.poll(() => receiver.messages.length).toBeGreaterThan(1);
    await page.getByText(said(language, 'webhooks.delivery-waiting')).waitFor();
    receiver.answer = 204;
    await button(page, language, 'webhooks.look').click();
    await dialog.getByText(/500/).waitFor();
    await dialog.getByRole('button', { name: said(language, 'webhooks.replay') }).click();
    await page.getByText(said(language, 'webhooks.delivery-delivered')).waitFor();
    expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(1);

    await button(page, language, 'webhooks.new-secret').click();
    const second = (await dialog.getByText(/^whsec_/).textContent()) ?? '';
    expect(second).not.toBe(secret);
    await dialog.getByRole('button', { name: said(language, 'making.done') }).click();
    await page.getByText(saidWithin(language, 'webhooks.former-secret')).waitFor();
    await button(page, language, 'webhooks.turn-off').click();
    await button(page, language, 'webhooks.turn-on').waitFor();
    await button(page, language, 'webhooks.remove').click();
    await page.getByText(said(language, 'webhooks.none')).waitFor();
  });
});

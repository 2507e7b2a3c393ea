import { expect, test } from 'vitest';
import { stories } from './story.ts';

const { visitor } = stories();

test('the page is the one for people, although a test had it built', async () => {
  const page = await visitor({ language: 'en' });
  const scripts: Promise<string>[] = [];
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.push(answer.text());
  });
  await page.goto('/sign-in');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const words = (await Promise.all(scripts)).join('\n');
  expect(words.includes('createElement')).toBe(true);
  // Only the library's slow form, which is for builders, says this.
  expect(words.includes('Download the React DevTools')).toBe(false);
});

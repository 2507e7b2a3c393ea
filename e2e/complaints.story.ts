import { expect, test } from 'vitest';
import { expectAccessible, stories } from './story.ts';

const { visitor, takeComplaints } = stories();

// What is planted is given as text: it runs in the browser, past its policy, as only the test's own words do.
test.each([
  {
    what: 'a script in the page itself, against its policy',
    planted: `document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))`,
    heard: /Content Security Policy/,
  },
  {
    what: 'a picture from elsewhere, against its policy',
    planted: `document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/elsewhere.png' }))`,
    heard: /Content Security Policy|csp/,
  },
  { what: 'an error', planted: `setTimeout(() => { throw new Error('planted'); })`, heard: /^error: planted/ },
  {
    what: 'a promise that nobody waits for',
    planted: `void Promise.reject(new Error('planted'))`,
    heard: /^error: planted/,
  },
  { what: 'a word of complaint', planted: `console.error('planted')`, heard: /^planted/ },
  { what: 'a refused request', planted: `void fetch('/api/nothing-is-here')`, heard: /^404 \/api\/nothing-is-here/ },
])('$what would fail its story', async ({ planted, heard }) => {
  const page = await visitor({ language: 'en' });
  await page.goto('/sign-in');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(takeComplaints()).toEqual([]);
  await page.evaluate(planted);
  await expect.poll(takeComplaints).toContainEqual(expect.stringMatching(heard));
  await page.close();
  takeComplaints();
});

test('a picture without words would fail its story', async () => {
  const page = await visitor({ language: 'en' });
  await page.goto('/sign-in');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expectAccessible(page);
  await page.evaluate(`document.querySelector('main').append(Object.assign(new Image(), { src: '/key.svg' }))`);
  await expect(expectAccessible(page)).rejects.toThrow('image-alt');
});

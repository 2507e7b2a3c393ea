import { describe, expect, inject, test } from 'vitest';
import { demoFacts } from '../demo/facts.ts';
import { expectAccessible, languages, said, saidWithin, stories } from './story.ts';

const { visitor, signedIn, kulcs } = stories();
const director = demoFacts.emailsByRole.director[0] ?? '';
const kam = demoFacts.emailsByRole.kam[1] ?? '';
const admin = demoFacts.emailsByRole.admin[0] ?? '';

test('starting prints a one-time sign-in link for each role', () => {
  const { output } = inject('demo');
  for (const role of ['director', 'manager', 'kam', 'support', 'finance', 'admin']) {
    expect(output).toMatch(
      new RegExp(`\\n {2}${role} +\\S.+ http://127\\.0\\.0\\.1:\\d+/api/auth/magic-link/verify\\?token=`),
    );
  }
});

describe.each(languages)('in %s', (language) => {
  test('a stranger meets the sign-in page, a wrong password and a used link, each with what to do', async () => {
    const page = await visitor({ language, refused: ['/api/auth/sign-in/email'] });
    await page.goto('/key-accounts');
    await page.getByLabel(said(language, 'sign-in.email')).fill('nobody@harsliget.example');
    await page.getByLabel(said(language, 'sign-in.password')).fill('not the password');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByText(saidWithin(language, 'sign-in.wrong')).waitFor();
    const link = await kulcs('user', 'link', director);
    const elsewhere = await visitor({ language });
    await elsewhere.goto(link);
    await elsewhere.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(link);
    await page.getByText(saidWithin(language, 'sign-in.link-used')).waitFor();
  });

  test('a KAM finds an account by keys alone, without its accents', async () => {
    const page = await signedIn(kam, { language });
    const answer = await page.request.get('/api/accounts?limit=1');
    const { accounts } = (await answer.json()) as { accounts: { name: string }[] }; // the door's own contract
    const name = accounts[0]?.name ?? '';
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type(
      name
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .slice(0, 12),
    );
    await page
      .getByRole('option', { name: new RegExp(name.slice(0, 8)) })
      .first()
      .waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
  });

  test('an administrator administers and does not see the business', async () => {
    const page = await signedIn(admin, { language, refused: ['/api/portfolio', '/api/accounts'] });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/people');
    await expectAccessible(page);
    expect((await page.request.get('/api/portfolio/key-accounts')).status()).toBe(403);
    expect((await page.request.get('/api/accounts')).status()).toBe(403);
  });

  test('somebody prefers the dark scheme, and finds it again next time', async () => {
    const page = await signedIn(kam, { language, scheme: 'dark' });
    expect(await page.evaluate('document.documentElement.dataset.mantineColorScheme')).toBe('dark');
    expect(await page.evaluate('document.documentElement.lang')).toBe(language);
    await page.goto('/settings');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
  });
});

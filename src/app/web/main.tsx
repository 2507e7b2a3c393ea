import '@fontsource-variable/hanken-grotesk/index.css';
import '@fontsource-variable/newsreader/index.css';
import 'virtual:tokens.css';
import '#platform/web/mantine.css';
import '#platform/web/global.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeRouter } from '#app/web/router.tsx';
import { startI18n } from '#platform/i18n/browser.ts';
import { makeQueryClient } from '#platform/web/query-client.ts';
import { cssVariablesResolver, theme } from '#platform/web/theme.ts';

const colorScheme = localStorageColorSchemeManager({ key: 'kulcs.scheme' });

const queryClient = makeQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  queryClient.clear();
  void router.navigate({ to: '/sign-in', search: { returnTo: href } });
});
const router = makeRouter(queryClient);

await startI18n({
  en: () => import('virtual:words/en/core'),
  hu: () => import('virtual:words/hu/core'),
});

// A part of the page is gone from the server after an update: the new page has it. Not twice in a minute, lest a part
// that is really missing makes the page load for ever.
addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('kulcs.reloaded') ?? 0);
  if (!navigator.onLine || Date.now() - last < 60_000) return;
  sessionStorage.setItem('kulcs.reloaded', String(Date.now()));
  location.reload();
});

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no #page');
createRoot(page).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      <RouterProvider router={router} />
    </MantineProvider>
  </StrictMode>,
);

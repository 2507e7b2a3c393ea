import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { landingOf } from '#app/web/landing.ts';
import { ErrorPage, NotFoundPage, PendingPage } from '#app/web/outcome-pages.tsx';
import { readAuditSearch } from '#app/web/audit/audit-search.ts';
import { readAccountSearch } from '#app/web/account/account-search.ts';
import { readSignInSearch } from '#app/web/sign-in/sign-in-search.ts';
import { ApiProblem } from '#platform/web/api.ts';
import { compact, dayIn, textIn } from '#platform/web/search.ts';
import { readAccountsSearch } from '#slices/accounts/web/accounts-search.ts';
import { readProductsSearch } from '#slices/catalog/web/products-search.ts';
import { readKeyAccountsSearch } from '#slices/portfolio/web/key-accounts-search.ts';
import { meQuery } from '#slices/team/web/me.ts';

interface RouterContext {
  readonly queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('#app/web/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  component: lazyRouteComponent(() => import('#app/web/sign-in/set-password-page.tsx'), 'SetPasswordPage'),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  component: lazyRouteComponent(() => import('#app/web/sign-in/first-run-page.tsx'), 'FirstRunPage'),
});

/** Everything behind the sign-in: the frame with its navigation, and whose page it is. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    // A one-time link that is used up or too old brings people back here with the reason.
    const linkError = textIn(location.search, 'error');
    if (location.pathname === '/' && linkError !== undefined) redirectToSignIn({ error: linkError });
    try {
      return { me: await context.queryClient.ensureQueryData(meQuery) };
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) redirectToSignIn({ returnTo: location.href });
      throw error;
    }
  },
  component: lazyRouteComponent(() => import('#app/web/frame/frame.tsx'), 'Frame'),
});

function redirectToSignIn(search: { readonly error?: string; readonly returnTo?: string }): never {
  throw redirect({ to: '/sign-in', search: search.returnTo === '/' ? {} : search, replace: true });
}

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: landingOf(context.me), replace: true });
  },
});

const keyAccounts = createRoute({
  getParentRoute: () => shell,
  path: '/key-accounts',
  validateSearch: readKeyAccountsSearch,
  component: lazyRouteComponent(() => import('#slices/portfolio/web/key-accounts-page.tsx'), 'KeyAccountsPage'),
});

const matrix = createRoute({
  getParentRoute: () => shell,
  path: '/key-accounts/matrix',
  component: lazyRouteComponent(() => import('#slices/portfolio/web/matrix-page.tsx'), 'MatrixPage'),
});

const decisions = createRoute({
  getParentRoute: () => shell,
  path: '/key-accounts/decisions',
  validateSearch: (raw: Record<string, unknown>) => compact({ on: dayIn(raw, 'on') }),
  component: lazyRouteComponent(() => import('#slices/portfolio/web/decisions-page.tsx'), 'DecisionsPage'),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  validateSearch: readAccountsSearch,
  component: lazyRouteComponent(() => import('#app/web/accounts-list-page.tsx'), 'AccountsListPage'),
});

const duplicates = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/duplicates',
  component: lazyRouteComponent(() => import('#slices/accounts/web/duplicates-page.tsx'), 'DuplicatesPage'),
});

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/orders',
  component: lazyRouteComponent(() => import('#slices/accounts/web/orders-page.tsx'), 'OrdersPage'),
});

const order = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/orders/$orderId',
  component: lazyRouteComponent(() => import('#slices/accounts/web/order-page.tsx'), 'OrderPage'),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/$accountId',
  validateSearch: readAccountSearch,
  component: lazyRouteComponent(() => import('#app/web/account/account-page.tsx'), 'AccountPage'),
});

/** A tab of the dossier; the account's page shows it. */
const accountTab = createRoute({ getParentRoute: () => account, path: '$tab' });

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/import',
  component: lazyRouteComponent(() => import('#slices/sales/web/import-page.tsx'), 'ImportPage'),
});

const unattributed = createRoute({
  getParentRoute: () => shell,
  path: '/import/unattributed',
  component: lazyRouteComponent(() => import('#slices/sales/web/unattributed-page.tsx'), 'UnattributedPage'),
});

const importDetail = createRoute({
  getParentRoute: () => shell,
  path: '/import/$importId',
  component: lazyRouteComponent(() => import('#slices/sales/web/import-detail-page.tsx'), 'ImportDetailPage'),
});

const products = createRoute({
  getParentRoute: () => shell,
  path: '/products',
  validateSearch: readProductsSearch,
  component: lazyRouteComponent(() => import('#slices/catalog/web/products-page.tsx'), 'ProductsPage'),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: (raw: Record<string, unknown>) => compact({ sort: textIn(raw, 'sort') }),
  component: lazyRouteComponent(() => import('#slices/team/web/people-page.tsx'), 'PeoplePage'),
});

const mentions = createRoute({
  getParentRoute: () => shell,
  path: '/mentions',
  component: lazyRouteComponent(() => import('#slices/dossier/web/mentions-page.tsx'), 'MentionsPage'),
});

const keptMails = createRoute({
  getParentRoute: () => shell,
  path: '/mails',
  component: lazyRouteComponent(() => import('#slices/team/web/kept-mails-page.tsx'), 'KeptMailsPage'),
});

const team = createRoute({
  getParentRoute: () => shell,
  path: '/absences',
  component: lazyRouteComponent(() => import('#slices/team/web/team-page.tsx'), 'TeamPage'),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('#app/web/audit/audit-page.tsx'), 'AuditPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('#app/web/settings-page.tsx'), 'SettingsPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => shell,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('#slices/team/web/keys-page.tsx'), 'KeysPage'),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('#slices/team/web/webhooks-page.tsx'), 'WebhooksPage'),
});

const companyWebhooks = createRoute({
  getParentRoute: () => shell,
  path: '/settings/company-webhooks',
  component: lazyRouteComponent(() => import('#slices/team/web/company-webhooks-page.tsx'), 'CompanyWebhooksPage'),
});

const webhook = createRoute({
  getParentRoute: () => shell,
  path: '/settings/webhooks/$webhookId',
  component: lazyRouteComponent(() => import('#slices/team/web/webhook-page.tsx'), 'WebhookPage'),
});

/** Addresses that lead nowhere are answered inside of the frame, so that the way on is at hand. */
const elsewhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage });

const routeTree = root.addChildren([
  signIn,
  setPassword,
  firstRun,
  shell.addChildren([
    home,
    keyAccounts,
    matrix,
    decisions,
    accounts,
    duplicates,
    orders,
    order,
    account.addChildren([accountTab]),
    imports,
    unattributed,
    importDetail,
    products,
    people,
    mentions,
    keptMails,
    team,
    audit,
    settings,
    apiKeys,
    webhooks,
    webhook,
    companyWebhooks,
    elsewhere,
  ]),
]);

/** All addresses of the page. A record has one address everywhere; filters stand in its search part. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    scrollRestoration: true,
    defaultPreload: 'intent',
    // Queries have their own freshness; a preload must not make the router keep a second one.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    Wrap: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

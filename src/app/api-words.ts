import type { DoorWords } from '#platform/http/openapi.ts';

/** What each door is for, in the words of the description of the API. A door without words here fails a test. */
export const apiWords: Readonly<Record<string, DoorWords>> = {
  'GET /api/me': { summary: 'Who you are, what you may do, and the company' },
  'PATCH /api/me/settings': { summary: 'Change how the page shows itself to you', example: { language: 'hu' } },
  'PUT /api/me/password': { summary: 'Set your password', description: 'Only shortly after signing in.' },
  'GET /api/people': { summary: 'List the people' },
  'POST /api/people': {
    summary: 'Add a person',
    example: { email: 'anna@example.com', name: 'Anna Ágoston', role: 'kam', reportsTo: 'mate@example.com' },
  },
  'POST /api/people/:id/sign-in-link': { summary: 'Make a link that signs a person in once' },
  'GET /api/company': { summary: 'The company: name, currency, time zone' },
  'POST /api/company': { summary: 'Found the company of an empty store', description: 'Only the host of the store.' },
  'GET /api/audit/verification': { summary: 'Verify the audit chain' },
  'GET /api/doctor': { summary: 'Look at the installation in depth' },
  'GET /api/products': { summary: 'List products, by code', description: 'Keyset pages: `limit` and `cursor`.' },
  'PUT /api/product-codes/:code/kind': { summary: 'Set the kind of a product', example: { kind: 'service' } },
  'GET /api/accounts': { summary: 'List accounts, by name', description: 'Keyset pages: `limit` and `cursor`.' },
  'GET /api/accounts/:id': { summary: 'One account and the companies of its group' },
  'GET /api/search': { summary: 'Find accounts by a few letters' },
  'PUT /api/account-codes/:code/owner': {
    summary: 'Give an account to its owner',
    example: { owner: 'anna@example.com' },
  },
  'PATCH /api/account-codes/:code': { summary: 'Change what is known of an account', example: { town: 'Pécs' } },
  'POST /api/account-groups': {
    summary: 'Put accounts into a group',
    example: { name: 'Kristály', accounts: ['K-1', 'K-2'] },
  },
  'POST /api/sales/imports': {
    summary: 'Send a file of sales lines',
    description: 'The file is the body. It is looked at and not yet loaded; `POST …/run` loads it.',
  },
  'POST /api/sales/imports/:id/joins': { summary: 'Send a file that completes the rows of the first' },
  'POST /api/sales/imports/:id/profile': { summary: 'Say how the file is to be read', example: { decimal: ',' } },
  'POST /api/sales/imports/:id/run': { summary: 'Try or load the file', example: { dryRun: true } },
  'DELETE /api/sales/imports/:id': { summary: 'Stop an import that runs' },
  'GET /api/sales/imports': { summary: 'List imports, newest first' },
  'GET /api/sales/imports/:id': { summary: 'One import: state, progress, result' },
  'GET /api/sales/imports/:id/rejected.csv': { summary: 'The rejected rows of an import as a file' },
  'GET /api/accounts/:id/sales': { summary: 'What an account bought, by month and product' },
  'GET /api/portfolio/key-accounts': { summary: 'The ranking: who is key, and how much hangs on how few' },
  'GET /api/portfolio/key-accounts.csv': { summary: 'The ranking as CSV' },
  'GET /api/portfolio/key-accounts.xlsx': { summary: 'The ranking as XLSX' },
  'GET /api/portfolio/policy': { summary: 'The policy by which key accounts are proposed' },
  'PUT /api/portfolio/policy': {
    summary: 'Set the policy',
    example: { shareThreshold: 0.1, firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 },
  },
  'GET /api/openapi.json': { summary: 'This description' },
  'GET /api/reference': { summary: 'This description as a page' },
};

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { allFormats } from '#platform/transfer/table.ts';
import { accountById } from '#slices/accounts/public.ts';
import { attributionRoutes } from './attribution-http.ts';
import { foundedCompany } from './company.ts';
import {
  AccountSales,
  Import,
  ImportsReply,
  JoinQuery,
  LinesExportQuery,
  MappingChoice,
  Run,
  SalesQuery,
  Undo,
  UndoResult,
  UploadQuery,
} from './contract.ts';
import type { Importer } from './importer.ts';
import { batchById, newestBatches } from './imports.ts';
import { exportLines } from './line-export.ts';
import { tryUndo, undoImport } from './undo.ts';
import { accountSales } from './views.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Doors of the sales ledger: imports of files, lines without an account, and what one account bought. */
export function salesRoutes(database: Database, importer: Importer): Route[] {
  const rejectedRoute = (kind: 'csv' | 'xlsx'): Route =>
    route({
      method: 'GET',
      url: `/api/sales/imports/:id/rejected.${kind}`,
      ability: 'sales.import',
      params: byId,
      handle: async ({ actor, params, reply }) => {
        const file = importer.rejectedFileOf(params.id, kind);
        await asActor(database, actor, async (tx) => {
          await batchById(tx, params.id);
          if (!(await isFile(file))) throw notFound();
          await record(tx, 'export.rejected', `batch:${String(params.id)}`);
        });
        return reply
          .header('content-disposition', `attachment; filename="kulcs-import-${String(params.id)}-rejected.${kind}"`)
          .type(contentTypes[kind])
          .send(createReadStream(file));
      },
    });
  return [
    route({
      method: 'POST',
      url: '/api/sales/imports',
      ability: 'sales.import',
      query: UploadQuery,
      body: 'file',
      reply: Import,
      status: 201,
      handle: ({ actor, query, request }) => importer.upload(actor, { ...query, stream: request.raw }),
    }),
    route({
      method: 'POST',
      url: '/api/sales/imports/:id/joins',
      ability: 'sales.import',
      params: byId,
      query: JoinQuery,
      body: 'file',
      reply: Import,
      status: 201,
      handle: ({ actor, params, query, request }) =>
        importer.join(actor, params.id, { fileName: query.fileName, stream: request.raw }),
    }),
    route({
      method: 'POST',
      url: '/api/sales/imports/:id/profile',
      ability: 'sales.import',
      params: byId,
      body: MappingChoice,
      reply: Import,
      handle: ({ actor, params, body }) => importer.profile(actor, params.id, body),
    }),
    route({
      method: 'POST',
      url: '/api/sales/imports/:id/run',
      ability: 'sales.import',
      params: byId,
      body: Run,
      reply: Import,
      status: 202,
      handle: ({ actor, params, body }) => importer.start(actor, params.id, body),
    }),
    route({
      method: 'DELETE',
      url: '/api/sales/imports/:id',
      ability: 'sales.import',
      params: byId,
      reply: Import,
      handle: ({ actor, params }) => importer.cancel(actor, params.id),
    }),
    route({
      method: 'POST',
      url: '/api/sales/imports/:id/undo',
      ability: 'sales.import',
      params: byId,
      body: Undo,
      reply: UndoResult,
      handle: ({ actor, params, body }) =>
        body.dryRun
          ? tryUndo((work) => asActor(database, actor, work), params.id, actor)
          : asActor(database, actor, (tx) => undoImport(tx, params.id, actor)),
    }),
    route({
      method: 'GET',
      url: '/api/sales/imports',
      ability: 'sales.import',
      reply: ImportsReply,
      handle: ({ actor }) =>
        asActor(database, actor, async (tx) => {
          const { batches, sources } = await newestBatches(tx);
          const imports: Import[] = [];
          for (const batch of batches) imports.push(await importer.present(tx, batch, actor));
          return { imports, sources };
        }),
    }),
    route({
      method: 'GET',
      url: '/api/sales/imports/:id',
      ability: 'sales.import',
      params: byId,
      reply: Import,
      handle: ({ actor, params }) => importer.one(actor, params.id),
    }),
    ...attributionRoutes(database),
    rejectedRoute('csv'),
    rejectedRoute('xlsx'),
    ...allFormats.map((format) =>
      route({
        method: 'GET',
        url: `/api/sales/lines.${format}`,
        ability: 'sales.read',
        stepUp: true,
        query: LinesExportQuery,
        handle: ({ actor, query, reply }) => exportLines(database, actor, query, reply, format),
      }),
    ),
    route({
      method: 'GET',
      url: '/api/accounts/:id/sales',
      ability: 'sales.read',
      params: byId,
      query: SalesQuery,
      reply: AccountSales,
      handle: ({ actor, params, query }) =>
        asActor(database, actor, async (tx) => {
          const company = await foundedCompany(tx);
          if (!(await accountById(tx, params.id))) throw notFound();
          return accountSales(tx, params.id, company.currency, query, actor.abilities.has('margin.read'));
        }),
    }),
  ];
}

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

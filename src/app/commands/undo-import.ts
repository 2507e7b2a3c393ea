import type { UndoResult } from '#slices/sales/contract.ts';
import type { Client } from '../client.ts';
import { print, printJson } from './output.ts';

/** `kulcs import undo`: takes an import back as a whole. @throws RefusedError with what builds on it */
export async function undoImport(
  client: Client,
  batch: number,
  { dryRun = false, json = false }: { readonly dryRun?: boolean; readonly json?: boolean },
): Promise<void> {
  const result = await client.request<UndoResult>('POST', `/api/sales/imports/${String(batch)}/undo`, { dryRun });
  if (json) return printJson(result);
  if (result.documentsRemoved + result.documentsRestored === 0) {
    return print(
      `${dryRun ? 'Would remove' : 'Removed'} ${String(result.accountsRemoved)} accounts and ${String(result.productsRemoved)} products; ` +
        `${dryRun ? 'would put back' : 'put back'} ${String(result.accountsRestored)} accounts and ${String(result.productsRestored)} products.`,
    );
  }
  print(
    `${dryRun ? 'Would remove' : 'Removed'} ${String(result.documentsRemoved)} documents, ${String(result.linesRemoved)} lines, ` +
      `${String(result.accountsRemoved)} accounts and ${String(result.productsRemoved)} products; ` +
      `${dryRun ? 'would put back' : 'put back'} ${String(result.documentsRestored)} documents with ${String(result.linesRestored)} lines.`,
  );
}

import { statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import { InvalidArgumentError } from 'commander';
import type { Configuration } from '#platform/configuration/configuration.ts';
import {
  fieldsOfFile,
  ImportField,
  type Import,
  type ImportKind,
  type ImportResult,
  type MappingChoice,
} from '#slices/sales/contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson } from './output.ts';

type Columns = NonNullable<MappingChoice['columns']>;

interface Options {
  readonly source: string;
  readonly map?: Columns;
  readonly dateFormat?: string;
  readonly decimal?: '.' | ',';
  readonly delimiter?: ',' | ';' | '|' | 'tab';
  readonly encoding?: NonNullable<MappingChoice['encoding']>;
  readonly sheet?: string;
  readonly discount?: NonNullable<MappingChoice['shares']>;
  readonly join?: readonly string[];
  readonly charges?: readonly string[];
  readonly dryRun?: boolean;
  readonly acceptRejected?: boolean;
  readonly json?: boolean;
}

/**
 * `kulcs import sales|customers|products`: the steps of the import page, one after the other.
 * @throws RefusedError when the file is refused, a choice is open, or too much is rejected
 */
export async function importFile(
  client: Client,
  configuration: Configuration,
  kind: ImportKind,
  file: string,
  options: Options,
): Promise<void> {
  const { join = [] } = options;
  for (const one of [file, ...join]) {
    if (!statSync(one, { throwIfNoEntry: false })?.isFile()) {
      throw new RefusedError('no-file', `There is no file ${one}. Check the path.`);
    }
  }
  const given: MappingChoice = {
    ...(options.map === undefined ? {} : { columns: options.map }),
    ...(options.dateFormat === undefined ? {} : { dateFormat: options.dateFormat }),
    ...(options.decimal === undefined ? {} : { decimal: options.decimal }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter === 'tab' ? '\t' : options.delimiter }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    ...(options.discount === undefined ? {} : { shares: options.discount }),
  };
  const query = new URLSearchParams({ kind, source: options.source, fileName: path.basename(file) });
  let current = await client.upload<Import>(`/api/sales/imports?${query.toString()}`, file);
  const at = `/api/sales/imports/${String(current.id)}`;
  for (const joined of join) {
    refuseFailed(current);
    current = await client.upload<Import>(
      `${at}/joins?${new URLSearchParams({ fileName: path.basename(joined) }).toString()}`,
      joined,
    );
  }
  if (Object.keys(given).length > 0) current = await client.request<Import>('POST', `${at}/profile`, given);
  refuseFailed(current);
  if (!options.json) printMapping(current);
  await client.request<Import>('POST', `${at}/run`, {
    dryRun: options.dryRun ?? false,
    acceptRejected: options.acceptRejected ?? false,
    ...(options.charges ? { charges: options.charges } : {}),
  });
  current = await follow(client, at, options.json ?? false);
  refuseFailed(current);
  if (!current.result) throw new RefusedError('import-broken', 'The import ended without a result.');
  const rejectedFile =
    current.result.rejectedFile === null
      ? null
      : path.join(configuration.dataFolder, 'imports', String(current.id), path.basename(current.result.rejectedFile));
  const result = inOrder({ ...current.result, rejectedFile });
  if (options.json) printJson(result);
  else printResult(result, current);
  if (current.state === 'stopped') {
    throw new RefusedError(
      'too-many-rejected',
      `${String(result.rejected)} of ${String(result.read)} rows would be rejected, more than a fifth, so nothing was loaded. ` +
        `See why in ${rejectedFile ?? 'the list above'}. Correct the mapping or the file, or load the rest with --accept-rejected.`,
    );
  }
}

/** Reads `field=Column,…` for a kind of file; nothing behind the sign is "no column". @throws InvalidArgumentError */
export const columnsOf =
  (kind: ImportKind) =>
  (text: string): Columns => {
    const columns: Columns = {};
    const fields: readonly string[] = fieldsOfFile(kind);
    // A comma may stand in a header too: a new pair begins only where a field's name and = follow it.
    for (const pair of text.split(new RegExp(`,(?=\\s*(?:${fields.join('|')})\\s*=)`))) {
      const [name = '', ...rest] = pair.split('=');
      const field = ImportField.safeParse(name.trim());
      if (!field.success || !fields.includes(field.data) || rest.length === 0) {
        throw new InvalidArgumentError(
          `"${pair.trim()}" names no field. Write field=Column; the fields are: ${fields.join(', ')}.`,
        );
      }
      columns[field.data] = rest.join('=').trim();
    }
    return columns;
  };

/** The document in the order in which the guide writes it: the database keeps objects, not their order. */
const inOrder = (result: ImportResult): ImportResult => ({
  batch: result.batch,
  read: result.read,
  new: result.new,
  unchanged: result.unchanged,
  changed: result.changed,
  rejected: result.rejected,
  rejectedFile: result.rejectedFile,
  ...(result.unattributed ? { unattributed: { lines: result.unattributed.lines, net: result.unattributed.net } } : {}),
  accountsCreated: result.accountsCreated,
  productsCreated: result.productsCreated,
  accounts: result.accounts ?? [],
  products: result.products ?? [],
  ...(result.changes ? { changes: result.changes } : {}),
  ...(result.net === undefined
    ? {}
    : { net: result.net, months: result.months ?? [], shortened: result.shortened ?? 0 }),
  seconds: result.seconds,
});

function refuseFailed(current: Import): void {
  if (current.problem) throw new RefusedError(current.problem.code, current.problem.detail);
  if (current.state === 'cancelled')
    throw new RefusedError('cancelled', 'The import was cancelled; nothing was loaded.');
}

async function follow(client: Client, at: string, isQuiet: boolean): Promise<Import> {
  const bar =
    isQuiet || !process.stderr.isTTY
      ? null
      : new SingleBar({ format: '{bar} {percentage}% {phase} {rows} rows', stream: process.stderr });
  bar?.start(1, 0, { phase: '', rows: 0 });
  try {
    for (let wait = 20; ; wait = Math.min(wait * 1.5, 250)) {
      const current = await client.request<Import>('GET', at);
      if (current.state !== 'running') {
        bar?.update(1, { phase: 'done' });
        return current;
      }
      bar?.update(current.progress?.share ?? 0, {
        phase: current.progress?.phase ?? '',
        rows: current.progress?.rows ?? 0,
      });
      await pause(wait);
    }
  } finally {
    bar?.stop();
  }
}

function printMapping({ profile, loadedBefore }: Import): void {
  if (!profile) return;
  if (loadedBefore) print(`This file was loaded from this source before, on ${loadedBefore.slice(0, 10)}.`);
  const { mapping, origin } = profile;
  const columns = Object.entries(mapping.columns).map(([field, column]) => `${field}=${column}`);
  print(`Columns (${origin.columns}): ${columns.join(', ')}`);
  if (mapping.shares) print(`Discounts: ${mapping.shares} (${origin.shares ?? 'guessed'})`);
  if (profile.workbook) {
    print(
      `Sheet ${mapping.sheet ?? ''} (${profile.workbook.sheetOrigin}); text cells: decimal ${mapping.decimal} (${origin.decimal}), dates ${mapping.dateFormat} (${origin.dateFormat})` +
        (profile.workbook.hasFormulas ? '; of formulas the saved values' : ''),
    );
    return;
  }
  print(
    `Format: encoding ${mapping.encoding} (${origin.encoding}), delimiter ${mapping.delimiter === '\t' ? 'tab' : mapping.delimiter} (${origin.delimiter}), ` +
      `decimal ${mapping.decimal} (${origin.decimal}), dates ${mapping.dateFormat} (${origin.dateFormat})`,
  );
}

/** How many, and the first of them by code and name. */
function named(label: string, count: number, first: ImportResult['accounts'] = []): string {
  if (first.length === 0) return `${label}: ${String(count)}.`;
  const told = first.map(({ code, name }) => (name === null || name === code ? code : `${code} ${name}`));
  return `${label}: ${String(count)}: ${told.join('; ')}${count > first.length ? '; …' : ''}`;
}

function printResult(result: ImportResult, current: Import): void {
  const did = { loaded: 'Loaded', tried: 'Dry run, nothing was loaded', stopped: 'Stopped, nothing was loaded' }[
    current.state as 'loaded'
  ];
  print(
    `${did}. Read ${String(result.read)} rows in ${result.seconds.toFixed(1)} s: ${String(result.new)} new, ${String(result.unchanged)} unchanged, ${String(result.changed)} changed, ${String(result.rejected)} rejected.`,
  );
  if (result.net !== undefined && result.unattributed) {
    print(
      `Net ${result.net} ${current.currency}; without an account ${String(result.unattributed.lines)} rows, ${result.unattributed.net} ${current.currency}.`,
    );
  }
  const created = current.state === 'loaded' ? 'created' : 'that would be created';
  if (current.kind !== 'products') print(named(`Accounts ${created}`, result.accountsCreated, result.accounts));
  if (current.kind !== 'customers') print(named(`Products ${created}`, result.productsCreated, result.products));
  for (const { code, name, fields } of result.changes ?? []) {
    const told = fields.map(({ field, before, after }) => `${field} ${before ?? '–'} → ${after ?? '–'}`);
    print(`  ${code}${name === null ? '' : ` (${name})`}: ${told.join(', ')}`);
  }
  if ((result.shortened ?? 0) > 0) {
    print(
      `Documents that have fewer lines than before: ${String(result.shortened)}. A file must hold documents whole.`,
    );
  }
  for (const fault of current.faults.slice(0, 5)) print(`  line ${String(fault.line)}: ${fault.reason}`);
  if (result.rejectedFile) print(`Rejected rows with their reasons: ${result.rejectedFile}`);
}

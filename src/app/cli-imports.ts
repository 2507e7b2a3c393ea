import { Option, type Command } from 'commander';
import { Mapping, type ImportKind } from '#slices/sales/contract.ts';
import { asOption, count, jsonOption, listed, repeated, withClient } from './cli-options.ts';
import { columnsOf, importFile } from './commands/import-file.ts';
import { undoImport } from './commands/undo-import.ts';

const kinds: Readonly<Record<ImportKind, string>> = {
  sales: 'sales lines',
  customers: 'customers: codes, names, places, numbers, segments, groups, owners',
  products: 'products: codes, names, kinds',
};

type FileOptions = Parameters<typeof importFile>[4];

/** `kulcs import …`: files of each kind, and taking an import back. */
export function addImportCommands(program: Command): void {
  const imports = program.command('import').description('bring data in from files');
  imports
    .command('undo')
    .description('take a loaded import back as a whole, as long as nothing later builds on it')
    .argument('<batch>', 'number of the import', count)
    .option('--dry-run', 'only say what would be removed and put back')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((batch: number, options: { dryRun?: boolean; as?: string; json?: boolean }) =>
      withClient(options.as, (client) => undoImport(client, batch, options)),
    );
  // The keys of the record above are the kinds, all of them.
  for (const kind of Object.keys(kinds) as ImportKind[]) addKind(imports, kind);
}

function addKind(imports: Command, kind: ImportKind): void {
  const command = imports
    .command(kind)
    .description(`${kinds[kind]}, from a CSV file, plain or .gz, or an XLSX workbook`)
    .argument('<file>', 'the file')
    .requiredOption('--source <name>', 'where the rows come from; how its files are written is remembered')
    .option('--map <field=Column,…>', 'columns for fields, where the guess is wrong; field= for none', columnsOf(kind))
    .addOption(new Option('--delimiter <mark>', 'what stands between columns').choices([',', ';', '|', 'tab']))
    .addOption(new Option('--encoding <name>', 'how its letters are written').choices(Mapping.shape.encoding.options))
    .option('--sheet <name>', 'sheet of a workbook that has several')
    .option('--join <file>', 'a file that completes the rows by a shared column (repeatable)', repeated, []);
  if (kind === 'sales') {
    command
      .option('--date-format <format>', 'e.g. YYYY-MM-DD, DD.MM.YYYY, M/D/YY')
      .addOption(new Option('--decimal <mark>', 'decimal mark').choices(['.', ',']))
      .addOption(
        new Option('--discount <style>', 'whether 15 % is written as 0.15 or as 15').choices(['fraction', 'percent']),
      )
      .option('--charges <codes>', 'product codes that are charges, not goods; * stands for anything', listed);
  }
  command
    .option('--dry-run', 'only say what would happen')
    .option('--accept-rejected', 'load what is right although more than a fifth of the rows is rejected')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((file: string, options: FileOptions & { as?: string }) =>
      withClient(options.as, (client, configuration) => importFile(client, configuration, kind, file, options)),
    );
}

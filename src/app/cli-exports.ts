import { Option, type Command } from 'commander';
import { FactClass, FactsExportQuery, Topic } from '#slices/dossier/contract.ts';
import { asOption, day, withClient } from './cli-options.ts';
import { exportList } from './commands/export.ts';

type Options = Readonly<Record<string, string | boolean | undefined>> & { as?: string };

/** `kulcs export …`: lists as files, with the rights of whoever takes them out. */
export function addExportCommands(program: Command): void {
  const exports = program.command('export').description('take a list out, as CSV, as a workbook or for a program');
  const add = (what: Parameters<typeof exportList>[1], description: string, options: readonly Option[]): void => {
    const command = exports
      .command(what)
      .description(description)
      .argument('[file]', 'where it goes, if not to standard output; it must not be there yet');
    for (const option of options) command.addOption(option);
    command
      .addOption(new Option('--xlsx', 'as an XLSX workbook instead of CSV').conflicts('json'))
      .addOption(new Option('--json', 'as one JSON document'))
      .addOption(asOption)
      .action((file: string | undefined, { as, ...rest }: Options) =>
        withClient(as, (client) => exportList(client, what, file ?? null, rest)),
      );
  };
  const account = new Option('--account <code>', 'of this account only');
  add('accounts', 'the list of accounts with their figures', [
    new Option('--search <words>', 'part of the name, code or town; accents do not matter'),
    new Option('--owner <whom>', 'accounts of mine, or of nobody').choices(['me', 'none']),
    new Option('--country <name>', 'of this country'),
    new Option('--kind <kind>', 'of this kind'),
    new Option('--class <letter>', 'of this class').choices(['A', 'B', 'C']),
    new Option('--sort <column>', 'by which column; with a minus for the other direction, as in --sort=-net'),
    new Option('--columns <names>', 'only these, with commas between'),
  ]);
  add('lines', 'sales lines, by day', [
    new Option('--from <day>', 'first day (YYYY-MM-DD)').argParser(day),
    new Option('--to <day>', 'day after the last (YYYY-MM-DD)').argParser(day),
    account,
  ]);
  add('facts', 'what is known of accounts', [
    account,
    new Option('--topic <topic>', 'of this topic').choices(Topic.options),
    new Option('--class <class>', 'of this class; without it public and internal ones').choices(
      FactClass.options.filter((one) => one !== 'personal'),
    ),
    new Option('--purpose <purpose>', 'what confidential facts are wanted for').choices(
      FactsExportQuery.shape.purpose.unwrap().options,
    ),
    new Option('--reason <words>', 'the same in words; asked for with the purpose other'),
  ]);
}

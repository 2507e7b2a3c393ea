import type { Command } from 'commander';
import { asOption, count, jsonOption, withClient } from './cli-options.ts';
import { attribute, undoAttribution } from './commands/attribute.ts';

/** `kulcs attribute …`: whose documents are that name no account. */
export function addAttributeCommands(program: Command): void {
  const command = program.command('attribute').description('give documents that name no account to one');
  command
    .argument('<documents...>', 'numbers of the documents')
    .requiredOption('--to <code>', 'code of the account')
    .requiredOption('--reason <words>', 'how it is known')
    .option('--source <name>', 'the source of the documents, where several have such a number')
    .addOption(asOption)
    .addOption(jsonOption)
    .action(
      (documents: string[], options: { to: string; reason: string; source?: string; as?: string; json?: boolean }) =>
        withClient(options.as, (client) => attribute(client, documents, options)),
    );
  command
    .command('undo')
    .description('take such an attribution back')
    .argument('<number>', 'number of the attribution', count)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((id: number, options: { as?: string; json?: boolean }) =>
      withClient(options.as, (client) => undoAttribution(client, id, options)),
    );
}

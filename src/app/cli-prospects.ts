import type { Command } from 'commander';
import { asOption, email, jsonOption, withClient } from './cli-options.ts';
import { addProspect, changeProspect, listProspects } from './commands/prospects.ts';

type Common = { readonly as?: string; readonly json?: boolean };

/** `kulcs prospect …`: companies that do not buy yet and could become clients. */
export function addProspectCommands(program: Command): void {
  const prospect = program.command('prospect').description('companies that could become clients');
  prospect
    .command('add')
    .description('add a company that does not buy yet')
    .argument('<name>', 'its name')
    .requiredOption('--reason <words>', 'why it could become a client')
    .requiredOption('--source <words>', 'where it is known from')
    .option('--country <name>', 'country')
    .option('--town <name>', 'town')
    .option('--segment <name>', 'segment')
    .option('--owner <email>', 'who looks after it, if not whoever adds it', email)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((name: string, options: Parameters<typeof addProspect>[2] & Common) =>
      withClient(options.as, (client) => addProspect(client, name, options)),
    );
  prospect
    .command('list')
    .description('prospects, by name')
    .option('--dropped', 'those that were let go of')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((options: Parameters<typeof listProspects>[1] & Common) =>
      withClient(options.as, (client) => listProspects(client, options)),
    );
  prospect
    .command('convert')
    .description('make a prospect an account; everything that is known of it stays')
    .argument('<prospect>', 'code of the prospect')
    .requiredOption('--code <code>', 'code of the account')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((code: string, options: { code: string } & Common) =>
      withClient(options.as, (client) =>
        changeProspect(client, code, { stage: 'client', code: options.code }, options),
      ),
    );
  prospect
    .command('drop')
    .description('let go of a prospect')
    .argument('<prospect>', 'code of the prospect')
    .requiredOption('--reason <words>', 'why')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((code: string, options: { reason: string } & Common) =>
      withClient(options.as, (client) =>
        changeProspect(client, code, { stage: 'dropped', reason: options.reason }, options),
      ),
    );
  prospect
    .command('return')
    .description('take up again a prospect that was let go of')
    .argument('<prospect>', 'code of the prospect')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((code: string, options: Common) =>
      withClient(options.as, (client) => changeProspect(client, code, { stage: 'prospect' }, options)),
    );
}

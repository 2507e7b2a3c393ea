import { Option, type Command } from 'commander';
import { auditKinds } from '#platform/audit/contract.ts';
import type { Client } from '../client.ts';
import { changeUser, letIn, listAudit, substitute } from './team.ts';

/** What the command line lends to the verbs of one part of it. */
interface Lent {
  readonly program: Command;
  readonly user: Command;
  readonly audit: Command;
  readonly withClient: (as: string | undefined, work: (client: Client) => Promise<void>) => Promise<void>;
  readonly asOption: Option;
  readonly jsonOption: Option;
  readonly email: (text: string) => string;
  readonly day: (text: string) => string;
  readonly count: (text: string) => number;
  readonly listed: (text: string) => string[];
}

/** The verbs of people's rights, of substitutions and of the audit's entries. */
export function registerTeamCommands(lent: Lent): void {
  const { program, user, audit, withClient, asOption, jsonOption, email, day, count, listed } = lent;
  user
    .command('change')
    .description('change name, address or superior')
    .argument('<email>', 'her address', email)
    .option('--name <name>', 'name')
    .option('--email <email>', 'new address; only without --as', email)
    .option('--reports-to <email>', 'her superior', email)
    .option('--from <day>', 'day from which she reports there (YYYY-MM-DD)', day)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((address: string, options: Parameters<typeof changeUser>[2] & { as?: string }) =>
      withClient(options.as, (client) => changeUser(client, address, options)),
    );
  user
    .command('disable')
    .description('let a person in no more, from the next request on')
    .argument('<email>', 'her address', email)
    .option('--hand-to <email>', 'who gets her accounts', email)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((address: string, options: { handTo?: string; as?: string; json?: boolean }) =>
      withClient(options.as, (client) => letIn(client, address, { ...options, disabled: true })),
    );
  user
    .command('enable')
    .description('let a person in again')
    .argument('<email>', 'her address', email)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((address: string, options: { as?: string; json?: boolean }) =>
      withClient(options.as, (client) => letIn(client, address, { ...options, disabled: false })),
    );

  audit
    .command('list')
    .description('who did what, the newest first')
    .addOption(new Option('--kind <kind>', 'only these').choices(auditKinds))
    .option('--record <subject>', 'about one thing, such as account:14646')
    .option('--from <day>', 'first day (YYYY-MM-DD)', day)
    .option('--to <day>', 'day after the last (YYYY-MM-DD)', day)
    .option('--limit <number>', 'so many entries', count, 50)
    .addOption(asOption)
    .addOption(jsonOption)
    .action(({ as, ...options }: Parameters<typeof listAudit>[1] & { as?: string }) =>
      withClient(as, (client) => listAudit(client, options)),
    );

  program
    .command('substitute')
    .description('order that one stands in for another; rights pass over and return by themselves')
    .requiredOption('--for <email>', 'who is away', email)
    .requiredOption('--by <email>', 'who stands in', email)
    .requiredOption('--from <day>', 'first day (YYYY-MM-DD)', day)
    .requiredOption('--to <day>', 'day on which she is back (YYYY-MM-DD)', day)
    .option('--accounts <codes>', 'only these accounts, with commas between', listed)
    .option('--confidential', 'confidential facts pass over, too')
    .option('--personal', 'personal facts pass over, too')
    .requiredOption('--reason <text>', 'why')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((options: Parameters<typeof substitute>[1] & { as?: string }) =>
      withClient(options.as, (client) => substitute(client, options)),
    );
}

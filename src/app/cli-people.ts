import { Option, type Command } from 'commander';
import { roles } from '#slices/team/contract.ts';
import { asOption, count, day, email, jsonOption, repeated, withClient } from './cli-options.ts';
import { addKey, listKeys, revokeKey } from './commands/api-keys.ts';
import { changeUser, letIn } from './commands/team.ts';
import { addUser, listUsers, resetSecondFactor, signInLink } from './commands/users.ts';

/** `kulcs user …` and `kulcs key …`: people, and the keys of their programs. */
export function addPeopleCommands(program: Command): void {
  const user = program.command('user').description('people who work here');
  user
    .command('add')
    .description('add a person; prints her sign-in link')
    .requiredOption('--email <email>', 'address', email)
    .requiredOption('--name <name>', 'name')
    .addOption(new Option('--role <role>', 'role').choices(roles).makeOptionMandatory())
    .option('--reports-to <email>', 'her superior', email)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((options: Parameters<typeof addUser>[1] & { as?: string }) =>
      withClient(options.as, (client) => addUser(client, options)),
    );
  user
    .command('list')
    .description('everybody')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((options: { as?: string; json?: boolean }) =>
      withClient(options.as, (client) => listUsers(client, options)),
    );
  user
    .command('link')
    .description('print a link that signs a person in once')
    .argument('<email>', 'her address', email)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((address: string, options: { as?: string; json?: boolean }) =>
      withClient(options.as, (client) => signInLink(client, address, options)),
    );

  user
    .command('reset-second-factor')
    .description('take away a lost second factor')
    .argument('<email>', 'her address', email)
    .action((address: string) => withClient(undefined, (client) => resetSecondFactor(client, address)));

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

  const key = program.command('key').description('API keys of a person, for her programs');
  key
    .command('add')
    .description('make a key; it is printed this once')
    .requiredOption('--name <name>', 'what it is for')
    .option('--write', 'it may also change things')
    .option('--days <number>', 'it ends after so many days, 90 at most', count)
    .option('--ability <ability>', 'only this of what she may do (repeatable)', repeated, [])
    .requiredOption('--as <email>', 'whose key it is', email)
    .addOption(jsonOption)
    .action((options: Parameters<typeof addKey>[1] & { as: string }) =>
      withClient(options.as, (client) => addKey(client, options)),
    );
  key
    .command('list')
    .description('her keys, newest first')
    .requiredOption('--as <email>', 'whose key it is', email)
    .addOption(jsonOption)
    .action((options: { as: string; json?: boolean }) => withClient(options.as, (client) => listKeys(client, options)));
  key
    .command('revoke')
    .description('end a key at once')
    .argument('<id>', 'its number in the list', count)
    .requiredOption('--as <email>', 'whose key it is', email)
    .action((id: number, options: { as: string }) => withClient(options.as, (client) => revokeKey(client, id)));
}

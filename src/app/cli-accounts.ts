import type { Command } from 'commander';
import { asOption, count, day, email, jsonOption, withClient } from './cli-options.ts';
import { assignAccounts } from './commands/assign.ts';
import { listGroups, placeGroup } from './commands/groups.ts';
import { groupAccounts, listAccounts } from './commands/keep.ts';
import { listDuplicates, mergeAccounts, undoMerge } from './commands/merges.ts';

/** `kulcs account …`: owners, groups, duplicates and the list. */
export function addAccountCommands(program: Command): void {
  const account = program.command('account').description('accounts');
  account
    .command('assign')
    .description('give accounts to their owner, by an order')
    .argument('<codes...>', 'codes of the accounts')
    .requiredOption('--owner <email>', 'the owner', email)
    .option('--reason <words>', 'why')
    .option('--from <day>', 'the day from which it holds, if not today (YYYY-MM-DD)', day)
    .option('--proposed-by <email>', 'who proposed it', email)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((codes: string[], options: Parameters<typeof assignAccounts>[2] & { as?: string }) =>
      withClient(options.as, (client) => assignAccounts(client, codes, options)),
    );
  account
    .command('group')
    .description('put accounts into a group of affiliates')
    .argument('<codes...>', 'codes of the accounts')
    .requiredOption('--name <name>', 'name of the group')
    .addOption(asOption)
    .action((codes: string[], options: { name: string; as?: string }) =>
      withClient(options.as, (client) => groupAccounts(client, codes, options)),
    );
  account
    .command('groups')
    .description('groups of accounts, and the group that each stands in')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((options: { as?: string; json?: boolean }) =>
      withClient(options.as, (client) => listGroups(client, options)),
    );
  account
    .command('place')
    .description('put a group into another one, or to the top')
    .argument('<group>', 'name of the group')
    .option('--within <group>', 'name of the group that it shall stand in; made when it is new')
    .option('--top', 'it shall stand in no other one')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((name: string, options: { within?: string; top?: boolean; as?: string; json?: boolean }) =>
      withClient(options.as, (client) => placeGroup(client, name, options)),
    );
  account
    .command('list')
    .description('accounts, by name')
    .option('--search <words>', 'part of the name, code or town; accents do not matter')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((options: { search?: string; as?: string; json?: boolean }) =>
      withClient(options.as, (client) => listAccounts(client, options)),
    );
  account
    .command('duplicates')
    .description('pairs of accounts that could be one company')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((options: { as?: string; json?: boolean }) =>
      withClient(options.as, (client) => listDuplicates(client, options)),
    );
  account
    .command('merge')
    .description('make two accounts one')
    .argument('<code>', 'code of the account that goes')
    .requiredOption('--into <code>', 'code of the account that stays')
    .addOption(asOption)
    .addOption(jsonOption)
    .action((code: string, options: { into: string; as?: string; json?: boolean }) =>
      withClient(options.as, (client) => mergeAccounts(client, code, options)),
    );
  account
    .command('unmerge')
    .description('take two accounts apart again')
    .argument('<merge>', 'number of the merge', count)
    .addOption(asOption)
    .addOption(jsonOption)
    .action((merge: number, options: { as?: string; json?: boolean }) =>
      withClient(options.as, (client) => undoMerge(client, merge, options)),
    );
}

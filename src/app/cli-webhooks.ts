import { Option, type Command } from 'commander';
import { count, email, jsonOption, repeated, withClient } from './cli-options.ts';
import {
  addWebhook,
  listCompanyWebhooks,
  listWebhooks,
  removeWebhook,
  replayWebhook,
  showWebhookLog,
  stopWebhook,
  turnWebhook,
} from './commands/webhooks.ts';

/** `kulcs webhook …`: which programs of a person are told of what happens. */
export function addWebhookCommands(program: Command): void {
  const webhook = program.command('webhook').description('programs of a person that are told of what happens');
  const owner = (): Option => new Option('--as <email>', 'whose webhook it is').argParser(email).makeOptionMandatory();
  const ofOne = (name: string, description: string): Command =>
    webhook.command(name).description(description).argument('<id>', 'its number in the list', count).addOption(owner());
  webhook
    .command('add')
    .description('make a webhook; its secret is printed this once')
    .argument('<url>', 'where it leads')
    .requiredOption('--name <name>', 'what it is for')
    .option('--event <kind>', 'only this kind of event (repeatable)', repeated, [])
    .addOption(owner())
    .addOption(jsonOption)
    .action((url: string, options: Parameters<typeof addWebhook>[2] & { as: string }) =>
      withClient(options.as, (client) => addWebhook(client, url, options)),
    );
  webhook
    .command('list')
    .description('her webhooks, newest first')
    .addOption(owner())
    .addOption(jsonOption)
    .action((options: { as: string; json?: boolean }) =>
      withClient(options.as, (client) => listWebhooks(client, options)),
    );
  webhook
    .command('all')
    .description('those of the whole company: whose, where they lead, whether they arrive')
    .addOption(jsonOption)
    .action((options: { json?: boolean }) => withClient(undefined, (client) => listCompanyWebhooks(client, options)));
  webhook
    .command('stop')
    .description('switch one of them off; its owner is told, and can switch it on again')
    .argument('<id>', 'its number in the list of all', count)
    .action((id: number) => withClient(undefined, (client) => stopWebhook(client, id)));
  ofOne('log', 'its newest messages, and what became of them')
    .addOption(jsonOption)
    .action((id: number, options: { as: string; json?: boolean }) =>
      withClient(options.as, (client) => showWebhookLog(client, id, options)),
    );
  ofOne('replay', 'send one message once more, or all that were given up')
    .option('--message <number>', 'only this one', count)
    .action((id: number, options: { as: string; message?: number }) =>
      withClient(options.as, (client) => replayWebhook(client, id, options.message)),
    );
  ofOne('on', 'switch it on; it gets what it missed').action((id: number, options: { as: string }) =>
    withClient(options.as, (client) => turnWebhook(client, id, true)),
  );
  ofOne('off', 'switch it off').action((id: number, options: { as: string }) =>
    withClient(options.as, (client) => turnWebhook(client, id, false)),
  );
  ofOne('remove', 'remove it with its log').action((id: number, options: { as: string }) =>
    withClient(options.as, (client) => removeWebhook(client, id)),
  );
}

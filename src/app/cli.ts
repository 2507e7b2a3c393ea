import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { readConfiguration } from '#platform/configuration/configuration.ts';
import { ConfigurationProblem, StartProblem } from '#platform/configuration/problem.ts';
import { BackupProblem } from '#platform/backup/problem.ts';
import { StoreProblem } from '#platform/db/problem.ts';
import { languages } from '#platform/i18n/language.ts';
import { auditKinds } from '#platform/audit/contract.ts';
import { RefusedError } from './client.ts';
import { asOption, count, currency, day, email, jsonOption, listed, port, withClient } from './cli-options.ts';
import { addAccountCommands } from './cli-accounts.ts';
import { addAttributeCommands } from './cli-attribute.ts';
import { addExportCommands } from './cli-exports.ts';
import { addPeopleCommands } from './cli-people.ts';
import { addProspectCommands } from './cli-prospects.ts';
import { addWebhookCommands } from './cli-webhooks.ts';
import { doctor, init, setProductKind, verifyAudit } from './commands/keep.ts';
import { addImportCommands } from './cli-imports.ts';
import { decideOn, showDecisions, type DecisionCommand } from './commands/decisions.ts';
import { showKeys } from './commands/keys.ts';
import { listAudit, substitute } from './commands/team.ts';

// The package's own manifest: a version is a text there.
const { version } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

const say = (line: string): void => void process.stderr.write(line + '\n');

const program = new Command('kulcs')
  .description('Key account management: who is key, what to do next, and the money it brings.')
  .version(version)
  .showHelpAfterError('(kulcs --help shows what there is)')
  .exitOverride();

program
  .command('start')
  .description('start the server and the page')
  .option('--no-demo', 'do not build the demo company in an empty store')
  .option('--port <number>', 'port to listen on', port)
  .action(async (options: { demo: boolean; port?: number }) => {
    const environment = options.port === undefined ? process.env : { ...process.env, KULCS_PORT: String(options.port) };
    const { start } = await import('./start.ts');
    const server = await start({
      configuration: await readConfiguration(environment),
      withDemo: options.demo,
      say: (line) => void process.stdout.write(line + '\n'),
    });
    const signalled = new Promise<null>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(null));
    });
    const lost = await Promise.race([signalled, server.lost]);
    await server.stop();
    if (lost) throw lost;
  });

program
  .command('init')
  .description('found an empty company, without the demo')
  .requiredOption('--company <name>', 'name of the company')
  .requiredOption('--currency <code>', 'currency of its books (ISO 4217)', currency)
  .requiredOption('--admin-email <email>', 'first administrator', email)
  .option('--time-zone <zone>', 'IANA time zone', 'Europe/Budapest')
  .addOption(new Option('--language <code>', 'of its pages and letters until somebody chooses').choices(languages))
  .addOption(jsonOption)
  .action((options: Parameters<typeof init>[2]) =>
    withClient(undefined, (client, configuration) => init(client, configuration, options), true),
  );

addImportCommands(program);

program
  .command('keys')
  .description('who is key: accounts ranked by net revenue')
  .option('--from <day>', 'first day (YYYY-MM-DD)', day)
  .option('--to <day>', 'day after the last (YYYY-MM-DD)', day)
  .option('--goods-only', 'leave out services and charges')
  .addOption(new Option('--by <what>', 'rank accounts or groups').choices(['account', 'group']).default('account'))
  .option('--limit <number>', 'so many accounts', count)
  .addOption(asOption)
  .addOption(jsonOption)
  .action((options: Parameters<typeof showKeys>[1] & { as?: string }) =>
    withClient(options.as, (client) => showKeys(client, options)),
  );

const decisionCommands: Readonly<Record<DecisionCommand, string>> = {
  nominate: 'propose an account as key',
  confirm: 'decide that an account is key',
  decline: 'decide that an account is not key',
  retire: 'decide that an account is key no more',
};
for (const [act, description] of Object.entries(decisionCommands) as [DecisionCommand, string][]) {
  const command = program
    .command(act)
    .description(description)
    .argument('<account>', 'code of the account')
    .requiredOption('--reason <words>', 'why')
    .option('--on <day>', 'the day from which it holds, if not today (YYYY-MM-DD)', day);
  if (act === 'decline' || act === 'retire') {
    command
      .option('--hand-over <words>', 'what whoever serves it from now on must know')
      .option('--to <email>', 'who that is', email);
  }
  command
    .addOption(asOption)
    .addOption(jsonOption)
    .action((code: string, options: Parameters<typeof decideOn>[3] & { as?: string }) =>
      withClient(options.as, (client) => decideOn(client, act, code, options)),
    );
}
program
  .command('decisions')
  .description('who was key on a day, and why')
  .option('--on <day>', 'the day, if not today (YYYY-MM-DD)', day)
  .addOption(asOption)
  .addOption(jsonOption)
  .action((options: Parameters<typeof showDecisions>[1] & { as?: string }) =>
    withClient(options.as, (client) => showDecisions(client, options)),
  );

addPeopleCommands(program);
addProspectCommands(program);
addExportCommands(program);
addWebhookCommands(program);

addAccountCommands(program);
addAttributeCommands(program);

program
  .command('product')
  .description('products')
  .command('kind')
  .description('say whether a product is goods, a service or a charge')
  .argument('<code>', 'code of the product')
  .addArgument(program.createArgument('<kind>', 'kind').choices(['goods', 'service', 'charge']))
  .addOption(asOption)
  .action((code: string, kind: string, options: { as?: string }) =>
    withClient(options.as, (client) => setProductKind(client, code, kind)),
  );

program
  .command('doctor')
  .description('check the installation')
  .addOption(asOption)
  .addOption(jsonOption)
  .action((options: { as?: string; json?: boolean }) => withClient(options.as, (client) => doctor(client, options)));

const audit = program.command('audit').description('the audit chain');
audit
  .command('verify')
  .description('recompute the chain and name the first wrong entry')
  .addOption(asOption)
  .addOption(jsonOption)
  .action((options: { as?: string; json?: boolean }) =>
    withClient(options.as, (client) => verifyAudit(client, options)),
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
  .option('--reason <text>', 'why')
  .addOption(asOption)
  .addOption(jsonOption)
  .action((options: Parameters<typeof substitute>[1] & { as?: string }) =>
    withClient(options.as, (client) => substitute(client, options)),
  );

const backup = program.command('backup').description('write the whole store into one encrypted file, while it runs');
backup
  .command('make', { isDefault: true })
  .description('write the backup')
  .argument('<file>', 'the file to write; it must not be there yet')
  .option('--verify', 'restore it for a trial as well, and compare')
  .addOption(jsonOption)
  .action(async (file: string, options: { verify?: boolean; json?: boolean }) => {
    const { makeBackup } = await import('./commands/backup.ts');
    await makeBackup(await readConfiguration(process.env, false), file, version, options);
  });
backup
  .command('verify')
  .description('restore a backup into a database that is thrown away, and compare')
  .argument('<file>', 'the backup')
  .addOption(jsonOption)
  .action(async (file: string, options: { json?: boolean }) => {
    const { tryBackup } = await import('./commands/backup.ts');
    await tryBackup(await readConfiguration(process.env, false), file, options);
  });

program
  .command('restore')
  .description('restore a backup into the empty store of KULCS_DATA or KULCS_DATABASE_URL')
  .argument('<file>', 'the backup')
  .addOption(jsonOption)
  .action(async (file: string, options: { json?: boolean }) => {
    const { restore } = await import('./commands/backup.ts');
    await restore(await readConfiguration(process.env), file, options);
  });

program
  .command('release')
  .description('let a restored store work: sign-ins, keys of the API, outgoing mail')
  .addOption(jsonOption)
  .action(async (options: { json?: boolean }) => {
    const { release } = await import('./commands/backup.ts');
    await release(await readConfiguration(process.env, false), options);
  });

program
  .command('secret')
  .description('the secret that the store is sealed with')
  .command('change')
  .description('seal the store with the KULCS_SECRET of now; everybody is signed out, second factors are set up anew')
  .addOption(jsonOption)
  .action(async (options: { json?: boolean }) => {
    const { changeSecret } = await import('./commands/secret.ts');
    await changeSecret(await readConfiguration(process.env, false), options);
  });

// Whoever reads may have seen enough (`kulcs keys | head`): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const expected = [RefusedError, StartProblem, ConfigurationProblem, StoreProblem, BackupProblem];

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const isExpected = expected.some((kind) => error instanceof kind);
    say(error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error));
    process.exitCode = 1;
  }
}

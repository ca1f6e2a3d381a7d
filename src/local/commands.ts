import { type Command, Option } from 'commander';
import { boundMemory } from '../base/bound-memory.ts';
import type { Io } from '../cli/io.ts';
import { wholeNumber } from '../cli/jobs.ts';
import { peopleGroup } from '../cli/people.ts';
import { localIo } from './io.ts';

/**
 * Adds the commands that work on this machine: they open the database themselves, or are the server. What each does
 * is loaded when it is called, so that `--help` and the commands over HTTP start fast.
 */
export function registerLocalCommands(program: Command, processIo: Io): void {
  const io = localIo(processIo);

  program
    .command('start')
    .description('run database, API and worker in one process (what `npm start` calls)')
    .option('--no-sample', 'leave the sample out, also on an empty data folder')
    .option(
      '--demo',
      'an organization to try the API with: its admin is `Bearer demo-token`, on this machine only',
    )
    .option('--sandbox', 'simulators stand for all outside services; in a data folder of its own')
    .option('--data <file>', 'with --sandbox: real parcels (CSV or JSON lines) for the simulators to hold')
    .option('--place <county>', 'with --data: where rows lie that do not say it, such as "Davidson, TN"')
    .option('--seed <number>', 'with --sandbox: what chance goes by', wholeNumber)
    .action(async (options) => {
      boundMemory();
      await (await import('./start.ts')).runStart(io, options);
    });

  program
    .command('serve')
    .description('run the API alone')
    .action(async () => {
      boundMemory();
      await (await import('./serve.ts')).runServe(io);
    });

  program
    .command('worker')
    .description('run a worker alone')
    .action(async () => (await import('./worker.ts')).runWorker(io));

  registerSandbox(program, io);

  program
    .command('migrate')
    .description('bring the database up to date')
    .option('--plan', 'print what would run, and run nothing')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./migrate.ts')).runMigrate(io, options));

  program
    .command('doctor')
    .description('check this installation and say what to mend')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./doctor.ts')).runDoctor(io, options));

  program
    .command('openapi')
    .description('print the OpenAPI document of the API')
    .action(async () => (await import('./openapi.ts')).runOpenApi(io));

  const db = program.command('db').description('the database itself');
  db.command('url')
    .description('print the connection line of the SQL login for people and agents')
    .option('--owner', "print the owner's line instead: it may change everything")
    .action(async (options) => (await import('./db.ts')).runDbUrl(io, options));

  registerLogins(db.command('login').description('SQL logins of people and agents'), io);

  registerKeys(program.command('keys').description('API keys'), io);
  registerLimits(program.command('limits').description('what organizations may use'), io);
  registerClerk(program.command('clerk').description('organizations whose session tokens are taken'), io);
  registerPeople(peopleGroup(program), io);
  registerCatalogue(program.command('catalogue').description('the incentive catalogue'), io);
  registerSupabase(
    program.command('supabase').description('realtime subscriptions of a hosted database'),
    io,
  );
  registerAudit(program.command('audit').description('what was done, by whom'), io);
}

type Local = ReturnType<typeof localIo>;

function registerSandbox(program: Command, io: Local): void {
  program
    .command('sandbox')
    .description('simulate all outside services on this machine, and print the settings that point to them')
    .option('--data <file>', 'real parcels for them to hold: CSV, or one JSON object a line')
    .option(
      '--place <county>',
      'where rows of the file lie that do not say it: "Davidson County, TN", 47037, TN',
    )
    .option('--seed <number>', 'what chance goes by', '1')
    .option('--ports <first>', 'the first of twelve ports (default: any free ones)')
    .option('--sale-list <pdf>', 'write the sale list of a county, to begin its work with')
    .action(async (options) => (await import('./sandbox-services.ts')).runSandbox(io, options));
}

function registerLogins(logins: Command, io: Local): void {
  logins
    .command('add <name>')
    .description('make a SQL login and print its connection line; it is shown this once')
    .option('--organization <slug>', 'the organization it works for', 'default')
    .addOption(
      new Option('--role <role>', 'what it may do')
        .choices(['viewer', 'analyst', 'admin'])
        .default('analyst'),
    )
    .option('--json', 'print the result as JSON')
    .action(async (name, options) => (await import('./db-logins.ts')).runLoginAdd(io, name, options));
  logins
    .command('list')
    .description('list SQL logins')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./db-logins.ts')).runLoginList(io, options));
  logins
    .command('remove <name>')
    .description('end a SQL login and its sessions; what it held goes to the next callers')
    .action(async (name) => (await import('./db-logins.ts')).runLoginRemove(io, name));
}

function registerKeys(keys: Command, io: Local): void {
  const organization = ['--organization <slug>', 'the organization it belongs to', 'default'] as const;
  keys
    .command('create')
    .description('make an API key and print it; it is shown this once')
    .option(...organization)
    .option('--name <name>', 'what it is for', 'made by the command line')
    .addOption(
      new Option('--role <role>', 'what it may do').choices(['viewer', 'analyst', 'admin']).default('admin'),
    )
    .option('--expires <date>', 'when it ends, such as 2027-01-31')
    .option('--scopes <list>', 'narrow it, such as lookups:write,reports:read')
    .option('--test', 'a lot_test_ key: it begins no work that costs money')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./keys.ts')).runKeysCreate(io, options));
  keys
    .command('rotate <id>')
    .description('make the successor of an API key and print it; the old one goes on for a while')
    .option(...organization)
    .option('--overlap-hours <hours>', 'how long the old one goes on', '24')
    .option('--json', 'print the result as JSON')
    .action(async (id, options) => (await import('./keys.ts')).runKeysRotate(io, id, options));
  keys
    .command('list')
    .description('list API keys by their prefix')
    .option(...organization)
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./keys.ts')).runKeysList(io, options));
  keys
    .command('revoke <id>')
    .description('end an API key at once and for good')
    .option(...organization)
    .action(async (id, options) => (await import('./keys.ts')).runKeysRevoke(io, id, options));
}

function registerPeople(people: Command, io: Local): void {
  people
    .command('link')
    .description('on the server: print a one-time link, for the first person, or for a lost password')
    .option('--email <address>', 'whose password was lost')
    .action(async (options) => (await import('./people.ts')).runPeopleLink(io, options));
  people
    .command('operator <email>')
    .description('on the server: let somebody run the platform: see all organizations and act for any')
    .option('--remove', 'no longer')
    .action(async (email, options) => (await import('./people.ts')).runPeopleOperator(io, email, options));
}

function registerLimits(limits: Command, io: Local): void {
  const organization = ['--organization <slug>', 'the organization', 'default'] as const;
  limits
    .command('show')
    .description('say what an organization may use, and what it used')
    .option(...organization)
    .option('--json', 'print it as JSON')
    .action(async (options) => (await import('./limits.ts')).runLimitsShow(io, options));
  limits
    .command('set')
    .description('change limits of an organization; "default" takes a choice back')
    .option(...organization)
    .option('--requests-per-minute <number>', 'over all its keys and people')
    .option('--open-jobs <number>', 'unfinished jobs')
    .option('--items-per-day <number>', 'items added on a day (UTC)')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./limits.ts')).runLimitsSet(io, options));
}

function registerClerk(clerk: Command, io: Local): void {
  const issuer = ['--issuer <url>', 'who makes the tokens (default: CLERK_ISSUER)'] as const;
  clerk
    .command('link <org_id>')
    .description('let the tokens of an organization at Clerk act for one of ours')
    .requiredOption('--organization <slug>', 'ours')
    .option(...issuer)
    .action(async (id, options) => (await import('./clerk.ts')).runClerkLink(io, id, options));
  clerk
    .command('unlink <org_id>')
    .description('refuse the tokens of an organization from now on')
    .option(...issuer)
    .action(async (id, options) => (await import('./clerk.ts')).runClerkUnlink(io, id, options));
  clerk
    .command('list')
    .description('list links')
    .option('--json', 'print them as JSON')
    .action(async (options) => (await import('./clerk.ts')).runClerkList(io, options));
}

function registerCatalogue(catalogue: Command, io: Local): void {
  catalogue
    .command('import <path>')
    .description('load files of the Rewiring America data: a folder, or one file')
    .option('--json', 'print the report as JSON')
    .action(async (path, options) => (await import('./catalogue.ts')).runCatalogueImport(io, path, options));
  catalogue
    .command('show')
    .description('say what the catalogue holds')
    .option('--json', 'print it as JSON')
    .action(async (options) => (await import('./catalogue.ts')).runCatalogueShow(io, options));
}

function registerAudit(audit: Command, io: Local): void {
  audit
    .command('verify')
    .description('say whether any entry of any organization was changed, removed, inserted or reordered')
    .option('--expect <number:hash>', 'a place in the chain that you noted earlier, away from this database')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit codes: 0 as it was written; 5 it is not.')
    .action(async (options) => (await import('./audit.ts')).runAuditVerify(io, options));
}

function registerSupabase(supabase: Command, io: Local): void {
  supabase
    .command('enable')
    .description('make public.batch_lookup_jobs, a copy of the jobs of lookups for realtime subscriptions')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./supabase.ts')).runSupabaseEnable(io, options));
  supabase
    .command('disable')
    .description('drop it')
    .action(async () => (await import('./supabase.ts')).runSupabaseDisable(io));
  supabase
    .command('status')
    .description('say whether it is there, who may read it, and what went wrong')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./supabase.ts')).runSupabaseStatus(io, options));
}

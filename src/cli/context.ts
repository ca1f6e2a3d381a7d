/** What each remote command gets: the streams, a client for the server it was told to use, and how to answer. */
import { type Command, Option } from 'commander';
import type { Client } from './client.ts';
import { CliError, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { Format } from './output.ts';
import type { ServerSettings } from './profile.ts';

export interface CommonOptions {
  url?: string;
  apiKey?: string;
  json?: boolean;
  jsonFields?: string;
  jsonl?: boolean;
  quiet?: boolean;
  /** False with `--no-color`. */
  color?: boolean;
}

export interface Context {
  io: Io;
  format: Format;
  settings(): Promise<ServerSettings>;
  client(): Promise<Client>;
  /** Writes to stderr unless `--quiet`. */
  say(text: string): void;
}

/** Ends a command with a code other than 0 that needs no message. */
export class ExitWith extends Error {
  readonly exitCode: ExitCode;
  constructor(exitCode: ExitCode) {
    super(`exit ${exitCode}`);
    this.name = 'ExitWith';
    this.exitCode = exitCode;
  }
}

/** Adds the options that every remote command understands. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--url <url>', 'address of the server (LOTLINE_URL; default: the profile, http://127.0.0.1:3000)')
    .option('--api-key <key>', 'API key (LOTLINE_API_KEY; default: the profile)')
    .option('--json', 'print JSON; --json=id,status prints only these fields')
    .addOption(new Option('--json-fields <fields>').hideHelp())
    .option('--jsonl', 'print one JSON object a line')
    .option('-q, --quiet', 'no progress and no notes')
    .option('--no-color', 'no colours (also NO_COLOR)');
}

/** An action for commander: builds the context, runs the command, and ends with its exit code. */
export function remote<Options extends CommonOptions>(
  io: Io,
  run: (context: Context, options: Options, args: string[]) => Promise<ExitCode>,
): (...raw: unknown[]) => Promise<void> {
  return async (...raw) => {
    const command = raw.at(-1) as Command; // commander gives the command last, after arguments and options
    const options = command.opts<Options>();
    const code = await run(contextOf(io, options), options, command.args);
    if (code !== 0) throw new ExitWith(code);
  };
}

function contextOf(io: Io, options: CommonOptions): Context {
  const env = options.color === false ? { ...io.env, NO_COLOR: '1' } : io.env;
  const own: Io = { ...io, env };
  const quiet = options.quiet === true;
  const say = (text: string): void => {
    if (!quiet) io.stderr.write(`${text}\n`);
  };
  let settings: Promise<ServerSettings> | null = null;
  let client: Promise<Client> | null = null;
  const context: Context = {
    io: own,
    say,
    format: {
      mode: options.jsonl ? 'jsonl' : options.json ? 'json' : 'human',
      fields: options.jsonFields?.split(',').map((field) => field.trim()) ?? null,
      quiet,
    },
    settings() {
      settings ??= import('./profile.ts').then(({ serverSettings }) => serverSettings(options, env));
      return settings;
    },
    client() {
      client ??= newClient(context);
      return client;
    },
  };
  return context;
}

async function newClient(context: Context): Promise<Client> {
  const { createClient } = await import('./client.ts');
  let told = 0;
  let warned = false;
  return createClient(await context.settings(), context.io, {
    onRetry(reason) {
      if (context.io.now() - told < 5_000) return;
      told = context.io.now();
      context.say(`${reason} Trying again.`);
    },
    onSandbox() {
      if (!warned) context.say('Sandbox: simulators stand for all outside services; nothing here is real.');
      warned = true;
    },
  });
}

/** Whether the error says that the server could not be reached, or not well. */
export function isOutage(error: unknown): error is CliError {
  if (!(error instanceof CliError)) return false;
  return (
    error.code === 'network' || error.code === 'database_unavailable' || /^http_50[234]$/.test(error.code)
  );
}

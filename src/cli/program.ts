/** The command tree and its one way out: every error becomes a message and an exit code here. */
import { type Command, CommanderError } from 'commander';
import { registerActionCommands } from './actions.ts';
import { registerAuditCommands } from './audit.ts';
import { registerAuthCommands } from './auth.ts';
import { registerBatchCommands } from './batch.ts';
import { registerCompletion } from './completion.ts';
import { ExitWith } from './context.ts';
import { registerCountyCommands } from './counties.ts';
import { registerDo } from './do.ts';
import { registerDocumentCommands } from './documents.ts';
import { CliError, type ErrorReport, EXIT, exitCodeOfStatus } from './exit-codes.ts';
import type { Io } from './io.ts';
import { registerJobCommands } from './jobs.ts';
import { registerLeadCommands } from './leads.ts';
import { registerLookupCommands } from './lookups.ts';
import { registerMcp } from './mcp.ts';
import { registerNotificationCommands } from './notifications.ts';
import { registerOpsCommands } from './ops.ts';
import { registerPeopleCommands } from './people.ts';
import { registerPropertyCommands } from './properties.ts';
import { registerReportCommands } from './reports.ts';
import { registerSaleCommands } from './sales.ts';
import { registerServiceCommands } from './services.ts';
import { registerSessionCommands } from './sessions.ts';
import { registerSettingsCommands } from './settings.ts';
import { registerWebhookCommands } from './webhooks.ts';

/** Adds every command that talks to a server: `lookups`, `reports`, `jobs`, `batch`, `do`, `sessions`, `login`, `whoami`, `api`; and `completion`. */
export function registerRemoteCommands(program: Command, io: Io): void {
  registerLookupCommands(program, io);
  registerReportCommands(program, io);
  registerJobCommands(program, io);
  registerPropertyCommands(program, io);
  registerLeadCommands(program, io);
  registerCountyCommands(program, io);
  registerDocumentCommands(program, io);
  registerSaleCommands(program, io);
  registerBatchCommands(program, io);
  registerDo(program, io);
  registerSessionCommands(program, io);
  registerMcp(program, io);
  registerSettingsCommands(program, io);
  registerServiceCommands(program, io);
  registerWebhookCommands(program, io);
  registerNotificationCommands(program, io);
  registerOpsCommands(program, io);
  registerActionCommands(program, io);
  registerAuditCommands(program, io);
  registerPeopleCommands(program, io);
  registerAuthCommands(program, io);
  registerCompletion(program, io);
}

/** Runs `lotline` with the remote commands alone. `argv` is what follows the program's name. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  const { Command } = await import('commander');
  const program = new Command('lotline').description('Runs large batches of work on property data.');
  registerRemoteCommands(program, io);
  return runProgram(program, argv, io);
}

/**
 * Runs a program whose commands are all registered and answers the exit code. Errors are written to stderr: as
 * one line of JSON `{code, message, hint, requestId}` where `--json` or `--jsonl` was asked for, as text otherwise.
 */
export async function runProgram(program: Command, argv: readonly string[], io: Io): Promise<number> {
  for (const command of commandsOf(program)) {
    command
      .exitOverride()
      .configureOutput({
        writeOut: (text) => void io.stdout.write(text),
        writeErr: (text) => void io.stderr.write(text),
        getOutHelpWidth: () => io.stdout.columns ?? 100,
        getErrHelpWidth: () => io.stderr.columns ?? 100,
      })
      .showSuggestionAfterError();
  }
  try {
    await program.parseAsync(spellOutJsonFields(argv), { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return endOf(error, argv, io);
  }
}

function* commandsOf(command: Command): Generator<Command> {
  yield command;
  for (const sub of command.commands) yield* commandsOf(sub);
}

/** `--json=id,status` becomes two options: as an optional value `--json JOB` would swallow the job. */
function spellOutJsonFields(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.flatMap((argument, at) =>
    argument.startsWith('--json=') && (end === -1 || at < end)
      ? ['--json', `--json-fields=${argument.slice('--json='.length)}`]
      : [argument],
  );
}

function endOf(error: unknown, argv: readonly string[], io: Io): number {
  if (error instanceof ExitWith) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (isErrno(error, 'EPIPE')) return EXIT.ok;
  const report = reportOf(error);
  const json = argv.some((argument) => /^--json(l|=.*)?$/.test(argument));
  if (json) io.stderr.write(`${JSON.stringify(report)}\n`);
  else {
    io.stderr.write(`lotline: ${report.message}\n`);
    if (report.hint) io.stderr.write(`${report.hint}\n`);
    if (report.requestId) io.stderr.write(`Request: ${report.requestId}\n`);
    if (io.env.LOTLINE_DEBUG && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  }
  return exitCodeOf(error);
}

function reportOf(error: unknown): ErrorReport {
  if (error instanceof CliError) return error.report();
  if (!(error instanceof Error)) return { code: 'internal', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
  return { code, message: error.message, ...(hint === undefined ? {} : { hint }) };
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CliError) return error.exitCode;
  const status = error instanceof Error && 'status' in error ? error.status : null;
  return typeof status === 'number' ? exitCodeOfStatus(status) : EXIT.error;
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** The `audit` group over HTTP: what was done in your organization, and whether an export of it is whole. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { OutOptions } from './documents.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface AuditFilterOptions extends CommonOptions {
  actor?: string;
  action?: string;
  subject?: string;
  request?: string;
  from?: string;
  to?: string;
}

export interface ListAuditOptions extends AuditFilterOptions {
  limit: number;
  cursor?: string;
}

export interface ExportAuditOptions extends AuditFilterOptions, OutOptions {
  format: string;
}

export interface CheckAuditOptions extends CommonOptions {
  expect?: string;
}

/** Adds `audit list|export|check`, beside what the group has already. */
export function registerAuditCommands(program: Command, io: Io): void {
  const audit =
    program.commands.find((command) => command.name() === 'audit') ??
    program.command('audit').description('what was done, by whom');
  withFilters(withCommonOptions(audit.command('list').description('what was done, newest first')))
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<ListAuditOptions>(io, async (context, options) =>
        (await import('./audit-actions.ts')).list(context, options),
      ),
    );
  withFilters(withCommonOptions(audit.command('export').description('all of it, oldest first')))
    .option('--format <format>', 'jsonl, which can be checked, or csv', 'jsonl')
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .action(
      remote<ExportAuditOptions>(io, async (context, options) =>
        (await import('./audit-actions.ts')).exportAll(context, options),
      ),
    );
  withCommonOptions(
    audit
      .command('check')
      .argument('<file>', 'what `audit export` wrote; - reads stdin')
      .description('say whether an export was changed, reordered or cut; asks no server'),
  )
    .option('--expect <number:hash>', 'a place in the chain that you noted earlier')
    .addHelpText('after', '\nExit codes: 0 whole; 5 it is not.')
    .action(
      remote<CheckAuditOptions>(io, async (context, options, args) =>
        (await import('./audit-check.ts')).check(context, options, args),
      ),
    );
}

function withFilters(command: Command): Command {
  return command
    .option('--actor <actor>', 'such as key:deploy, person:ann@example.org, system')
    .option('--action <action>', 'such as job.paused, or job.* for all of a thing')
    .option('--subject <type[:id]>', 'what it was done to, such as job or job:<id>')
    .option('--request <id>', 'all of one request')
    .option('--from <time>', 'at this time or later, such as 2027-01-31 or 2027-01-31T12:00:00Z')
    .option('--to <time>', 'before this time');
}

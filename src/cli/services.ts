/** The `services` group and `calls`: what outside services allow, and what was asked of them. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { OutOptions } from './documents.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface PurgeOptions extends CommonOptions {
  reason?: string;
}

export interface CallsOptions extends CommonOptions, OutOptions {
  service?: string;
  job?: string;
  item?: number;
  status?: number;
  verdict?: string;
  from?: string;
  to?: string;
  limit: number;
  cursor?: string;
  csv?: boolean;
}

/** Adds `services [list]|set|purge` and `calls`. */
export function registerServiceCommands(program: Command, io: Io): void {
  const services = program.command('services').description('outside services: limits, holds, what was used');
  withCommonOptions(
    services.command('list', { isDefault: true }).description('every service, and why calls wait'),
  ).action(
    remote<CommonOptions>(io, async (context) => (await import('./services-actions.ts')).list(context)),
  );
  withCommonOptions(
    services
      .command('set')
      .argument('<service>', 'such as regrid')
      .argument('<name=value...>', 'such as per_minute=120; name=default takes a choice back')
      .description('change how much of a service may be used'),
  ).action(
    remote(io, async (context, _options, [service = '', ...changes]) =>
      (await import('./services-actions.ts')).set(context, service, changes),
    ),
  );
  withCommonOptions(
    services
      .command('purge')
      .argument('<service>', 'such as regrid')
      .description('destroy the answers that your organization bought of it'),
  )
    .option('--reason <text>', 'kept in the audit trail')
    .option('-y, --yes', 'do not ask')
    .action(
      remote<PurgeOptions & { yes?: boolean }>(io, async (context, options, [service = '']) =>
        (await import('./services-actions.ts')).purge(context, service, options),
      ),
    );
  withCommonOptions(program.command('calls').description('what was asked of outside services, newest first'))
    .option('--service <name>', 'such as regrid')
    .option('--job <id>', 'of one job')
    .option('--item <n>', 'of one item of the job', wholeNumber)
    .option('--status <code>', 'such as 429', wholeNumber)
    .option('--verdict <word>', 'such as ok, rate_limited, timeout')
    .option('--from <time>', 'at this time or later, such as 2027-01-31T12:00:00Z')
    .option('--to <time>', 'before this time')
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .option('--csv', 'all of them, as CSV')
    .option('-o, --out <file>', 'with --csv: write to a file; it appears when it is complete')
    .action(
      remote<CallsOptions>(io, async (context, options) =>
        (await import('./calls-actions.ts')).calls(context, options),
      ),
    );
}

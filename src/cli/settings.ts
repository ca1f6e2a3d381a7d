/** The `settings` group: what an organization may choose. */
import type { Command } from 'commander';
import { remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';

const SECTION = 'such as bid-strategy';

/** Adds `settings show|set`. */
export function registerSettingsCommands(program: Command, io: Io): void {
  const settings = program.command('settings').description('see and change what your organization chose');
  withCommonOptions(
    settings
      .command('show')
      .argument('[section]', SECTION, 'bid-strategy')
      .description('show settings and their defaults'),
  ).action(
    remote(io, async (context, _options, args) =>
      (await import('./settings-actions.ts')).show(context, args[0] ?? 'bid-strategy'),
    ),
  );
  withCommonOptions(
    settings
      .command('set')
      .argument('<section>', SECTION)
      .argument('<name=value...>', 'such as value_percent=65; name=default takes a choice back')
      .description('change settings; what is not named stays as it is'),
  ).action(
    remote(io, async (context, _options, [section = '', ...changes]) =>
      (await import('./settings-actions.ts')).set(context, section, changes),
    ),
  );
}

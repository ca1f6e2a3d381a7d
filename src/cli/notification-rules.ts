/** `notifications rules`: who is told what, how and when. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';

export interface RuleOptions extends CommonOptions {
  name?: string;
  events?: string;
  by?: string;
  job?: string;
  kind?: string;
  to?: string;
  digest?: string;
  quietHours?: string;
  zone?: string;
  enable?: boolean;
  disable?: boolean;
}

/** Adds `rules [list]|add|change|remove` to the `notifications` group. */
export function registerRuleCommands(notifications: Command, io: Io): void {
  const actions = () => import('./notification-rules-actions.ts');
  const rules = notifications.command('rules').description('who is told what, how and when');
  withCommonOptions(
    rules.command('list', { isDefault: true }).description('your rules, and those that tell others too'),
  ).action(remote<CommonOptions>(io, async (context) => (await actions()).list(context)));
  withChoices(
    withCommonOptions(rules.command('add').argument('<name>', 'what to call it').description('make a rule')),
  ).action(
    remote<RuleOptions>(io, async (context, options, [name = '']) =>
      (await actions()).add(context, name, options),
    ),
  );
  withChoices(
    withCommonOptions(
      rules.command('change').argument('<id>', 'as the list shows it').description('change a rule'),
    ),
  )
    .option('--name <text>', 'what to call it')
    .option('--enable', 'let it count')
    .option('--disable', 'let it rest')
    .action(
      remote<RuleOptions>(io, async (context, options, [id = '']) =>
        (await actions()).change(context, id, options),
      ),
    );
  withCommonOptions(
    rules.command('remove').argument('<id>', 'as the list shows it').description('remove a rule'),
  ).action(remote(io, async (context, _options, [id = '']) => (await actions()).remove(context, id)));
}

function withChoices(command: Command): Command {
  return command
    .option(
      '--events <words>',
      'with commas: completed, completed_with_failures, failed, auto_paused, stalled, no_workers, webhook_dead, worker_lost',
    )
    .option('--by <words>', 'with commas: inbox, email, webhook')
    .option('--job <id>', 'only of this job')
    .option('--kind <kind>', 'only of jobs of this kind')
    .option('--to <who>', 'me, admins or everyone')
    .option('--digest <word>', 'gather letters: none, hourly or daily')
    .option('--quiet-hours <from-to>', 'hold what comes in these hours, such as 22:00-06:30; none for none')
    .option('--zone <name>', 'of the hours, such as America/New_York');
}

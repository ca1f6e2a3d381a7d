/** The `notifications` group: what you were told of your jobs, what you want to be told, and which jobs you follow. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';
import { registerRuleCommands } from './notification-rules.ts';

export interface NotificationOptions extends CommonOptions {
  unread?: boolean;
  limit: number;
}

/** Adds `notifications list|read|settings|rules|follow|unfollow`. */
export function registerNotificationCommands(program: Command, io: Io): void {
  const notifications = program.command('notifications').description('what you were told of your jobs');
  const actions = () => import('./notifications-actions.ts');
  const command = (name: string, description: string): Command =>
    withCommonOptions(notifications.command(name).description(description));

  command('list', 'what became of your jobs, newest first')
    .option('--unread', 'only what is unread')
    .option('--limit <n>', 'how many, at most 100', wholeNumber, 20)
    .action(
      remote<NotificationOptions>(io, async (context, options) => (await actions()).list(context, options)),
    );
  command('read', 'mark as read: those named, or all')
    .argument('[id...]', 'as the list shows them')
    .action(remote(io, async (context, _options, args) => (await actions()).read(context, args)));
  command('settings', 'show what you are told of and how, or change it')
    .argument('[name=value...]', 'such as email=false all_jobs=true; name=default takes a choice back')
    .action(remote(io, async (context, _options, args) => (await actions()).settings(context, args)));
  registerRuleCommands(notifications, io);
  for (const name of ['follow', 'unfollow'] as const) {
    command(name, name === 'follow' ? 'be told what becomes of a job' : 'no longer be told of a job')
      .argument('<job>', 'its id, or the beginning of it')
      .action(
        remote(io, async (context, _options, args) =>
          (await actions()).follow(context, args[0] ?? '', name === 'follow'),
        ),
      );
  }
}

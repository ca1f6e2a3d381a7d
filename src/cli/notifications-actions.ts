/** What the `notifications` commands do. */
import { answered, type components } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { wordOf } from './given.ts';
import type { NotificationOptions } from './notifications.ts';
import { idTable, printList, printOne, table } from './output.ts';
import { type Fitting, resolveJob } from './resolve-job.ts';

type Settings = components['schemas']['NotificationSettings'];

export async function list(
  context: Context,
  { unread = false, limit }: NotificationOptions,
): Promise<ExitCode> {
  const { api } = await context.client();
  const query = { unread: unread ? ('true' as const) : ('false' as const), limit };
  const { notifications, unread: left } = await answered(
    api.GET('/api/notifications', { params: { query } }),
  );
  await printList(context.io, context.format, notifications, () => {
    if (context.format.quiet) return notifications.map(({ id }) => id).join('\n');
    if (notifications.length === 0) return unread ? 'Nothing is unread.' : 'You were told of nothing yet.';
    const rows = notifications.map(({ id, at, read_at, title }) => [
      id,
      at.slice(0, 19).replace('T', ' '),
      read_at === null ? 'new' : '',
      title,
    ]);
    return `${idTable(context.io, ['ID', 'AT', '', 'WHAT'], rows)}\n${left} unread`;
  });
  return EXIT.ok;
}

export async function read(context: Context, ids: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  const body = ids.length === 0 ? {} : { ids: [...ids] };
  const done = await answered(api.POST('/api/notifications/read', { body }));
  await printOne(
    context.io,
    context.format,
    done,
    () => `Marked ${done.read} as read; ${done.unread} unread are left.`,
  );
  return EXIT.ok;
}

export async function settings(context: Context, changes: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  const now =
    changes.length === 0
      ? await answered(api.GET('/api/notifications/settings'))
      : await answered(
          api.PUT('/api/notifications/settings', { body: Object.fromEntries(changes.map(readChange)) }),
        );
  await printOne(context.io, context.format, now, () =>
    table(
      context.io,
      ['SETTING', 'VALUE'],
      Object.entries(now).map(([name, value]) => [name, String(value)]),
    ),
  );
  return EXIT.ok;
}

const VALUES: Readonly<Record<string, boolean | null>> = { true: true, false: false, default: null };

function readChange(change: string): [keyof Settings, boolean | null] {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(change) ?? [];
  const said = VALUES[value];
  if (name === '' || said === undefined)
    throw usageError(`"${change}" is not a change.`, 'Write name=true, name=false or name=default.');
  return [wordOf<keyof Settings>(name), said];
}

const ANY: Fitting = { described: 'such', fits: () => true };

export async function follow(context: Context, job: string, following: boolean): Promise<ExitCode> {
  const { api } = await context.client();
  const { id } = await resolveJob(context, job, ANY);
  const params = { path: { id } };
  const path = '/api/jobs/{id}/subscription';
  const now = await answered(following ? api.PUT(path, { params }) : api.DELETE(path, { params }));
  await printOne(context.io, context.format, now, () =>
    now.subscribed ? 'You will be told what becomes of it.' : 'You are told of it no longer.',
  );
  return EXIT.ok;
}

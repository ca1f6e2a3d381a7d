import { disableRealtime, enableRealtime, type RealtimeStatus, realtimeStatus } from '../db/realtime.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

interface Options {
  readonly json?: boolean;
}

/** `lotline supabase enable`: makes public.batch_lookup_jobs and says what of it works here. */
export async function runSupabaseEnable(io: LocalIo, options: Options): Promise<void> {
  tell(io, await withDatabase(io.env, ({ database }) => enableRealtime(database.urls.owner)), options);
}

/** `lotline supabase disable`: drops it. */
export async function runSupabaseDisable(io: LocalIo): Promise<void> {
  const dropped = await withDatabase(io.env, ({ database }) => disableRealtime(database.urls.owner));
  io.say(dropped ? 'Dropped public.batch_lookup_jobs.' : 'There is no public.batch_lookup_jobs of ours.');
}

/** `lotline supabase status`. */
export async function runSupabaseStatus(io: LocalIo, options: Options): Promise<void> {
  tell(io, await withDatabase(io.env, ({ database }) => realtimeStatus(database.urls.owner)), options);
}

function tell(io: LocalIo, status: RealtimeStatus, { json }: Options): void {
  for (const line of json ? [JSON.stringify(status)] : linesOf(status)) io.print(line);
}

function linesOf(status: RealtimeStatus): string[] {
  if (!status.enabled) return ['off: lotline supabase enable makes public.batch_lookup_jobs'];
  const rows: [string, string][] = [
    ['jobs in the copy', String(status.jobs ?? 'none, the table is missing: enable makes it again')],
    ['written', status.written_at ?? 'not yet: a worker does it once a second'],
    ['published', status.published ? 'yes' : 'no: there is no publication supabase_realtime'],
    [
      'readable by users',
      status.readable ? 'yes, of their organization' : 'no: there is no auth.jwt() with a role authenticated',
    ],
  ];
  if (status.error) rows.push(['error', `${status.error} (${status.error_at})`]);
  return rows.map(([name, value]) => `${name.padEnd(19)}${value}`);
}

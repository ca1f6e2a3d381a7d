/** `audit list` and `audit export`. */
import type { AuditFilterOptions, ExportAuditOptions, ListAuditOptions } from './audit.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { printList, table } from './output.ts';
import { save } from './save.ts';

interface EntryView {
  id: string;
  at: string;
  actor: string;
  on_behalf_of: string | null;
  action: string;
  subject_type: string;
  subject_id: string | null;
  reason: string | null;
}

export async function list(context: Context, options: ListAuditOptions): Promise<ExitCode> {
  const { entries, next_cursor: next } = (await (
    await context.client()
  ).json('/api/audit', {
    query: { ...filtersOf(options), limit: options.limit, cursor: options.cursor },
  })) as { entries: EntryView[]; next_cursor: string | null };
  await printList(context.io, context.format, entries, () =>
    context.format.quiet
      ? entries.map(({ id }) => id).join('\n')
      : entries.length === 0
        ? 'Nothing of that kind was done.'
        : table(context.io, ['ENTRY', 'AT', 'WHO', 'DID', 'TO', 'WHY'], entries.map(rowOf)),
  );
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}

function rowOf(entry: EntryView): string[] {
  const who = entry.on_behalf_of === null ? entry.actor : `${entry.actor} for ${entry.on_behalf_of}`;
  const what = [entry.subject_type, entry.subject_id].filter(Boolean).join(' ');
  return [entry.id, entry.at, who, entry.action, what, entry.reason ?? ''];
}

export async function exportAll(context: Context, options: ExportAuditOptions): Promise<ExitCode> {
  const { format } = options;
  if (format !== 'jsonl' && format !== 'csv') {
    throw usageError(`--format ${format}: there are jsonl and csv.`);
  }
  await save(context, '/api/audit', { ...filtersOf(options), format }, options.out);
  return EXIT.ok;
}

function filtersOf(options: AuditFilterOptions): Record<string, string | undefined> {
  const [type, ...id] = options.subject?.split(':') ?? [];
  return {
    actor: options.actor,
    action: options.action,
    subject_type: type,
    subject_id: id.length === 0 ? undefined : id.join(':'),
    request_id: options.request,
    from: timeOf('--from', options.from),
    to: timeOf('--to', options.to),
  };
}

function timeOf(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw usageError(`${option} ${text} is no time.`, 'Write it as 2027-01-31 or 2027-01-31T12:00:00Z.');
}

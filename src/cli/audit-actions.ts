/** `audit list` and `audit export`. */
import { answered, type components, type QueryOf } from '../client/index.ts';
import type { AuditFilterOptions, ExportAuditOptions, ListAuditOptions } from './audit.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { given } from './given.ts';
import { printList, table } from './output.ts';
import { save } from './save.ts';

export async function list(context: Context, options: ListAuditOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const query: QueryOf<'listAuditEntries'> = given({
    ...filtersOf(options),
    limit: options.limit,
    cursor: options.cursor,
  });
  const { entries, next_cursor: next } = await answered(api.GET('/api/audit', { params: { query } }));
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

function rowOf(entry: components['schemas']['AuditEntry']): string[] {
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

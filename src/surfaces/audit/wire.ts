import { z } from 'zod';
import { keysetQuery } from '../../http/keyset.ts';
import type { AuditEntry, ExportedEntry } from '../../outcomes/audit.ts';

const time = z.iso.datetime();
const state = z.record(z.string(), z.unknown()).nullable();

export const entrySchema = z
  .object({
    id: z.string().describe('Grows with time; larger than a JSON number can say'),
    at: time,
    actor: z
      .string()
      .describe('key:<name>, person:<e-mail>, session:<name of an agent’s session>, sql:<login>, or system'),
    on_behalf_of: z.string().nullable().describe('For whom the actor acted, when that is somebody else'),
    action: z.string().describe('Thing first, such as job.paused'),
    subject_type: z.string(),
    subject_id: z.string().nullable(),
    reason: z.string().nullable(),
    before: state.describe('What changed, as it was'),
    after: state.describe('What changed, as it is since'),
    source: z
      .object({
        address: z.string().optional().describe('Network address that the request came from'),
        route: z.string().optional(),
        principal: z.string().optional().describe('Id of the key or person, which names do not change'),
      })
      .describe('Where it came from, as far as it is known'),
    request_id: z.string().nullable(),
    number: z
      .string()
      .nullable()
      .describe('Place in your organization’s chain, from 1; null until sealed, a second or two later'),
    hash: z.string().nullable().describe('SHA-256 over the hash before it and this entry, hexadecimal'),
  })
  .meta({ id: 'AuditEntry' });

export const entryListSchema = z
  .object({ entries: z.array(entrySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'AuditEntryList' });

const word = (name: string) => z.string(`${name}: give it once`).max(300, `${name}: at most 300 characters`);
const moment = (name: string) =>
  z.iso.datetime({ offset: true, error: `${name}: must be a time such as 2027-01-31T00:00:00Z` }).optional();
const { limit, cursor } = keysetQuery({ standard: 50, most: 500 });

export const auditQuery = z.object({
  actor: word('actor').optional().describe('Exactly this actor, such as `key:deploy`'),
  action: word('action').optional().describe('This action, or all that begin so: `job.*`'),
  subject_type: word('subject_type').optional(),
  subject_id: word('subject_id').optional(),
  request_id: word('request_id').optional(),
  from: moment('from').describe('At this time or later'),
  to: moment('to').describe('Before this time'),
  limit,
  cursor,
  format: z
    .enum(['json', 'csv', 'jsonl'], 'format: must be json, csv or jsonl')
    .default('json')
    .describe('csv and jsonl give all of the list, oldest first, whatever the limit; jsonl can be verified'),
});

export const entryParams = z.object({ id: z.string() });

export const EXAMPLE = {
  id: '41',
  at: '2026-11-22T12:00:00.000Z',
  actor: 'session:survey',
  on_behalf_of: 'key:agents',
  action: 'job.paused',
  subject_type: 'job',
  subject_id: '0b9d3b0e-8a4f-4f0e-9a57-3f1c6f1f8a11',
  reason: 'the county office is closed',
  before: { status: 'in_progress' },
  after: { status: 'paused', fence: false },
  source: { address: '192.0.2.7', route: 'POST /mcp', principal: 'b5d1f0a4-52a7-4b58-9d0a-64d0f8e4f0aa' },
  request_id: 'req-7',
  number: '17',
  hash: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
} as const;

export function toEntryBody(entry: AuditEntry) {
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    actor: entry.actor,
    on_behalf_of: entry.onBehalfOf,
    action: entry.action,
    subject_type: entry.subjectType,
    subject_id: entry.subjectId,
    reason: entry.reason,
    before: entry.before,
    after: entry.after,
    source: entry.source,
    request_id: entry.requestId,
    number: entry.number,
    hash: entry.hash,
  };
}

export const CSV_COLUMNS = [
  'id',
  'at',
  'actor',
  'on_behalf_of',
  'action',
  'subject_type',
  'subject_id',
  'reason',
  'before',
  'after',
  'address',
  'route',
  'principal',
  'request_id',
  'number',
  'hash',
] as const;

export function toCells(entry: AuditEntry): (string | null)[] {
  const { before, after, source, ...rest } = toEntryBody(entry);
  const flat: Record<string, unknown> = {
    ...rest,
    ...source,
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  };
  // the columns above are those of an entry that hold text
  return CSV_COLUMNS.map((column) => (flat[column] ?? null) as string | null);
}

/** A line that anybody can verify: `entry` is, byte for byte, what was hashed after `previous` and a line feed. */
export function toLine({ number, previous, hash, text }: ExportedEntry): string {
  const [before, own] = [previous, hash].map((value) => JSON.stringify(value));
  return `{"number":${number},"previous":${before},"hash":${own},"entry":${text}}\n`;
}

import { z } from 'zod';
import { FAILURE_CLASSES } from '../engine/vocabulary.ts';
import type { NamedOutcome } from './outside-report.ts';

// What outside workers report over HTTP, the same on every way in.

/** Most items of one batch, and so of one report. */
export const MOST_OUTCOMES = 1000;
/** A thousand findings with their sources. */
export const REPORT_LIMIT_BYTES = 16 * 1024 * 1024;
/** The last number that an item can have. */
export const MOST_SEQ = 2_147_483_647;

const outcomeSchema = z
  .strictObject(
    {
      item_id: z.uuid('item_id: must be a UUID').optional(),
      seq: z.int('seq: must be a whole number').min(1).max(MOST_SEQ).optional(),
      outcome: z.enum(
        ['completed', 'failed', 'skipped'],
        'outcome: must be one of completed, failed, skipped',
      ),
      finding: z
        .record(z.string(), z.unknown(), 'finding: must be an object')
        .nullish()
        .describe('What was found, in the fields of the job type; absent: done, and nothing to keep'),
      class: z
        .enum(FAILURE_CLASSES, `class: must be one of ${FAILURE_CLASSES.join(', ')}`)
        .optional()
        .describe(
          'Of a failure; absent: permanent. transient, rate_limited, timeout and crashed are tried again',
        ),
      code: z.string('code: must be text').max(200).optional(),
      message: z.string('message: must be text').max(10_000).optional(),
      retry_after_seconds: z.number().min(0).max(604_800).optional(),
    },
    { error: unknownFields },
  )
  .meta({ id: 'ReportedOutcome' });
type ReportedItem = z.infer<typeof outcomeSchema>;

export const outcomesSchema = z
  .array(outcomeSchema, 'outcomes: must be a list')
  .min(1, 'outcomes: must hold at least one item')
  .max(MOST_OUTCOMES, `outcomes: must hold at most ${MOST_OUTCOMES} items`)
  .describe('Any part of the batch; each item by item_id or seq');

/** One outcome of the wire in the words that every way in shares. */
export const toNamed = ({ item_id, retry_after_seconds, ...item }: ReportedItem): NamedOutcome => ({
  ...item,
  itemId: item_id,
  afterMs: retry_after_seconds === undefined ? undefined : retry_after_seconds * 1000,
});

/**
 * What to say of a reported item with fields that nobody reads, for its schema: done for, a finding under another name
 * would be lost without a word, and its item never looked at again.
 */
function unknownFields(issue: { readonly code: string; readonly keys?: unknown }): string | undefined {
  if (issue.code !== 'unrecognized_keys' || !Array.isArray(issue.keys)) return undefined;
  const names = issue.keys.map((name) => JSON.stringify(String(name).slice(0, 100))).slice(0, 5);
  return `must not hold ${names.join(', ')}: what was found goes into finding, and why it failed into message`;
}

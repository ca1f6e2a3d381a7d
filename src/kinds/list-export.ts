import { z } from 'zod';
import {
  type ListPart,
  type ListReader,
  PART_ROWS,
  type WalkedList,
} from '../property/exports/list-export.ts';
import { LAYOUT_NAMES } from '../property/leads/layouts.ts';
import { completed, defineKind, type Kind, type KindDefaults } from './kind.ts';

const filter = z.record(z.string(), z.unknown());
/** What a job of this kind was made of: which list, and what narrows it. */
export const listExportParams = z.discriminatedUnion('list', [
  z.object({ list: z.literal('properties'), filter }),
  z.object({ list: z.literal('leads'), filter, layout: z.enum(LAYOUT_NAMES).optional() }),
]);
const input = z.object({ after: z.string().nullable(), last: z.string() });
const result = z.object({
  rows: z.int(),
  csv: z
    .string()
    .optional()
    .describe('Of properties: the rows of this part; the header stands in front of the whole file'),
  leads: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Of leads: their numbers in the list; the file is written when it is fetched'),
});

type ListExport = Kind<ListPart, z.infer<typeof result>, z.infer<typeof listExportParams>>;

export const LIST_EXPORT_DEFAULTS: KindDefaults = {
  batchSize: 5,
  perSession: 100,
  maxAttempts: 4,
  leaseSeconds: 120,
  concurrency: 1,
  itemTimeoutMs: 60_000,
  ratePerSecond: null,
};

/** A list that is walked part by part, each kept as lines of CSV; together they are its file. */
export const listExportKind = (lists: ListReader): ListExport =>
  defineKind<ListPart, z.infer<typeof result>, z.infer<typeof listExportParams>>({
    name: 'list_export',
    label: 'List',
    description: `Walks a list of properties or leads in the background, ${PART_ROWS} rows an item, and keeps it as CSV.`,
    input,
    result,
    params: listExportParams,
    drivers: ['worker'],
    defaults: LIST_EXPORT_DEFAULTS,
    async runItem({ input: part }, { job }) {
      // sound: the filter was checked when the job was made, and is read by this list alone
      return completed(await lists.read(job.organizationId, job.params as WalkedList, part));
    },
  });

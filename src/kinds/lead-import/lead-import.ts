import { z } from 'zod';
import type { LeadStore } from '../../property/lead-imports/lead-store.ts';
import type { PropertyRadar } from '../../providers/property-radar/client.ts';
import { defineKind, type Kind, type Outcome, type WorkItem } from '../kind.ts';
import { buyPage } from './buy-page.ts';
import { buyRecords } from './buy-records.ts';

/** A record by its RadarID, or a page of the search where previews do not name records. */
const inputSchema = z.union([
  z.object({ radar_id: z.string().regex(/^\S{1,60}$/) }),
  z.object({ page: z.int().min(1) }),
]);

const resultSchema = z.object({
  state: z.enum(['bought', 'known']).describe('Whether the record was bought, or was stored already'),
  lead: z.enum(['inserted', 'updated', 'unchanged']).optional().describe('What it did to the lead'),
  page: z
    .object({
      start: z.int().min(0),
      records: z.int().min(0),
      inserted: z.int().min(0),
      updated: z.int().min(0),
      unchanged: z.int().min(0),
    })
    .optional()
    .describe('Of a page: where it began, and what became of its records'),
});

const paramsSchema = z.object({
  reuse: z
    .boolean()
    .default(true)
    .describe('Records that are stored and fresh are not bought again; false buys them anew'),
  reuse_days: z.number().min(0).max(3650).default(30).describe('How long a stored record counts as fresh'),
});

export type LeadInput = z.infer<typeof inputSchema>;
export type LeadResult = z.infer<typeof resultSchema>;
export type LeadParams = z.infer<typeof paramsSchema>;

/** What the kind works with. */
export interface LeadImportParts {
  readonly radar: PropertyRadar;
  readonly store: LeadStore;
}

/**
 * Buys the records of a frozen search, a batch in one request. Each RadarID is bought once: what is stored and fresh is
 * taken from there, what another job is buying is waited for, and a purchase whose answer never came is left to a person.
 */
export function leadImportKind(parts: LeadImportParts): Kind<LeadInput, LeadResult, LeadParams> {
  return defineKind<LeadInput, LeadResult, LeadParams>({
    name: 'lead_import',
    label: 'Lead import',
    description: 'Buys the records of a PropertyRadar search and keeps them as leads with their owners.',
    input: inputSchema,
    result: resultSchema,
    params: paramsSchema,
    drivers: ['worker'],
    services: ['propertyradar'],
    billed: true,
    defaults: {
      batchSize: 400,
      perSession: 10_000,
      maxAttempts: 4,
      leaseSeconds: 300,
      concurrency: 4,
      // a batch of one has to outlast a purchase as well
      itemTimeoutMs: 240_000,
      ratePerSecond: null,
      failureLimit: 800,
    },
    async run(items, context) {
      const outcomes = new Map<number, Outcome>();
      const records: (WorkItem<LeadInput> & { radarId: string })[] = [];
      for (const item of items) {
        if ('radar_id' in item.input) records.push({ ...item, radarId: item.input.radar_id });
        else outcomes.set(item.seq, await buyPage(parts, item.seq, context));
      }
      if (records.length > 0) {
        for (const [seq, outcome] of await buyRecords(parts, records, context)) outcomes.set(seq, outcome);
      }
      return items.flatMap(({ seq }) => outcomes.get(seq) ?? []);
    },
  });
}

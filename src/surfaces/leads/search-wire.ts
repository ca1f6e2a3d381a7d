import { z } from 'zod';
import { leadCriteriaSchema } from '../../base/lead-criteria.ts';
import { time } from './wire.ts';

const criteriaShown = z
  .array(z.object({ name: z.string(), value: z.array(z.unknown()) }))
  .describe("The vendor's criteria, as they are sent to it");

const name = z
  .string('name: must be text')
  .trim()
  .min(1, 'name: must not be empty')
  .max(200, 'name: must have at most 200 characters');

const EXAMPLE = [
  { name: 'County', value: ['42013'] },
  { name: 'EquityPercent', value: [[50, null]] },
  { name: 'isSameMailingOrExempt', value: [0] },
];
export const searchExample = { name: 'Absentee owners with equity', criteria: EXAMPLE };
export const previewExample = { criteria: EXAMPLE, batch_size: 400 };

export const newSearchSchema = z.object({ name, criteria: leadCriteriaSchema }).meta({ id: 'NewLeadSearch' });

export const changeSearchSchema = z
  .object({ name: name.optional(), criteria: leadCriteriaSchema.optional() })
  .refine(({ name: given, criteria }) => given !== undefined || criteria !== undefined, {
    message: 'give name or criteria',
    path: ['name'],
  })
  .meta({ id: 'ChangeLeadSearch' });

export const searchSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    criteria: criteriaShown,
    created_by: z.string().nullable(),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'LeadSearch' });

export const searchesSchema = z
  .object({ searches: z.array(searchSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'LeadSearchList' });

export const previewSchema = z
  .object({
    criteria: leadCriteriaSchema.optional(),
    search_id: z
      .uuid('search_id: must be the id of a saved search')
      .optional()
      .describe('Instead of criteria'),
    batch_size: z.int().min(1).max(500).default(400).describe('Records bought in one request'),
    total_items: z.int().min(0).optional().describe('At most so many records; absent or 0: all'),
  })
  .meta({ id: 'PreviewLeads' });

export const previewedSchema = z
  .object({
    criteria: criteriaShown,
    total_records: z.int().describe('What the search finds now'),
    records: z.int().describe('What an import would take of it'),
    estimated_cost: z
      .string()
      .nullable()
      .describe(
        'US dollars, by what the vendor says now; null where it says nothing. Records known already cost nothing',
      ),
    free_remaining: z.int().nullable().describe('Records that the account has free still'),
    names_records: z
      .boolean()
      .describe('Whether the free preview names records, so that they are frozen one by one'),
    calls: z
      .object({
        free: z
          .int()
          .describe('Previews that freeze the search before anything is bought; more when results shift'),
        billed: z.int().describe('Purchases at most'),
        total: z.int(),
      })
      .describe('Requests to the vendor'),
    background: z.boolean().describe('More than one page: only a job takes it'),
  })
  .meta({ id: 'PreviewedLeads' });

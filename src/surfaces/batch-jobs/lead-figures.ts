import { z } from 'zod';

/** What a lead import knows of its search, beside what the engine knows of its job. */
export interface LeadFacts {
  readonly criteria: readonly { readonly name: string; readonly value: readonly unknown[] }[];
  /** Its items are records (ids) or sorted pages of them; null while that is not known. */
  readonly mode: 'ids' | 'pages' | null;
  readonly stage: string;
  readonly page_size: number;
  readonly most_records: number | null;
  readonly expected_records: number | null;
  readonly frozen_records: number | null;
  readonly expected_cost: string | null;
  readonly bought_records: number;
  readonly spent: string;
  readonly waiting_reason: string | null;
  readonly error_message: string | null;
  /** Final failures by cause, the most frequent first: "3 × code: message" a line. */
  readonly failures: string | null;
}

/** What a lead job's data has besides, in the words of its plan. Whoever did not sign in sees the counts alone. */
export const leadFields = {
  job_id: z.uuid().optional().describe('The same as `id`'),
  total_records: z
    .int()
    .optional()
    .describe('Records of the search; while it is frozen, what is known so far'),
  processed_records: z.int().optional().describe('Succeeded and failed'),
  success_count: z.int().optional(),
  criteria: z
    .array(z.object({ name: z.string(), value: z.array(z.unknown()) }))
    .optional()
    .describe('Left out for readers without sign-in'),
  error_details: z
    .string()
    .nullable()
    .optional()
    .describe('Why it failed as a whole, or what failed how often; left out for readers without sign-in'),
  stage: z
    .string()
    .optional()
    .describe('freezing (the free preview is read through), appending, ready, failed, ended'),
  waiting_reason: z.string().nullable().optional().describe('Why the search is not read on just now'),
  expected_cost: z.string().nullable().optional().describe('What the vendor said that all of it costs'),
  bought_records: z.int().optional().describe('Records that were bought; known ones are not bought again'),
  spent: z.string().optional().describe('What the purchases said they cost'),
};

interface Counts {
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
}

/** A lead job's own figures. `error_count` is of records, where other jobs count attempts. */
export function leadFigures(
  id: string,
  counts: Counts,
  facts: LeadFacts,
  anonymous: boolean,
  lastError: string | null,
) {
  const { success, failed } = recordsOf(counts, facts);
  const wanted = Math.min(facts.expected_records ?? 0, facts.most_records ?? Number.POSITIVE_INFINITY);
  const figures = {
    job_id: id,
    total_records: Math.max(facts.frozen_records ?? wanted, success + failed),
    processed_records: success + failed,
    success_count: success,
    error_count: failed,
    stage: facts.stage,
    bought_records: facts.bought_records,
  };
  if (anonymous) return figures;
  return {
    ...figures,
    criteria: facts.criteria.map(({ name, value }) => ({ name, value: [...value] })),
    error_details: facts.error_message ?? facts.failures ?? lastError,
    waiting_reason: facts.waiting_reason,
    expected_cost: facts.expected_cost,
    spent: facts.spent,
  };
}

/** Records from items: one each, or of pages what they brought and, of those that failed, what they should have. */
function recordsOf({ completed, failed }: Counts, facts: LeadFacts) {
  if (facts.mode !== 'pages') return { success: completed, failed };
  return { success: facts.bought_records, failed: failed * facts.page_size };
}

import { z } from 'zod';
import { type Failed, failed, type Outcome } from '../kind.ts';
import type { ResultChecker } from './params.ts';

const code = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be lower_snake_case')
  .describe('Stable machine word, such as no_such_parcel');
const message = z.string().max(2000);

/** What a user's own service says of one item. */
export const httpResultSchema = z
  .discriminatedUnion('outcome', [
    z.object({ item: z.int(), outcome: z.literal('completed'), result: z.unknown().optional() }),
    z.object({
      item: z.int(),
      outcome: z.literal('failed'),
      code: code.optional(),
      message: message.optional(),
      retry: z.boolean().optional().describe('True: try it again later; otherwise it has failed for good'),
      retry_after_seconds: z.number().min(0).max(86_400).optional(),
    }),
    z.object({
      item: z.int(),
      outcome: z.literal('skipped'),
      code: code.optional(),
      message: message.optional(),
    }),
  ])
  .meta({ id: 'HttpItemResult' });
export type HttpResult = z.infer<typeof httpResultSchema>;

export const httpResultsSchema = z
  .object({ results: z.array(httpResultSchema).max(1000).describe('In any order; each item once') })
  .meta({ id: 'HttpResults' });

/** What a result makes of its item. */
export function outcomeOfResult(result: HttpResult, check: ResultChecker): Outcome {
  switch (result.outcome) {
    case 'completed': {
      const fault = check(result.result ?? null);
      return fault === null
        ? { outcome: 'completed', result: result.result ?? null }
        : failed('permanent', 'invalid_result', `The result does not fit the job's result_schema: ${fault}`);
    }
    case 'failed': {
      const said = result.message ?? 'Your service said that it failed';
      const { retry, retry_after_seconds: after, code: word = 'failed_by_service' } = result;
      if (retry !== true) return failed('permanent', word, said);
      return failed('transient', word, said, after === undefined ? undefined : after * 1000);
    }
    case 'skipped':
      return {
        outcome: 'skipped',
        code: result.code ?? 'skipped_by_service',
        message: result.message ?? '',
      };
  }
}

/** Reads an answer as results, one for each item that was sent; null when it is no such answer. */
export function readResults(text: string): { results: HttpResult[] } | { fault: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { fault: 'it is not JSON' };
  }
  const parsed = httpResultsSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { fault: `${issue?.path.map(String).join('.') || 'the body'}: ${issue?.message ?? 'does not fit'}` };
}

/** Outcomes in the order of the items sent. What is not named, or twice, or was never sent, says nothing. */
export function outcomesFor(
  seqs: readonly number[],
  results: readonly HttpResult[],
  check: ResultChecker,
): Outcome[] {
  const byItem = new Map<number, HttpResult>();
  for (const result of results) if (!byItem.has(result.item)) byItem.set(result.item, result);
  return seqs.map((seq) => {
    const result = byItem.get(seq);
    return result === undefined ? noResult : outcomeOfResult(result, check);
  });
}

const noResult: Failed = failed(
  'transient',
  'no_result',
  'The answer of your service said nothing of this item',
);

import { type ClaimedBatch, claimBatches, settleBatch } from '../../src/engine/claims.ts';
import type { ReportedOutcome } from '../../src/engine/vocabulary.ts';
import type { TestDatabase } from './database.ts';

/** The item of the Batch Lookups API's own example, with the fields given changed. */
export function lookupItem(
  reference: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    reference_id: reference,
    address: {
      street_1: '123 Main St',
      city: 'San Francisco',
      state_or_province_code: 'CA',
      postal_code: '94102',
      country_code: 'US',
    },
    building_type: 'RESIDENTIAL',
    device_ids: [1],
    create_application: false,
    ...changes,
  };
}

export function lookupItems(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, at) => lookupItem(`deal-${String(at + 1).padStart(5, '0')}`));
}

/** The result of a lookup that found one programme, or none for an amount of 0. */
export function lookupResult(customer: number, amount: number): Record<string, unknown> {
  return {
    customer_id: customer,
    utility: { eiaid: 14328, name: 'Pacific Gas & Electric' },
    incentives: {
      total_incentive_amount: amount,
      total_eligible_combinations: amount > 0 ? 1 : 0,
      by_program: [
        {
          program_id: 'p1',
          program_name: 'Heat pump rebate',
          total_incentive: amount,
          eligible_combinations: amount > 0 ? 1 : 0,
        },
        { program_id: 'p2', program_name: 'Not for this one', total_incentive: 0, eligible_combinations: 0 },
      ],
    },
  };
}

/** Leases at most `limit` items of one job, as a worker would. */
export async function claimLookups(
  database: TestDatabase,
  jobId: string,
  limit: number,
): Promise<ClaimedBatch[]> {
  const { rows } = await database.pools.owner.query<{ number: string }>(
    'select number from lotline.jobs where id = $1',
    [jobId],
  );
  return claimBatches(database.pools.worker, {
    worker: 'test worker',
    kinds: ['incentive_lookup'],
    limit,
    jobNumber: String(rows[0]?.number),
  });
}

/** Claims every waiting item of a job and reports for each what `outcomeOf` says. Answers how many there were. */
export async function workLookups(
  database: TestDatabase,
  jobId: string,
  outcomeOf: (seq: number, reference: string | null) => Omit<ReportedOutcome, 'seq'>,
): Promise<number> {
  let worked = 0;
  for (;;) {
    const batches = await claimLookups(database, jobId, 1000);
    if (batches.length === 0) return worked;
    for (const batch of batches) {
      await settleBatch(database.pools.worker, {
        batchId: batch.batchId,
        token: batch.token,
        outcomes: batch.items.map(
          (item) => ({ seq: item.seq, ...outcomeOf(item.seq, item.reference) }) as ReportedOutcome,
        ),
      });
      worked += batch.items.length;
    }
  }
}

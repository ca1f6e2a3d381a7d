import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { completed, defineKind, failed, type KindDefaults } from '../../src/kinds/kind.ts';
import type { WorkerOptions } from '../../src/work/options.ts';

// Small real kinds for tests: they go through the same registry and worker as any other.

/** Short leases and small batches: tests wait for them. */
export const testDefaults: KindDefaults = {
  batchSize: 100,
  perSession: 100,
  maxAttempts: 4,
  leaseSeconds: 60,
  concurrency: 50,
  itemTimeoutMs: 30_000,
  ratePerSecond: null,
  backoffBaseSeconds: 0.05,
  backoffCapSeconds: 0.2,
};

/** A rhythm for tests: everything that a worker does by the clock, it does soon. */
export const quick: WorkerOptions = {
  pollMinMs: 10,
  pollMaxMs: 100,
  tickMs: 100,
  reportEveryMs: 50,
  heartbeatMs: 200,
  answerTimeoutMs: 1_000,
};

const anything = {
  description: 'Answers its input.',
  input: z.unknown(),
  result: z.unknown(),
  params: z.unknown(),
  defaults: testDefaults,
  drivers: ['worker', 'n8n', 'agent'],
} as const;

/** Answers its input, item by item. */
export const echo = defineKind({
  ...anything,
  name: 'echo',
  label: 'Echo',
  async runItem(item) {
    return completed(item.input);
  },
});

/** Answers its input, a whole batch in one call. */
export const echoBatch = defineKind({
  ...anything,
  name: 'echo_batch',
  label: 'Echo, whole batches',
  async run(items) {
    return items.map((item) => completed(item.input));
  },
});

/**
 * Fails by a fixed rule, so that a test knows beforehand which items fail and how often: item `seq` fails its first
 * `failuresOf(seed, seq)` attempts with a transient failure, or for good when that number is Infinity.
 */
export const flaky = defineKind({
  name: 'flaky',
  label: 'Flaky',
  description: 'Fails by a seed.',
  input: z.unknown(),
  result: z.object({ seq: z.number(), attempt: z.number() }),
  params: z.object({ seed: z.number().default(1), permanentShare: z.number().default(0) }),
  defaults: testDefaults,
  drivers: ['worker'],
  async runItem(item, { job }) {
    const failures = failuresOf(job.params.seed, item.seq, job.params.permanentShare);
    if (failures === Number.POSITIVE_INFINITY) return failed('permanent', 'flaky_broken', 'fails for good');
    if (item.attempt <= failures) return failed('transient', 'flaky_busy', `attempt ${item.attempt} fails`);
    return completed({ seq: item.seq, attempt: item.attempt });
  },
});

/** How many attempts of `flaky` fail for this item: 0 for most, 1 to 3 for some, Infinity for `permanentShare`. */
export function failuresOf(seed: number, seq: number, permanentShare: number): number {
  // a small integer hash (Knuth's multiplicative), so neighbours differ and the same seed gives the same run
  const dice = (Math.imul(seq ^ Math.imul(seed, 0x9e3779b1), 2654435761) >>> 0) / 2 ** 32;
  if (dice < permanentShare) return Number.POSITIVE_INFINITY;
  return dice > 0.9 ? 1 + (seq % 3) : 0;
}

/** Takes `params.ms` per item (5 when absent) and stops at once when it is aborted. */
export const slow = defineKind({
  name: 'slow',
  label: 'Slow',
  description: 'Takes its time.',
  input: z.unknown(),
  result: z.unknown(),
  params: z.object({ ms: z.number().default(5) }),
  defaults: testDefaults,
  drivers: ['worker'],
  async runItem(item, { job, signal }) {
    await delay(job.params.ms, undefined, { signal });
    return completed(item.input);
  },
});

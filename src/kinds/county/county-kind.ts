import { z } from 'zod';
import type { ServiceName } from '../../base/service-words.ts';
import { type CountyJobType, jobTypeOf } from '../../property/county-jobs/job-types.ts';
import { type AnyKind, defineKind, type KindContext, type Outcome, type WorkItem } from '../kind.ts';
import { findingSchemas } from './findings.ts';

/** What our own handlers need of an item; whoever works from outside gets all that the selection gave it. */
const inputSchema = z.looseObject({ item_id: z.guid() });
export type CountyInput = z.infer<typeof inputSchema>;

type Run = (
  items: readonly WorkItem<CountyInput>[],
  context: KindContext<unknown>,
) => Promise<readonly Outcome[]>;

/** What a type that asks services outside says besides. */
interface More {
  /** Services that it cannot work without. */
  readonly services?: readonly ServiceName[];
  /** Its requests cost money. */
  readonly billed?: boolean;
  /** Deadline for each item of a batch; rules and sums over one query take ten seconds at most. */
  readonly itemTimeoutMs?: number;
}

/** Deadline for each item of a batch that our worker has: rules and sums over one query. */
const ITEM_TIMEOUT_MS = 10_000;

/**
 * A type of county job as a kind, by the figures of its type. With `run` our workers do it unless a job says otherwise;
 * without, agents and workflows do. A result is a finding, or null where nothing was found.
 */
export function countyKind(jobType: CountyJobType, run?: Run, more: More = {}): AnyKind {
  const { label, description, batchSize, perSession, maxAttempts, leaseSeconds } = jobTypeOf(jobType);
  return defineKind<CountyInput, unknown, unknown>({
    name: jobType,
    label,
    description,
    input: inputSchema,
    result: findingSchemas[jobType].nullable(),
    params: z.unknown(),
    defaults: {
      ...{ batchSize, perSession, maxAttempts, leaseSeconds },
      concurrency: 2,
      itemTimeoutMs: more.itemTimeoutMs ?? ITEM_TIMEOUT_MS,
      ratePerSecond: null,
    },
    drivers: run ? ['worker', 'agent', 'n8n'] : ['agent', 'n8n'],
    ...(run ? { run } : {}),
    ...(more.billed ? { billed: true } : {}),
    ...(more.services ? { services: more.services } : {}),
  }) as AnyKind; // its run gets only items that its own schema let through
}

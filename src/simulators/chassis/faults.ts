import { z } from 'zod';
import type { Random } from './random.ts';

const where = {
  /** Only for requests whose path, below the service's address, begins so. */
  path: z.string().optional(),
  method: z.string().optional(),
  /** How many requests it befalls; null: every one until it is cleared. */
  times: z.int().min(1).nullable().default(1),
  /** How often it befalls a request that it could, 0 to 1, drawn by the simulator's seed. */
  chance: z.number().min(0).max(1).default(1),
};

/**
 * What goes wrong with a request. `before` and `after` tell whether the service did what it was asked for (and charged
 * for it) before things went wrong.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Answers late. */
  z.strictObject({ kind: z.literal('latency'), delayMs: z.int().min(0), ...where }),
  /** The connection ends without an answer. */
  z.strictObject({ kind: z.literal('drop'), effect: z.enum(['before', 'after']), ...where }),
  /** Answers with a status of ours; `effect` "after" did the work first, and hides its result. */
  z.strictObject({
    kind: z.literal('status'),
    /** Below 400 only with a body: services that say 200 to an error. */
    status: z.int().min(200).max(599),
    /** Seconds until the caller may come back, and how that is told; absent: not told at all. */
    retryAfter: z.strictObject({ seconds: z.int().min(0), as: z.enum(['seconds', 'date']) }).optional(),
    effect: z.enum(['before', 'after']).default('before'),
    /** In place of the error body that the service uses for this status. */
    body: z.string().optional(),
    contentType: z.string().optional(),
    ...where,
  }),
  /** The right answer up to its half, with the length of the whole. */
  z.strictObject({ kind: z.literal('truncated'), ...where }),
  /** The right answer up to its half, and nothing that shows that more was meant to come. */
  z.strictObject({ kind: z.literal('cut'), ...where }),
  /** A page for people where data was asked for, as a proxy or a service that starts sends it. */
  z.strictObject({ kind: z.literal('html'), status: z.int().min(200).max(599).default(200), ...where }),
  /** 200 and not a byte. */
  z.strictObject({ kind: z.literal('empty'), ...where }),
  /** The right answer under a wrong name. */
  z.strictObject({ kind: z.literal('content-type'), contentType: z.string(), ...where }),
]);

export type Fault = z.infer<typeof faultSchema>;
/** A fault as one writes it: what has a default may be left out. */
export type FaultScript = z.input<typeof faultSchema>;

export interface Faults {
  script(...faults: readonly FaultScript[]): void;
  clear(): void;
  /** Takes what befalls this request: waits add up, and of what else could befall it the first does. */
  take(
    method: string,
    path: string,
  ): { delayMs: number; fault: Exclude<Fault, { kind: 'latency' }> | undefined };
  readonly pending: readonly Fault[];
}

export function createFaults(random: Random): Faults {
  let pending: Fault[] = [];

  function use(fault: Fault): void {
    if (fault.times === null) return;
    const left = fault.times - 1;
    pending = pending.flatMap((one) => (one !== fault ? [one] : left > 0 ? [{ ...fault, times: left }] : []));
  }

  return {
    script(...faults) {
      pending.push(...faults.map((fault) => faultSchema.parse(fault)));
    },
    clear() {
      pending = [];
    },
    take(method, path) {
      let delayMs = 0;
      let taken: Exclude<Fault, { kind: 'latency' }> | undefined;
      for (const fault of [...pending]) {
        if (fault.kind !== 'latency' && taken !== undefined) continue;
        if (fault.path !== undefined && !path.startsWith(fault.path)) continue;
        if (fault.method !== undefined && fault.method !== method) continue;
        if (!random.chance(fault.chance)) continue;
        use(fault);
        if (fault.kind === 'latency') delayMs += fault.delayMs;
        else taken = fault;
      }
      return { delayMs, fault: taken };
    },
    get pending() {
      return [...pending];
    },
  };
}

import { z } from 'zod';
import { SERVICES } from '../../providers/service/list.ts';
import type { Limits, Service } from '../../providers/service.ts';
import type { BudgetState, RecentCalls } from './queries.ts';

const NAMES = Object.values(SERVICES).map(({ name }) => name);

export const serviceParams = z.object({
  service: z.enum(NAMES, `service: must be one of ${NAMES.join(', ')}`),
});

const perMinute = z.int().min(1).max(1_000_000);
const burst = z.int().min(1).max(100_000);
const concurrency = z.int().min(1).max(10_000);
const perMonth = z.int().min(1).max(1_000_000_000);
const reserve = z.number().min(0).max(1);

const limitsSchema = z.object({
  per_minute: perMinute.describe('Calls in any minute'),
  burst: burst.describe(
    'Calls that may leave at once after a quiet time; at most a twentieth of per_minute counts',
  ),
  concurrency: concurrency.describe('Calls under way at once, over all processes'),
  per_month: perMonth.nullable().describe('Units in a calendar month (UTC); null: no quota is known'),
  reserve: reserve.describe('Share of the month that only calls somebody waits for may use'),
});

export const changeSchema = z
  .strictObject({
    per_minute: perMinute.nullable(),
    burst: burst.nullable(),
    concurrency: concurrency.nullable(),
    per_month: perMonth.nullable(),
    reserve: reserve.nullable(),
  })
  .partial()
  .meta({ id: 'ServiceLimitsChange' });

export const purgeSchema = z
  .object({ reason: z.string().trim().max(1000).optional().describe('Why; kept in the audit trail') })
  .nullish()
  .meta({ id: 'PurgeAnswers' });

export const serviceSchema = z
  .object({
    service: z.string(),
    label: z.string(),
    ready: z.boolean().describe('An address is set, and a key where the service needs one'),
    hold: z
      .object({
        code: z.enum(['rate_limited', 'out_of_order', 'quota', 'at_limit']),
        text: z.string(),
        until: z.iso.datetime().nullable(),
      })
      .nullable()
      .describe('Why calls wait; null: they do not'),
    limits: limitsSchema.describe('In force'),
    defaults: limitsSchema,
    chosen: z.array(z.string()).describe('Names of the limits that were chosen instead of their defaults'),
    learned: z
      .object({
        concurrency: z
          .int()
          .describe('Calls at once that it stands now; less after an overload, then slowly more'),
        rate: z.number().describe('Share of the rate that it stands now; less after a 429, then slowly more'),
      })
      .describe('What the service taught us'),
    now: z.object({
      in_flight: z.int(),
      waiting: z.int().describe('Calls that wait for their turn'),
      processes: z.int().describe('Processes that use it this moment'),
    }),
    month: z.object({
      units: z.number(),
      cost: z.string().describe('Dollars, where calls say what they cost'),
    }),
    last_hour: z
      .object({ calls: z.int(), failed: z.int(), median_ms: z.int().nullable() })
      .describe('Of your organization'),
  })
  .meta({ id: 'OutsideService' });

export const serviceListSchema = z
  .object({ services: z.array(serviceSchema) })
  .meta({ id: 'OutsideServiceList' });

export const purgedSchema = z
  .object({ service: z.string(), answers: z.int().describe('Answers destroyed') })
  .meta({ id: 'PurgedAnswers' });

export const EXAMPLE = {
  service: 'regrid',
  label: 'Regrid',
  ready: true,
  hold: { code: 'rate_limited', text: 'rate limited', until: '2026-11-22T14:05:00.000Z' },
  limits: { per_minute: 200, burst: 10, concurrency: 10, per_month: 2000, reserve: 0.1 },
  defaults: { per_minute: 200, burst: 10, concurrency: 10, per_month: null, reserve: 0.1 },
  chosen: ['per_month'],
  learned: { concurrency: 10, rate: 0.9 },
  now: { in_flight: 3, waiting: 40, processes: 2 },
  month: { units: 412, cost: '0' },
  last_hour: { calls: 400, failed: 2, median_ms: 180 },
} as const;

/** Limits in the words of the wire. */
export const toLimits = ({ perMinute: minute, perMonth: month, ...rest }: Limits) => ({
  per_minute: minute,
  burst: rest.burst,
  concurrency: rest.concurrency,
  per_month: month,
  reserve: rest.reserve,
});

/** A service as it is now; `state` is undefined while nobody has called it. */
export function toBody(
  { name, label, limits }: Service,
  ready: boolean,
  state: BudgetState | undefined,
  recent: RecentCalls | undefined,
) {
  const defaults = toLimits(limits);
  return {
    ...{ service: name, label, ready, defaults },
    hold: state?.hold ? { code: state.hold.code, text: state.hold.text, until: state.hold.until } : null,
    limits: state === undefined ? defaults : toLimits(state),
    chosen: Object.keys(state?.chosen ?? {}).sort(),
    learned: { concurrency: state?.callsAtOnce ?? limits.concurrency, rate: state?.rateFactor ?? 1 },
    now: { in_flight: state?.inFlight ?? 0, waiting: state?.waiting ?? 0, processes: state?.processes ?? 0 },
    month: { units: state?.usedUnits ?? 0, cost: state?.usedCost ?? '0' },
    last_hour: {
      calls: recent?.calls ?? 0,
      failed: recent?.failed ?? 0,
      median_ms: recent?.medianMs ?? null,
    },
  };
}

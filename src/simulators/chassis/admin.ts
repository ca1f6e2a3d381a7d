import { z } from 'zod';
import type { SimulatorClock } from './clock.ts';
import { type Faults, faultSchema } from './faults.ts';
import type { RecordedRequest, SimulatorReply, SimulatorRequest } from './message.ts';
import type { Meter } from './meter.ts';

/** Where a simulator is steered over HTTP; no service has a path like it. */
export const ADMIN_PATH = '/_simulator';

/** What its admin routes look at and change. */
export interface AdminParts {
  readonly service: { readonly name: string; state?(): unknown };
  readonly faults: Faults;
  readonly meter: Meter;
  readonly clock: SimulatorClock;
  readonly requests: RecordedRequest[];
}

const scriptSchema = z.strictObject({ faults: z.array(faultSchema).min(1) });
const advanceSchema = z.strictObject({ advanceMs: z.number().min(0) });
const limitsSchema = z.strictObject({
  perWindow: z.int().min(1).optional(),
  windowMs: z.int().min(1).optional(),
  concurrency: z.int().min(1).optional(),
  retryAfter: z.enum(['seconds', 'date', 'none']).optional(),
});

/**
 * `GET /_simulator/requests` and `state`; `POST faults` `{faults: […]}`, `clock` `{advanceMs}`, `limits`; `DELETE faults`
 * and `requests`. Unlike the service it has no key: whoever reaches loopback may steer it.
 */
export function answerAdmin(parts: AdminParts, request: SimulatorRequest, pathname: string): SimulatorReply {
  const { service, faults, meter, clock, requests } = parts;
  const body = request.json();
  switch (`${request.method} ${pathname.slice(ADMIN_PATH.length + 1)}`) {
    case 'GET requests':
      return ok({ requests });
    case 'GET state':
      return ok({
        name: service.name,
        now: new Date(clock.now()).toISOString(),
        counts: meter.counts,
        limits: meter.limits,
        faults: faults.pending,
        state: service.state?.() ?? null,
      });
    case 'POST faults':
      return taking(scriptSchema, body, ({ faults: more }) => faults.script(...more));
    case 'DELETE faults':
      faults.clear();
      return ok({ ok: true });
    case 'DELETE requests':
      requests.splice(0);
      return ok({ ok: true });
    case 'POST clock':
      return taking(advanceSchema, body, ({ advanceMs }) => clock.advance(advanceMs));
    case 'POST limits':
      return taking(limitsSchema, body, (given) => {
        const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        meter.limit({ ...meter.limits, ...told });
      });
    default:
      return { status: 404, body: { error: `there is no ${request.method} ${pathname}` } };
  }
}

function taking<T>(schema: z.ZodType<T>, body: unknown, take: (value: T) => void): SimulatorReply {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  take(parsed.data);
  return ok({ ok: true });
}

function ok(body: unknown): SimulatorReply {
  return { status: 200, body };
}

import { recordOf } from '../../base/record.ts';
import { type EventFacts, eventId } from './facts.ts';

/** A receiver should never have to take more than this for one event. */
const MOST_BYTES = 20_000;

/** Which custom fields of a lookup may be told: those named, or all. */
export type FieldNames = readonly string[] | 'all';

/** An event as receivers and `GET /events` get it. */
export interface EventBody {
  readonly type: string;
  /** When it happened. */
  readonly timestamp: string;
  readonly id: string;
  readonly number: string | null;
  readonly sequence: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The body of an event, shortened when it would be too large. */
export function eventBody(facts: EventFacts, fields: FieldNames): EventBody {
  const head = {
    type: facts.type,
    timestamp: new Date(facts.at).toISOString(),
    id: eventId(facts),
    number: facts.number,
    sequence: facts.sequence,
  };
  if (!facts.type.startsWith('lookup.')) return { ...head, data: dataOf(facts) };
  const data = lookupData(facts, fields);
  return firstThatFits<EventBody>([
    () => ({ ...head, data }),
    () => ({ ...head, data: { ...data, result: withoutTiers(data.result), truncated: true } }),
    () => ({ ...head, data: { ...data, result: withoutPrograms(data.result), truncated: true } }),
    () => ({ ...head, data: { ...data, result: null, custom_fields: {}, truncated: true } }),
  ]);
}

/** What `/webhook-config` has always sent: the lookup's answer with the custom fields beside it. */
export function legacyBody(facts: EventFacts, fields: FieldNames): Readonly<Record<string, unknown>> {
  const { result, custom_fields, reference_id } = lookupData(facts, fields);
  const answer = { reference_id, ...recordOf(result) };
  return firstThatFits<Readonly<Record<string, unknown>>>([
    () => ({ ...custom_fields, ...answer }),
    () => ({ ...custom_fields, ...recordOf(withoutTiers(answer)) }),
    () => ({ ...custom_fields, ...recordOf(withoutPrograms(answer)) }),
    () => ({ reference_id }),
  ]);
}

function lookupData({ detail, job, item, type, generation }: EventFacts, fields: FieldNames) {
  const failed = type === 'lookup.failed';
  const input = recordOf(item?.input);
  // A lookup of no job has its answer with the event.
  const answer = job === null ? recordOf(detail?.answer) : {};
  const result = job === null ? answer : (item?.result ?? null);
  return {
    job_id: job?.id ?? null,
    item_id: item?.id ?? null,
    reference_id: item?.reference ?? detail?.reference_id ?? null,
    status: failed ? 'failed' : 'completed',
    address: input.address ?? answer.address ?? null,
    generation,
    retry_count: item?.attempts == null ? null : Math.max(0, item.attempts - 1),
    result: failed ? null : result,
    error: failed
      ? {
          code: item?.error_code ?? answer.error_code ?? null,
          message: item?.error_message ?? answer.error ?? null,
        }
      : null,
    custom_fields: allowed(recordOf(input.webhook_custom_fields ?? detail?.custom_fields), fields),
    processed_at: item?.settled_at == null ? null : new Date(item.settled_at).toISOString(),
  };
}

function dataOf({ type, detail, job, generation, report }: EventFacts): Readonly<Record<string, unknown>> {
  if (type === 'report.completed') {
    return { report_id: detail?.report_id ?? null, job_id: job?.id ?? null, ...report };
  }
  if (job === null) return detail ?? {};
  return { job_id: job.id, name: job.name, job_type: job.kind, generation, ...detail };
}

function allowed(values: Readonly<Record<string, unknown>>, fields: FieldNames): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => fields === 'all' || fields.includes(name)),
  );
}

function withoutTiers(result: unknown): unknown {
  const incentives = recordOf(recordOf(result).incentives);
  const programs = Array.isArray(incentives.by_program) ? incentives.by_program : [];
  const by_program = programs.map((program) => ({ ...recordOf(program), device_tier_results: [] }));
  return { ...recordOf(result), incentives: { ...incentives, by_program } };
}

function withoutPrograms(result: unknown): unknown {
  const incentives = recordOf(recordOf(result).incentives);
  return {
    reference_id: recordOf(result).reference_id,
    customer_id: recordOf(result).customer_id,
    utility: recordOf(result).utility,
    incentives: {
      total_incentive_amount: incentives.total_incentive_amount,
      total_eligible_combinations: incentives.total_eligible_combinations,
      by_program: [],
    },
  };
}

/** The fullest of some versions that is small enough; the last is, whatever it says. */
function firstThatFits<Body>(versions: readonly [() => Body, ...(() => Body)[]]): Body {
  let body = versions[0]();
  for (const version of versions.slice(1)) {
    if (Buffer.byteLength(JSON.stringify(body)) < MOST_BYTES) return body;
    body = version();
  }
  return body;
}

import { call, type Queryable } from '../../db/pool.ts';
import type { EventType } from './event-types.ts';
import type { EventFacts } from './facts.ts';

export interface EventFilter {
  readonly organizationId: string;
  /** Number of the last event that the reader has. */
  readonly after: string;
  readonly types?: readonly EventType[] | undefined;
  readonly jobId?: string | undefined;
  readonly limit: number;
}

/**
 * Events after a number, in order, and the number of the oldest that is kept: a reader whose own is lower has missed
 * some for good.
 */
export async function listEvents(
  db: Queryable,
  filter: EventFilter,
): Promise<{ events: EventFacts[]; oldest: string | null }> {
  const { organizationId, after, limit, types, jobId } = filter;
  const events = await call<{ facts: EventFacts }>(
    db,
    `with rows as (
       select e.id, e.number, e.amount from lotline.webhook_events e
        where e.org_id = $1 and e.number is not null
          and e.number >= coalesce((select x.number from lotline.webhook_events x
            where x.org_id = $1 and x.number <= $2::bigint + 1 order by x.number desc limit 1), 0)
          and e.number + e.amount > $2::bigint + 1
          and ($3::text[] is null or e.type = any ($3))
          and ($4::uuid is null or e.job_no = (select j.number from lotline.jobs j
            where j.id = $4 and j.org_id = $1 and j.hidden_at is null))
        order by e.number limit $5)
     select lotline.webhook_event_facts(p.id, p.place) as facts from (
       select r.id, g.place from rows r
        cross join lateral generate_series(greatest($2::bigint + 1 - r.number, 0)::int, r.amount - 1) g (place)
        order by r.number + g.place limit $5) p`,
    [organizationId, after, types ?? null, jobId ?? null, limit],
  );
  const [oldest] = await call<{ number: string }>(
    db,
    `select number from lotline.webhook_events where org_id = $1 and number is not null order by number limit 1`,
    [organizationId],
  );
  return { events: events.map((row) => row.facts), oldest: oldest?.number ?? null };
}

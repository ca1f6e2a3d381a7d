import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../base/errors.ts';
import { asOrganization, type Pool } from '../../db/pool.ts';
import { type Call, endpoint, type Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import type { Live } from '../../outcomes/live/live.ts';
import { existing } from '../../outcomes/live/reads.ts';
import type { Topic } from '../../outcomes/live/topics.ts';
import { eventsQuery } from './wire.ts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Proxies that collect answers before they pass them on would hold events back.
  'x-accel-buffering': 'no',
};

const DESCRIPTION = `Server-sent events, until the client closes the stream. What happens between two events is told as one: a job
at most four times a second, a list and an action once, reports and workers every five seconds.

| event | data | means |
| --- | --- | --- |
| \`state\` | \`{topic, revision, state}\` | how the thing is now, whole: in the words of \`GET /api/jobs/{id}\` for \`job:…\` and \`jobs\` (one job of the list), the totals of \`report:…\`, \`GET /api/actions/{id}\` for \`action:…\` |
| \`resync\` | \`{topic, revision}\` | more may have changed than was told: fetch the list anew; \`jobs\` begins with it |
| \`gone\` | \`{topic, revision}\` | the thing was deleted |
| \`heartbeat\` | \`{at}\` | every 15 seconds; after 30 without any event the connection is dead |
| \`end\` | \`{reason}\` | the stream ends: \`signed_out\`, \`server_stops\` |

Revisions grow; one that is older than what was seen is to be ignored. Reconnecting with \`Last-Event-ID\` brings what was
missed, or \`resync\`. A stream ends with its key, session or membership.`;

/** Refuses what the organization does not have: of others' things it does not even learn that they are there. */
async function requireTopics(pool: Pool, organizationId: string, topics: readonly Topic[]): Promise<void> {
  const ids = (kind: 'job' | 'report' | 'action') =>
    topics.flatMap((topic) => (topic.kind === kind ? [topic.id] : []));
  const wanted = { jobs: ids('job'), reports: ids('report'), actions: ids('action') };
  if (Object.values(wanted).every((some) => some.length === 0)) return;
  const there = await asOrganization(pool, organizationId, (db) => existing(db, organizationId, wanted));
  if (wanted.jobs.some((id) => !there.jobs.has(id))) throw new AppError('job_not_found', 'Job not found');
  if (wanted.reports.some((id) => !there.reports.has(id)))
    throw new AppError('not_found', 'Report not found');
  if (wanted.actions.some((id) => !there.actions.has(id)))
    throw new AppError('action_not_found', 'Action not found');
}

/** Tells streams of the same credential from others; nothing can be learned from it. */
function credentialOf({ authorization, cookie, 'x-api-key': key }: IncomingHttpHeaders): string {
  const text = JSON.stringify([authorization, key, cookie]);
  return createHash('sha256').update(text).digest('base64');
}

/** Whether whoever opened the stream may still see what it shows. */
async function stillAllowed({ caller, callerNow }: Pick<Call, 'caller' | 'callerNow'>): Promise<boolean> {
  const now = await callerNow();
  return now?.organizationId === caller.organizationId && now.principal === caller.principal;
}

/** Live updates for pages that people look at. */
export function liveEvents(live: Live): Surface {
  const events = endpoint({
    operationId: 'watchEvents',
    method: 'GET',
    path: '/api/events',
    tag: 'Live',
    summary: 'Watch jobs, reports, actions and workers as they change',
    description: DESCRIPTION,
    allow: 'viewer',
    query: eventsQuery,
    answers: { 200: { description: 'Events, as they happen', content: ['text/event-stream'] } },
    errors: ['job_not_found', 'not_found', 'action_not_found', 'too_many_requests', 'shutting_down'],
    async run(call) {
      const { caller, query, headers, pool } = call;
      const { topics } = query;
      await requireTopics(pool, caller.organizationId, topics);
      const lastEventId = headers['last-event-id'] ?? query.last_event_id;
      const stream = live.open({
        organizationId: caller.organizationId,
        credential: credentialOf(headers),
        topics,
        stillAllowed: () => stillAllowed(call),
        ...(typeof lastEventId === 'string' ? { lastEventId } : {}),
      });
      return { status: 200, stream, headers: HEADERS };
    },
  });
  return { prefix: '/api/events', area: 'events', endpoints: [events], problemSchema, renderProblem };
}

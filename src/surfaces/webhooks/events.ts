import { answer, endpoint } from '../../http/endpoint.ts';
import { listEvents } from '../../outcomes/webhooks/events.ts';
import { eventBody } from '../../outcomes/webhooks/payload.ts';
import { EVENT_EXAMPLE } from './examples.ts';
import { eventListSchema, eventsQuery } from './wire.ts';

/** Events as they were or will be sent, for whoever has missed some. */
export const listEventsEndpoint = endpoint({
  operationId: 'listEvents',
  method: 'GET',
  path: '/events',
  tag: 'Webhooks',
  summary: 'Fetch events after one that you have',
  description:
    'In the order of their numbers, which leave none out. There are events of the types that some webhook of the ' +
    'organization is told of, also while it is disabled, for a week.',
  allow: 'viewer',
  query: eventsQuery,
  answers: {
    200: {
      description: 'A page of events',
      schema: eventListSchema,
      example: { events: [EVENT_EXAMPLE], next_after: '1042', has_more: false, oldest: '1' },
    },
  },
  errors: [],
  run: ({ caller: { organizationId }, query, transaction }) =>
    transaction(async (db) => {
      const { after, limit, types, job_id: jobId } = query;
      const { events, oldest } = await listEvents(db, {
        organizationId,
        after,
        types,
        jobId,
        limit: limit + 1,
      });
      const page = events.slice(0, limit);
      return answer(200, {
        events: page.map((facts) => eventBody(facts, 'all')),
        next_after: page.at(-1)?.number ?? after,
        has_more: events.length > limit,
        oldest,
      });
    }),
});

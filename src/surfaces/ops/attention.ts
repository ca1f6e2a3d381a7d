import { z } from 'zod';
import { answer, endpoint } from '../../http/endpoint.ts';
import { ATTENTION, ATTENTION_PAGES, listAttention } from '../../outcomes/attention.ts';

const attentionSchema = z
  .object({
    what: z.enum(ATTENTION),
    title: z.string(),
    detail: z.string(),
    since: z.iso.datetime(),
    link: z
      .object({ page: z.enum(ATTENTION_PAGES), id: z.string() })
      .describe('Where to look: the page of a thing, and the thing'),
  })
  .meta({ id: 'Attention' });

/** `/api/attention`. */
export const attentionEndpoint = endpoint({
  operationId: 'listAttention',
  method: 'GET',
  path: '/api/attention',
  tag: 'Operations',
  summary: 'What needs somebody: empty when all is well',
  description: 'The most pressing first, at most 100. Read from stored counts and states: cheap to poll.',
  allow: 'viewer',
  answers: {
    200: {
      description: 'What to look at',
      schema: z.object({ attention: z.array(attentionSchema) }).meta({ id: 'AttentionList' }),
      example: {
        attention: [
          {
            what: 'auto_paused',
            title: 'Visual · Centre, PA has paused by itself',
            detail: 'Paused after 10 failures in a row: Rate limit',
            since: '2026-11-22T14:05:02.000Z',
            link: { page: 'job', id: '3f0c9a52-6a5e-4c0e-9d55-0b8f6f0d2a11' },
          },
        ],
      },
    },
  },
  errors: [],
  run: ({ caller, transaction }) =>
    transaction(async (db) => {
      const found = await listAttention(db, caller.organizationId);
      const attention = found.map(({ page, id, since, ...rest }) => ({
        ...rest,
        since: since.toISOString(),
        link: { page, id },
      }));
      return answer(200, { attention });
    }),
});

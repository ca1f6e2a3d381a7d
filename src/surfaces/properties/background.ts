import { backgroundBody, backgroundQuery, backgroundSchema } from '../../http/background.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { planWalk, type WalkedList } from '../../property/exports/list-export.ts';
import { startListExport } from '../../work/list-export.ts';
import { filterOf } from './properties.ts';
import { MOST_PROPERTIES, propertiesQuery } from './wire.ts';

export const propertiesInBackground = endpoint({
  operationId: 'processPropertiesInBackground',
  method: 'POST',
  path: '/api/properties/background',
  tag: 'Properties',
  summary: 'Walk a list of properties in the background, and keep it as a CSV file',
  description:
    'Takes the filters of the list. The job appears among the batch jobs with its progress; its file stays with it.',
  allow: 'analyst',
  query: propertiesQuery.omit({ format: true, limit: true, cursor: true }).extend(backgroundQuery),
  idempotent: true,
  answers: {
    200: { description: 'What it would be; nothing was started', schema: backgroundSchema },
    202: { description: 'The job that does it', schema: backgroundSchema },
  },
  errors: ['county_not_found', 'ambiguous_county', 'limit_reached'],
  async run({ caller: { organizationId, actor }, query, transaction }) {
    return transaction(async (db) => {
      const walked: WalkedList = { list: 'properties', filter: await filterOf(db, query) };
      const plan = await planWalk(db, organizationId, walked);
      if (query.check) return answer(200, backgroundBody(plan, MOST_PROPERTIES, null));
      const name = 'List of properties';
      const jobId = await startListExport(db, { organizationId, actor, name, walked, plan });
      return answer(202, backgroundBody(plan, MOST_PROPERTIES, jobId));
    });
  },
});

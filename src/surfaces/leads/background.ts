import { z } from 'zod';
import { backgroundBody, backgroundQuery, backgroundSchema } from '../../http/background.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { planWalk, type WalkedList } from '../../property/exports/list-export.ts';
import { layoutOf } from '../../property/leads/layouts.ts';
import { startListExport } from '../../work/list-export.ts';
import { filterOf, toBeMailed } from './leads.ts';
import { filterQuery, layoutQuery, MOST_LEADS, TAG } from './wire.ts';

export const leadsInBackground = endpoint({
  operationId: 'processLeadsInBackground',
  method: 'POST',
  path: '/api/leads/background',
  tag: TAG,
  summary: 'Walk a list of leads in the background, and keep it as a CSV file',
  description:
    'Takes the filters and layouts of the list. The job appears among the batch jobs with its progress; its file stays with it. Leads on the do-not-mail list are left out.',
  allow: 'analyst',
  query: z.object({ ...filterQuery, ...layoutQuery, ...backgroundQuery }),
  idempotent: true,
  answers: {
    200: { description: 'What it would be; nothing was started', schema: backgroundSchema },
    202: { description: 'The job that does it', schema: backgroundSchema },
  },
  errors: ['county_not_found', 'ambiguous_county', 'limit_reached'],
  async run({ caller: { organizationId, actor }, query, transaction }) {
    return transaction(async (db) => {
      const given = { organizationId, ...(await filterOf(db, query)) };
      const { organizationId: _, ...filter } = toBeMailed(given, layoutOf(query.layout));
      const walked: WalkedList = { list: 'leads', filter, layout: query.layout };
      const plan = await planWalk(db, organizationId, walked);
      if (query.check) return answer(200, backgroundBody(plan, MOST_LEADS, null));
      const jobId = await startListExport(db, { organizationId, actor, name: 'List of leads', walked, plan });
      return answer(202, backgroundBody(plan, MOST_LEADS, jobId));
    });
  },
});

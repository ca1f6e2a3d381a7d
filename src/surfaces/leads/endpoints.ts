import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { leadsInBackground } from './background.ts';
import { addDoNotMailEndpoint, listDoNotMailEndpoint, removeDoNotMailEndpoint } from './do-not-mail.ts';
import { getLeadEndpoint, listLeadsEndpoint } from './leads.ts';

/** Leads that imports brought, and who of them wants no mail. */
export const leads: Surface = {
  prefix: '/api/leads',
  area: 'leads',
  endpoints: [
    listLeadsEndpoint,
    leadsInBackground,
    listDoNotMailEndpoint,
    addDoNotMailEndpoint,
    removeDoNotMailEndpoint,
    getLeadEndpoint,
  ],
  problemSchema,
  renderProblem,
};

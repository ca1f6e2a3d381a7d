import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import type { PropertyRadar } from '../../providers/property-radar/client.ts';
import { leadsInBackground } from './background.ts';
import { leadCriteriaEndpoint } from './criteria.ts';
import { addDoNotMailEndpoint, listDoNotMailEndpoint, removeDoNotMailEndpoint } from './do-not-mail.ts';
import { getLeadEndpoint, listLeadsEndpoint } from './leads.ts';
import { previewLeads } from './preview.ts';
import { searchEndpoints } from './searches.ts';

/** Leads that imports brought, what to search for, and who wants no mail. */
export const leads = (parts: { readonly radar: Pick<PropertyRadar, 'preview'> }): Surface => ({
  prefix: '/api/leads',
  area: 'leads',
  endpoints: [
    listLeadsEndpoint,
    leadsInBackground,
    listDoNotMailEndpoint,
    addDoNotMailEndpoint,
    removeDoNotMailEndpoint,
    ...searchEndpoints,
    leadCriteriaEndpoint,
    previewLeads(parts.radar),
    getLeadEndpoint,
  ],
  problemSchema,
  renderProblem,
});

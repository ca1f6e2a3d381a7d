import { z } from 'zod';
import { LEAD_CRITERIA } from '../../base/lead-criteria-table.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { TAG } from './wire.ts';

const FORMS = ['list', 'yes/no', 'range', 'date', 'nested'] as const;

const criteria = Object.entries(LEAD_CRITERIA).map(([name, { form, about }]) => ({ name, form, about }));

/** What may be searched for: forms of a program and of a page are made from it. */
export const leadCriteriaEndpoint = endpoint({
  operationId: 'listLeadCriteria',
  method: 'GET',
  path: '/api/leads/criteria',
  tag: TAG,
  summary: 'The criteria that a search may name, and the form of values that each takes',
  allow: 'viewer',
  answers: {
    200: {
      description: 'All of them, in the order of a form',
      schema: z
        .object({
          criteria: z.array(
            z
              .object({ name: z.string(), form: z.enum(FORMS), about: z.string() })
              .meta({ id: 'LeadCriterionForm' }),
          ),
        })
        .meta({ id: 'LeadCriteriaForms' }),
    },
  },
  errors: [],
  run: ({ transaction }) => transaction(() => Promise.resolve(answer(200, { criteria }))),
});

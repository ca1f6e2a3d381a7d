import type { z } from 'zod';
import type { Config } from '../../base/config.ts';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { listWebhooks, removeWebhook, setWebhook } from '../../outcomes/n8n-webhooks.ts';
import { COUNTY_JOB_TYPES } from '../../property/county-jobs/job-types.ts';
import { setWebhooksSchema, webhooksSchema } from './wire.ts';

type SettingsConfig = Pick<Config, 'n8n' | 'secretKey' | 'databaseUrl' | 'dataFolder'>;

const path = '/api/settings/webhooks';
const tag = 'n8n';

const getWebhooks = (config: SettingsConfig) =>
  endpoint({
    operationId: 'getWebhooks',
    method: 'GET',
    path,
    tag,
    summary: 'Which workflows run jobs, by job type',
    description: 'Addresses are masked. Your own goes before one that the operator of this server set.',
    allow: 'admin',
    answers: { 200: { description: 'One line for each type that has a workflow', schema: webhooksSchema } },
    errors: [],
    run: ({ caller, transaction }) =>
      transaction(async (db) => answer(200, await webhooksBody(db, config, caller.organizationId))),
  });

const putWebhooks = (config: SettingsConfig) =>
  endpoint({
    operationId: 'putWebhooks',
    method: 'PUT',
    path,
    tag,
    summary: 'Name the workflows that run your jobs',
    description:
      'Takes effect at the next start of a job. Addresses are stored encrypted and called without following redirects; private ones are refused at each call.',
    allow: 'admin',
    body: setWebhooksSchema,
    bodyExample: { webhooks: { regrid_scraping: { url: 'https://n8n.example.com/webhook/regrid-scraper' } } },
    answers: { 200: { description: 'All of them as they are now', schema: webhooksSchema } },
    errors: ['secret_key_needed'],
    run: ({ caller, body, transaction }) =>
      transaction(async (db) => {
        const { organizationId, actor } = caller;
        for (const jobType of COUNTY_JOB_TYPES) {
          const webhook = body.webhooks[jobType];
          if (webhook === undefined) continue;
          if (webhook === null) {
            await removeWebhook(db, organizationId, jobType);
            continue;
          }
          refuseMasked(webhook.url, jobType);
          const { url, header = null } = webhook;
          await setWebhook(db, config, { organizationId, jobType, url, header, actor });
        }
        return answer(200, await webhooksBody(db, config, organizationId));
      }),
  });

/** What a read answered must not become the address. */
function refuseMasked(url: string, jobType: string): void {
  if (!url.endsWith('…')) return;
  const field = `webhooks.${jobType}.url`;
  throw new AppError('validation_failed', `${field}: is masked; leave the job type out to keep its address`, {
    field,
  });
}

async function webhooksBody(
  db: Queryable,
  config: SettingsConfig,
  organizationId: string,
): Promise<z.infer<typeof webhooksSchema>> {
  const own = new Map((await listWebhooks(db, organizationId)).map((webhook) => [webhook.jobType, webhook]));
  return {
    webhooks: COUNTY_JOB_TYPES.flatMap<z.infer<typeof webhooksSchema>['webhooks'][number]>((job_type) => {
      const webhook = own.get(job_type);
      if (webhook !== undefined) {
        const { maskedUrl: url, hasHeader: has_header, setBy: set_by, setAt } = webhook;
        return [{ job_type, url, has_header, set_by, set_at: setAt.toISOString() }];
      }
      if (!config.n8n.webhookUrls.has(job_type)) return [];
      const has_header = config.n8n.header !== undefined;
      return [{ job_type, url: null, has_header, set_by: 'operator', set_at: null }];
    }),
  };
}

/** The addresses of an organization's workflows. */
export const webhookSettings = (config: SettingsConfig): Surface => ({
  prefix: path,
  area: 'settings',
  endpoints: [getWebhooks(config), putWebhooks(config)],
  problemSchema,
  renderProblem,
});

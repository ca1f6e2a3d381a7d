import { z } from 'zod';
import { startPropertyRadar } from '../../../src/simulators/property-radar/property-radar.ts';
import { radarRecord } from '../../../src/simulators/property-radar/records.ts';
import { madeUpWorld } from '../../../src/simulators/world/made-up.ts';
import { until } from '../../support/until.ts';
import { type HeldService, startHeldService } from './held-service.ts';
import type { Product } from './product.ts';

const SEED = 1;
const LEADS = 3;

/** What works that the samples do not show: a vendor of leads, and a service that refuses its items. */
export interface Around {
  /** What the product has to be started with to find both. */
  readonly env: Readonly<Record<string, string>>;
  readonly service: HeldService;
  stop(): Promise<unknown>;
}

export async function startAround(): Promise<Around> {
  const records = madeUpWorld(SEED)
    .parcels.slice(0, LEADS)
    .map((parcel) => radarRecord(parcel, SEED));
  const [radar, service] = await Promise.all([startPropertyRadar({ records }), startHeldService()]);
  return {
    service,
    env: {
      PROPERTYRADAR_API_URL: radar.url,
      PROPERTYRADAR_API_TOKEN: radar.key,
      LOTLINE_WEBHOOKS_PRIVATE: '127.0.0.1',
    },
    stop: () => Promise.all([radar.stop(), service.stop()]),
  };
}

const named = z.object({ id: z.string() });
const made = z.object({ job_id: z.string() });
const jobSchema = z.object({ status: z.string() });
const jobsSchema = z.object({ jobs: z.array(named.extend({ kind: z.string() })) });
const propertiesSchema = z.object({ properties: z.array(named.extend({ county_id: z.string() })).min(1) });
const failuresSchema = z.object({ failures: z.array(z.object({ fingerprint: z.string() })).min(1) });

/**
 * Of each route one address, of things that the samples made where it is about one; what they do not make is made here: a job
 * that failed, the action that takes it up, a lead, a draft, a webhook.
 */
export async function everyAddress(
  product: Product,
  { service }: Around,
): Promise<Readonly<Record<string, string>>> {
  const ask = <T>(shape: z.ZodType<T>, path: string, body?: object): Promise<T> =>
    product
      .ask(path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
      .then((answer) => shape.parse(answer));
  const over = (id: string) =>
    until(async () => /^(completed|failed)/.test((await ask(jobSchema, `/api/jobs/${id}`)).status), 'a job');

  service.behave(() => 'fail');
  await product.ask('/api/http-secret', { method: 'POST' });
  const items = Array.from({ length: 5 }, (_, at) => ({ input: at }));
  const http = { kind: 'http', name: 'Slopes of May', params: { url: service.url }, max_attempts: 1 };
  const { job_id: failing } = await ask(made, '/api/jobs', { ...http, items });
  const criteria = [{ name: 'State', value: ['GA', 'AZ', 'KY', 'PA', 'MD'] }];
  const bought = await ask(z.object({ data: named }), '/api/batch-jobs', { criteria, total_items: LEADS });
  const draft = await ask(made, '/batch-lookups/uploads', { name: 'lots.csv', columns: ['Lot', 'Street'] });
  // of what does not happen any more: nobody is there
  const unheard = { url: 'https://hooks.example.org/lotline', events: ['lookup.completed'] };
  const webhook = await ask(named, '/webhooks', unheard);
  await Promise.all([over(failing), over(bought.data.id)]);
  const retry = { action: 'retry', jobs: { ids: [failing] }, items: { all: true }, first: 1 };
  const action = await ask(named, '/api/actions', { ...retry, reason: 'It is open again' });

  const { jobs } = await ask(jobsSchema, '/api/jobs');
  const lookup = jobs.find(({ kind }) => kind === 'incentive_lookup')?.id ?? '';
  const { reports } = await ask(z.object({ reports: z.array(named) }), '/incentive-reports');
  const { properties } = await ask(propertiesSchema, '/api/properties?limit=1');
  const { leads } = await ask(z.object({ leads: z.array(named).min(1) }), '/api/leads');
  const { workers } = await ask(z.object({ workers: z.array(named).min(1) }), '/api/workers');
  const { failures } = await ask(failuresSchema, '/api/failures');
  const themselves = [
    ...['/', '/jobs', '/jobs/new', '/lookups', '/lookups/new', '/reports', '/search', '/leads', '/counties'],
    ...['/properties', '/documents', '/ops', '/ops/stuck', '/ops/actions', '/ops/services', '/inbox'],
    ...['profile', 'notifications', 'api-keys', 'webhooks', 'organization', 'members', 'audit', 'work'].map(
      (name) => `/settings/${name}`,
    ),
  ];
  const tabs = ['overview', 'items', 'failures', 'batches', 'log', 'settings'];
  return {
    ...Object.fromEntries(themselves.map((address) => [address, address])),
    ...Object.fromEntries(tabs.map((tab) => [`/jobs/$jobId/${tab}`, `/jobs/${lookup}/${tab}`])),
    '/lookups/$jobId': `/lookups/${lookup}`,
    '/imports/$jobId': `/imports/${draft.job_id}`,
    '/reports/$reportId': `/reports/${reports[0]?.id}`,
    '/counties/$countyId': `/counties/${properties[0]?.county_id}`,
    '/properties/$propertyId': `/properties/${properties[0]?.id}`,
    '/leads/$leadId': `/leads/${leads[0]?.id}`,
    '/ops/queues/$kind': '/ops/queues/incentive_lookup',
    '/ops/workers/$workerId': `/ops/workers/${encodeURIComponent(workers[0]?.id ?? '')}`,
    '/ops/errors/$fingerprint': `/ops/errors/${failures[0]?.fingerprint}`,
    '/ops/actions/$actionId': `/ops/actions/${action.id}`,
    '/settings/webhooks/$webhookId': `/settings/webhooks/${webhook.id}`,
  };
}

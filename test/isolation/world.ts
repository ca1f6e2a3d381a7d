import assert from 'node:assert/strict';
import { upkeep } from '../../src/engine/claims.ts';
import { type Client, type TestApi, testApi } from '../support/api.ts';
import { asked } from '../support/asked.ts';
import { auditIn } from '../support/audit.ts';
import { type Browser, browser, shownToken } from '../support/browser.ts';
import { countyId } from '../support/county-jobs.ts';
import { countyWorkIn } from '../support/county-work.ts';
import type { TestDatabase } from '../support/database.ts';
import { leadRecord, leadsIn } from '../support/leads.ts';
import { lookupItem, lookupResult, workLookups } from '../support/lookups.ts';
import { propertiesIn } from '../support/properties.ts';

/** Stands in everything that the first organization owns, and in nothing that others send. */
export const MARK = 'zebra';

/** An organization that has one of everything, and the ids of it all. */
export interface World {
  readonly api: TestApi;
  readonly owner: Client;
  /**
   * What stands for each parameter of a path, by the path up to it. An endpoint whose parameter is not here fails the
   * test: make the thing below, so that there is an id of somebody else to ask for. Null: everybody's.
   */
  readonly inPaths: Readonly<Record<string, string | null>>;
  /** What stands for each field of a query or body that names something. Null: it names nothing that anybody owns. */
  readonly inFields: Readonly<Record<string, string | null>>;
}

async function ok(client: Client, method: string, path: string, body?: unknown) {
  const reply = await client.ask(path, { method, ...(body === undefined ? {} : { body }) });
  assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${reply.text}`);
  return reply.body;
}

/** Somebody who was invited by e-mail, came, and is signed in. */
export async function joined(api: TestApi, admin: Client, email: string): Promise<Browser> {
  const [password, person] = ['correct horse battery staple', browser(api.url)];
  await ok(admin, 'POST', '/api/invitations', { email, role: 'admin' });
  const token = await shownToken(api.shown, email);
  const { status, text } = await person.submit('/setup', { token, name: email, password, again: password });
  assert.equal(status, 303, text);
  return person;
}

export async function worldIn(database: TestDatabase): Promise<World> {
  const api = await testApi(database, { env: { LOTLINE_SECRET_KEY: '5a'.repeat(32) } });
  const owner = await api.client('admin', await database.organization(`The ${MARK} company`));
  const post = (path: string, body: unknown = {}) => ok(owner, 'POST', path, body);

  const lookup = await post('/batch-lookups', {
    name: `${MARK} lookups`,
    items: [1, 2, 3, 4].map((n) => lookupItem(`${MARK}-${n}`)),
  });
  await workLookups(database, lookup.job_id, (seq) =>
    seq === 4
      ? { outcome: 'failed', class: 'permanent', code: MARK, message: `The ${MARK} ran away` }
      : { outcome: 'completed', result: lookupResult(seq, 100) },
  );
  const draft = await post('/batch-lookups/uploads', { name: `${MARK} draft`, columns: [MARK] });
  await ok(owner, 'PUT', `/batch-lookups/${draft.job_id}/chunks/0`, {
    rows: [{ row: 1, cells: [MARK], item: lookupItem(MARK) }],
  });

  const work = countyWorkIn(database);
  const county = await countyId(database);
  const [property = ''] = await work.properties(
    owner.organizationId,
    [1, 2, 3, 4, 5, 6].map((n) => ({ county, parcel: `${MARK}-${n}` })),
  );
  const imported = await propertiesIn(api).imported(
    `Parcel,Address\n${MARK}-99,99 ${MARK} lane\n`,
    `county=${county}&file_name=${MARK}.csv`,
    owner,
  );
  const { data: job } = await post('/api/batch-jobs', {
    job_type: 'regrid_scraping',
    county_id: county,
    batch_size: 2,
    job_name: `${MARK} job`,
  });
  const { data: batch } = await post(`/api/batch-jobs/${job.id}/batches`, { session: MARK });
  const [first] = batch.items;
  await post(`/api/batch-jobs/${job.id}/batches/${batch.lease}/results`, {
    outcomes: [{ item_id: first.item_id, outcome: 'completed', finding: { land_use: MARK } }],
  });
  const session = await post('/api/sessions', { name: MARK, job_id: job.id });
  const { batch: claimed } = await post(`/api/sessions/${session.id}/claim`);
  await post(`/api/sessions/${session.id}/tokens`, { tokens: 5, note: `${MARK} note` });

  const form = new FormData();
  for (const [name, value] of [
    ['county', 'Blair, PA'],
    ['document_type', 'property_list'],
    ['title', `${MARK} list`],
  ] as const)
    form.append(name, value);
  form.append('file', new Blob([`%PDF-1.7 ${MARK}`]), `${MARK}.pdf`);
  const { document } = await ok(owner, 'POST', '/api/documents', form);
  const sale = await post('/api/upcoming-sales', {
    county: 'Blair, PA',
    sale_type: 'upset',
    sale_date: '2099-09-15',
    platform: `${MARK} hall`,
  });
  await leadsIn(database).upsert(owner.organizationId, [leadRecord(1, { RadarID: `${MARK}1`, Owner: MARK })]);
  const { leads } = await ok(owner, 'GET', '/api/leads');
  const unwanted = await post('/api/leads/do-not-mail', { lines: [{ radar_id: `${MARK}2`, name: MARK }] });
  const search = await post('/api/leads/searches', {
    name: `${MARK} search`,
    criteria: [{ name: 'City', value: [MARK] }],
  });
  await post('/api/batch-jobs', { search_id: search.id, name: `${MARK} leads` });
  await ok(owner, 'PUT', '/api/settings/webhooks', {
    webhooks: { regrid_scraping: { url: `https://${MARK}.example.com/hook` } },
  });
  await ok(owner, 'PUT', '/api/settings/bid-strategy', { repairs_if_unknown: '7777.77' });
  await ok(owner, 'PATCH', '/api/queues/title_research', { concurrency: 7, reason: MARK });
  // A private address: what is sent there never leaves.
  const webhook = await post('/webhooks', { url: `https://127.0.0.1:9/${MARK}`, description: MARK });
  const tested = await post(`/webhooks/${webhook.id}/test`);
  const key = await post('/api/keys', { name: `${MARK} key`, role: 'viewer' });
  const invitation = await post('/api/invitations', { email: `${MARK}@example.org`, role: 'viewer' });
  await joined(api, owner, `${MARK}.two@example.org`);
  const { people } = await ok(owner, 'GET', '/api/people');
  await ok(owner, 'PUT', '/api/notifications/settings', { all_jobs: true });
  const rule = await post('/api/notifications/rules', {
    ...{ name: `${MARK} rule`, events: ['failed'], job_id: lookup.job_id, recipients: 'everyone' },
  });
  await post('/api/http-secret');
  const { notifications } = await ok(owner, 'GET', '/api/notifications');
  const { failures } = await ok(owner, 'GET', '/api/failures');
  const acting = { jobs: { ids: [job.id] }, reason: `${MARK} rests` };
  await post('/api/actions', { action: 'pause', ...acting });
  const action = await post('/api/actions', { action: 'resume', ...acting });
  await asked(database, owner.organizationId, MARK);
  await auditIn(database).seal();
  // What housekeeping would do to it at any time is done.
  await upkeep(database.pools.worker);
  const { entries } = await ok(owner, 'GET', '/api/audit?limit=1');

  return {
    api,
    owner,
    inPaths: {
      '/batch-lookups/{job_id}': lookup.job_id,
      '/batch-lookups/{job_id}/chunks/{chunk}': '0',
      '/batch-lookups/{job_id}/upload': draft.job_id,
      '/batch-lookups/{job_id}/rows': draft.job_id,
      '/incentive-reports/{report_id}': lookup.report.id,
      '/api/jobs/{id}': lookup.job_id,
      '/api/jobs/{id}/items/{seq}': '1',
      '/api/actions/{id}': action.id,
      '/api/failures/{fingerprint}': failures[0].fingerprint,
      '/api/batch-jobs/{id}': job.id,
      '/api/batch-jobs/{id}/batches/{lease}': batch.lease,
      '/api/properties/{id}': property,
      '/api/parcels/{property_id}': property,
      '/api/leads/{id}': leads[0].id,
      '/api/leads/searches/{id}': search.id,
      '/api/leads/do-not-mail/{id}': unwanted.lines[0].id,
      '/api/imports/{id}': imported.body.import_id,
      '/api/documents/{id}': document.id,
      '/api/upcoming-sales/{id}': sale.sale.id,
      '/api/sessions/{id}': session.id,
      '/api/audit/{id}': entries[0].id,
      '/webhooks/{webhook_id}': webhook.id,
      '/webhooks/{webhook_id}/deliveries/{delivery_id}': tested.delivery_id,
      '/api/counties/{id}': null,
      // The link alone is the right to it.
      '/api/http-results/{token}': null,
      '/api/services/{service}': null,
      // Workers are the installation's; which batches they hold is asked for by whose they are.
      '/api/workers/{id}': null,
      '/api/queues/{kind}': null,
      '/api/pending-work/{jobType}': null,
      '/api/notifications/rules/{id}': rule.id,
      '/api/stuck/{id}': `stalled_job:${job.id}`,
      '/api/keys/{id}': key.id,
      '/api/people/{person_id}': people[0].id,
      '/api/invitations/{invitation_id}': invitation.id,
    },
    inFields: {
      search_id: search.id,
      job_id: job.id,
      p_job_id: job.id,
      job_ids: job.id,
      item_id: first.item_id,
      property_id: property,
      parcel_id: `${MARK}-1`,
      p_property_id: property,
      document_id: document.id,
      session_id: session.id,
      session: MARK.split('').reverse().join(''),
      lease: claimed.lease,
      import: imported.body.import_id,
      subject_id: job.id,
      delivery_ids: tested.delivery_id,
      ids: notifications[0].id,
      after: session.id,
      report_id: lookup.report.id,
      organization_id: owner.organizationId,
      topics: `job:${job.id}`,
      id: people[0].id,
      // Counties, programmes and devices belong to everybody; a reference is the sender's own word.
      county_id: null,
      county_ids: null,
      device_ids: null,
      device_id: null,
      program_id: null,
      // The vendor's own number of a parcel: every organization may have it.
      radar_id: null,
      reference_id: null,
      request_id: null,
      // Only the last page's own place; what it leads to is the caller's all the same.
      cursor: null,
      last_event_id: null,
      before: null,
      customer_id: null,
      // The installation's.
      worker_id: null,
    },
  };
}

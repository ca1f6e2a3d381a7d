import assert from 'node:assert/strict';
import test from 'node:test';
import { addLogin, removeLogin } from '../../src/db/logins.ts';
import { testApi } from '../support/api.ts';
import { auditIn } from '../support/audit.ts';
import { addProperties } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { propertiesIn } from '../support/properties.ts';

/** What people change outside of jobs is written down as well: by whom, how it was, how it is. */
const database = await testDatabase();
const api = await testApi(database, { env: { LOTLINE_SECRET_KEY: '5a'.repeat(32) } });
const { entries } = auditIn(database);

test('a property that somebody corrects, and not one that stays as it is', async () => {
  const client = await api.client();
  const [id = ''] = await addProperties(database, client.organizationId, 1);
  const patch = (body: unknown) => client.ask(`/api/properties/${id}`, { method: 'PATCH', body });
  for (let time = 0; time < 2; time += 1) {
    assert.equal((await patch({ auction_status: 'sold', sale_type: 'upset' })).status, 200);
  }
  const [entry, ...more] = await entries(client.organizationId, 'property.');
  assert.deepEqual(more, []);
  assert.deepEqual(
    [entry?.actor, entry?.subject_id, entry?.before, entry?.after],
    [
      'key:admin of a test',
      id,
      { auction_status: 'active', sale_type: null },
      { auction_status: 'sold', sale_type: 'upset' },
    ],
  );
});

test('a file that is imported, from its beginning; a file that is only checked leaves nothing', async () => {
  const client = await api.client();
  const { imported } = propertiesIn(api);
  const file = 'Parcel,Address\np-1,1 Main St\n,\np-2,2 Main St\n';
  const query = 'county=Blair%2C%20PA&file_name=list.csv';
  const { body } = await imported(file, query, client);
  await imported(file, `${query}&check=true`, client);
  const told = await entries(client.organizationId, 'properties.');
  assert.deepEqual(
    told.map(({ action, subject_id, after }) => [action, subject_id, after]),
    [
      ['properties.import_begun', body.import_id, { file_name: 'list.csv' }],
      [
        'properties.imported',
        body.import_id,
        { file_name: 'list.csv', rows_read: 2, rows_created: 2, rows_updated: 0, rows_refused: 0 },
      ],
    ],
  );
});

test('a document and a sale, when they come and when they change', async () => {
  const client = await api.client();
  const document = {
    ...{ county: 'Blair, PA', document_type: 'legal_notice', title: 'Notice' },
    url: 'https://example.org/notice.pdf',
  };
  for (let time = 0; time < 2; time += 1) await client.post('/api/documents', document);
  const sale = { county: 'Blair, PA', sale_type: 'upset', sale_date: '2099-09-15', deposit_required: 500 };
  const { body } = await client.post('/api/upcoming-sales', sale);
  await client.post('/api/upcoming-sales', { ...sale, platform: 'Courthouse' });
  await client.post('/api/upcoming-sales', sale);
  await client.ask(`/api/upcoming-sales/${body.sale.id}`, { method: 'PATCH', body: { status: 'postponed' } });
  const told = (await entries(client.organizationId)).filter(
    ({ subject_type }) => subject_type !== 'api_key',
  );
  assert.deepEqual(
    told.map(({ action }) => action),
    ['document.added', 'upcoming_sale.added', 'upcoming_sale.changed', 'upcoming_sale.changed'],
  );
  assert.equal(told[0]?.after?.title, 'Notice');
  assert.deepEqual([told[2]?.before?.platform, told[2]?.after?.platform], [null, 'Courthouse']);
  assert.deepEqual([told[3]?.before, told[3]?.after], [{ status: 'scheduled' }, { status: 'postponed' }]);
});

test('settings, and the addresses of workflows without what is secret in them', async () => {
  const client = await api.client();
  const put = (path: string, body: unknown) => client.ask(path, { method: 'PUT', body });
  await put('/api/settings/bid-strategy', { value_percent: 60 });
  await put('/api/settings/bid-strategy', { value_percent: null, holding_months: 9 });
  const webhook = (path: string) => ({
    webhooks: { regrid_scraping: { url: `https://n8n.example.com/${path}`, header: 'X-Key: open-sesame' } },
  });
  await put('/api/settings/webhooks', webhook('first-secret'));
  await put('/api/settings/webhooks', webhook('second-secret'));
  await put('/api/settings/webhooks', { webhooks: { regrid_scraping: null, title_research: null } });
  const told = (await entries(client.organizationId)).filter(
    ({ subject_type }) => subject_type !== 'api_key',
  );
  const shown = { url: 'https://n8n.example.com/…', has_header: true };
  assert.deepEqual(
    told.map(({ action, subject_id, before, after }) => [action, subject_id, before, after]),
    [
      ['settings.changed', 'bid-strategy', null, { value_percent: 60 }],
      ['settings.changed', 'bid-strategy', { value_percent: 60 }, { holding_months: 9 }],
      ['n8n_webhook.set', 'regrid_scraping', null, shown],
      ['n8n_webhook.set', 'regrid_scraping', shown, shown],
      ['n8n_webhook.removed', 'regrid_scraping', shown, null],
    ],
  );
  assert.doesNotMatch(JSON.stringify(told), /secret|sesame/);
});

test('SQL logins, by whoever has the owner’s rights', async () => {
  const organizationId = await database.organization();
  const { rows } = await database.pools.owner.query<{ slug: string }>(
    'select slug from lotline.organizations where id = $1',
    [organizationId],
  );
  const name = `audited_${organizationId.slice(0, 8)}`;
  const url = await addLogin(database.urls.owner, {
    ...{ name, organization: String(rows[0]?.slug), permission: 'viewer' },
  });
  await removeLogin(database.urls.owner, name);
  const owner = `sql:${new URL(database.urls.owner).username}`;
  const told = await entries(organizationId, 'sql_login.');
  assert.deepEqual(
    told.map(({ action, actor, subject_id, before, after }) => [action, actor, subject_id, before ?? after]),
    [
      ['sql_login.added', owner, name, { permission: 'viewer' }],
      ['sql_login.removed', owner, name, { permission: 'viewer' }],
    ],
  );
  assert.ok(!JSON.stringify(told).includes(new URL(url).password));
});

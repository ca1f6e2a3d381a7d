import assert from 'node:assert/strict';
import test from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { subjectsIn } from '../support/finding-jobs.ts';

const database = await testDatabase();
const api = await testApi(database);
const subjects = subjectsIn(database);

test('results of a county are there before anything was found, page by page, and of nobody else', async () => {
  const client = await api.client('viewer');
  const ids = await subjects.properties(client.organizationId, 5);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await client.get(
      `/api/counties/42013/results?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...body.results.map((one: { id: string }) => one.id));
    for (const one of body.results) {
      assert.deepEqual([one.verdict, one.max_bid, one.provenance, one.found_at], [null, null, null, null]);
    }
    cursor = body.next_cursor;
  }
  assert.deepEqual([...seen].sort(), [...ids].sort());
  const stranger = await api.client('viewer');
  assert.deepEqual((await stranger.get('/api/counties/42013/results')).body.results, []);
  assert.equal((await client.get('/api/counties/nowhere/results')).status, 404);
  assert.equal((await client.get('/api/counties/42013/results?verdict=maybe')).status, 400);
});

test('figures of all counties: what one has there, in one answer, and nothing of others', async () => {
  const client = await api.client('viewer');
  await subjects.properties(client.organizationId, 3);
  const { body } = await client.get('/api/county-figures');
  const [county, ...more] = body.counties;
  assert.deepEqual(more, []);
  assert.equal(county.fips_code, '42013');
  const { properties, active, with_regrid_data, approved, bids, bid_total, documents, next_sale_date } =
    county;
  assert.deepEqual([properties, active, with_regrid_data, approved], [3, 3, 0, 0]);
  assert.deepEqual([bids, bid_total, documents, next_sale_date], [0, 0, 0, null]);
  const stranger = await api.client('viewer');
  assert.deepEqual((await stranger.get('/api/county-figures')).body, { counties: [] });
});

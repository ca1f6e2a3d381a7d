import assert from 'node:assert/strict';
import test from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItems } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);

test('a spacing is kept over all workers: the job gets the rate that belongs to it', async () => {
  const client = await api.client();
  const rates: unknown[] = [];
  for (const spacing of [{}, { spacing_ms: 0 }, { spacing_ms: 100 }, { spacing_ms: 2_000 }]) {
    const { status, body } = await client.post('/batch-lookups', { items: lookupItems(3), ...spacing });
    assert.equal(status, 201, JSON.stringify(body));
    const { rows } = await database.pools.owner.query(
      'select rate_per_second as rate, rate_burst as burst from lotline.jobs where id = $1',
      [body.job_id],
    );
    rates.push(rows[0]);
  }
  assert.deepEqual(rates, [
    { rate: null, burst: 1 },
    { rate: null, burst: 1 },
    { rate: 10, burst: 10 },
    { rate: 0.5, burst: 1 },
  ]);
});

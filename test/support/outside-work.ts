import assert from 'node:assert/strict';
import { type Client, testApi } from './api.ts';
import { addProperties, countyJob } from './county-jobs.ts';
import type { TestDatabase } from './database.ts';

/** Jobs of a test database that outside workers take batches of. */
export async function outsideWorkIn(database: TestDatabase) {
  const api = await testApi(database);

  async function job(items: number, options: Parameters<typeof countyJob>[3] = {}) {
    const client = await api.client('analyst');
    const subjects = await addProperties(database, client.organizationId, items);
    const made = await countyJob(database, client.organizationId, subjects, {
      settings: { batchSize: 5, ...options.settings },
      ...options,
    });
    return { client, subjects, base: `/api/batch-jobs/${made.id}`, ...made };
  }

  const claim = async (client: Client, base: string, body?: unknown) => {
    const { status, body: answer, text } = await client.post(`${base}/batches`, body);
    assert.equal(status, 200, text);
    return answer.data;
  };
  const done = (items: readonly { item_id: string }[]) => ({
    outcomes: items.map(({ item_id }) => ({ item_id, outcome: 'completed' })),
  });
  async function sound(id: string): Promise<void> {
    const { rows } = await database.pools.owner.query(
      'select problem, detail from lotline.engine_check($1)',
      [id],
    );
    assert.deepEqual(rows, []);
  }

  async function someCounty(): Promise<unknown> {
    const { rows } = await database.pools.owner.query(
      'select id from lotline.county_list order by fips_code limit 1',
    );
    return rows[0]?.id;
  }

  return { job, claim, done, sound, someCounty };
}

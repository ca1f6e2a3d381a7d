import assert from 'node:assert/strict';
import { claimInSession, settleInSession, startSession } from '../../src/engine/sessions.ts';
import { type Client, testApi } from './api.ts';
import { countyWorkIn } from './county-work.ts';
import type { TestDatabase } from './database.ts';

/** People of a test database who say commands, and what came of that. */
export async function commandsIn(database: TestDatabase) {
  const api = await testApi(database);
  const work = countyWorkIn(database);
  const { owner, worker } = database.pools;
  const [blair, somersetPa, somersetMd] = await Promise.all([
    work.county('Blair'),
    work.county('Somerset'),
    work.county('Somerset', 'MD'),
  ]);

  /** Someone with properties in Blair County. */
  async function analyst(properties = 235, county = blair): Promise<Client> {
    const client = await api.client('analyst');
    await addTo(client, properties, county);
    return client;
  }

  async function addTo(client: Client, count: number, county: string): Promise<void> {
    await work.properties(
      client.organizationId,
      Array.from({ length: count }, (_, n) => ({
        county,
        parcel: `p-${county.slice(0, 8)}-${String(n).padStart(4, '0')}`,
      })),
    );
  }

  async function say(client: Client, text: string, more: Record<string, unknown> = {}) {
    const { status, body } = await client.post('/api/commands', { text, ...more });
    return { status, ...body };
  }

  async function jobsOf(client: Client): Promise<Record<string, unknown>[]> {
    const { rows } = await owner.query(
      'select id, name, kind, status, driver, batch_size, total_items, params from lotline.jobs where org_id = $1 order by number',
      [client.organizationId],
    );
    return rows;
  }

  /** Takes and settles so many batches of a job, as an agent does. */
  async function workBatches(client: Client, jobId: string, batches: number): Promise<void> {
    const { organizationId } = client;
    const { id: sessionId } = await startSession(worker, { organizationId, actor: 'tester', jobId });
    for (let n = 0; n < batches; n += 1) {
      const { batch } = await claimInSession(worker, { organizationId, sessionId, limit: 1000 });
      assert.ok(batch);
      const outcomes = batch.items.map(({ seq }) => ({
        seq,
        outcome: 'completed' as const,
        result: { land_use: 'Residential' },
      }));
      await settleInSession(worker, {
        organizationId,
        sessionId,
        batchId: batch.batchId,
        token: batch.token,
        outcomes,
      });
    }
  }

  return { api, work, blair, somersetPa, somersetMd, analyst, addTo, say, jobsOf, workBatches };
}

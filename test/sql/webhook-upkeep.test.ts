import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOrganization } from '../../src/db/pool.ts';
import { pauseJob } from '../../src/engine/control.ts';
import { removeWebhook } from '../../src/outcomes/webhooks/endpoints.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { until } from '../support/until.ts';
import { webhooksIn } from '../support/webhooks.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const webhooks = webhooksIn(db);
const { owner, worker, api } = db.pools;

async function rowsOf(organizationId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['endpoints', 'lanes', 'events', 'deliveries', 'attempts']) {
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from lotline.webhook_${table} where org_id = $1`,
      [organizationId],
    );
    counts[table] = rows[0]?.n ?? 0;
  }
  return counts;
}

test('after a week events go with what was sent of them; what is newer and the endpoints stay', async () => {
  const deliverer = webhooks.deliverer();
  const old = await webhooks.listening(['job.paused']);
  const gone = await webhooks.listening(['job.paused']);
  for (const { organizationId } of [old, gone]) {
    await pauseJob(worker, { ...(await jobs.create({ organizationId, items: 1 })), reason: null });
  }
  const sent = { endpoints: 1, lanes: 1, events: 1, deliveries: 1, attempts: 1 };
  for (const { organizationId } of [old, gone]) {
    await until(async () => (await rowsOf(organizationId)).attempts === 1);
  }
  await deliverer.stop();
  await worker.query('select lotline.upkeep()');
  assert.deepEqual(await rowsOf(old.organizationId), sent);

  await asOrganization(api, gone.organizationId, (client) =>
    removeWebhook(client, gone.organizationId, gone.webhook.id),
  );
  await worker.query('select lotline.upkeep()');
  assert.deepEqual(await rowsOf(gone.organizationId), {
    endpoints: 0,
    lanes: 0,
    events: 1,
    deliveries: 0,
    attempts: 0,
  });
  await webhooks.pass('8 days');
  await worker.query('select lotline.upkeep()');
  assert.deepEqual(await rowsOf(old.organizationId), {
    endpoints: 1,
    lanes: 1,
    events: 0,
    deliveries: 0,
    attempts: 0,
  });
});

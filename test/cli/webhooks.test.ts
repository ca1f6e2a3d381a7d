import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { pauseJob } from '../../src/engine/control.ts';
import { startReceiver } from '../../src/simulators/webhook-receiver.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { until } from '../support/until.ts';
import { WEBHOOK_CONFIG, webhooksIn } from '../support/webhooks.ts';
import { lotline } from './terminal.ts';

const db = await testDatabase();
const api = await testApi(db, {
  env: { LOTLINE_WEBHOOKS_PRIVATE: 'true', LOTLINE_SECRET_KEY: WEBHOOK_CONFIG.secretKey },
});
webhooksIn(db).deliverer();

test('an endpoint is added, tested, looked into, replayed, rotated, disabled and removed', async () => {
  const client = await api.client();
  const run = (...line: string[]) =>
    lotline(line, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key } });
  assert.match((await run('webhooks', 'list')).stdout, /Nobody is told of anything/);
  const receiver = await startReceiver();
  after(() => receiver.close());
  const added = await run('webhooks', 'add', receiver.url, '--events', 'job.paused,job.resumed', '--json');
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stderr, /Keep the secret/);
  const { id, secret } = JSON.parse(added.stdout);
  receiver.expect(secret);

  const tested = await run('webhooks', 'test', id);
  assert.deepEqual([tested.code, /It was taken: 204/.test(tested.stdout)], [0, true]);
  receiver.next({ kind: 'answer', status: 500 });
  const refused = await run('webhooks', 'test', id);
  assert.deepEqual([refused.code, refused.stdout], [6, 'The receiver answered 500.\n']);

  await pauseJob(db.pools.worker, {
    ...(await jobsIn(db).create({ organizationId: client.organizationId, items: 1 })),
    reason: null,
  });
  await until(() => receiver.taken().length === 2);
  await until(async () => /job.paused +delivered/.test((await run('webhooks', 'deliveries', id)).stdout));
  assert.match((await run('webhooks', 'events')).stdout, /NUMBER +AT +TYPE[\s\S]*job.paused/);
  const again = await run('webhooks', 'replay', id, '--after', '0');
  assert.equal(again.stdout, '1 events are sent again.\n');
  await until(() => receiver.taken().length === 3);
  assert.equal((await run('webhooks', 'replay', id)).code, 64);

  const rotated = JSON.parse((await run('webhooks', 'rotate', id, '--overlap', '0', '--json')).stdout);
  assert.notEqual(rotated.secret, secret);
  assert.match((await run('webhooks', 'disable', id)).stdout, /disabled \(owner\)/);
  assert.match((await run('webhooks', 'list')).stdout, /disabled \(owner\) +job.paused, job.resumed/);
  assert.match((await run('webhooks', 'enable', id)).stdout, /state +active/);
  assert.equal((await run('webhooks', 'remove', id)).code, 0);
  assert.equal((await run('webhooks', 'show', id)).code, 3);
});

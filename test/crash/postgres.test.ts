import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { openDatabase } from '../../src/db/open.ts';
import { createPool } from '../../src/db/pool.ts';
import { testBinaries } from '../support/binaries.ts';
import { assertSound, jobWhen, results, settledJob, submitted } from '../support/jobs.ts';
import { slow } from '../support/kinds.ts';
import { until } from '../support/until.ts';
import { stageWorker } from '../support/workers.ts';

test('PostgreSQL stopped dead in the middle of 10,000 items loses nothing that was acknowledged', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lotline-crash-'));
  let restarts = 0;
  const database = await openDatabase(
    { databaseUrl: undefined, dataFolder: folder },
    {
      binaries: await testBinaries(),
      onRestart: (error) => {
        if (!error) restarts += 1;
      },
    },
  );
  const api = createPool(database.urls.api, { name: 'test api', max: 4 });
  const owner = createPool(database.urls.owner, { name: 'test owner', max: 4 });
  after(async () => {
    await Promise.all([api.end(), owner.end()]);
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await database.migrate();
  const { rows } = await owner.query<{ id: string }>(
    "select id from lotline.organizations where slug = 'default'",
  );
  const which = await submitted(api, String(rows[0]?.id), {
    ...{ kind: 'slow', count: 10_000, params: { ms: 2 }, settings: { batchSize: 100, leaseSeconds: 2 } },
  });
  const workers = [stageWorker(database.urls.worker, [slow]), stageWorker(database.urls.worker, [slow])];
  for (const worker of workers) worker.start();

  for (const [stops, share] of [2_500, 6_000].entries()) {
    await jobWhen(api, which, ({ counts }) => counts.completed >= share, `${share} items`);
    // SIGQUIT is the immediate stop: no checkpoint, every session cut off
    process.kill(database.embedded?.pid ?? 0, 'SIGQUIT');
    const acknowledged = workers.reduce((sum, worker) => sum + (worker.stats()?.completed ?? 0), 0);
    await until(() => restarts > stops, 'the restart');
    const kept = await until(
      async () => (await results(owner, which).catch(() => undefined))?.length,
      'the first answer',
    );
    assert.ok(kept >= acknowledged, `${acknowledged} were acknowledged, ${kept} are stored`);
  }

  const done = await settledJob(api, which);
  assert.deepEqual([done.status, done.counts.completed], ['completed', 10_000]);
  assert.equal((await results(owner, which)).length, 10_000);
  await assertSound(owner, which);
  await Promise.all(workers.map((worker) => worker.stop()));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { pauseJob, resumeJob, startJob } from '../../src/engine/control.ts';
import { createKinds } from '../../src/local/kinds.ts';
import { createCountyJob } from '../../src/property/county-jobs/create.ts';
import { defaultDriver, noteDefaultDrivers } from '../../src/property/county-jobs/default-driver.ts';
import { testDatabase } from '../support/database.ts';
import { subjectsIn } from '../support/finding-jobs.ts';
import { testServices } from '../support/services.ts';

const db = await testDatabase();
const { api, owner, worker } = db.pools;

test('with a token Regrid is our workers’, without one it is left to agents', () => {
  const driversWith = (env: NodeJS.ProcessEnv) =>
    createKinds(readConfig(env), worker, testServices(worker, env)).get('regrid_scraping');
  assert.deepEqual(driversWith({}).drivers, ['agent', 'n8n']);
  const kind = driversWith({ REGRID_API_TOKEN: 'a-token' });
  assert.deepEqual(
    [kind.drivers, kind.billed, kind.services],
    [['worker', 'agent', 'n8n'], true, ['regrid']],
  );
});

test('jobs are made for whoever runs their type here, and a type that nothing was noted of has its own', async () => {
  const organizationId = await db.organization();
  await subjectsIn(db).properties(organizationId, 1);
  assert.equal(await defaultDriver(worker, 'regrid_scraping'), 'agent');
  await noteDefaultDrivers(api, { regrid_scraping: 'worker', title_research: 'nobody' });
  assert.equal(await defaultDriver(worker, 'regrid_scraping'), 'worker');
  assert.equal(await defaultDriver(worker, 'title_research'), 'agent');
  const { id } = await createCountyJob(owner, {
    ...{ organizationId, actor: 'test', jobType: 'regrid_scraping', countyIds: null },
  });
  const held = async () =>
    (await owner.query('select driver, lease_seconds from lotline.jobs where id = $1', [id])).rows;
  // what a dead worker of ours held is soon another's; agents say nothing while they work
  assert.deepEqual(await held(), [{ driver: 'worker', lease_seconds: 300 }]);
  const command = { organizationId, jobId: id, actor: 'test' };
  await startJob(owner, { ...command, driver: 'agent' });
  assert.deepEqual(await held(), [{ driver: 'agent', lease_seconds: 3600 }]);
  await pauseJob(owner, command);
  await resumeJob(owner, { ...command, driver: 'worker' });
  assert.deepEqual(await held(), [{ driver: 'worker', lease_seconds: 300 }]);
  await noteDefaultDrivers(api, {});
  assert.equal(await defaultDriver(worker, 'regrid_scraping'), 'agent');
});

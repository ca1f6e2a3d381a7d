import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotNow } from '../../src/providers/service.ts';
import { lotline } from '../cli/terminal.ts';
import { testApi } from '../support/api.ts';
import { auditIn } from '../support/audit.ts';
import { countingService } from '../support/counting-service.ts';
import { testDatabase } from '../support/database.ts';
import { ask, serviceWith } from '../support/service-calls.ts';
import { testServices } from '../support/services.ts';

// The installation of one organization: its admin is who runs it.
const database = await testDatabase();
const KEY = 'the-token-of-this-installation';
const api = await testApi(database, { env: { REGRID_API_TOKEN: KEY } });
const admin = await api.client('admin', await database.defaultOrganization());
const limits = (body: unknown) => admin.ask('/api/services/regrid/limits', { method: 'PUT', body });

test('limits are chosen before the first call, in part, and go back to their defaults', async () => {
  const { status, body } = await limits({ per_minute: 120, per_month: 2, reserve: 0 });
  assert.equal(status, 200);
  assert.deepEqual(body.limits, { per_minute: 120, burst: 10, concurrency: 10, per_month: 2, reserve: 0 });
  assert.deepEqual(body.chosen, ['per_minute', 'per_month', 'reserve']);
  assert.equal(body.defaults.per_minute, 200);
  const { body: back } = await limits({ per_minute: null });
  assert.deepEqual([back.limits.per_minute, back.chosen], [200, ['per_month', 'reserve']]);
  await auditIn(database).seal();
  const { entries } = (await admin.get('/api/audit?action=service.limits_changed')).body;
  assert.deepEqual(
    entries.map(({ after }: { after: unknown }) => after),
    [
      { per_month: 2, reserve: 0 },
      { per_minute: 120, per_month: 2, reserve: 0 },
    ],
  );
});

test('they count in a process that is already calling', async () => {
  const outside = await countingService();
  const services = testServices(database.pools.worker);
  const { limits: usual } = serviceWith();
  const caller = services.callerFor(serviceWith(usual), { url: outside.url, key: KEY });
  await caller.call(ask(admin.organizationId));
  await caller.call(ask(admin.organizationId));
  await assert.rejects(caller.call(ask(admin.organizationId)), NotNow, 'two units a month are used up');
  assert.equal(outside.arrivals.length, 2);
});

test('the command line changes them too, and what is no limit is refused', async () => {
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: admin.key };
  const told = await lotline(['services', 'set', 'regrid', 'per_minute=90', 'per_month=default'], { env });
  assert.equal(told.code, 0, told.stderr);
  assert.match(told.stdout, /per_minute +90/);
  assert.equal((await lotline(['services', 'set', 'regrid', 'speed=9'], { env })).code, 64);
  assert.equal((await limits({ per_minute: 0 })).status, 400);
  assert.equal((await limits({})).status, 400);
  assert.equal((await limits({ speed: 1 })).status, 400);
  assert.equal(
    (await admin.ask('/api/services/nobody/limits', { method: 'PUT', body: { burst: 1 } })).status,
    400,
  );
});

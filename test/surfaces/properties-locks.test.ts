import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lines, propertiesIn } from '../support/properties.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database);
const { send, imported, fresh } = propertiesIn(api);

test('an import and findings about the same properties lock them in one order', async () => {
  const who = await fresh();
  const file = lines('Parcel ID,Owner', 'A,Smith', 'B,Jones');
  await imported(file, 'county=Blair%2C%20PA', who);
  const { owner } = database.pools;
  // The other way round than the parcel numbers.
  const [low, high] = ['00000000-0000-4000-8000-00000000000b', 'ffffffff-ffff-4fff-bfff-ffffffffffff'];
  await owner.query(
    `update lotline.properties set id = case parcel_id when 'B' then $2::uuid else $3::uuid end where org_id = $1`,
    [who.organizationId, low, high],
  );
  const finder = await owner.connect();
  const lock = 'select from lotline.properties where id = $1 for no key update';
  try {
    const { rows } = await finder.query<{ pid: number }>('select pg_backend_pid() as pid');
    await finder.query('begin');
    await finder.query(lock, [low]);
    const importing = send(file.replaceAll('J', 'K'), 'county=Blair%2C%20PA', who);
    await until(async () => {
      const blocked = 'select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))';
      return (await owner.query(blocked, [rows[0]?.pid])).rowCount === 1;
    }, 'the import waiting for the first of them');
    await finder.query(lock, [high]);
    await finder.query('commit');
    const { status, body } = await importing;
    assert.equal(status, 200, JSON.stringify(body));
  } finally {
    finder.release(true);
  }
});

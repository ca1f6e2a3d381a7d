import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { openAccess } from '../../src/local/access.ts';
import { testDatabase } from '../support/database.ts';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-demo-'));
const env = { LOTLINE_DATA: path.join(folder, 'data'), PORT: '0' };
after(() => rmSync(folder, { recursive: true, force: true }));
const database = await testDatabase();
const DATABASE_URL = 'postgres://somebody@db.example.org/lotline';

test('reads without sign-in are on where nobody else can come, and only there unless told', async () => {
  const reads = async (variables: NodeJS.ProcessEnv, demo = false) =>
    (await openAccess(readConfig(variables), database.urls.owner, demo)).publicReads;
  const organizationId = await database.defaultOrganization();
  assert.deepEqual(await reads({}), { organizationId, forwarded: false });
  assert.equal(await reads({ HOST: '0.0.0.0' }), undefined);
  assert.equal(await reads({ DATABASE_URL }), undefined);
  assert.equal(await reads({ LOTLINE_PUBLIC_READS: 'false' }), undefined);
  assert.deepEqual(await reads({ LOTLINE_PUBLIC_READS: 'true', HOST: '0.0.0.0', DATABASE_URL }), {
    organizationId,
    forwarded: true,
  });
  const demo = await reads({ DATABASE_URL }, true);
  assert.equal(demo?.forwarded, false);
  assert.notEqual(demo?.organizationId, organizationId, 'a demonstration shows its own jobs');
  assert.deepEqual(await reads({ DATABASE_URL }, true), demo, 'made once');
  assert.equal(await reads({ LOTLINE_PUBLIC_READS: 'false' }, true), undefined);
});

test('a demonstration is refused where other machines could reach it', async () => {
  const { code, stderr } = await lotline(['start', '--demo', '--no-sample'], { ...env, HOST: '0.0.0.0' });
  assert.notEqual(code, 0);
  assert.match(stderr, /--demo is refused while HOST is 0\.0\.0\.0/);
  assert.doesNotMatch(stderr, /Serving/);
});

test('with --demo the token of the documentation works, and without it it does not', async () => {
  const demo = lotlineProcess(['start', '--demo', '--no-sample'], env);
  const [, url = ''] = await demo.says(/Serving on (http\S+)\./);
  assert.match(demo.stderr(), /Demo {6}Authorization: Bearer demo-token/);
  const ask = async (where: string, headers: Record<string, string> = {}, body?: unknown) => {
    const response = await fetch(`${where}/api/batch-jobs`, {
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const token = { authorization: 'Bearer demo-token' };
  const body = { job_type: 'county_research', county_id: 'Blair, PA' };
  const made = await ask(url, token, body);
  assert.deepEqual([made.status, made.body.data?.total_items], [200, 1], JSON.stringify(made.body));
  const open = await ask(url);
  assert.deepEqual(
    [open.status, open.body.data.activeJobs.length],
    [200, 1],
    'its jobs may be read without sign-in',
  );
  for (const name of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']) {
    assert.equal((await ask(url, { ...token, [name]: '10.0.0.1' }, body)).status, 401, name);
  }
  assert.equal((await ask(url, { 'x-api-key': 'demo-token' })).status, 401);
  demo.child.kill('SIGTERM');
  assert.equal(await demo.ended(), 0);

  const plain = lotlineProcess(['start', '--no-sample'], env);
  const [, address = ''] = await plain.says(/Serving on (http\S+)\./);
  assert.equal((await ask(address, token)).status, 401);
  const reads = await ask(address);
  assert.deepEqual([reads.status, reads.body.data.activeJobs], [200, []], 'of the default organization');
  plain.child.kill('SIGTERM');
  assert.equal(await plain.ended(), 0);
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

interface Seen {
  readonly jobs?: readonly { readonly status: string; readonly counts: { readonly total: number } }[];
  readonly pendingWork?: readonly { readonly jobType: string; readonly pending: number }[];
}

interface Me {
  readonly organization: { readonly id: string };
}

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-sandbox-'));
const env = { LOTLINE_DATA: path.join(folder, 'data'), PORT: '0' };
after(() => rmSync(folder, { recursive: true, force: true }));

test('a sandbox starts with all its services, and its folder serves nothing else afterwards', async () => {
  const sandbox = lotlineProcess(['start', '--sandbox'], env);
  const [, key = ''] = await sandbox.says(/API key\s+(lot_live_[0-9a-f]{64})/);
  const [, url = ''] = await sandbox.says(/Serving on (http\S+)\./);
  assert.match(sandbox.stderr(), /nothing that they say is real/);
  assert.match(sandbox.stderr(), /Sample: which incentives do simulators see at 100 addresses/);
  const answer = await fetch(`${url}/api/me`, { headers: { 'x-api-key': key } });
  assert.deepEqual([answer.status, answer.headers.get('lotline-sandbox')], [200, 'true']);
  const asked = async (address: string) =>
    (await (await fetch(`${url}${address}`, { headers: { 'x-api-key': key } })).json()) as Seen;
  const { jobs = [] } = await asked('/api/jobs?limit=1');
  assert.deepEqual(
    [jobs[0]?.status, jobs[0]?.counts.total],
    ['completed', 100],
    'the first screen has a finished job',
  );
  const { pendingWork = [] } = await asked('/api/pending-work');
  const waits = pendingWork.find(({ jobType }) => jobType === 'regrid_scraping');
  assert.equal(waits?.pending, 60, 'and something that waits');

  const [, lookups = ''] = /lookups upload (\S+\.csv) --wait/.exec(sandbox.stderr()) ?? [];
  const looked = await lotline(['lookups', 'upload', lookups, '--wait'], {
    LOTLINE_URL: url,
    LOTLINE_API_KEY: key,
  });
  assert.equal(looked.code, 0, looked.stderr);
  assert.match(looked.stderr, /Sandbox: simulators stand for all outside services/);
  assert.match(looked.stderr, /100 succeeded of 100 items/);
  assert.match(sandbox.stderr(), /counties run "Chatham County, GA"/, 'in full: "Baltimore, MD" may be two');
  const [, items = '', service = ''] =
    /jobs create --kind http --items (\S+\.jsonl) --param (url=\S+) --wait/.exec(sandbox.stderr()) ?? [];
  const posted = await lotline(
    ['jobs', 'create', '--kind', 'http', '--items', items, '--param', service, '--wait'],
    { LOTLINE_URL: url, LOTLINE_API_KEY: key },
  );
  assert.match(posted.stderr, /60 succeeded of 60 items/);
  assert.equal(posted.code, 0, posted.stderr);
  const results = await fetch(`${url}/api/jobs/${posted.stdout.trim()}/items?limit=1`, {
    headers: { 'x-api-key': key },
  });
  const [first] = ((await results.json()) as { items: { input: unknown; result: unknown }[] }).items;
  assert.deepEqual(first?.result, { received: first?.input }, 'as the service answered');
  const [, regrid = ''] = /regrid +(http\S+\/_simulator)/i.exec(sandbox.stderr()) ?? [];
  assert.equal((await fetch(`${regrid}/state`)).status, 200, 'where each service is told what goes wrong');
  const [, receiver = ''] = /what it was told: (http\S+)/.exec(sandbox.stderr()) ?? [];
  const told = async () => {
    const { requests } = (await (await fetch(receiver)).json()) as {
      requests: { text: string; verified: boolean }[];
    };
    return requests.map(({ text, verified }) => [(JSON.parse(text) as { type: string }).type, verified]);
  };
  await until(async () => (await told()).length === 3, 'the receiver to be told of all jobs');
  assert.deepEqual(await told(), Array(3).fill(['job.completed', true]), 'signed with the secret it knows');
  const [, tokenUrl = ''] = /a session token: (http\S+)/.exec(sandbox.stderr()) ?? [];
  const token = await (await fetch(tokenUrl)).text();
  const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(me.status, 200, 'the issuer is the one that the server asks');
  const own = (await (await fetch(`${url}/api/me`, { headers: { 'x-api-key': key } })).json()) as Me;
  assert.equal(((await me.json()) as Me).organization.id, own.organization.id);
  const [, n8n = '', n8nKey = ''] = /n8n +(http\S+) \(x-n8n-api-key: (\S+)\)/.exec(sandbox.stderr()) ?? [];
  const workflows = await fetch(`${n8n}/api/v1/workflows/none`, { headers: { 'x-n8n-api-key': n8nKey } });
  assert.equal(workflows.status, 404);

  const [, where = ''] =
    /owner's line: LOTLINE_DATA=(\S+) npm run -s lotline -- db url --owner/.exec(sandbox.stderr()) ?? [];
  const owners = await lotline(['db', 'url', '--owner'], { LOTLINE_DATA: where });
  assert.match(owners.stdout, /^postgres:\/\//, owners.stderr);
  assert.equal((await lotline(['migrate'], { LOTLINE_DATA: where })).code, 0, 'it asks no service');
  sandbox.child.kill('SIGTERM');
  assert.equal(await sandbox.ended(), 0, sandbox.stderr());

  const plain = await lotline(['start', '--no-sample'], env);
  assert.notEqual(plain.code, 0);
  assert.match(plain.stderr, /belongs to a sandbox[\s\S]*--sandbox/);
  const misplaced = await lotline(['start', '--seed', '3'], env);
  assert.match(misplaced.stderr, /--data, --place and --seed are for --sandbox/);
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { checkLines } from '../../src/cli/audit-check.ts';
import { lotline } from '../cli/terminal.ts';
import { type Client, testApi } from '../support/api.ts';
import { auditIn } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

const database = await testDatabase();
const api = await testApi(database);
const jobs = jobsIn(database);
const { seal } = auditIn(database);

async function withJob(client?: Client) {
  const admin = client ?? (await api.client());
  const job = await jobs.create({ items: 3, organizationId: admin.organizationId });
  await admin.post(
    `/api/jobs/${job.jobId}/pause`,
    { reason: 'closed, "for now"' },
    { 'x-request-id': 'req-1' },
  );
  await admin.post(`/api/jobs/${job.jobId}/resume`);
  return { admin, job };
}

test('a command over HTTP is there with who sent it, from where, and why', async () => {
  const { admin, job } = await withJob();
  const { status, body } = await admin.get('/api/audit?action=job.paused');
  assert.equal(status, 200);
  const [{ id, at, number, hash, ...entry }] = body.entries;
  assert.ok(Date.parse(at) > 0);
  assert.deepEqual([number, hash], [null, null]);
  assert.deepEqual(entry, {
    ...{ actor: 'key:admin of a test', on_behalf_of: null, action: 'job.paused' },
    ...{ subject_type: 'job', subject_id: job.jobId, reason: 'closed, "for now"' },
    ...{ before: { status: 'in_progress' }, after: { status: 'paused', fence: false } },
    source: { address: '127.0.0.1', route: 'POST /api/jobs/{id}/pause', principal: entry.source.principal },
    request_id: 'req-1',
  });
  assert.match(entry.source.principal, /^[0-9a-f-]{36}$/);
  await seal();
  const one = await admin.get(`/api/audit/${id}`);
  assert.equal(one.status, 200);
  assert.match(one.body.hash, /^[0-9a-f]{64}$/);
  assert.ok(Number(one.body.number) > 0);
});

test('a list goes on by its cursor, newest first, and is narrowed by what is asked', async () => {
  const { admin, job } = await withJob();
  const { job: other } = await withJob(admin);
  const seen: string[] = [];
  for (let cursor = '', pages = 0; cursor !== null; pages += 1) {
    assert.ok(pages < 20);
    const { body } = await admin.get(
      `/api/audit?action=job.*&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...body.entries.map(({ id }: { id: string }) => id));
    cursor = body.next_cursor;
  }
  assert.equal(seen.length, 10);
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => Number(b) - Number(a)),
  );
  const count = async (query: string) => (await admin.get(`/api/audit?${query}`)).body.entries.length;
  assert.equal(await count(`subject_type=job&subject_id=${job.jobId}`), 5);
  assert.equal(await count('action=job.*'), 10);
  assert.equal(await count('action=job.paused'), 2);
  assert.equal(await count('action=job'), 0);
  assert.equal(await count(`actor=${encodeURIComponent('key:admin of a test')}`), 4);
  assert.equal(await count('actor=system&action=job.created'), 2);
  assert.equal(await count('request_id=req-1'), 2);
  const { body } = await admin.get(`/api/audit?subject_id=${other.jobId}&action=job.created`);
  const from = encodeURIComponent(body.entries[0].at);
  const halves = await Promise.all(
    [`to=${from}`, `from=${from}`].map((half) => count(`action=job.*&${half}`)),
  );
  assert.deepEqual(halves, [5, 5]);
});

test('admins alone read it, and each organization its own', async () => {
  const { admin, job } = await withJob();
  for (const role of ['viewer', 'analyst'] as const) {
    const client = await api.client(role, admin.organizationId);
    assert.equal((await client.get('/api/audit')).status, 403);
  }
  assert.equal((await api.ask('/api/audit')).status, 401);
  const { body } = await admin.get('/api/audit');
  const stranger = await api.client();
  const own = await stranger.get('/api/audit');
  assert.deepEqual(
    own.body.entries.map(({ action }: { action: string }) => action),
    ['key.created'],
  );
  for (const format of ['jsonl', 'csv']) {
    const { text } = await stranger.get(`/api/audit?format=${format}`);
    assert.ok(text.includes('key.created') && !text.includes(job.jobId));
  }
  const hidden = await stranger.get(`/api/audit/${body.entries[0].id}`);
  assert.deepEqual([hidden.status, hidden.body.code], [404, 'not_found']);
});

test('what does not fit is refused with its name', async () => {
  const admin = await api.client();
  for (const [query, says] of [
    ['limit=0', /limit/],
    ['format=xml', /format/],
    ['from=yesterday', /from/],
    ['cursor=x', /cursor/],
  ] as const) {
    const { status, body } = await admin.get(`/api/audit?${query}`);
    assert.equal(status, 400, query);
    assert.match(body.message, says);
  }
  for (const id of ['0', 'x', '99999999999999999999', '1e3']) {
    assert.equal((await admin.get(`/api/audit/${id}`)).status, 404, id);
  }
});

const linesOf = async function* (text: string) {
  yield* text.split('\n');
};

test('an export proves itself: a changed, missing, moved or forged line shows', async () => {
  const { admin } = await withJob();
  await withJob();
  await seal();
  const { text, headers } = await admin.get('/api/audit?format=jsonl');
  assert.match(headers.get('content-type') ?? '', /^application\/jsonl/);
  const whole = await checkLines(linesOf(text), undefined);
  assert.deepEqual([whole.checked, whole.unsealed, whole.problems], [6, 0, []]);
  const rows = text.trimEnd().split('\n');
  const broken = async (changed: readonly string[], expect?: string) =>
    (await checkLines(linesOf(changed.join('\n')), expect)).problems.join('; ');
  assert.match(await broken(rows.with(1, rows[1]?.replace('job.', 'jab.') ?? '')), /entry 2 was changed/);
  assert.match(await broken(rows.toSpliced(2, 1)), /entries 3 to 3 are missing/);
  assert.match(await broken(rows.toSpliced(0, 1)), /entries 1 to 1 are missing/);
  assert.match(await broken([rows[1], rows[0], ...rows.slice(2)].map(String)), /entry 1 comes after entry 2/);
  assert.match(await broken(rows.with(4, '{"number":5}')), /no line of an export/);
  assert.match(await broken(rows.slice(0, -1), whole.head ?? ''), /as was expected/);
  assert.equal(await broken(rows, whole.head ?? ''), '');
  const stranger = await withJob();
  await seal();
  const other = (await stranger.admin.get('/api/audit?format=jsonl')).text.split('\n');
  assert.match(await broken(rows.with(2, other[2] ?? '')), /does not follow/);
});

test('what has no seal yet comes last in an export, and as such', async () => {
  const { admin } = await withJob();
  await seal();
  await withJob(admin);
  const { text } = await admin.get('/api/audit?format=jsonl');
  const { checked, unsealed, problems } = await checkLines(linesOf(text), undefined);
  assert.deepEqual([checked, unsealed, problems], [6, 5, []]);
  const csv = (await admin.get('/api/audit?format=csv&action=job.paused')).text;
  assert.match(csv, /^id,at,actor,on_behalf_of,action,/);
  assert.equal(csv.match(/"closed, ""for now"""/g)?.length, 2);
});

test('the command line lists, exports and checks', async () => {
  const { admin, job } = await withJob();
  await seal();
  const run = (...args: string[]) =>
    lotline(['audit', ...args], { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: admin.key } });
  const shown = await run('list', '--subject', `job:${job.jobId}`, '--action', 'job.paused');
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(shown.stdout, /^ENTRY +AT +WHO/);
  assert.match(shown.stdout, /key:admin of a test +job\.paused/);
  assert.match((await run('list', '--limit', '2')).stderr, /--cursor/);
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'audit-')), 'audit.jsonl');
  assert.equal((await run('export', '--out', file)).code, 0);
  const checked = await run('check', file);
  assert.equal(checked.code, 0);
  assert.match(
    checked.stdout,
    /^6 entries, whole and in order\.\nNote for another time: --expect 6:[0-9a-f]{64}\n/,
  );
  const expect = /--expect (\S+)/.exec(checked.stdout)?.[1] ?? '';
  writeFileSync(file, readFileSync(file, 'utf8').replace('"in_progress"', '"paused"'));
  const tampered = await run('check', file, '--expect', expect);
  assert.equal(tampered.code, 5);
  assert.match(tampered.stdout, /entry \d was changed\nThis export is not whole/);
  assert.equal((await run('check', file, '--expect', 'x')).code, 64);
  assert.equal((await run('check', '/nowhere')).code, 1);
  assert.equal((await run('export', '--format', 'xml')).code, 64);
  assert.equal((await run('list', '--from', 'soon')).code, 64);
  const csv = await run('export', '--format', 'csv', '--from', '2020-01-01');
  assert.equal(csv.stdout.trimEnd().split('\n').length, 7);
});

const { status: python } = spawnSync('python3', ['--version']);
test('the program in the guide says the same of an export', {
  skip: python !== 0 && 'no Python',
}, async () => {
  const { admin } = await withJob();
  await seal();
  await withJob(admin);
  const guide = readFileSync(path.join(import.meta.dirname, '../../docs/guides/audit.md'), 'utf8');
  const program = /```python\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const cwd = mkdtempSync(path.join(tmpdir(), 'audit-'));
  const { text } = await admin.get('/api/audit?format=jsonl');
  const run = (lines: string) => {
    writeFileSync(path.join(cwd, 'audit.jsonl'), lines);
    return spawnSync('python3', ['-c', program], { cwd }).status;
  };
  assert.equal(run(text), 0);
  assert.equal(run(text.replace('"in_progress"', '"paused"')), 1);
  assert.equal(run(text.slice(text.indexOf('\n') + 1)), 1);
});

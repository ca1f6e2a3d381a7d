import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { loadOwnKinds } from '../../src/local/own-kinds.ts';
import { lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

const root = path.join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'lotline-own-kind-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the example of a kind of one’s own runs to the end: served by one process, worked by another', async () => {
  const env = {
    LOTLINE_DATA: path.join(folder, 'data'),
    LOTLINE_CONFIG: path.join(root, 'examples', 'own-kind', 'lotline.config.ts'),
    PORT: '0',
  };
  const server = lotlineProcess(['serve'], env);
  const [, key = ''] = await server.says(/API key\s+(lot_live_[0-9a-f]{64})/, 180_000);
  const [, url = ''] = await server.says(/API {7}(http\S+)/);
  const worker = lotlineProcess(['worker'], env);
  after(async () => {
    for (const one of [worker, server]) {
      one.child.kill('SIGTERM');
      await one.ended();
    }
  });
  const ask = async (to: string, body?: unknown) => {
    const response = await fetch(url + to, {
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the test is about
    return { status: response.status, body: (await response.json()) as any };
  };
  const items = [
    { reference_id: 'a', input: { description: 'Lot 5, containing 12.5 acres more or less' } },
    { reference_id: 'b', input: { description: 'being 10,890 square feet' } },
    { reference_id: 'c', input: { description: 'North of the old mill' } },
    { reference_id: 'd', input: { description: '0.1 ac' } },
  ];
  const made = await ask('/api/jobs', { kind: 'acreage', params: { smallest_acres: 0.2 }, items });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { job_id: id, name } = made.body;
  assert.equal(name, 'Acreage: 4 items');
  await until(async () => (await ask(`/api/jobs/${id}`)).body.status === 'completed', 'the job is done');
  const found = (await ask(`/api/jobs/${id}/items`)).body.items;
  assert.deepEqual(
    found.map((item: Record<string, { code?: string } | null>) => [
      item.reference_id,
      item.status,
      item.result ?? item.error?.code,
    ]),
    [
      ['a', 'completed', { acres: 12.5, quoted: '12.5 acres' }],
      ['b', 'completed', { acres: 0.25, quoted: '10,890 square feet' }],
      ['c', 'failed', 'no_area'],
      ['d', 'skipped', 'too_small'],
    ],
  );
  const refused = await ask('/api/jobs', { kind: 'acreage', items: [{ input: { description: '' } }] });
  assert.equal(refused.status, 400);
  assert.match(JSON.stringify(refused.body), /items\[0\]\.input\.description/);
});

/** What is said of a configuration file that holds this. */
async function refusalOf(text: string): Promise<string> {
  const file = path.join(folder, `${Math.random()}.mjs`);
  writeFileSync(file, text);
  const error = await loadOwnKinds(readConfig({ LOTLINE_CONFIG: file })).then(
    () => assert.fail('it was taken'),
    (refusal: unknown) => refusal as Error & { code: string },
  );
  assert.equal(error.code, 'configuration');
  assert.ok(error.message.startsWith(`${file} cannot be used: `), error.message);
  return error.message.slice(file.length + ' cannot be used: '.length);
}

test('a configuration that cannot be used says what is wrong with it', async () => {
  assert.match(await refusalOf('export default {'), /Unexpected|Expected/);
  assert.match(await refusalOf('throw new Error("my own mistake")'), /my own mistake/);
  assert.match(await refusalOf('export const kinds = [];'), /default export must be \{ kinds/);
  assert.match(await refusalOf('export default { kinds: [{ name: "x" }] }'), /kinds\[0\]: label /);
  const kind = (name: string, rest = '') =>
    `{ name: ${JSON.stringify(name)}, label: 'X', description: 'x', input: any, result: any, params: any, drivers: ['worker'],
       defaults: { batchSize: 1, perSession: 1, maxAttempts: 1, leaseSeconds: 1, concurrency: 1, itemTimeoutMs: 1, ratePerSecond: null }, ${rest} }`;
  const file = (...kinds: string[]) =>
    `const any = { safeParse: (data) => ({ success: true, data }) }; export default { kinds: [${kinds}] }`;
  assert.match(await refusalOf(file(kind('x'))), /kind "x": run or runItem is missing/);
  assert.match(await refusalOf(file(kind('Not good', 'async run() {}'))), /name must be lower_snake_case/);
  const good = kind('mine', 'async run() { return [] }');
  assert.match(await refusalOf(file(good, good)), /kinds\[1\]: the name "mine" is taken/);
  const gone = loadOwnKinds(readConfig({ LOTLINE_CONFIG: path.join(folder, 'none.ts') }));
  await assert.rejects(gone, /none\.ts cannot be used: Cannot find module/);
  assert.deepEqual(await loadOwnKinds(readConfig({}), folder), []);
});

test('a kind of one’s own cannot take the name of a built-in one', async () => {
  const file = path.join(folder, 'built-in.mjs');
  writeFileSync(
    file,
    `const any = { safeParse: (data) => ({ success: true, data }) };
     export default { kinds: [{ name: 'http', label: 'X', description: 'x', input: any, result: any, params: any,
       drivers: ['worker'], async run() { return []; }, defaults: { batchSize: 1, perSession: 1, maxAttempts: 1,
       leaseSeconds: 1, concurrency: 1, itemTimeoutMs: 1, ratePerSecond: null } }] };`,
  );
  const server = lotlineProcess(['serve'], {
    LOTLINE_DATA: path.join(folder, 'data-2'),
    LOTLINE_CONFIG: file,
    PORT: '0',
  });
  await server.says(/"http" is the name of a built-in kind/, 180_000);
  assert.notEqual(await server.ended(), 0);
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import Fastify from 'fastify';
import { serveDashboard } from '../../src/http/dashboard.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-dashboard-'));
test.after(() => rmSync(folder, { recursive: true }));
mkdirSync(path.join(folder, 'assets'));
writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Lotline</title>');
writeFileSync(path.join(folder, 'assets', 'index-G6FHMHA2.js'), 'export {};');
writeFileSync(path.join(folder, 'assets', 'first.js'), '');
writeFileSync(path.join(folder, 'secret.txt'), 'not an asset');
const app = Fastify();
await serveDashboard(app, folder);
const get = (url: string) => app.inject({ method: 'GET', url });

test('each address of the dashboard answers its page, which runs no script but its own', async () => {
  for (const url of ['/', '/login', '/jobs', '/jobs/7/items?status=failed', '/settings/api-keys']) {
    const { statusCode, headers, body } = await get(url);
    assert.equal(statusCode, 200, url);
    assert.match(body, /<title>Lotline/);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /script-src 'self';/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers['cache-control'], 'no-cache');
  }
});

test('/dashboard leads to it', async () => {
  const { statusCode, headers } = await get('/dashboard');
  assert.deepEqual([statusCode, headers.location], [302, '/']);
});

test('files that are named by their content are kept for a year, others are asked for again', async () => {
  assert.match(String((await get('/assets/index-G6FHMHA2.js')).headers['cache-control']), /immutable/);
  assert.equal((await get('/assets/first.js')).headers['cache-control'], 'no-cache');
});

test('a script may do as much when it runs as a worker as on the page: ask its own server', async () => {
  const { headers } = await get('/assets/index-G6FHMHA2.js');
  assert.match(String(headers['content-security-policy']), /connect-src 'self';/);
});

test('nothing beside the assets is served, and nothing that is not there', async () => {
  for (const url of [
    '/assets/../secret.txt',
    '/assets/%2e%2e/secret.txt',
    '/secret.txt',
    '/assets/none.js',
  ]) {
    assert.equal((await get(url)).statusCode, 404, url);
  }
});

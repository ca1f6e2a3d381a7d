import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { profilePath } from '../../src/cli/profile.ts';
import { ApiServer, KEY } from './api-server.ts';
import { keyboard, lotline } from './terminal.ts';

const server = new ApiServer();
let home = '';
let env: Record<string, string> = {};

before(() => server.start());
after(() => server.stop());
beforeEach(async (context) => {
  home = await mkdtemp(join(tmpdir(), 'lotline-home-'));
  env = { XDG_CONFIG_HOME: home };
  server.requests.length = 0;
  const folder = home;
  if ('after' in context) context.after(() => rm(folder, { recursive: true }));
});

test('login checks the key, then stores it so that only its owner can read it', async () => {
  const ran = await lotline(['login', '--url', `${server.url}/`], { env, stdin: `${KEY}\n` });
  assert.equal(ran.code, 0, ran.stderr);
  const path = profilePath(env);
  assert.equal(path, join(home, 'lotline', 'profile.json'));
  assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { url: server.url, apiKey: KEY });
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(
    server.requests.map(({ path: asked }) => asked),
    ['/api/me'],
    'asked what every key may ask, whatever it was narrowed to',
  );
  assert.equal((await lotline(['jobs', 'list'], { env })).code, 0);
  assert.doesNotMatch(ran.stderr + ran.stdout, new RegExp(KEY));
});

test('a key that the server refuses is not stored', async () => {
  const ran = await lotline(['login', '--url', server.url, '--api-key', 'wrong'], { env });
  assert.equal(ran.code, 4);
  await assert.rejects(stat(profilePath(env)));
  assert.equal((await lotline(['login', '--url', server.url], { env, stdin: '\n' })).code, 64);
});

test('a key typed on a terminal does not appear there', async () => {
  const typed = keyboard();
  typed.end(`${KEY}\n`);
  const ran = await lotline(['login', '--url', server.url], { env, stdin: typed, columns: 80 });
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stderr, /API key for http/);
  assert.ok(!ran.stderr.includes(KEY) && !ran.stdout.includes(KEY));
});

test('the environment wins over the profile, and a stored key goes to its own server alone', async () => {
  await lotline(['login', '--url', server.url, '--api-key', KEY], { env });
  const other = new ApiServer();
  await other.start();
  try {
    const ran = await lotline(['jobs', 'list'], { env: { ...env, LOTLINE_URL: other.url } });
    assert.equal(ran.code, 4);
    assert.equal(other.requests[0]?.headers['x-api-key'], undefined);
    const wrong = await lotline(['jobs', 'list'], { env: { ...env, LOTLINE_API_KEY: 'wrong' } });
    assert.equal(wrong.code, 4);
  } finally {
    await other.stop();
  }
});

test('whoami tells server and key, and where they come from', async () => {
  await lotline(['login', '--url', server.url, '--api-key', KEY], { env });
  const { stdout } = await lotline(['whoami', '--json'], { env });
  assert.deepEqual(JSON.parse(stdout), {
    url: server.url,
    url_from: 'profile',
    key: 'lot_live_5555…',
    key_from: 'profile',
    organization: 'acme-homes',
    role: 'analyst',
    scopes: ['lookups:write'],
  });
  const { stdout: shown } = await lotline(['whoami'], { env });
  assert.match(shown, /Organization: acme-homes\nMay: +lookups:write, as analyst/);
});

test('a damaged profile is an error that says what to do', async () => {
  await lotline(['login', '--url', server.url, '--api-key', KEY], { env });
  await writeFile(profilePath(env), '{"url": 1}');
  const ran = await lotline(['jobs', 'list'], { env });
  assert.equal(ran.code, 1);
  assert.match(ran.stderr, /is not a profile\.\nRun `lotline login`/);
});

test('api sends one request and prints the answer as it is', async () => {
  const job = server.addJob();
  const options = { env: { ...env, ...server.env() } };
  const got = await lotline(['api', `/api/jobs/${job.id}`], options);
  assert.equal(JSON.parse(got.stdout).id, job.id);
  const moved = await lotline(
    ['api', `api/jobs/${job.id}/pause`, '-d', '{"reason":"x"}', '-H', 'X-Trace: 7'],
    options,
  );
  assert.equal(JSON.parse(moved.stdout).status, 'paused');
  const last = server.requests.at(-1);
  assert.deepEqual([last?.method, last?.body, last?.headers['x-trace']], ['POST', { reason: 'x' }, '7']);
  const missing = await lotline(['api', '/api/jobs/none', '--json'], options);
  assert.equal(missing.code, 3);
  assert.equal((await lotline(['api', '/x', '-X', 'BREW'], options)).code, 64);
});

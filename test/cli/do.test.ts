import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);
const work = countyWorkIn(database);
const blair = await work.county('Blair');

/** A terminal of an analyst who has properties in Blair County. */
async function terminal(role: 'viewer' | 'analyst' = 'analyst') {
  const client: Client = await api.client(role);
  await work.properties(
    client.organizationId,
    Array.from({ length: 25 }, (_, n) => ({ county: blair, parcel: `p-${n}` })),
  );
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key };
  return {
    client,
    run: (args: string[], more: Record<string, string> = {}) => lotline(args, { env: { ...env, ...more } }),
  };
}

test('a sentence is done, quoted or not, and what to type next is told', async () => {
  const { run } = await terminal();
  const asked = await run(['do', 'What', 'work', 'is', 'pending?']);
  assert.equal(asked.code, 0, asked.stderr);
  assert.match(asked.stdout, /^Pending work:\n- regrid_scraping: 25 pending \(~1 session\)\n/);
  assert.match(asked.stderr, /Understood: Show pending work\nNext: Start regrid_scraping in batches of 50/);
  const seen = await run(['do', '--preview', 'Start Regrid scraping for Blair County in batches of 10']);
  assert.match(
    seen.stdout,
    /^Would create: Regrid Scraping for Blair County, PA\n25 properties in 3 batches of 10/,
  );
  const started = await run(['do', 'Start Regrid scraping for Blair County in batches of 10', '--json']);
  assert.equal(started.code, 0, started.stderr);
  const { understood } = JSON.parse(started.stdout);
  assert.equal(understood.job.name, 'Regrid Scraping - Blair');
  const quiet = await run(['do', '-q', 'Show batch job status']);
  assert.deepEqual(
    [quiet.stdout, quiet.stderr],
    ['Regrid Scraping - Blair: not started, at 0/25 properties (0%)\n', ''],
  );
});

test('what is not understood is exit code 5, what may be several 7, and a viewer who changes something 4', async () => {
  const { run } = await terminal();
  const strange = await run(['do', 'Sing a song']);
  assert.deepEqual([strange.code, strange.stdout], [5, '']);
  assert.match(
    strange.stderr,
    /^Not understood: "Sing a song"\.\nNothing was done\.\nThe nearest commands:\n- /,
  );
  const several = await run(['do', 'Start title research for Somerset County', '--json']);
  assert.equal(several.code, 7);
  assert.ok(JSON.parse(several.stdout).candidates.length > 1);
  const viewer = await terminal('viewer');
  assert.equal((await viewer.run(['do', 'Start regrid scraping'])).code, 4);
  assert.equal((await run(['do'])).code, 64);
});

test('sessions are begun, shown, resumed and ended in a terminal', async () => {
  const { client, run } = await terminal();
  const none = await run(['sessions', 'end']);
  assert.deepEqual([none.code, none.stderr], [3, 'lotline: You have no open session.\n']);
  const id = (await run(['sessions', 'start', '--name', 'morning', '--items', '20'])).stdout.trim();
  const started = await run(['do', 'Start regrid scraping in batches of 10'], { LOTLINE_SESSION: id });
  assert.equal(started.code, 0, started.stderr);
  assert.equal((await client.post(`/api/sessions/${id}/claim`, {})).body.batch.items.length, 10);
  const listed = await run(['sessions', 'list']);
  assert.match(listed.stdout, new RegExp(`${id} +active +10 +0 +10 .* key:analyst of a test +morning`));
  const shown = await run(['sessions', 'show', id.slice(0, 8)]);
  assert.match(shown.stdout, /Items taken: +10 of 20\n/);
  assert.match(
    (await run(['do', 'Pause batch job', '--session', id])).stdout,
    /^Paused at 0\/25 properties \(0%\)\n10 properties in hand/,
  );
  const ended = await run(['sessions', 'end', '--note', 'Ask for the map']);
  assert.match(ended.stderr, /Session ended: 0 items settled, 10 items handed back\./);
  assert.equal(ended.stdout.trim(), id);
  const read = await run(['sessions', 'resume', '--read', '--json']);
  assert.equal(JSON.parse(read.stdout).job.status, 'paused');
  const resumed = await run(['sessions', 'resume', '--name', 'evening']);
  assert.match(resumed.stdout, /State: +in_progress, resumed now\n/);
  assert.match(resumed.stdout, /Note: +Ask for the map \(key:analyst of a test\)/);
  await run(['sessions', 'start']);
  const two = await run(['sessions', 'show']);
  assert.equal(two.code, 64);
  assert.match(two.stderr, /2 sessions fit; name one\./);
  assert.equal(
    (await run(['sessions', 'list', '--open', '--mine', '-q'])).stdout.trim().split('\n').length,
    2,
  );
  assert.equal((await run(['sessions', 'show', 'zzz'])).code, 3);
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { createLog } from '../../src/base/log.ts';
import { createPostman } from '../../src/identity/people/postman.ts';
import { createLetters } from '../../src/outcomes/notifications/letters.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { later } from '../support/later.ts';
import { lookupItem, lookupResult, workLookups } from '../support/lookups.ts';
import { firstPerson } from '../support/people.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const { owner, worker, api: server } = database.pools;
const api = await testApi(database);
const ann = await firstPerson(database, api);

/** A mail server that keeps what it is sent, or refuses it. */
async function mailServer() {
  const letters: string[] = [];
  const state = { refuses: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (state.refuses) return done(new Error('try again later'));
        letters.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const mail = { url: `smtp://127.0.0.1:${port}`, from: 'lotline@example.org' };
  return { letters, state, postman: createPostman(mail, createLog('silent'), () => {}) };
}

function sender(tell: Parameters<typeof createLetters>[0]['tell'], pool = worker) {
  const letters = createLetters({
    pool,
    log: createLog('silent'),
    tell,
    publicUrl: 'https://lotline.example.org',
    lookMs: 10,
  });
  letters.start();
  after(() => letters.stop());
  return letters;
}

async function finished(name: string): Promise<string> {
  const { body } = await ann.change('POST', '/batch-lookups', { name, items: [lookupItem('site')] });
  await workLookups(database, body.job_id, (seq) => ({
    outcome: 'completed',
    result: lookupResult(seq, 1),
  }));
  return body.job_id;
}

const stateOf = async (jobId: string) =>
  (
    await owner.query<{ mail_state: string | null; mail_tries: number }>(
      'select mail_state, mail_tries from lotline.notifications where job_id = $1',
      [jobId],
    )
  ).rows[0];

test('a person gets one letter, however many workers and servers send', async () => {
  const mail = await mailServer();
  const senders = [worker, server, worker, server].map((pool) =>
    sender((letter) => mail.postman.tell(letter), pool),
  );
  const jobId = await finished('Letters\r\nBcc: all@example.org');
  await until(async () => (await stateOf(jobId))?.mail_state === 'sent');
  await Promise.all(senders.map((one) => one.stop()));
  assert.equal(mail.letters.length, 1);
  const [letter = ''] = mail.letters;
  assert.match(letter, /^To: ann@example.org\r$/m);
  assert.match(letter, /^Subject: Letters Bcc: all@example.org is done: 1 of 1 succeeded\r$/m);
  assert.doesNotMatch(letter, /^Bcc:/m);
  assert.match(letter.replaceAll('=\r\n', ''), new RegExp(`lotline jobs get ${jobId}, or https://lotline`));
});

test('without a worker the server tells that it is lost', async () => {
  const mail = await mailServer();
  await ann.change('POST', '/api/notifications/rules', {
    name: 'Lost',
    events: ['worker_lost'],
    channels: ['email'],
  });
  await worker.query(`select lotline.beat('the last', '{}', '{}', '{"kinds": ["incentive_lookup"]}')`);
  const alone = sender((letter) => mail.postman.tell(letter), server);
  await later(owner, 600, async () => {
    await server.query('select lotline.watch_work()');
    await until(() => mail.letters.length > 0, 'the letter');
  });
  await alone.stop();
  assert.equal(mail.letters.length, 1);
  assert.match(mail.letters[0] ?? '', /the last/);
});

test('a mail server that refuses is asked again, four times in all', async () => {
  const mail = await mailServer();
  mail.state.refuses = true;
  const jobId = await finished('Refused');
  const one = sender((letter) => mail.postman.tell(letter));
  const tried = (tries: number, state: string) =>
    until(async () => {
      const now = await stateOf(jobId);
      return now?.mail_tries === tries && now.mail_state === state;
    }, `${tries} tries`);
  await tried(1, 'waiting');
  // each time is reckoned from the one before
  await later(owner, 61, async () => void (await tried(2, 'waiting')));
  await later(owner, 400, async () => void (await tried(3, 'waiting')));
  await later(owner, 2_300, async () => void (await tried(4, 'failed')));
  await one.stop();
  assert.equal(mail.letters.length, 0);
});

test('a letter whose sender died is not sent again', async () => {
  const jobId = await finished('Died');
  const { rows } = await worker.query("select id from lotline.take_letters('the dead', 8)");
  assert.equal(rows.length, 1);
  const sent: string[] = [];
  const one = sender(async ({ subject }) => {
    sent.push(subject);
    return 'email';
  });
  await later(owner, 121, async () => {
    await until(async () => (await stateOf(jobId))?.mail_state === 'unknown');
  });
  await one.stop();
  assert.deepEqual(sent, []);
  // what the dead one says after all changes nothing
  await worker.query("select lotline.record_letter($1, 'the dead', true)", [rows[0].id]);
  assert.equal((await stateOf(jobId))?.mail_state, 'unknown');
});

test('no letter goes to keys, to who wants none, or a day late', async () => {
  const key: Client = await api.client('analyst');
  const { body } = await key.post('/batch-lookups', { name: 'By key', items: [lookupItem('site')] });
  await workLookups(database, body.job_id, (seq) => ({
    outcome: 'completed',
    result: lookupResult(seq, 1),
  }));
  assert.equal((await stateOf(body.job_id))?.mail_state, null);
  const late = await finished('Late');
  await ann.change('PUT', '/api/notifications/settings', { email: false });
  assert.equal((await stateOf(await finished('Unwanted')))?.mail_state, null);
  await later(owner, 90_000, async () => {
    const { rows } = await worker.query("select from lotline.take_letters('me', 8)");
    assert.equal(rows.length, 0);
  });
  assert.equal((await stateOf(late))?.mail_state, 'failed');
});

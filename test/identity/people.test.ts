import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { SMTPServer } from 'smtp-server';
import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import { authSettings } from '../../src/identity/people/auth.ts';
import {
  findLink,
  linkOf,
  newToken,
  offerPassword,
  offerSetup,
  useLink,
} from '../../src/identity/people/links.ts';
import { createPostman } from '../../src/identity/people/postman.ts';
import { supabase, testDatabase } from '../support/database.ts';

const database = await testDatabase();
const { owner, api } = database.pools;
const log = createLog('silent');

test('the tables are what the library wants: it would add none and change none', async () => {
  const pool = createPool(database.urls.owner, { name: 'test auth', max: 1, schema: 'lotline_auth' });
  try {
    const none = async () => {};
    const settings = authSettings({
      config: { publicUrl: undefined, oidc: undefined },
      pool,
      secret: 'c0ffee42'.repeat(8),
      log,
      mayCome: async () => false,
      onPerson: none,
      onSession: none,
    });
    const { toBeCreated, toBeAdded } = await getMigrations(settings);
    assert.deepEqual([toBeCreated, toBeAdded], [[], []]);
  } finally {
    await pool.end();
  }
});

test('workers and SQL logins cannot touch how people sign in, and the API reads no token of a link', async () => {
  // SQL logins do not come through a pooler.
  const agents = supabase ? [] : [createPool(database.urls.agent, { name: 'test agent', max: 1 })];
  for (const pool of [database.pools.worker, ...agents]) {
    await assert.rejects(pool.query('select from lotline_auth.session'), /permission denied/);
    await assert.rejects(pool.query("select lotline.find_link('\\x00')"), /permission denied/);
    if (pool !== database.pools.worker) await pool.end();
  }
  await assert.rejects(api.query('select token_hash from lotline.one_time_links'), /permission denied/);
  await assert.rejects(api.query('select from lotline.platform_operators'), /permission denied/);
  await assert.rejects(api.query("select lotline.set_operator('a', true)"), /permission denied/);
  await assert.rejects(api.query("select lotline.offer_setup('\\x00', 'x', true)"), /permission denied/);
});

test('of many who open setup links at once, one becomes the first person', async () => {
  const tokens = await Promise.all([1, 2, 3, 4].map(() => offerSetup(owner, { by: 'test', replace: false })));
  const uses = await Promise.allSettled(
    tokens.map((token = '', at) =>
      useLink(api, { token, email: `p${at}@example.org`, name: 'P', passwordHash: 'hash' }),
    ),
  );
  assert.equal(uses.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const use of uses) {
    if (use.status === 'rejected') assert.equal(use.reason.code, 'link_not_usable');
  }
  const { rows } = await owner.query('select from lotline.platform_operators');
  assert.equal(rows.length, 1);
  for (const token of tokens) assert.equal(await findLink(api, token ?? ''), undefined);
  await assert.rejects(useLink(api, { token: newToken(), email: 'x@y.zz', name: 'X', passwordHash: 'h' }), {
    code: 'link_not_usable',
  });
  for (const token of ['', 'short', `${newToken()}0`, "' or true --"]) {
    assert.equal(await findLink(api, token), undefined);
  }
  assert.equal(await offerPassword(owner, 'nobody@example.org', 'test'), undefined);
});

test('sessions, challenges and links that ran out long ago are swept', async () => {
  const { rows } = await owner.query<{ id: string }>('select id from lotline_auth."user" limit 1');
  const person = rows[0]?.id;
  for (const [id, age] of [
    ['old', '2 days'],
    ['new', '1 hour'],
  ] as const) {
    await owner.query(
      `insert into lotline_auth.session (id, token, "userId", "updatedAt", "expiresAt")
       values ($1, $1, $2, now(), now() - $3::interval)`,
      [id, person, age],
    );
    await owner.query(
      `insert into lotline_auth.verification (id, identifier, value, "expiresAt") values ($1, $1, '', now() - $2::interval)`,
      [id, age],
    );
  }
  await owner.query('select lotline.sweep_people()');
  for (const table of ['session', 'verification']) {
    const left = await owner.query<{ id: string }>(
      `select id from lotline_auth.${table} where id in ('old', 'new')`,
    );
    assert.deepEqual(left.rows, [{ id: 'new' }], table);
  }
});

test('a letter goes to the mail server that is set; when that fails, the log says so and nothing is thrown', async () => {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let letter = '';
      stream.on('data', (chunk: Buffer) => (letter += chunk.toString()));
      stream.on('end', () => {
        letters.push(letter);
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  after(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const token = newToken();
  const letter = {
    to: 'ann@example.org',
    subject: 'Your invitation',
    text: 'Bob invites you.',
    link: linkOf('https://lotline.example', token),
    goodFor: '7 days',
  };
  const shown: string[] = [];
  const logged: string[] = [];
  const heard = createLog('info', { write: (line) => void logged.push(line) });
  const { mail } = readConfig({
    LOTLINE_SMTP_URL: `smtp://127.0.0.1:${port}`,
    LOTLINE_MAIL_FROM: 'Lotline <lotline@example.org>',
  });
  const postman = createPostman(mail, heard, (line) => void shown.push(line));
  assert.equal(await postman.send(letter), 'email');
  assert.match(letters[0] ?? '', /^From: Lotline <lotline@example.org>\r\nTo: ann@example.org/m);
  assert.ok(letters[0]?.replaceAll('=\r\n', '').replaceAll('=3D', '=').includes(letter.link));

  assert.equal(await postman.tell({ to: letter.to, subject: 'It stopped', text: 'See to it.' }), 'email');
  assert.match(letters[1] ?? '', /See to it\./);

  await new Promise<void>((resolve) => server.close(() => resolve()));
  assert.equal(await postman.send(letter), 'failed');
  assert.match(logged.join(''), /could not be sent/);
  assert.equal(
    [...shown, ...logged].join('').includes(token),
    false,
    'the link is nowhere but in the letter',
  );

  const without = createPostman(undefined, heard, (line) => void shown.push(line));
  assert.equal(await without.send(letter), 'log');
  assert.equal(JSON.parse(shown[0] ?? '').link, letter.link);
});

test('half a configuration of mail or sign-in is refused by name', () => {
  const cases = [
    [{ LOTLINE_SMTP_URL: 'smtp://mail' }, /LOTLINE_MAIL_FROM: is needed/],
    [{ LOTLINE_SMTP_URL: 'mail.example.org' }, /LOTLINE_SMTP_URL: give smtp/],
    [{ OIDC_ISSUER: 'https://id.example' }, /OIDC_CLIENT_ID: is needed/],
    [{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'x' }, /OIDC_CLIENT_SECRET: is needed/],
  ] as const;
  for (const [env, says] of cases) assert.throws(() => readConfig(env), says);
});

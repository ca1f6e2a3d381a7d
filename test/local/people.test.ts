import assert from 'node:assert/strict';
import test from 'node:test';
import { browser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';

const PASSWORD = 'correct horse battery staple';

test('a start prints the first person’s link until somebody is there; a lost one, and a lost password, are replaced', async () => {
  const { urls } = await testDatabase();
  const env = { DATABASE_URL: urls.owner, PORT: '0', LOTLINE_SECRET_KEY: 'c0ffee42'.repeat(8) };
  const server = lotlineProcess(['serve'], env);
  const [, url = ''] = await server.says(/API {7}(http\S+)/);
  const [, printed = ''] = await server.says(/Sign up {3}(http\S+)/);
  assert.equal(printed.startsWith(`${url}/setup?token=`), true);

  // made anew, the one before is over
  const made = await lotline(['people', 'link'], { ...env, LOTLINE_PUBLIC_URL: url });
  assert.equal(made.code, 0, made.stderr);
  const page = browser(url);
  const tokenOf = (link: string) => new URL(link.trim()).searchParams.get('token') ?? '';
  assert.equal((await page.ask(`/setup?token=${tokenOf(printed)}`)).status, 410);
  const form = { email: 'ann@example.org', name: 'Ann', password: PASSWORD, again: PASSWORD };
  const done = await page.submit('/setup', { ...form, token: tokenOf(made.stdout) });
  assert.equal(done.status, 303, done.text);
  assert.equal((await page.ask('/api/me')).body.operator, true);

  const nobody = await lotline(['people', 'link'], env);
  assert.match(nobody.stderr, /The first person is there already[\s\S]*--email/);
  assert.notEqual(nobody.code, 0);
  assert.match(
    (await lotline(['people', 'link', '--email', 'x@example.org'], env)).stderr,
    /Nobody has the address/,
  );
  const lost = await lotline(['people', 'link', '--email', 'Ann@example.org'], { ...env, LOTLINE_URL: url });
  assert.equal(lost.stdout.startsWith(`${url}/setup?token=`), true, 'where the start has said that it is');
  assert.equal((await page.ask(`/setup?token=${tokenOf(lost.stdout)}`)).status, 200);

  assert.equal((await lotline(['people', 'operator', 'ann@example.org', '--remove'], env)).code, 0);
  assert.equal((await page.ask('/api/me')).body.operator, false);
  assert.equal((await lotline(['people', 'operator', 'ann@example.org'], env)).code, 0);
  assert.equal((await page.ask('/api/me')).body.operator, true);
  assert.equal((await lotline(['people', 'operator', 'x@example.org'], env)).code, 3);

  server.child.kill('SIGTERM');
  assert.equal(await server.ended(), 0);
  assert.equal(server.stdout().includes('token='), false);
  const second = lotlineProcess(['serve'], env);
  await second.says(/API key/);
  assert.doesNotMatch(second.stderr(), /Sign up {3}/);
  second.child.kill('SIGTERM');
  await second.ended();
});

test('a server that cannot sign cookies says so on the page, and the link is not used up', async () => {
  const { urls } = await testDatabase();
  const server = lotlineProcess(['serve'], { DATABASE_URL: urls.owner, PORT: '0' });
  const [, link = ''] = await server.says(/Sign up {3}(http\S+)/);
  const page = browser(link);
  for (let times = 0; times < 2; times += 1) {
    const { status, text } = await page.ask(link);
    assert.equal(status, 409);
    assert.match(text, /Nobody can sign in yet[\s\S]*LOTLINE_SECRET_KEY/);
  }
  server.child.kill('SIGTERM');
  assert.equal(await server.ended(), 0);
});

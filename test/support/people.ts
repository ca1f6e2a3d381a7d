import assert from 'node:assert/strict';
import { offerSetup } from '../../src/identity/people/links.ts';
import type { TestApi } from './api.ts';
import { type Browser, browser, shownToken } from './browser.ts';
import type { TestDatabase } from './database.ts';

export const PASSWORD = 'correct horse battery staple';

/** The first person of a database, signed in: an operator, and admin of the default organization. */
export async function firstPerson(
  database: TestDatabase,
  api: TestApi,
  email = 'ann@example.org',
): Promise<Browser> {
  const token = (await offerSetup(database.pools.owner, { by: 'test', replace: false })) ?? '';
  const own = browser(api.url);
  const done = await own.submit('/setup', { token, email, name: 'Ann', password: PASSWORD, again: PASSWORD });
  assert.equal(done.status, 303, done.text);
  return own;
}

/** Somebody whom `admin` invites and who comes. */
export async function newPerson(
  api: TestApi,
  admin: Browser,
  email: string,
  role: 'viewer' | 'analyst' | 'admin',
): Promise<Browser> {
  const invited = await admin.change('POST', '/api/invitations', { email, role });
  assert.equal(invited.status, 201, invited.text);
  const own = browser(api.url);
  const token = await shownToken(api.shown, email);
  const done = await own.submit('/setup', { token, name: 'New', password: PASSWORD, again: PASSWORD });
  assert.equal(done.status, 303, done.text);
  return own;
}

/** A browser that has signed in by password. */
export async function signIn(api: TestApi, email: string, password = PASSWORD): Promise<Browser> {
  const own = browser(api.url);
  const { status, text } = await own.ask('/api/auth/sign-in/email', {
    method: 'POST',
    body: { email, password },
  });
  assert.equal(status, 200, text);
  return own;
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../base/errors.ts';
import { sessionCookie } from '../identity/people/session-cookie.ts';

/**
 * The guard against requests that another site makes a browser send: what is signed in by cookie, and changes
 * something, comes from a page of ours and carries a token that only our pages can read. Keys and Bearer tokens are
 * never sent by a browser on its own, so they need none.
 */

/** The token that goes with a session: nobody can make it who does not see the cookie, which no script does. */
export function csrfToken(headers: IncomingHttpHeaders): string | undefined {
  const cookie = sessionCookie(headers);
  if (cookie === undefined) return undefined;
  return createHash('sha256').update(`lotline csrf token\n${cookie}`).digest('base64url');
}

/** Throws `csrf_failed` unless the request comes from a page of ours and carries its session's token. */
export function requireCsrf(headers: IncomingHttpHeaders, publicUrl: string | undefined): void {
  requireSameOrigin(headers, publicUrl);
  const wanted = csrfToken(headers);
  const given = headers['x-csrf-token'];
  if (wanted !== undefined && typeof given === 'string' && sameText(given, wanted)) return;
  throw new AppError('csrf_failed', 'X-CSRF-Token: is missing or not that of this session', {
    field: 'X-CSRF-Token',
    hint: 'Send the token of GET /api/csrf-token. Requests with an API key or a Bearer token need none.',
  });
}

/** Throws `csrf_failed` when a browser says, or does not say, that a page of ours sends this. */
export function requireSameOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): void {
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  const same = site === undefined ? isOwnOrigin(origin, host, publicUrl) : site === 'same-origin';
  if (same) return;
  throw new AppError('csrf_failed', 'This may only be sent from a page of this server', {
    hint: 'Programs sign in with an API key; a page sends Origin or Sec-Fetch-Site by itself.',
  });
}

/**
 * The same for whoever is not signed in yet, where there is nothing to forge but a sign-in: programs, which say nothing of
 * where they come from, are let through.
 */
export function refuseForeignPage(headers: IncomingHttpHeaders, publicUrl: string | undefined): void {
  if (headers['sec-fetch-site'] === undefined && headers.origin === undefined) return;
  requireSameOrigin(headers, publicUrl);
}

/** True when the origin is where the request went; the server has checked that Host is its own. */
function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | undefined,
): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  const own = publicUrl === undefined ? undefined : new URL(publicUrl);
  // A page of plain http may be anybody's on the way; it does not speak for one of https.
  if (own !== undefined && from.host === own.host) return from.protocol === own.protocol;
  return from.host === host.toLowerCase() && from.protocol === 'http:';
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

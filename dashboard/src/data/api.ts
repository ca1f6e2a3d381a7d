import { createLotline, type Lotline, LotlineError } from '../../../src/client/index.ts';
import type { Api } from './schemas.ts';

export { answered, LotlineError } from '../../../src/client/index.ts';

export type { Api };

const SAFE = new Set(['GET', 'HEAD']);
/** Sent before there is a session, which is what a token would be of. */
const BEFORE_SIGN_IN = /^\/api\/(auth\/sign-in\/|auth\/passkey\/verify-authentication|password-resets)/;
let csrf: Promise<string> | undefined;

/**
 * The API of the server that this page comes from, typed from its own schemas. The browser's session signs requests in; what
 * changes something carries the session's CSRF token. Throws LotlineError for refusals (see {@link createLotline}).
 */
export const api: Lotline = createLotline({ url: window.location.origin, fetch: send });

/** A request as the client makes it, for what the client does not do (files, streams). Answers are not judged. */
export async function send(request: Request): Promise<Response> {
  const needsToken = !SAFE.has(request.method) && !BEFORE_SIGN_IN.test(new URL(request.url).pathname);
  if (!needsToken) return fetch(request);
  const again = request.clone();
  const response = await fetch(await withToken(request));
  if (response.status !== 403 || !(await isCsrfFailure(response))) return response;
  // The session is another than the one the token was of: somebody signed in again in another tab.
  forgetCsrf();
  return fetch(await withToken(again));
}

/** To be called when the session changes. */
export function forgetCsrf(): void {
  csrf = undefined;
}

async function withToken(request: Request): Promise<Request> {
  csrf ??= readToken().catch((error: unknown) => {
    csrf = undefined;
    throw error;
  });
  request.headers.set('x-csrf-token', await csrf);
  return request;
}

/** Empty while nobody is signed in: then there is no session to forge. */
async function readToken(): Promise<string> {
  const response = await fetch('/api/csrf-token', { signal: AbortSignal.timeout(10_000) });
  if (response.status === 401) return '';
  if (!response.ok) throw await LotlineError.of(response);
  const body: Api['CsrfToken'] = await response.json();
  return body.token;
}

async function isCsrfFailure(response: Response): Promise<boolean> {
  return (await LotlineError.of(response.clone())).code === 'csrf_failed';
}

import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { type Answer, type AnyEndpoint, endpoint } from '../../http/endpoint.ts';
import { countFailure, guarded, subjectsOf } from './failures.ts';
import { forward } from './forward.ts';
import { messagePage, pageAnswer } from './page.ts';
import type { PeopleParts } from './parts.ts';

const tag = 'Sign-in';
const text = z.string().max(4000).optional();

/** Where the library sends whom it lets not in. */
const ERROR_PAGE = '/api/auth/error';

/** Why the other place's answer let nobody in, by the library's words. */
const REASONS: Readonly<Record<string, string>> = {
  NOT_INVITED: 'Nobody has invited the address that you signed in with there.',
  account_not_linked: 'The other place does not vouch for your e-mail address, so it cannot let you in here.',
  unable_to_get_user_info:
    'What the other place said could not be proven to come from it, or to be meant for us.',
  access_denied: 'You did not let the other place tell us who you are.',
  state_mismatch: 'The sign-in took too long, or was begun in another browser. Begin again.',
};

/** Signing in at another place, by OpenID Connect. */
export function oidcEndpoints({ people, oidc }: PeopleParts): AnyEndpoint[] {
  return [
    endpoint({
      operationId: 'beginOidc',
      method: 'GET',
      path: '/api/auth/sign-in/oidc',
      tag,
      summary: 'Sign in at the OpenID Connect issuer that is set up',
      description:
        'Sends the browser there. Who comes back is signed in when the issuer vouches for their e-mail address and they are known here, or were invited.',
      allow: 'anyone',
      answers: { 302: { description: 'To the issuer' } },
      errors: ['not_found', 'secret_key_needed'],
      async run(call) {
        if (!oidc) {
          throw new AppError('not_found', 'No other place to sign in is set up', {
            hint: 'Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
          });
        }
        const { body, headers } = await forward(people, call, {
          method: 'POST',
          path: '/sign-in/social',
          body: { provider: 'oidc', callbackURL: '/', disableRedirect: true },
        });
        return goTo(String(body.url), headers['set-cookie']);
      },
    }),
    endpoint({
      operationId: 'endOidc',
      method: 'GET',
      path: '/api/auth/callback/oidc',
      tag,
      summary: 'Where the issuer sends the browser back to',
      allow: 'anyone',
      query: z.object({
        code: text,
        state: text,
        iss: text,
        error: text,
        error_description: text,
        session_state: text,
      }),
      answers: { 302: { description: 'Signed in, or to the page that says why not' } },
      errors: ['secret_key_needed', 'forbidden', 'not_found', 'too_many_failures'],
      async run(call) {
        const { pool, query } = call;
        // The account is known only to who proves it; so failures count by address alone.
        const subjects = subjectsOf();
        const { headers } = await guarded(pool, subjects, () =>
          forward(people, call, { path: '/callback/oidc', query }),
        );
        const location = headers.location ?? '/';
        if (URL.parse(location, 'http://localhost')?.pathname === ERROR_PAGE) {
          await countFailure(pool, subjects);
        }
        return goTo(location, headers['set-cookie']);
      },
    }),
    endpoint({
      operationId: 'signInError',
      method: 'GET',
      path: ERROR_PAGE,
      tag,
      summary: 'Says why a sign-in at another place failed',
      allow: 'anyone',
      query: z.object({ error: z.string().max(200).optional() }),
      answers: { 200: { description: 'A page', content: ['text/html'] } },
      errors: [],
      run: async ({ query }) =>
        pageAnswer(
          200,
          messagePage(
            'You are not signed in',
            REASONS[query.error ?? ''] ?? 'The other place could not tell us who you are.',
          ),
        ),
    }),
  ];
}

function goTo(location: string, cookies: readonly string[]): Answer {
  return { status: 302, stream: Readable.from([]), headers: { location, 'set-cookie': cookies } };
}

import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { refuseForeignPage } from '../../http/csrf.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { guarded, subjectsOf } from './failures.ts';
import { forward } from './forward.ts';
import type { PeopleParts } from './parts.ts';
import { newPassword } from './password.ts';
import { sessionSchema, sessionsSchema, userSchema } from './wire.ts';

const tag = 'Sign-in';
const done = z.object({ success: z.boolean() }).meta({ id: 'Done' });

const waysSchema = z
  .object({
    passkeys: z.boolean(),
    oidc: z.boolean().describe('At another place, by `GET /api/auth/sign-in/oidc`'),
    mail: z.boolean().describe('Letters leave: `POST /api/password-resets` brings a link'),
  })
  .meta({ id: 'SignInWays' });

const signInBody = z
  .object({
    email: z.string('email: must be text').min(1, 'email: must not be empty').max(254, 'email: is too long'),
    password: z
      .string('password: must be text')
      .min(1, 'password: must not be empty')
      .max(128, 'password: has at most 128 characters'),
    rememberMe: z.boolean().optional().describe('false: the browser forgets the session when it is closed'),
  })
  .meta({ id: 'SignIn' });

const passwordBody = z
  .object({
    currentPassword: z.string('currentPassword: must be text').min(1).max(128),
    newPassword: newPassword('newPassword'),
  })
  .meta({ id: 'ChangePassword' });

const person = { id: '6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11', email: 'ann@example.org', name: 'Ann' };

const session = {
  id: 'cJb2X7T1YTj2m874F9UMPEMMjtpJ0TjN',
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
  expiresAt: '2026-11-28T09:00:00.000Z',
  ipAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
};

/** Signing in by password, and what a session can do about itself. */
export function signInEndpoints({ people, publicUrl, oidc, mail }: PeopleParts): AnyEndpoint[] {
  return [
    endpoint({
      operationId: 'signInWays',
      method: 'GET',
      path: '/api/sign-in-ways',
      tag,
      summary: 'How people may sign in at this server',
      description: 'What a page to sign in offers beside the password.',
      allow: 'anyone',
      answers: {
        200: {
          description: 'The ways',
          schema: waysSchema,
          example: { passkeys: true, oidc: false, mail: false },
        },
      },
      errors: [],
      run: async () => answer(200, { passkeys: true, oidc, mail }),
    }),
    endpoint({
      operationId: 'signIn',
      method: 'POST',
      path: '/api/auth/sign-in/email',
      tag,
      summary: 'Sign in with e-mail address and password',
      description:
        'Sets the session cookie. Failures are counted by network address and by account; after too many, 429 says how long to wait.',
      allow: 'anyone',
      body: signInBody,
      bodyExample: { email: 'ann@example.org', password: 'correct horse battery staple' },
      answers: { 200: { description: 'Signed in', schema: userSchema, example: { user: person } } },
      errors: ['sign_in_failed', 'too_many_failures', 'csrf_failed', 'secret_key_needed'],
      async run(call) {
        refuseForeignPage(call.headers, publicUrl);
        const { body, headers } = await guarded(
          call.pool,
          subjectsOf(call.body.email),
          () => forward(people, call, { method: 'POST', path: '/sign-in/email', body: call.body }),
          new AppError('sign_in_failed', 'The e-mail address or the password is wrong'),
        );
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'signOut',
      method: 'POST',
      path: '/api/auth/sign-out',
      tag,
      summary: 'End this session',
      allow: 'anyone',
      cookie: true,
      answers: { 200: { description: 'The session is over', schema: done, example: { success: true } } },
      errors: [],
      async run(call) {
        const own = await people.person(call.headers);
        const { body, headers } = await forward(people, call, {
          method: 'POST',
          path: '/sign-out',
          body: {},
        });
        if (own !== undefined) await people.noteSignOut(own);
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'getSignIn',
      method: 'GET',
      path: '/api/auth/get-session',
      tag,
      summary: 'The session of this browser, and its person',
      description: 'Prolongs a session that is older than a day. null: nobody is signed in.',
      allow: 'anyone',
      answers: {
        200: {
          description: 'The session, or null',
          schema: sessionSchema,
          example: { session, user: person },
        },
      },
      errors: ['secret_key_needed'],
      async run(call) {
        const { body, headers } = await forward(people, call, { path: '/get-session' });
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'listSignIns',
      method: 'GET',
      path: '/api/auth/list-sessions',
      tag,
      summary: 'Where you are signed in',
      allow: 'anyone',
      cookie: true,
      answers: {
        200: {
          description: 'Your sessions',
          schema: sessionsSchema,
          example: [{ ...session, current: true }],
        },
      },
      errors: [],
      async run(call) {
        const { body, headers } = await forward(people, call, { path: '/list-sessions' });
        const own = await people.person(call.headers);
        const sessions: { id: string }[] = body;
        return answer(
          200,
          sessions.map((session) => ({ ...session, current: session.id === own?.sessionId })),
          headers,
        );
      },
    }),
    endpoint({
      operationId: 'endOtherSignIns',
      method: 'POST',
      path: '/api/auth/revoke-other-sessions',
      tag,
      summary: 'End all your other sessions',
      allow: 'anyone',
      cookie: true,
      answers: { 200: { description: 'They are over', schema: done, example: { success: true } } },
      errors: [],
      async run(call) {
        const { headers } = await forward(people, call, {
          method: 'POST',
          path: '/revoke-other-sessions',
          body: {},
        });
        const own = await people.person(call.headers);
        if (own !== undefined) await people.note(own.id, 'person.other_sessions_ended');
        return answer(200, { success: true }, headers);
      },
    }),
    endpoint({
      operationId: 'changePassword',
      method: 'POST',
      path: '/api/auth/change-password',
      tag,
      summary: 'Change your password',
      description: 'Ends all your other sessions.',
      allow: 'anyone',
      cookie: true,
      body: passwordBody,
      bodyExample: {
        currentPassword: 'correct horse battery staple',
        newPassword: 'a sentence that only I would say',
      },
      answers: { 200: { description: 'Changed', schema: userSchema, example: { user: person } } },
      errors: ['too_many_failures'],
      async run(call) {
        // A stolen session is no way to find out the password.
        const own = await people.person(call.headers);
        const { body } = await guarded(call.pool, subjectsOf(own?.email), () =>
          forward(people, call, { method: 'POST', path: '/change-password', body: call.body }),
        );
        // Not by the library's own option: it makes a new session, which would forget its organization.
        const { headers } = await forward(people, call, {
          method: 'POST',
          path: '/revoke-other-sessions',
          body: {},
        });
        await people.note(body.user.id, 'person.password_changed');
        return answer(200, body, headers);
      },
    }),
  ];
}

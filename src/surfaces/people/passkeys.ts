import { z } from 'zod';
import { refuseForeignPage } from '../../http/csrf.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { guarded, subjectsOf } from './failures.ts';
import { forward } from './forward.ts';
import type { PeopleParts } from './parts.ts';
import { passkeysSchema, userSchema } from './wire.ts';

const tag = 'Sign-in';
const about = 'Web Authentication: see https://www.w3.org/TR/webauthn-3/.';

/** What `navigator.credentials` takes; the browser knows it all. */
const options = (id: string) => z.looseObject({ challenge: z.string() }).meta({ id });
const responseBody = (id: string) =>
  z
    .object({
      response: z
        .looseObject({ id: z.string(), rawId: z.string(), type: z.string(), response: z.looseObject({}) })
        .describe('What navigator.credentials answered, as JSON'),
      name: z.string().max(100, 'name: must have at most 100 characters').optional(),
    })
    .meta({ id });
const passkey = z
  .object({ id: z.string(), name: z.string().nullish(), deviceType: z.string(), backedUp: z.boolean() })
  .meta({ id: 'Passkey' });
const idBody = z
  .object({ id: z.string('id: must be text').min(1, 'id: must not be empty').max(64, 'id: is too long') })
  .meta({ id: 'PasskeyId' });

const passkeyExample = {
  id: 'b3Uq1d0rM7nZpX2s',
  name: 'Laptop',
  deviceType: 'multiDevice',
  backedUp: true,
};

/** Signing in without a password. */
export function passkeyEndpoints({ people, publicUrl }: PeopleParts): AnyEndpoint[] {
  return [
    endpoint({
      operationId: 'beginPasskey',
      method: 'GET',
      path: '/api/auth/passkey/generate-register-options',
      tag,
      summary: 'Begin to add a passkey',
      description: `${about} The session must be less than a day old.`,
      allow: 'anyone',
      cookie: true,
      query: z.object({ name: z.string().max(100, 'name: must have at most 100 characters').optional() }),
      answers: {
        200: { description: 'For navigator.credentials.create', schema: options('PasskeyCreation') },
      },
      errors: ['forbidden'],
      async run(call) {
        const { body, headers } = await forward(people, call, {
          path: '/passkey/generate-register-options',
          query: call.query,
        });
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'addPasskey',
      method: 'POST',
      path: '/api/auth/passkey/verify-registration',
      tag,
      summary: 'Add a passkey',
      description: about,
      allow: 'anyone',
      cookie: true,
      body: responseBody('AddPasskey'),
      answers: { 200: { description: 'The passkey', schema: passkey, example: passkeyExample } },
      errors: ['forbidden'],
      async run(call) {
        const { body, headers } = await forward(people, call, {
          method: 'POST',
          path: '/passkey/verify-registration',
          body: call.body,
        });
        await people.note(body.userId, 'person.passkey_added');
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'beginPasskeySignIn',
      method: 'GET',
      path: '/api/auth/passkey/generate-authenticate-options',
      tag,
      summary: 'Begin to sign in with a passkey',
      description: about,
      allow: 'anyone',
      answers: { 200: { description: 'For navigator.credentials.get', schema: options('PasskeyRequest') } },
      errors: ['secret_key_needed'],
      async run(call) {
        const { body, headers } = await forward(people, call, {
          path: '/passkey/generate-authenticate-options',
        });
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'signInWithPasskey',
      method: 'POST',
      path: '/api/auth/passkey/verify-authentication',
      tag,
      summary: 'Sign in with a passkey',
      description: `${about} Sets the session cookie.`,
      allow: 'anyone',
      body: responseBody('PasskeySignIn'),
      answers: {
        200: {
          description: 'Signed in',
          schema: userSchema,
          example: {
            user: { id: '6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11', email: 'ann@example.org', name: 'Ann' },
          },
        },
      },
      errors: ['unauthorized', 'forbidden', 'csrf_failed', 'too_many_failures', 'secret_key_needed'],
      async run(call) {
        refuseForeignPage(call.headers, publicUrl);
        const { body, headers } = await guarded(call.pool, subjectsOf(), () =>
          forward(people, call, { method: 'POST', path: '/passkey/verify-authentication', body: call.body }),
        );
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'listPasskeys',
      method: 'GET',
      path: '/api/auth/passkey/list-user-passkeys',
      tag,
      summary: 'Your passkeys',
      allow: 'anyone',
      cookie: true,
      answers: {
        200: {
          description: 'Your passkeys',
          schema: passkeysSchema,
          example: [{ ...passkeyExample, createdAt: '2026-11-20T09:00:00.000Z' }],
        },
      },
      errors: [],
      async run(call) {
        const { body, headers } = await forward(people, call, { path: '/passkey/list-user-passkeys' });
        return answer(200, body, headers);
      },
    }),
    endpoint({
      operationId: 'removePasskey',
      method: 'POST',
      path: '/api/auth/passkey/delete-passkey',
      tag,
      summary: 'Remove a passkey of yours',
      allow: 'anyone',
      cookie: true,
      body: idBody,
      bodyExample: { id: passkeyExample.id },
      answers: {
        200: { description: 'Removed', schema: z.object({ status: z.boolean() }), example: { status: true } },
      },
      errors: ['not_found'],
      async run(call) {
        const { body, headers } = await forward(people, call, {
          method: 'POST',
          path: '/passkey/delete-passkey',
          body: call.body,
        });
        const own = await people.person(call.headers);
        if (own !== undefined) await people.note(own.id, 'person.passkey_removed');
        return answer(200, body, headers);
      },
    }),
  ];
}

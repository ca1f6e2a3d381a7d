import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../base/errors.ts';
import { csrfToken } from '../../http/csrf.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { organizationById } from '../../identity/organizations.ts';
import { addOrganization, chooseOrganization, listOrganizations } from '../../identity/people/members.ts';
import type { People, Person } from '../../identity/people/people.ts';
import type { PeopleParts } from './parts.ts';
import {
  chooseBody,
  csrfSchema,
  keyPage,
  meSchema,
  organizationBody,
  organizationSchema,
  organizationsSchema,
} from './wire.ts';

const tag = 'People';
const organization = {
  id: '3c1f8f52-55a7-4c8e-9b73-52f3f6f0d1aa',
  name: 'Acme Homes',
  slug: 'acme-homes',
};
const person = { id: '6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11', email: 'ann@example.org', name: 'Ann' };

/** Who you are, and for which organization you act. */
export function organizationEndpoints({ people }: PeopleParts): AnyEndpoint[] {
  return [
    endpoint({
      operationId: 'getMe',
      method: 'GET',
      path: '/api/me',
      tag,
      summary: 'Who you are to this server',
      allow: 'viewer',
      scope: 'any',
      answers: {
        200: {
          description: 'You, and the organization you act for',
          schema: meSchema,
          example: {
            actor: 'person:ann@example.org',
            via: 'session',
            role: 'admin',
            scopes: null,
            operator: false,
            organization,
            person,
          },
        },
      },
      errors: [],
      async run({ caller, headers, transaction }) {
        const { actor, via, role, scopes = null, operator = false, organizationId } = caller;
        const found = via === 'session' ? await people.person(headers) : undefined;
        return transaction(async (db) =>
          answer(200, {
            ...{ actor, via, role, scopes, operator },
            organization: await organizationById(db, organizationId),
            person: found === undefined ? null : { id: found.id, email: found.email, name: found.name },
          }),
        );
      },
    }),
    endpoint({
      operationId: 'getCsrfToken',
      method: 'GET',
      path: '/api/csrf-token',
      tag: 'Sign-in',
      summary: 'The token for X-CSRF-Token',
      description:
        'Goes with the session of this browser and changes with it. Requests with an API key or a Bearer token need none.',
      allow: 'anyone',
      cookie: true,
      answers: {
        200: {
          description: 'The token',
          schema: csrfSchema,
          example: { token: 'k0v2cWl1b3JuYmVmb3JlYWxsdGhlb3RoZXJzYXJlb3U' },
        },
      },
      errors: [],
      async run({ headers }) {
        await signedIn(people, headers);
        return answer(200, { token: csrfToken(headers) });
      },
    }),
    endpoint({
      operationId: 'listOrganizations',
      method: 'GET',
      path: '/api/organizations',
      tag,
      summary: 'The organizations that you may act for',
      description: 'Yours, by name; an operator of the platform sees all.',
      allow: 'anyone',
      cookie: true,
      query: keyPage,
      answers: {
        200: {
          description: 'A page of organizations',
          schema: organizationsSchema,
          example: { organizations: [{ ...organization, role: 'admin', active: true }], next_cursor: null },
        },
      },
      errors: [],
      async run({ headers, pool, query: { limit, cursor } }) {
        const own = await signedIn(people, headers);
        const [name, id] = fromCursor(cursor, [/[\s\S]/, /^[\da-f-]{36}$/]) ?? [];
        const after = name === undefined || id === undefined ? null : ([name, id] as const);
        const found = await listOrganizations(pool, own.id, { after, limit: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return answer(200, {
          organizations: page.map((one) => ({ ...one, active: one.id === own.organization?.id })),
          next_cursor: found.length > limit && last !== undefined ? toCursor([last.name, last.id]) : null,
        });
      },
    }),
    endpoint({
      operationId: 'chooseOrganization',
      method: 'PUT',
      path: '/api/me/organization',
      tag,
      summary: 'Act for another organization',
      description:
        'Counts for this session alone, from its next request on. An operator of the platform may act for any, as an admin.',
      allow: 'anyone',
      cookie: true,
      body: chooseBody,
      bodyExample: { organization_id: organization.id },
      answers: { 204: { description: 'Done' } },
      errors: ['not_found'],
      async run({ headers, body }) {
        const own = await signedIn(people, headers);
        await people.inRequest((db) => chooseOrganization(db, own.sessionId, body.organization_id), own);
        return answer(204, null);
      },
    }),
    endpoint({
      operationId: 'addOrganization',
      method: 'POST',
      path: '/api/organizations',
      tag,
      summary: 'Make an organization',
      description: 'For operators of the platform.',
      allow: 'anyone',
      cookie: true,
      body: organizationBody,
      bodyExample: { name: organization.name, slug: organization.slug },
      answers: {
        201: { description: 'The organization', schema: organizationSchema, example: organization },
      },
      errors: ['forbidden', 'conflict'],
      async run({ headers, body }) {
        const own = await signedIn(people, headers);
        return answer(201, await people.inRequest((db) => addOrganization(db, own.id, body), own));
      },
    }),
  ];
}

async function signedIn(people: People, headers: IncomingHttpHeaders): Promise<Person> {
  const found = await people.person(headers);
  if (found !== undefined) return found;
  throw new AppError('unauthorized', 'Nobody is signed in', {
    hint: 'This is about the person of a browser session; sign in with POST /api/auth/sign-in/email.',
  });
}

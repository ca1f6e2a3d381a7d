import { refuseForeignPage } from '../../http/csrf.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { organizationById } from '../../identity/organizations.ts';
import { linkOf, newToken, offerPassword } from '../../identity/people/links.ts';
import { endInvitation, type Invitation, invite, listInvitations } from '../../identity/people/members.ts';
import type { People } from '../../identity/people/people.ts';
import { countFailure, refuseTooMany, subjectsOf } from './failures.ts';
import type { PeopleParts } from './parts.ts';
import {
  acceptedSchema,
  invitationBody,
  invitationParams,
  invitationsSchema,
  keyPage,
  resetBody,
  sentInvitationSchema,
} from './wire.ts';

const tag = 'People';
const example = {
  id: '0b0e3a0e-7c0c-4a55-8f3e-8b8f6f1a2c11',
  email: 'bob@example.org',
  role: 'analyst',
  created_by: 'person:ann@example.org',
  created_at: '2026-11-20T09:00:00.000Z',
  expires_at: '2026-11-27T09:00:00.000Z',
};

/** Letting people in: invitations, and links for who lost a password. */
export function invitationEndpoints({ people, publicUrl }: PeopleParts): AnyEndpoint[] {
  return [
    endpoint({
      operationId: 'listInvitations',
      method: 'GET',
      path: '/api/invitations',
      tag,
      summary: 'List open invitations',
      allow: 'admin',
      query: keyPage,
      answers: {
        200: {
          description: 'A page of invitations, by e-mail address',
          schema: invitationsSchema,
          example: { invitations: [example], next_cursor: null },
        },
      },
      errors: [],
      async run({ caller, query: { limit, cursor }, transaction }) {
        const [after = null] = fromCursor(cursor, [/./]) ?? [];
        return transaction(async (db) => {
          const found = await listInvitations(db, caller.organizationId, { after, limit: limit + 1 });
          const page = found.slice(0, limit);
          const last = page.at(-1);
          const more = found.length > limit && last !== undefined;
          return answer(200, {
            invitations: page.map(toBody),
            next_cursor: more ? toCursor([last.email]) : null,
          });
        });
      },
    }),
    endpoint({
      operationId: 'invite',
      method: 'POST',
      path: '/api/invitations',
      tag,
      summary: 'Invite somebody',
      description:
        'Sends a link that works once, for a week. Inviting the same address again ends the link before. The link is never in an answer: who invites is not who is invited.',
      allow: 'admin',
      body: invitationBody,
      bodyExample: { email: 'bob@example.org', role: 'analyst' },
      answers: {
        201: {
          description: 'The invitation',
          schema: sentInvitationSchema,
          example: { ...example, delivery: 'email' },
        },
      },
      errors: ['conflict'],
      async run({ caller, body, headers, transaction }) {
        const token = newToken();
        const made: { invitation?: Invitation; organization?: string } = {};
        const { organizationId, actor } = caller;
        await transaction(async (db) => {
          made.organization = (await organizationById(db, organizationId)).name;
          made.invitation = await invite(db, { ...body, organizationId, token, by: actor });
          return answer(201, null);
        });
        // Only what is stored is sent: a link that a rollback took back would lead nowhere.
        const { invitation, organization } = made;
        if (invitation === undefined) throw new Error('the transaction made no invitation');
        const delivery = await people.postman.send({
          to: invitation.email,
          subject: `Your invitation to ${organization} on Lotline`,
          text: `${actor.replace(/^\w+:/, '')} invites you to ${organization} on Lotline, as ${invitation.role}.`,
          link: linkOf(people.origin(headers.host), token),
          goodFor: '7 days',
        });
        return answer(201, { ...toBody(invitation), delivery });
      },
    }),
    endpoint({
      operationId: 'endInvitation',
      method: 'DELETE',
      path: '/api/invitations/{invitation_id}',
      tag,
      summary: 'Take an invitation back',
      allow: 'admin',
      params: invitationParams,
      answers: { 204: { description: 'Its link does not work any more' } },
      errors: ['not_found'],
      run: ({ caller, params, transaction }) =>
        transaction(async (db) => {
          await endInvitation(db, caller.organizationId, params.invitation_id);
          return answer(204, null);
        }),
    }),
    endpoint({
      operationId: 'askPasswordReset',
      method: 'POST',
      path: '/api/password-resets',
      tag: 'Sign-in',
      summary: 'Ask for a link to choose a new password',
      description:
        'Answers the same whether or not anybody has that address; the link works once, for an hour, and ends those before it. Too many are refused, by network address and by account.',
      allow: 'anyone',
      body: resetBody,
      bodyExample: { email: 'ann@example.org' },
      answers: {
        202: {
          description: 'If somebody has that address, a link is on its way',
          schema: acceptedSchema,
          example: { message: 'If somebody has that address, a link is on its way.' },
        },
      },
      errors: ['too_many_failures', 'csrf_failed'],
      async run({ body: { email }, headers, pool, log }) {
        refuseForeignPage(headers, publicUrl);
        const subjects = subjectsOf(email);
        await refuseTooMany(pool, subjects);
        await countFailure(pool, subjects);
        // Not waited for: how long it takes would tell whether the address is known.
        sendPasswordLink(people, email, people.origin(headers.host)).catch((error: unknown) =>
          log.error({ err: error }, 'a link could not be sent'),
        );
        return answer(202, { message: 'If somebody has that address, a link is on its way.' });
      },
    }),
  ];
}

async function sendPasswordLink(people: People, to: string, origin: string): Promise<void> {
  const token = await people.inRequest((db) => offerPassword(db, to, 'password reset'));
  if (token === undefined) return;
  await people.postman.send({
    to,
    subject: 'A new password for Lotline',
    text: 'Somebody, probably you, asked for a link to choose a new password on Lotline.',
    link: linkOf(origin, token),
    goodFor: 'one hour',
  });
}

function toBody({ id, email, role, createdBy, createdAt, expiresAt }: Invitation) {
  return {
    id,
    email,
    role,
    created_by: createdBy,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}

import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { listMembers, type Member, removeMember, setMemberRole } from '../../identity/people/members.ts';
import { keyPage, membersSchema, personParams, roleBody } from './wire.ts';

const tag = 'People';
const example = {
  people: [
    {
      id: '6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11',
      email: 'ann@example.org',
      name: 'Ann',
      role: 'admin',
      joined_at: '2026-11-02T09:00:00.000Z',
      last_seen_at: '2026-11-20T16:30:00.000Z',
      passkeys: 1,
    },
  ],
  next_cursor: null,
};

/** Who belongs to the organization, and as what. */
export const memberEndpoints: readonly AnyEndpoint[] = [
  endpoint({
    operationId: 'listPeople',
    method: 'GET',
    path: '/api/people',
    tag,
    summary: 'List the people of your organization',
    allow: 'viewer',
    query: keyPage,
    answers: { 200: { description: 'A page of people, by e-mail address', schema: membersSchema, example } },
    errors: [],
    async run({ caller, query: { limit, cursor }, transaction }) {
      const [after = null] = fromCursor(cursor, [/./]) ?? [];
      return transaction(async (db) => {
        const found = await listMembers(db, caller.organizationId, { after, limit: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        const more = found.length > limit && last !== undefined;
        return answer(200, { people: page.map(toBody), next_cursor: more ? toCursor([last.email]) : null });
      });
    },
  }),
  endpoint({
    operationId: 'changePerson',
    method: 'PATCH',
    path: '/api/people/{person_id}',
    tag,
    summary: 'Give somebody another role',
    description: 'Counts from their next request on. The last admin stays one.',
    allow: 'admin',
    params: personParams,
    body: roleBody,
    bodyExample: { role: 'analyst' },
    answers: { 204: { description: 'Done' } },
    errors: ['not_found', 'last_admin'],
    run: ({ caller, params, body, transaction }) =>
      transaction(async (db) => {
        await setMemberRole(db, caller.organizationId, params.person_id, body.role);
        return answer(204, null);
      }),
  }),
  endpoint({
    operationId: 'removePerson',
    method: 'DELETE',
    path: '/api/people/{person_id}',
    tag,
    summary: 'Take somebody out of your organization',
    description: 'They are out with their next request. What they did stays. The last admin stays.',
    allow: 'admin',
    params: personParams,
    answers: { 204: { description: 'Done' } },
    errors: ['not_found', 'last_admin'],
    run: ({ caller, params, transaction }) =>
      transaction(async (db) => {
        await removeMember(db, caller.organizationId, params.person_id);
        return answer(204, null);
      }),
  }),
];

function toBody({ id, email, name, role, joinedAt, lastSeenAt, passkeys }: Member) {
  return {
    id,
    email,
    name,
    role,
    joined_at: joinedAt.toISOString(),
    last_seen_at: lastSeenAt?.toISOString() ?? null,
    passkeys,
  };
}

import { AppError } from '../../base/errors.ts';
import { call, type Queryable } from '../../db/pool.ts';
import type { Organization } from '../organizations.ts';
import type { Role } from '../roles.ts';
import { hashToken } from './links.ts';

/** Somebody of an organization. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly joinedAt: Date;
  /** When a session of theirs began or was prolonged; null: none is left. */
  readonly lastSeenAt: Date | null;
  readonly passkeys: number;
}

/** Members by e-mail address, after `after`. */
export async function listMembers(
  db: Queryable,
  organizationId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Member[]> {
  return call<Member & Record<string, unknown>>(
    db,
    `select person_id as id, email, name, role, joined_at as "joinedAt", last_seen_at as "lastSeenAt", passkeys
       from lotline.members_of($1, $2, $3)`,
    [organizationId, after, limit],
  );
}

/** Throws `not_found` for somebody of no or another organization, `last_admin` when nobody could manage it any more. */
export async function setMemberRole(
  db: Queryable,
  organizationId: string,
  personId: string,
  role: Role,
): Promise<void> {
  const [row] = await call<{ there: boolean }>(db, 'select lotline.set_member_role($1, $2, $3) as there', [
    organizationId,
    personId,
    role,
  ]);
  if (row?.there !== true) throw noPerson();
}

/** Throws as {@link setMemberRole}. */
export async function removeMember(db: Queryable, organizationId: string, personId: string): Promise<void> {
  const [row] = await call<{ there: boolean }>(db, 'select lotline.remove_member($1, $2) as there', [
    organizationId,
    personId,
  ]);
  if (row?.there !== true) throw noPerson();
}

function noPerson(): AppError {
  return new AppError('not_found', 'Person not found', { hint: 'GET /api/people lists who is there.' });
}

/** Somebody who was asked to come. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const INVITATION = `id, email, role, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt"`;

/** Open invitations, by address; one that expired is listed until another takes its place or it is ended. */
export async function listInvitations(
  db: Queryable,
  organizationId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Invitation[]> {
  return call<Invitation & Record<string, unknown>>(
    db,
    `select ${INVITATION} from lotline.one_time_links
      where org_id = $1 and purpose = 'invitation' and used_at is null and ended_at is null
        and ($2::text is null or email > $2)
      order by email limit $3`,
    [organizationId, after, limit],
  );
}

/** Invites somebody; the token is what their link carries. Throws `conflict` for a member. */
export async function invite(
  db: Queryable,
  wanted: {
    readonly organizationId: string;
    readonly email: string;
    readonly role: Role;
    readonly token: string;
    readonly by: string;
  },
): Promise<Invitation> {
  const { organizationId, email, role, token, by } = wanted;
  const [made] = await call<{ id: string }>(db, 'select lotline.invite_person($1, $2, $3, $4, $5) as id', [
    organizationId,
    email,
    role,
    hashToken(token),
    by,
  ]);
  const [row] = await call<Invitation & Record<string, unknown>>(
    db,
    `select ${INVITATION} from lotline.one_time_links where id = $1`,
    [made?.id],
  );
  if (row === undefined) throw new Error('an invitation was made and is not there');
  return row;
}

/** Takes an invitation back. Throws `not_found` when there is no open one. */
export async function endInvitation(db: Queryable, organizationId: string, id: string): Promise<void> {
  const [row] = await call<{ ended: boolean }>(db, 'select lotline.end_invitation($1, $2) as ended', [
    organizationId,
    id,
  ]);
  if (row?.ended !== true) throw new AppError('not_found', 'Invitation not found');
}

/** An organization, and what somebody is in it; null for an operator of the platform who is no member. */
export interface OwnOrganization extends Organization {
  readonly role: Role | null;
}

/** Organizations that a person may act for, by name. */
export async function listOrganizations(
  db: Queryable,
  personId: string,
  { after, limit }: { readonly after: readonly [name: string, id: string] | null; readonly limit: number },
): Promise<OwnOrganization[]> {
  return call<OwnOrganization & Record<string, unknown>>(
    db,
    'select id, name, slug, role from lotline.organizations_of($1, $2, $3, $4)',
    [personId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** Lets a session act for another organization. Throws `not_found` where its person may not. */
export async function chooseOrganization(
  db: Queryable,
  sessionId: string,
  organizationId: string,
): Promise<void> {
  const [row] = await call<{ chosen: boolean }>(db, 'select lotline.choose_organization($1, $2) as chosen', [
    sessionId,
    organizationId,
  ]);
  if (row?.chosen !== true) {
    throw new AppError('not_found', 'Organization not found', {
      hint: 'GET /api/organizations lists the ones you may act for.',
    });
  }
}

/** Makes an organization for an operator of the platform. Throws `forbidden` for others, `conflict` for a taken slug. */
export async function addOrganization(
  db: Queryable,
  personId: string,
  wanted: { readonly name: string; readonly slug: string },
): Promise<Organization> {
  const [row] = await call<Organization & Record<string, unknown>>(
    db,
    'select id, name, slug from lotline.add_organization($1, $2, $3)',
    [personId, wanted.name, wanted.slug],
  );
  if (row === undefined) throw new Error('add_organization answers a row or raises');
  return row;
}

/** Makes somebody an operator of the platform, or no longer one. Throws `not_found`. `db` acts as the owner. */
export async function setOperator(db: Queryable, email: string, operator: boolean): Promise<void> {
  const [row] = await call<{ there: boolean }>(db, 'select lotline.set_operator($1, $2) as there', [
    email,
    operator,
  ]);
  if (row?.there !== true)
    throw new AppError('not_found', `Nobody has the address ${email}`, { field: 'email' });
}
